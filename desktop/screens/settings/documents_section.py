"""How the office's papers are headed, signed and sized, and its own copies of the templates."""

from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from desktop.documents import letterhead, printable, templates
from desktop.documents.letterhead import Letterhead, LetterheadState
from desktop.documents.paper import SHEETS
from desktop.screens.documents.opening import show_paper
from desktop.screens.settings.numbering_card import NumberingCard
from desktop.screens.settings.scan_folder_card import ScanFolderCard
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, FormField, PrimaryButton, heading, hint
from desktop.widgets.combo_box import combo_box
from desktop.widgets.file_dialogs import ask_file
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_L, SPACE_M, look
from desktop.wording import settings_explanations
from desktop.wording.letterhead_fields import letterhead_titles
from desktop.wording.translation import tr


class DocumentsSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self._saved = Letterhead()
        self._logo = b""
        self._build_letterhead()
        self.numbering = NumberingCard(self)
        self.scan_folder = ScanFolderCard(self)
        add_to(self.column, self.numbering, self.scan_folder)
        self._build_templates()
        self._load()

    def _build_letterhead(self) -> None:
        lines, copies = tr("Baris kop, yang terakhir paling besar"), tr("Tembusan surat, satu baris satu")
        self.lines = FormField(lines, text_box(height=80), "letterhead-lines")
        self.copies = FormField(copies, text_box(height=80), "letterhead-copies")
        for field in (self.lines, self.copies):
            field.editor.textChanged.connect(self._show_changed)
        self.fields = {
            name: FormField(title, QLineEdit(), f"letterhead-{name.replace('_', '-')}")
            for name, title in letterhead_titles().items()
        }
        for field in self.fields.values():
            field.editor.setMaxLength(letterhead.LONGEST_LINE)
            field.editor.textChanged.connect(self._show_changed)
        papers = {"f4": tr("F4 (folio)") + " · 215×330 mm", "a4": "A4 · 210×297 mm"}
        self.paper = FormField(tr("Kertas"), combo_box((papers[paper], paper) for paper in SHEETS), "letterhead-paper")
        self.paper.editor.activated.connect(lambda _: self._show_changed())
        self.save_button = PrimaryButton(tr("Simpan"), "letterhead-save", keys="Ctrl+S", clicked=self._save)
        self.try_button = Button(tr("Lihat contoh…"), "letterhead-try", clicked=self._try)
        in_order = list(self.fields.values())
        grid = grid_of(
            (self.lines, self._build_logo()),
            *zip(in_order[::2], in_order[1::2], strict=True),
            (self.copies, column_of(self.paper, STRETCH)),
            spaces=(SPACE_L, SPACE_M),
            stretch=(1, 1),
        )
        buttons = button_row(self.save_button, self.try_button)
        self.card("letterhead-card", heading(tr("Kop surat dan tanda tangan")), grid, buttons)

    def _build_logo(self) -> QHBoxLayout:
        self.logo = QLabel()
        self.logo.setObjectName("letterhead-logo")
        self.logo.setFixedSize(look.px(80), look.px(80))
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = Button(tr("Pilih logo…"), "letterhead-choose-logo", clicked=self._choose_logo)
        self.remove = Button(tr("Hapus logo"), "letterhead-remove-logo", clicked=lambda: self._show_logo(b""))
        # One above the other: beside each other they would be wider than their half of the card at the largest text.
        buttons = column_of(STRETCH, self.choose, self.remove)
        return row_of((self.logo, 0, Qt.AlignmentFlag.AlignBottom), buttons, STRETCH, space=SPACE_M)

    def _build_templates(self) -> None:
        choices = combo_box((name, name) for name in (*templates.names(), templates.DRAFT))
        self.template = FormField(tr("Templat"), choices, "templates-name")
        self.copied = hint("", "templates-copied")
        self.copy_button = Button(tr("Salin templat untuk diubah"), "templates-copy", clicked=self._copy)
        self.folder_button = Button(tr("Buka folder templat"), "templates-folder", clicked=self._open_folder)
        self.card(
            "templates-card",
            heading(tr("Templat")),
            hint(settings_explanations.templates()),
            self.template,
            self.copied,
            button_row(self.copy_button, self.folder_button),
        )

    # What is shown ---------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        office = self.office
        self.operations.query("settings-letterhead", lambda: letterhead.state(office), self._show)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._typed() == self._saved:
            self._load()
        if "settings" in kinds and not self.numbering.changed():
            self.numbering.load()

    def _show(self, state: LetterheadState) -> None:
        self._saved, filled = state.of_office, state.filled
        self.lines.editor.setPlainText("\n".join(self._saved.lines))
        self.lines.editor.setPlaceholderText("\n".join(filled.lines))
        self.copies.editor.setPlainText("\n".join(self._saved.copies))
        for name, field in self.fields.items():
            field.editor.setText(getattr(self._saved, name))
            field.editor.setPlaceholderText(getattr(filled, name))
        self.paper.editor.setCurrentIndex(self.paper.editor.findData(self._saved.paper))
        self._show_logo(self._saved.logo)
        self.copied.setText(settings_explanations.own_templates(state.copies))

    def _show_logo(self, content: bytes) -> None:
        self._logo = content
        picture = QPixmap()
        if content and picture.loadFromData(content):
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.logo.setPixmap(picture.scaled(self.logo.size(), ratio, smooth))
            self.logo.setAccessibleName(tr("Logo kantor"))
        else:
            self.logo.setText(tr("Tanpa logo"))
            self.logo.setAccessibleName(tr("Tanpa logo"))
        self.remove.setEnabled(bool(content))
        self._show_changed()

    def _typed(self) -> Letterhead:
        return structs.replace(
            self._saved,
            lines=letterhead.typed_lines(self.lines.editor.toPlainText()),
            copies=letterhead.typed_lines(self.copies.editor.toPlainText()),
            logo=self._logo,
            paper=self.paper.editor.currentData(),
            **{name: field.editor.text().strip() for name, field in self.fields.items()},
        )

    def _show_changed(self) -> None:
        self.save_button.setEnabled(self._typed() != self._saved)

    # What is done ----------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        office, typed = self.office, self._typed()

        def confirm(_: None) -> None:
            self.say(tr("Kop surat dan tanda tangan tersimpan."))
            self._load()

        self.change(lambda: letterhead.save(office, typed), confirm, kinds=("settings",))

    def _choose_logo(self) -> None:
        file = ask_file(self, tr("Pilih logo…"), Path.home(), "PNG, JPEG (*.png *.jpg *.jpeg)")
        if file:
            self.take_logo(file)

    def take_logo(self, file: Path) -> None:
        self.operations.query("letterhead-logo", lambda: letterhead.read_logo(file), self._show_logo, self.refuse)

    def _copy(self) -> None:
        folder, name = self.office.folder, str(self.template.editor.currentData())

        def confirm(file: Path) -> None:
            self.say(tr("Disalin ke {file}. Ubah dengan editor teks.", file=str(file)))
            self._load()

        self.change(lambda: templates.copy(folder, name), confirm)

    def _open_folder(self) -> None:
        data = self.office.folder
        self.change(
            lambda: templates.make_own_folder(data),
            lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )

    def _try(self) -> None:
        """A blank form under the letterhead as it is saved."""
        show_paper(printable.blank_form(self.office), self.operations, self)
