"""The panel that corrects a complaint: all its fields as they are; only what was changed becomes part of the step."""

from datetime import date
from typing import cast

from msgspec import UNSET, structs
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from complaints import fields, typed_values
from complaints.errors import InvalidField
from complaints.fields import FIELDS
from complaints.identity import PersonChange
from complaints.phrases import phrase
from complaints.steps import Change, StepDetails
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.record.choice_edit import ChoiceEdit
from desktop.screens.record.editors import TextEdit
from desktop.screens.record.picking import CategoryEdit, DayEdit
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Field, heading, hint
from desktop.wording import formats
from desktop.wording.field_text import entry_name, field_name
from desktop.wording.translation import language, tr


class CorrectForm(StepForm):
    asks_date = False

    def build(self) -> None:
        self.fields: dict[str, Field[QWidget]] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_S)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._row, self._column = 0, 0
        self.column.addLayout(self._grid)
        self._build_facts()
        self._build_place()
        self._build_people()
        self._before = self._values()

    # Building --------------------------------------------------------------------------------------------------------

    def _build_facts(self) -> None:
        matter = [field for field in FIELDS if field.part == "matter" and not field.personal]
        for field in sorted(matter, key=_is_narrow):
            self._put_field(field)
        self._end_row()
        row = QHBoxLayout()
        self.switches = {}
        for field in FIELDS:
            if field.reads != "switch":
                continue
            box = QCheckBox(field_name(field.name))
            box.setObjectName(f"correct-{field.name}")
            box.setChecked(bool(fields.value(field, self.case.complaint)))
            self.switches[field.name] = box
            row.addWidget(box)
        row.addStretch()
        self._grid.addLayout(row, self._row, 0, 1, 2)
        self._row += 1

    def _build_place(self) -> None:
        for field in fields.PLACE:
            self._put_field(field)
        cast(QLineEdit, self.fields["location.latitude"].editor).editingFinished.connect(self._settle)

    def _build_people(self) -> None:
        one = self.case.complaint
        self._end_row()
        self._grid.addWidget(heading(tr("Data pribadi")), self._row, 0, 1, 2)
        self._row += 1
        if one.erased:
            self._grid.addWidget(hint(tr("Sudah dihapus atas permintaan; tidak dapat diisi lagi.")), self._row, 0, 1, 2)
            return
        if not self.case.identity_shown:
            sentence = tr(
                "Disamarkan: isian kosong tidak mengubah apa pun. Tampilkan identitas dahulu untuk melihat yang lama."
            )
            self._grid.addWidget(hint(sentence), self._row, 0, 1, 2)
            self._row += 1
        for field in (*fields.PERSON, fields.NAMED["subject"]):
            self._put_field(field)

    def _put_field(self, field: fields.Field) -> None:
        self._put(field.path, entry_name(field.name), self._editor(field), wide=not _is_narrow(field))

    def _editor(self, field: fields.Field) -> QWidget:
        value = fields.value(field, self.case.complaint)
        match field.reads:
            case "choice":
                return ChoiceEdit(field.choices, str(value))
            case "category":
                return self._category_edit(str(value))
            case "day":
                edit = DayEdit()
                edit.today = self.office.today()
                edit.set_day(cast(date | None, value))
                return edit
            case "rupiah":
                return QLineEdit("" if value is None else formats.number(cast(int, value)))
            case _ if field.many_lines:
                edit = TextEdit(68, 200)
                edit.setPlainText(str(value))
                return edit
            case _:
                return QLineEdit("" if value is None else str(value))

    def _category_edit(self, code: str) -> CategoryEdit:
        categories, tongue = self.office.categories, language()
        self._labels = {categories.label(choice.code, tongue): choice.code for choice in categories.choices}
        current = categories.label(code, tongue) if code else ""
        self._labels.setdefault(current, code)
        edit = CategoryEdit()
        edit.set_labels([one for one in self._labels if one])
        edit.setText(current)
        return edit

    def _put(self, name: str, title: str, editor: QWidget, *, wide: bool = False) -> None:
        field = Field(title, editor, f"correct-{name}")
        self.fields[name] = field
        if wide:
            self._end_row()
            self._grid.addWidget(field, self._row, 0, 1, 2)
            self._row += 1
            return
        self._grid.addWidget(field, self._row, self._column)
        self._row, self._column = (self._row, 1) if self._column == 0 else (self._row + 1, 0)

    def _end_row(self) -> None:
        if self._column:
            self._row, self._column = self._row + 1, 0

    # Reading ---------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        return self.fields["title"].editor

    def faults(self) -> dict[str, Field[QWidget]]:
        people = {
            name.partition(".")[2]: field for name, field in self.fields.items() if name.startswith("complainant.")
        }
        return {**people, **self.fields, "location": self.fields["location.latitude"], "note": self.note_field}

    def taken(self) -> StepDetails:
        return StepDetails(note=self.note.toPlainText(), change=self._change())

    def _values(self) -> dict[str, str]:
        values = {name: _text(field.editor) for name, field in self.fields.items()}
        return values | {name: str(box.isChecked()) for name, box in self.switches.items()}

    def _change(self) -> Change:
        now = self._values()
        parts: dict[str, dict[str, object]] = {"location": {}, "complainant": {}, "": {}}
        for path, text in now.items():
            if text != self._before[path]:
                part, _, name = path.rpartition(".")
                parts[part][name] = self._read(fields.NAMED[name], text)
        place, person = parts["location"], parts["complainant"]
        return structs.replace(
            Change(),
            **parts[""],
            location=structs.replace(self.case.complaint.location, **place) if place else UNSET,
            complainant=structs.replace(PersonChange(), **person) if person else UNSET,
        )

    def _settle(self) -> None:
        """Puts what a map copied in one, latitude and longitude, into its two fields."""
        edits = [cast(QLineEdit, self.fields[f"location.{name}"].editor) for name in ("latitude", "longitude")]
        for edit, text in zip(edits, typed_values.pair(edits[0].text()) or (), strict=False):
            edit.setText(text)

    def _read(self, field: fields.Field, text: str) -> object:
        """The typed text as the value of the field. Raises InvalidField."""
        try:
            match field.reads:
                case "day":
                    day = typed_values.day(text, self.office.today())
                    return UNSET if day is None and field.name == "received_on" else day
                case "rupiah":
                    return typed_values.rupiah(text)
                case "degrees":
                    return typed_values.degrees(text)
                case "switch":
                    return self.switches[field.name].isChecked()
                case "category":
                    return self._category_code(text)
                case _:
                    return text
        except typed_values.Unreadable as fault:
            raise InvalidField(field.path, fault.phrase) from None

    def _category_code(self, text: str) -> str:
        code = self._labels.get(text.strip())
        if code is None and text.strip():
            raise InvalidField("category", phrase("Kategori itu tidak ada di daftar; pilih dari daftarnya."))
        return code or ""


def _is_narrow(field: fields.Field) -> bool:
    """Whether two of them stand beside each other."""
    return field.name != "title" and not field.many_lines


def _text(editor: QWidget) -> str:
    if isinstance(editor, ChoiceEdit):
        return editor.value()
    return editor.toPlainText() if isinstance(editor, TextEdit) else cast(QLineEdit, editor).text()
