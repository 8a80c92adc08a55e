"""Who this office is: what stands on receipts and letters, and to whom complaints are forwarded."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from complaints.draft import clean
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import Field, PrimaryButton
from desktop.screens.widgets.layouts import add_to
from desktop.wording.translation import tr

LINE = 200
MOST_LINES = 200


class OfficeSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, tr("Nama dan alamat ini tercetak di tanda terima, disposisi, dan laporan."))
        card = self.card("office-card")
        settings = self.settings
        self.office_name = Field(tr("Nama kantor"), QLineEdit(settings.office_name), "office-name", needed=True)
        self.parent_name = Field(tr("Kecamatan"), QLineEdit(settings.parent_name), "office-parent")
        self.head_name = Field(tr("Nama kepala desa/lurah"), QLineEdit(settings.head_name), "office-head")
        self.phone = Field(tr("Telepon kantor"), QLineEdit(settings.phone), "office-phone")
        self.address = Field(tr("Alamat kantor"), QLineEdit(settings.address), "office-address")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        grid.addWidget(self.office_name, 0, 0)
        grid.addWidget(self.parent_name, 0, 1)
        grid.addWidget(self.head_name, 1, 0)
        grid.addWidget(self.phone, 1, 1)
        grid.addWidget(self.address, 2, 0, 1, 2)
        self.people = Field(
            tr("Penerima di kantor"),
            QPlainTextEdit("\n".join(settings.people)),
            "office-people",
            hint=tr("Satu baris satu orang atau jabatan; ditawarkan saat pengaduan didisposisi."),
        )
        self.agencies = Field(
            tr("Instansi lain"),
            QPlainTextEdit("\n".join(settings.agencies)),
            "office-agencies",
            hint=tr("Satu baris satu instansi; ditawarkan saat pengaduan diteruskan ke luar."),
        )
        for field in (self.people, self.agencies):
            field.editor.setTabChangesFocus(True)
            field.editor.setFixedHeight(look.px(150))
            field.editor.textChanged.connect(self._typed)
        grid.addWidget(self.people, 3, 0)
        grid.addWidget(self.agencies, 3, 1)
        for field in (self.office_name, self.parent_name, self.head_name, self.phone, self.address):
            field.editor.setMaxLength(LINE)
            field.editor.textChanged.connect(self._typed)
            field.editor.returnPressed.connect(self._save)
        self.save_button = PrimaryButton(tr("Simpan"), "office-save", keys="Ctrl+S", clicked=self._save)
        add_to(card.column, grid, button_row(self.save_button))
        self._typed()

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._typed()

    def _written(self) -> dict[str, Any]:
        return {
            "office_name": _line(self.office_name.editor.text()),
            "parent_name": _line(self.parent_name.editor.text()),
            "head_name": _line(self.head_name.editor.text()),
            "phone": _line(self.phone.editor.text()),
            "address": _line(self.address.editor.text()),
            "people": _lines(self.people.editor.toPlainText()),
            "agencies": _lines(self.agencies.editor.toPlainText()),
        }

    def _typed(self) -> None:
        written = self._written()
        changed = any(getattr(self.settings, name) != value for name, value in written.items())
        missing = not written["office_name"]
        self.office_name.set_error(tr("Nama kantor tidak boleh kosong.") if missing else "")
        self.save_button.setEnabled(changed and not missing)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save(tr("Data kantor tersimpan."), **self._written())


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _lines(text: str) -> tuple[str, ...]:
    """Each line once, in its order, without empty ones."""
    kept = (_line(one)[:LINE] for one in text.splitlines())
    return tuple(dict.fromkeys(one for one in kept if one))[:MOST_LINES]
