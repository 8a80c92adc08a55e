"""How the office's papers are headed, signed and sized, and its own copies of the templates."""

from dataclasses import dataclass
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from desktop.documents import letterhead, templates
from desktop.documents.letterhead import Letterhead
from desktop.documents.paper import SHEETS
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import Button, Field, PrimaryButton, hint
from desktop.screens.widgets.layouts import STRETCH, add_to, row_of
from desktop.store.durable_files import disk_errors
from desktop.wording.translation import tr

LINES = (
    "contact", "place", "head_title", "head_name", "head_id", "officer_title", "officer_name", "officer_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    own: Letterhead
    filled: Letterhead
    copies: tuple[str, ...]


class DocumentsSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Kop surat, tanda tangan, dan kertas untuk semua yang dicetak. Isian kosong memakai data kantor."),
        )
        self._own = Letterhead()
        self._logo = b""
        self._build_letterhead()
        self._build_templates()
        self._ask()

    def _build_letterhead(self) -> None:
        card = self.card("letterhead-card", tr("Kop surat dan tanda tangan"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        self.lines = Field(tr("Baris kop, yang terakhir paling besar"), QPlainTextEdit(), "letterhead-lines")
        self.contact = Field(tr("Alamat di bawah kop"), QLineEdit(), "letterhead-contact")
        self.place = Field(tr("Tempat pada tanggal surat"), QLineEdit(), "letterhead-place")
        self.head_title = Field(tr("Jabatan kepala"), QLineEdit(), "letterhead-head-title")
        self.head_name = Field(tr("Nama kepala"), QLineEdit(), "letterhead-head-name")
        self.head_id = Field(tr("NIP kepala, bila ada"), QLineEdit(), "letterhead-head-id")
        self.officer_title = Field(tr("Jabatan petugas"), QLineEdit(), "letterhead-officer-title")
        self.officer_name = Field(tr("Nama petugas"), QLineEdit(), "letterhead-officer-name")
        self.officer_id = Field(tr("NIP petugas, bila ada"), QLineEdit(), "letterhead-officer-id")
        self.copies = Field(tr("Tembusan surat, satu baris satu"), QPlainTextEdit(), "letterhead-copies")
        self.paper = Field(tr("Kertas"), QComboBox(), "letterhead-paper")
        for paper in SHEETS:
            self.paper.editor.addItem({"f4": tr("F4 (folio)") + " · 215×330 mm", "a4": "A4 · 210×297 mm"}[paper], paper)
        for field in (self.lines, self.copies):
            field.editor.setTabChangesFocus(True)
            field.editor.setFixedHeight(look.px(80))
            field.editor.textChanged.connect(self._typed)
        grid.addWidget(self.lines, 0, 0)
        grid.addLayout(self._build_logo(), 0, 1)
        for place, field in enumerate(
            (
                self.contact,
                self.place,
                self.head_title,
                self.officer_title,
                self.head_name,
                self.officer_name,
                self.head_id,
                self.officer_id,
            )
        ):
            grid.addWidget(field, 1 + place // 2, place % 2)
            field.editor.setMaxLength(letterhead.LONGEST_LINE)
            field.editor.textChanged.connect(self._typed)
        grid.addWidget(self.copies, 5, 0)
        grid.addWidget(self.paper, 5, 1, Qt.AlignmentFlag.AlignTop)
        self.paper.editor.activated.connect(lambda _: self._typed())
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.save_button = PrimaryButton(tr("Simpan"), "letterhead-save", keys="Ctrl+S", clicked=self._save)
        self.try_button = Button(tr("Lihat contoh…"), "letterhead-try", clicked=self._try)
        add_to(card.column, grid, button_row(self.save_button, self.try_button))

    def _build_logo(self) -> QHBoxLayout:
        self.logo = QLabel()
        self.logo.setObjectName("letterhead-logo")
        self.logo.setFixedSize(look.px(80), look.px(80))
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = Button(tr("Pilih logo…"), "letterhead-choose-logo", clicked=self._choose_logo)
        self.remove = Button(tr("Hapus logo"), "letterhead-remove-logo", clicked=lambda: self._put_logo(b""))
        # One above the other: beside each other they would be wider than their half of the card at the largest text.
        buttons = QVBoxLayout()
        add_to(buttons, STRETCH, self.choose, self.remove)
        return row_of((self.logo, 0, Qt.AlignmentFlag.AlignBottom), buttons, STRETCH, space=SPACE_M)

    def _build_templates(self) -> None:
        card = self.card(
            "templates-card", tr("Templat"),
            tr("Susunan tiap dokumen adalah berkas teks. Salin yang ingin diubah; salinan kantor dipakai lebih dulu, yang bawaan tetap ada."),
        )  # fmt: skip
        self.template = Field(tr("Templat"), QComboBox(), "templates-name")
        for name in (*templates.names(), templates.DRAFT):
            self.template.editor.addItem(name, name)
        self.copied = hint("", "templates-copied")
        self.copy_button = Button(tr("Salin templat untuk diubah"), "templates-copy", clicked=self._copy)
        self.folder_button = Button(tr("Buka folder templat"), "templates-folder", clicked=self._open_folder)
        add_to(card.column, self.template, self.copied, button_row(self.copy_button, self.folder_button))

    # Asking and showing ----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        office = self.around.office

        def work() -> _Known:
            return _Known(letterhead.load(office), letterhead.filled(office), templates.own_copies(office.folder))

        self.around.operations.query(f"letterhead-{id(self)}", work, self.while_here(self._show))

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and not self._changed():
            self._ask()

    def _show(self, known: _Known) -> None:
        self._own, usual = known.own, structs.replace(known.filled)
        self.lines.editor.setPlainText("\n".join(self._own.lines))
        self.lines.editor.setPlaceholderText("\n".join(usual.lines))
        self.copies.editor.setPlainText("\n".join(self._own.copies))
        for name in LINES:
            editor: QLineEdit = getattr(self, name).editor
            editor.setText(getattr(self._own, name))
            editor.setPlaceholderText(getattr(usual, name))
        self.paper.editor.setCurrentIndex(self.paper.editor.findData(self._own.paper))
        self._put_logo(self._own.logo)
        self.copied.setText(
            tr("Salinan kantor: {names}", names=", ".join(known.copies))
            if known.copies
            else tr("Belum ada salinan kantor; semua memakai templat bawaan.")
        )

    def _put_logo(self, content: bytes) -> None:
        self._logo = content
        picture = QPixmap()
        if content and picture.loadFromData(content):
            side = look.px(80)
            self.logo.setPixmap(
                picture.scaled(
                    side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
            self.logo.setAccessibleName(tr("Logo kantor"))
        else:
            self.logo.setText(tr("Tanpa logo"))
            self.logo.setAccessibleName(tr("Tanpa logo"))
        self.remove.setEnabled(bool(content))
        self._typed()

    def _written(self) -> Letterhead:
        return structs.replace(
            self._own,
            lines=_lines(self.lines.editor.toPlainText()),
            copies=_lines(self.copies.editor.toPlainText()),
            logo=self._logo,
            paper=self.paper.editor.currentData(),
            **{name: getattr(self, name).editor.text().strip() for name in LINES},
        )

    def _changed(self) -> bool:
        return self._written() != self._own

    def _typed(self) -> None:
        if hasattr(self, "save_button"):
            self.save_button.setEnabled(self._changed())

    # Changing --------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        office, written = self.around.office, self._written()

        def saved(_: None) -> None:
            self.around.say(tr("Kop surat dan tanda tangan tersimpan."), "ok")
            self._ask()

        self.around.operations.change(
            lambda: letterhead.save(office, written), self.while_here(saved), kinds=("settings",), on_error=self.refuse
        )

    def _choose_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Pilih logo…"), str(Path.home()), "PNG, JPEG (*.png *.jpg *.jpeg)"
        )
        if name:
            self.take_logo(Path(name))

    def take_logo(self, file: Path) -> None:
        """Reads and checks the picture outside the GUI thread."""

        def read() -> bytes:
            with disk_errors():
                content = file.read_bytes()
            letterhead.check_logo(content)
            return content

        self.around.operations.query("letterhead-logo", read, self.while_here(self._put_logo), self.refuse)

    def _copy(self) -> None:
        office, name = self.around.office, str(self.template.editor.currentData())

        def copied(file: Path) -> None:
            self.around.say(tr("Disalin ke {file}. Ubah dengan editor teks.", file=str(file)), "ok")
            self._ask()

        self.around.operations.change(
            lambda: templates.copy(office.folder, name), self.while_here(copied), on_error=self.refuse
        )

    def _open_folder(self) -> None:
        folder = templates.own_folder(self.around.office.folder)

        def made() -> Path:
            with disk_errors():
                folder.mkdir(parents=True, exist_ok=True)
            return folder

        def opened(place: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

        self.around.operations.change(made, self.while_here(opened), on_error=self.refuse)

    def _try(self) -> None:
        """A blank form under the letterhead that is kept."""
        from desktop.documents import printable
        from desktop.screens.documents import preview

        preview.show(printable.blank_form(self.around.office), self.around.operations, self)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
