"""The fields of the record form and their places: the usual ones above, the rarer below, and the order in which Tab goes."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from complaints import national_id, phone
from complaints.events import CHANNELS, KINDS
from complaints.fields import NAMED
from desktop.lanes.operations import Operations
from desktop.office.record_words import supervisory_hint
from desktop.screens.record.attachments import Files
from desktop.widgets import Card, ChoiceEdit, FormField, heading, hint, label, rule
from desktop.widgets.chip_rows import Choices, Switches
from desktop.widgets.editors import MaskedEdit, TextEdit
from desktop.widgets.layouts import add_to, in_row, row_of
from desktop.widgets.picking import CategoryEdit, DayEdit
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.wording import names
from desktop.wording.field_text import entry_name
from desktop.wording.translation import tr

_TOP = Qt.AlignmentFlag.AlignTop
USUAL_CHANNELS = ("in_person", "phone", "whatsapp", "letter", "suggestion_box")


class FormFields(Card):
    """The widgets exist when all `parts` are built; `fields` has them by their names in docs/cli.md."""

    def __init__(self, operations: Operations) -> None:
        super().__init__("record-form", gap=SPACE_M)
        self.fields: dict[str, FormField[QWidget]] = {}
        self.files = Files(operations)

    def parts(self) -> Iterator[None]:
        self._build_heads()
        yield
        self._build_complaint()
        yield
        self.column.addWidget(rule())
        self._build_person()
        yield
        self.column.addWidget(rule())
        self._build_rest()
        self.column.addStretch()
        self._order_tabs()

    def _build_heads(self) -> None:
        self.kind = Choices(entry_name("kind"), "kind", [(kind, names.kind_in_short(kind)) for kind in KINDS])
        self.received = DayEdit()
        received = self._field("received_on", self.received, title=tr("Diterima"))
        received.label.hide()
        self.received.setFixedWidth(look.px(132))
        usual = [(code, names.channel(code)) for code in USUAL_CHANNELS]
        rare = [(code, names.channel(code)) for code in CHANNELS if code not in USUAL_CHANNELS]
        self.channel = Choices(entry_name("channel"), "channel", usual, rare=rare, rare_title=tr("Lainnya"))
        add_to(
            self.column,
            row_of(
                (self.kind, 1),
                (_words_before(tr("Diterima"), 34), 0, _TOP),
                (received, 0, _TOP),
                space=SPACE_S,
            ),
            row_of((_words_before(entry_name("channel")), 0, _TOP), (self.channel, 1), space=SPACE_M),
        )

    def _build_complaint(self) -> None:
        self.body = TextEdit(82, 260)
        self.title = QLineEdit()
        add_to(
            self.column,
            self._field("body", self.body, required=True),
            self._field("title", self.title, required=True),
        )
        self.category = CategoryEdit()
        self.occurred = DayEdit()
        self._pair(self._field("category", self.category, required=True), self._field("occurred_on", self.occurred))
        place = _together((self._line("dusun"), 5), (self._line("rt"), 2), (self._line("rw"), 2))
        self._pair(place, self.files)
        self.column.addWidget(self.files.list)

    def _build_person(self) -> None:
        self.switches = Switches(
            tr("Pelapor"),
            "privacy",
            [
                ("anonymous", entry_name("anonymous")),
                ("confidential", entry_name("confidential")),
                ("sealed", tr("Segel untuk Inspektorat")),
            ],
            right=True,
        )
        self.privacy_note = label("", "muted", "privacy-said", wrap=True)
        self.privacy_note.hide()
        self.sealed_field = FormField("", QWidget(), "sealed")
        self.sealed_field.label.hide()
        self.sealed_field.editor.hide()
        self.sealed_field.hide()
        self.fields["sealed"] = self.sealed_field
        add_to(
            self.column,
            row_of((heading(tr("Pelapor"), "person-heading"), 0, _TOP), (self.switches, 1)),
            self.privacy_note,
            self.sealed_field,
        )
        self.national_id = MaskedEdit(national_id.masked)
        self.phone = MaskedEdit(phone.masked_as_typed)
        name = self._line("name", title=tr("Nama"), required=True)
        self._pair(name, self._field("national_id", self.national_id))
        self._pair(self._field("phone", self.phone), self._line("address"))
        self.sex = Choices(entry_name("sex"), "sex", [(code, names.sex(code)) for code in ("female", "male", "")])
        self.sex.set_value("")
        sex = FormField(entry_name("sex"), self.sex, "sex")
        sex.label.setBuddy(self.sex.stop)
        role = NAMED["role"]
        self._pair(sex, self._field("role", ChoiceEdit(role.choices)))
        self._pair(self._line("email"), self._line("disability"))

    def _build_rest(self) -> None:
        self.supervisory = Switches(
            tr("Pengawasan"), "supervision", [("supervisory", entry_name("supervisory"))], right=True
        )
        add_to(
            self.column,
            row_of((heading(tr("Rincian lain"), "rest-heading"), 0, _TOP), (self.supervisory, 1)),
            hint(supervisory_hint()),
        )
        self._pair(self._line("subject"), self._line("suspected_loss"))
        self.expectation = TextEdit(52, 160)
        self.column.addWidget(self._field("expectation", self.expectation))
        self._pair(self._line("lapor_id"), self._line("detail"))
        degrees = _together((self._line("latitude"), 1), (self._line("longitude"), 1))
        self._pair(QWidget(), degrees)

    def _field(self, name: str, editor: QWidget, *, title: str = "", required: bool = False) -> FormField[QWidget]:
        """`title`: instead of the word that the field has everywhere."""
        field = FormField(title or entry_name(name), editor, name, required=required)
        editor.setMinimumWidth(look.px(40))
        self.fields[name] = field
        return field

    def _line(self, name: str, *, title: str = "", required: bool = False) -> FormField[QWidget]:
        return self._field(name, QLineEdit(), title=title, required=required)

    def _pair(self, first: QWidget, second: QWidget) -> None:
        self.column.addLayout(row_of((first, 1, _TOP), (second, 1, _TOP), space=SPACE_L - 2))

    def line(self, name: str) -> QLineEdit:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        return editor

    def _order_tabs(self) -> None:
        order: list[QWidget] = [
            *self.kind.row(), self.received, *self.channel.row(), self.body, self.title, self.category, self.occurred,
            self.line("dusun"), self.line("rt"), self.line("rw"), self.files.line, self.files.list,
            *self.switches.row(), self.line("name"), self.national_id, self.phone, self.line("address"), *self.sex.row(),
            self.fields["role"].editor, self.line("email"), self.line("disability"), *self.supervisory.row(),
            self.line("subject"), self.line("suspected_loss"), self.expectation, self.line("lapor_id"), self.line("detail"),
            self.line("latitude"), self.line("longitude"),
        ]  # fmt: skip
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)


def _words_before(text: str, height: int = 26) -> QLabel:
    """Words before a row of chips, as high as a chip."""
    words = label(text, "muted")
    words.setMinimumHeight(look.px(height))
    return words


def _together(*parts: tuple[QWidget, int]) -> QWidget:
    """Fields side by side as one widget, each with its share of the width."""
    return in_row(*((widget, share, _TOP) for widget, share in parts), space=SPACE_S)
