"""Who this office is: what stands on receipts and letters, and to whom complaints are forwarded."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from complaints.draft import clean_line, clean_lines
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import FormField, PrimaryButton
from desktop.widgets.grid import grid_of
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_L, SPACE_M
from desktop.wording import names
from desktop.wording.translation import tr

LINE_LETTERS = 200


class OfficeSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self.lines = {
            name: FormField(title, QLineEdit(getattr(self.settings, name)), f"office-{short}", required=short == "name")
            for name, short, title in (
                ("office_name", "name", tr("Nama kantor")),
                ("parent_name", "parent", tr("Kecamatan")),
                ("head_name", "head", tr("Nama {head}", head=names.head_of_office(self.settings.unit_code))),
                ("phone", "phone", tr("Telepon kantor")),
                ("address", "address", tr("Alamat kantor")),
            )
        }
        people = tr("Satu baris satu orang atau jabatan; ditawarkan saat pengaduan didisposisi.")
        agencies = tr("Satu baris satu instansi; ditawarkan saat pengaduan diteruskan ke luar.")
        self.people = FormField(tr("Penerima di kantor"), text_box(height=150), "office-people", hint=people)
        self.agencies = FormField(tr("Instansi lain"), text_box(height=150), "office-agencies", hint=agencies)
        for field in self.lines.values():
            field.editor.setMaxLength(LINE_LETTERS)
            field.editor.textChanged.connect(self._show_changed)
            field.editor.returnPressed.connect(self._save)
        for field, lines in ((self.people, self.settings.people), (self.agencies, self.settings.agencies)):
            field.editor.setPlainText("\n".join(lines))
            field.editor.textChanged.connect(self._show_changed)
        self.save_button = PrimaryButton(tr("Simpan"), "office-save", keys="Ctrl+S", clicked=self._save)
        name, parent, head, phone, address = self.lines.values()
        rows = ((name, parent), (head, phone), (address,), (self.people, self.agencies))
        fields = grid_of(*rows, spaces=(SPACE_L, SPACE_M))
        self.card("office-card", fields, button_row(self.save_button))
        self._show_changed()

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._show_changed()

    def _typed(self) -> dict[str, Any]:
        return {
            **{name: clean_line(field.editor.text()) for name, field in self.lines.items()},
            "people": clean_lines(self.people.editor.toPlainText()),
            "agencies": clean_lines(self.agencies.editor.toPlainText()),
        }

    def _show_changed(self) -> None:
        typed = self._typed()
        changed = any(getattr(self.settings, name) != value for name, value in typed.items())
        missing = not typed["office_name"]
        self.lines["office_name"].set_error(tr("Nama kantor tidak boleh kosong.") if missing else "")
        self.save_button.setEnabled(changed and not missing)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save(tr("Data kantor tersimpan."), **self._typed())
