"""Which program this is, where its data and its log lie, and whose work is shipped with it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import __version__
from desktop.logfile import log_file
from desktop.resources import resource
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, heading, hint, label, named
from desktop.widgets.grid import grid_of
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_L, SPACE_S, look
from desktop.wording import settings_explanations
from desktop.wording.shipped_works import SHIPPED_WORKS
from desktop.wording.translation import tr


class AboutSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self.log_button = Button(tr("Buka folder catatan program"), "about-log", clicked=self._open_log)
        facts = (
            (tr("Versi"), __version__, "about-version"),
            (tr("Kode wilayah"), self.settings.unit_code, "about-unit"),
            (tr("Huruf komputer"), self.office.device.letter, "about-letter"),
            (tr("Folder data"), str(self.office.folder), "about-folder"),
        )
        rows = (
            (label(title, "muted"), label(text, "", name, wrap=True, selectable=True)) for title, text, name in facts
        )
        grid = grid_of(*rows, spaces=(SPACE_L, SPACE_S), stretch=(0, 1))
        explanation = hint(settings_explanations.program_log())
        self.card("program-card", grid, button_row(self.log_button), explanation)
        self.font_button = self._licence_button(tr("Lisensi huruf Inter"), "licence-inter", "fonts/OFL.txt")
        self.units_button = self._licence_button(tr("Lisensi daftar wilayah"), "licence-units", "units/LICENSE")
        self.licence = named(text_box(read_only=True), "licence-text", tr("Teks lisensi"))
        self.licence.setMinimumHeight(look.px(220))
        self.licence.hide()
        works = ((label(part), label(licence, "muted"), label(site, "muted")) for part, licence, site in SHIPPED_WORKS)
        self.card(
            "licences-card",
            heading(tr("Karya orang lain di dalamnya")),
            hint(settings_explanations.works_of_others()),
            grid_of(*works, spaces=(SPACE_L, SPACE_S), stretch=(0, 0, 1)),
            button_row(self.font_button, self.units_button),
            self.licence,
        )

    def _open_log(self) -> None:
        folder = log_file(self.office.folder).parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.say(tr("Tidak ada program untuk membuka folder. Letaknya: {folder}", folder=folder), "warning")

    def _licence_button(self, text: str, name: str, file: str) -> Button:
        def read() -> None:
            self.operations.query("licence", lambda: resource(file).read_text("utf-8", "replace"), self._show_licence)

        return Button(text, name, clicked=read)

    def _show_licence(self, text: str) -> None:
        self.licence.setPlainText(text)
        self.licence.show()
        self.licence.setFocus()
