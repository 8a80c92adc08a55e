"""The panel that corrects a complaint: all its fields as they are; only what was changed becomes part of the step."""

from datetime import date
from typing import cast

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from complaints import fields, typed_values
from complaints.fields import FIELDS
from complaints.steps import StepDetails
from desktop.office.typed_correction import persons_are_asked_for, persons_note, typed_change
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.widgets import ChoiceEdit, FormField, heading, hint
from desktop.widgets.editors import TextEdit
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, row_of
from desktop.widgets.picking import CategoryEdit, DayEdit
from desktop.widgets.theme import SPACE_S
from desktop.wording import formats
from desktop.wording.field_text import entry_name, field_name
from desktop.wording.translation import language, tr


class CorrectForm(StepForm):
    asks_date = False

    def build(self) -> None:
        self.editors: dict[str, QWidget] = {}
        self.switches: dict[str, QCheckBox] = {}
        self._grid = grid_of(spaces=(SPACE_S, SPACE_S), stretch=(1, 1))
        self._row, self._column = 0, 0
        self.column.addLayout(self._grid)
        self._build_matter()
        self._build_place()
        self._build_people()
        self.start = self.editors["title"]
        self._before = self._values()

    # Building --------------------------------------------------------------------------------------------------------

    def _build_matter(self) -> None:
        matter = [field for field in FIELDS if field.part == "matter" and not field.personal]
        for field in sorted(matter, key=_is_narrow):
            self._add(field)
        for field in FIELDS:
            if field.reads == "switch":
                box = QCheckBox(field_name(field.name))
                box.setObjectName(f"correct-{field.name}")
                box.setChecked(bool(fields.value(field, self.case.complaint)))
                self.switches[field.name] = box
        self._next_row()
        self._grid.addLayout(row_of(*self.switches.values(), STRETCH), self._row, 0, 1, 2)
        self._row += 1

    def _build_place(self) -> None:
        for field in fields.PLACE:
            self._add(field)
        self.fields["location"] = self.fields["location.latitude"]
        cast(QLineEdit, self.editors["location.latitude"]).editingFinished.connect(self._settle)

    def _build_people(self) -> None:
        self._add_wide(heading(tr("Data pribadi")))
        if owner := self.other_owner():
            self._add_wide(hint(persons_are_asked_for(owner), "step-request"))
        if note := persons_note(self.case):
            self._add_wide(hint(note))
        if self.case.complaint.erased:
            return
        for field in (*fields.PERSON, fields.NAMED["subject"]):
            self._add(field)

    def _add(self, field: fields.Field) -> None:
        """Two narrow fields stand beside each other."""
        editor = self._editor(field)
        widget = FormField(entry_name(field.name), editor, f"correct-{field.path}")
        self.editors[field.path] = editor
        # A refusal may name a person's field with or without the part that it belongs to.
        self.fields[field.path] = self.fields[field.name] = widget
        if _is_narrow(field):
            self._grid.addWidget(widget, self._row, self._column)
            self._row, self._column = (self._row, 1) if self._column == 0 else (self._row + 1, 0)
        else:
            self._add_wide(widget)

    def _add_wide(self, widget: QWidget) -> None:
        self._next_row()
        self._grid.addWidget(widget, self._row, 0, 1, 2)
        self._row += 1

    def _next_row(self) -> None:
        if self._column:
            self._row, self._column = self._row + 1, 0

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
        categories = self.office.categories
        self._codes = {categories.label(choice.code, language()): choice.code for choice in categories.choices}
        current = categories.label(code, language()) if code else ""
        self._codes.setdefault(current, code)
        edit = CategoryEdit()
        edit.set_labels([label for label in self._codes if label])
        edit.setText(current)
        return edit

    # Reading ---------------------------------------------------------------------------------------------------------

    def details(self) -> StepDetails:
        complaint, today = self.case.complaint, self.office.today()
        change = typed_change(complaint, self._before, self._values(), self._codes, today)
        return StepDetails(note=self.note.toPlainText(), change=change)

    def _values(self) -> dict[str, str]:
        values = {path: _text(editor) for path, editor in self.editors.items()}
        return values | {name: str(box.isChecked()) for name, box in self.switches.items()}

    def _settle(self) -> None:
        """Puts latitude and longitude that were pasted together, as maps copy them, into their two fields."""
        edits = [cast(QLineEdit, self.editors[f"location.{name}"]) for name in ("latitude", "longitude")]
        for edit, text in zip(edits, typed_values.pair(edits[0].text()) or (), strict=False):
            edit.setText(text)


def _is_narrow(field: fields.Field) -> bool:
    """Whether another field has room beside it."""
    return field.name != "title" and not field.many_lines


def _text(editor: QWidget) -> str:
    if isinstance(editor, ChoiceEdit):
        return editor.value()
    return editor.toPlainText() if isinstance(editor, TextEdit) else cast(QLineEdit, editor).text()
