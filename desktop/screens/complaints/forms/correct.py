"""The panel that corrects a complaint: all its fields as they are; only what was changed becomes part of the step."""

from collections.abc import Callable
from typing import cast

from msgspec import UNSET, structs
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from complaints.errors import InvalidField
from complaints.events import CHANNELS, KINDS, Location
from complaints.steps import Change, PersonChange, Taken
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.record import reading
from desktop.screens.record.editors import TextEdit
from desktop.screens.record.picking import CategoryEdit, DayEdit
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Field, heading, hint
from desktop.wording import formats, names
from desktop.wording.translation import language, tr

_PLACE = ("dusun", "rt", "rw", "detail")
_PERSON = ("name", "national_id", "sex", "phone", "email", "address", "disability")
_SWITCHES = ("supervisory", "anonymous", "confidential")


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
        one = self.case.complaint
        self._put("title", tr("Perihal"), QLineEdit(one.title), wide=True)
        for name, title, text in (("body", tr("Isi"), one.body), ("expectation", tr("Harapan"), one.expectation)):
            edit = TextEdit(68, 200)
            edit.setPlainText(text)
            self._put(name, title, edit, wide=True)
        self._put("kind", tr("Jenis"), _choice([(names.kind(kind), kind) for kind in KINDS], one.kind))
        self._put(
            "channel", tr("Kanal"), _choice([(names.channel(channel), channel) for channel in CHANNELS], one.channel)
        )
        self._category = CategoryEdit()
        tongue = language()
        self._labels = {
            self.office.categories.label(choice.code, tongue): choice.code for choice in self.office.categories.choices
        }
        current = self.office.categories.label(one.category, tongue) if one.category else ""
        self._labels.setdefault(current, one.category)
        self._category.set_labels([one for one in self._labels if one])
        self._category.setText(current)
        self._put("category", tr("Kategori"), self._category)
        self._put("lapor_id", tr("Nomor SP4N-LAPOR"), QLineEdit(one.lapor_id))
        for name, title, on in (
            ("received_on", tr("Tanggal diterima"), one.received_on),
            ("occurred_on", tr("Tanggal kejadian"), one.occurred_on),
        ):
            edit = DayEdit()
            edit.today = self.office.today()
            edit.set_day(on)
            self._put(name, title, edit)
        loss = "" if one.suspected_loss is None else formats.number(one.suspected_loss)
        self._put("suspected_loss", tr("Dugaan kerugian (Rp)"), QLineEdit(loss))
        self._end_row()
        row = QHBoxLayout()
        self.switches = {}
        for name, title in zip(_SWITCHES, (tr("Berkadar pengawasan"), tr("Anonim"), tr("Rahasia")), strict=True):
            box = QCheckBox(title)
            box.setObjectName(f"correct-{name}")
            box.setChecked(getattr(one, name))
            self.switches[name] = box
            row.addWidget(box)
        row.addStretch()
        self._grid.addLayout(row, self._row, 0, 1, 2)
        self._row += 1

    def _build_place(self) -> None:
        where = self.case.complaint.location
        titles = (tr("Dusun"), tr("RT"), tr("RW"), tr("Letak"))
        for name, title in zip(_PLACE, titles, strict=True):
            self._put(f"location.{name}", title, QLineEdit(getattr(where, name)))

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
        titles = (
            tr("Nama pelapor"),
            tr("NIK"),
            tr("Jenis kelamin"),
            tr("Nomor telepon"),
            tr("Surel"),
            tr("Alamat"),
            tr("Disabilitas"),
        )
        for name, title in zip(_PERSON, titles, strict=True):
            value = str(getattr(one.complainant, name))
            if name == "sex":
                self._put(
                    "complainant.sex", title, _choice([(names.sex(sex), sex) for sex in ("", "female", "male")], value)
                )
            else:
                self._put(f"complainant.{name}", title, QLineEdit(value))
        self._put("subject", tr("Terlapor"), QLineEdit(one.subject))

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
        return {**people, **self.fields, "location": self.fields["location.detail"], "note": self.note_field}

    def taken(self) -> Taken:
        return Taken(note=self.note.toPlainText(), change=self._change())

    def _values(self) -> dict[str, str]:
        values = {name: _text(field.editor) for name, field in self.fields.items()}
        return values | {name: str(box.isChecked()) for name, box in self.switches.items()}

    def _change(self) -> Change:
        now = self._values()
        changed = {name: now[name] for name in now if now[name] != self._before[name]}
        given: dict[str, object] = {}
        for name, text in changed.items():
            if name in _SWITCHES:
                given[name] = self.switches[name].isChecked()
            elif "." not in name:
                given[name] = self._read(name, text)
        if any(name.startswith("location.") for name in changed):
            given["location"] = self._location(now)
        person = {
            name.removeprefix("complainant."): text for name, text in changed.items() if name.startswith("complainant.")
        }
        return structs.replace(
            Change(), **given, complainant=structs.replace(PersonChange(), **person) if person else UNSET
        )

    def _location(self, now: dict[str, str]) -> Location:
        place = {name: now[f"location.{name}"].strip() for name in _PLACE}
        return structs.replace(self.case.complaint.location, **place)

    def _read(self, name: str, text: str) -> object:
        """The typed text as the value of the field. Raises InvalidField."""
        readers: dict[str, Callable[[str], object]] = {
            "received_on": lambda text: reading.day(text, self.office.today()) or UNSET,
            "occurred_on": lambda text: reading.day(text, self.office.today()),
            "suspected_loss": reading.rupiah,
            "category": self._category_code,
        }
        try:
            return readers.get(name, str)(text)
        except reading.Unreadable as fault:
            raise InvalidField(name, fault.sentence) from None

    def _category_code(self, text: str) -> str:
        code = self._labels.get(text.strip())
        if code is None and text.strip():
            raise InvalidField("category", tr("Kategori itu tidak ada di daftar; pilih dari daftarnya."))
        return code or ""


def _choice(choices: list[tuple[str, str]], value: str) -> QComboBox:
    box = QComboBox()
    for text, code in choices:
        box.addItem(text, code)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box


def _text(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return cast(str, editor.currentData())
    return editor.toPlainText() if isinstance(editor, TextEdit) else cast(QLineEdit, editor).text()
