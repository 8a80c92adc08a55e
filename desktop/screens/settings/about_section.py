"""Which program this is, where its data and its log lie, and whose work is shipped with it."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from desktop import __version__
from desktop.logfile import log_file
from desktop.resources import resource
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_S, look
from desktop.screens.widgets import Button, label
from desktop.screens.widgets.layouts import add_to
from desktop.screens.widgets.naming import named
from desktop.wording.translation import tr

PARTS = (
    ("Qt 6 · PySide6", "LGPL-3.0", "qt.io"),
    ("Inter", "SIL OFL 1.1", "rsms.me/inter"),
    ("wilayah (cahyadsn)", "MIT", "github.com/cahyadsn/wilayah"),
    ("Python", "PSF-2.0", "python.org"),
    ("SQLCipher · sqlcipher3", "BSD-3-Clause · zlib", "zetetic.net/sqlcipher"),
    ("SQLAlchemy · Alembic", "MIT", "sqlalchemy.org"),
    ("msgspec", "BSD-3-Clause", "jcristharif.com/msgspec"),
    ("PyNaCl · libsodium", "Apache-2.0 · ISC", "pynacl.readthedocs.io"),
    ("holidays", "MIT", "github.com/vacanza/holidays"),
)


class AboutSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Buku Aduan: buku pengaduan kantor desa dan kelurahan, bekerja tanpa jaringan."),
            for_admins=False,
        )
        folder = around.office.folder
        card = self.card("program-card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for row, (title, value, name) in enumerate(
            (
                (tr("Versi"), __version__, "about-version"),
                (tr("Kode wilayah"), self.settings.unit_code, "about-unit"),
                (tr("Huruf komputer"), around.office.device.letter, "about-letter"),
                (tr("Folder data"), str(folder), "about-folder"),
            )
        ):
            grid.addWidget(label(title, "muted"), row, 0)
            shown = label(value, "", name, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 1)
        self.log_button = Button(tr("Buka folder catatan program"), "about-log", clicked=self._open_log)
        told = tr(
            "Catatan program berisi kesalahan dan tempatnya dalam program, tanpa isi pengaduan dan tanpa nama orang."
        )
        add_to(card.column, grid, button_row(self.log_button), label(told, "hint", wrap=True))
        card = self.card(
            "licences-card",
            tr("Karya orang lain di dalamnya"),
            tr("Terima kasih kepada pembuatnya. Bagian-bagian ini dipakai menurut lisensinya masing-masing."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(2, 1)
        for row, part in enumerate(PARTS):
            for column, text in enumerate(part):
                grid.addWidget(label(text, "" if column == 0 else "muted"), row, column)
        self.font_button = Button(tr("Lisensi huruf Inter"), "licence-inter")
        self.font_button.clicked.connect(lambda: self._show_licence("fonts/OFL.txt"))
        self.units_button = Button(tr("Lisensi daftar wilayah"), "licence-units")
        self.units_button.clicked.connect(lambda: self._show_licence("units/LICENSE"))
        self.licence = named(QPlainTextEdit(), "licence-text", tr("Teks lisensi"))
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setMinimumHeight(look.px(220))
        self.licence.hide()
        add_to(card.column, grid, button_row(self.font_button, self.units_button), self.licence)

    def _open_log(self) -> None:
        folder = log_file(self.around.office.folder).parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.around.say(tr("Tidak ada program untuk membuka folder. Letaknya: {folder}", folder=folder), "warning")

    def _show_licence(self, name: str) -> None:
        self.around.operations.query("licence", lambda: resource(name).read_text("utf-8", "replace"), self._licence)

    def _licence(self, text: str) -> None:
        self.licence.setPlainText(text)
        self.licence.show()
        self.licence.setFocus()
