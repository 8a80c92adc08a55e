"""Who this office is: what stands on receipts and letters, and to whom complaints are forwarded."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from complaints.draft import clean_line
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.screens.theme import SPACE_L, SPACE_M, look
from desktop.screens.widgets import FormField, PrimaryButton
from desktop.screens.widgets.grid import grid_of
from desktop.wording.translation import tr

LINE_LETTERS = 200
MAX_LINES = 200


class OfficeSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        settings = self.settings
        self.office_name = FormField(tr("Nama kantor"), QLineEdit(settings.office_name), "office-name", required=True)
        self.parent_name = FormField(tr("Kecamatan"), QLineEdit(settings.parent_name), "office-parent")
        self.head_name = FormField(tr("Nama kepala desa/lurah"), QLineEdit(settings.head_name), "office-head")
        self.phone = FormField(tr("Telepon kantor"), QLineEdit(settings.phone), "office-phone")
        self.address = FormField(tr("Alamat kantor"), QLineEdit(settings.address), "office-address")
        self.people = FormField(
            tr("Penerima di kantor"),
            QPlainTextEdit("\n".join(settings.people)),
            "office-people",
            hint=tr("Satu baris satu orang atau jabatan; ditawarkan saat pengaduan didisposisi."),
        )
        self.agencies = FormField(
            tr("Instansi lain"),
            QPlainTextEdit("\n".join(settings.agencies)),
            "office-agencies",
            hint=tr("Satu baris satu instansi; ditawarkan saat pengaduan diteruskan ke luar."),
        )
        for field in (self.office_name, self.parent_name, self.head_name, self.phone, self.address):
            field.editor.setMaxLength(LINE_LETTERS)
            field.editor.textChanged.connect(self._show_changed)
            field.editor.returnPressed.connect(self._save)
        for field in (self.people, self.agencies):
            field.editor.setTabChangesFocus(True)
            field.editor.setFixedHeight(look.px(150))
            field.editor.textChanged.connect(self._show_changed)
        self.save_button = PrimaryButton(tr("Simpan"), "office-save", keys="Ctrl+S", clicked=self._save)
        fields = grid_of(
            (self.office_name, self.parent_name),
            (self.head_name, self.phone),
            (self.address,),
            (self.people, self.agencies),
            spaces=(SPACE_L, SPACE_M),
        )
        self.card("office-card", fields, button_row(self.save_button))
        self._show_changed()

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._show_changed()

    def _typed(self) -> dict[str, Any]:
        return {
            "office_name": clean_line(self.office_name.editor.text()),
            "parent_name": clean_line(self.parent_name.editor.text()),
            "head_name": clean_line(self.head_name.editor.text()),
            "phone": clean_line(self.phone.editor.text()),
            "address": clean_line(self.address.editor.text()),
            "people": _lines(self.people.editor.toPlainText()),
            "agencies": _lines(self.agencies.editor.toPlainText()),
        }

    def _show_changed(self) -> None:
        typed = self._typed()
        changed = any(getattr(self.settings, name) != value for name, value in typed.items())
        missing = not typed["office_name"]
        self.office_name.set_error(tr("Nama kantor tidak boleh kosong.") if missing else "")
        self.save_button.setEnabled(changed and not missing)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save(tr("Data kantor tersimpan."), **self._typed())


def _lines(text: str) -> tuple[str, ...]:
    """Each line once, in its order, without empty ones."""
    lines = (clean_line(line)[:LINE_LETTERS] for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:MAX_LINES]
