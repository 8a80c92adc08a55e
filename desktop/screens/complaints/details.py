"""What else is recorded of a complaint, opened by a click."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from complaints import fields
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.theme import SPACE_M, SPACE_XS
from desktop.screens.widgets import label
from desktop.screens.widgets.grid import grid_of
from desktop.screens.widgets.layouts import clear
from desktop.wording import formats
from desktop.wording.field_text import channel_words, field_name, text_of
from desktop.wording.translation import tr

# The head of the case says these, and the line of the day on which it was received.
SHOWN_ABOVE = frozenset({"kind", "channel", "title", "body", "category", "received_on"})


class Details(QWidget):
    """Filled when they are opened: whoever goes from case to case seldom opens them."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._unshown: Case | None = None
        self.setObjectName("case-facts")
        self._grid = grid_of(spaces=(SPACE_M, SPACE_XS), stretch=(0, 1), of=self)
        self._grid.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self.hide()

    def show_case(self, case: Case) -> None:
        self._unshown = case
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _fill(self) -> None:
        case, self._unshown = self._unshown, None
        if case is None:
            return
        clear(self._grid)
        for row, (name, text) in enumerate(facts(case, self._office)):
            value = label(text, name="case-fact", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{name}: {text}")
            self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)


def facts(case: Case, office: Office) -> list[tuple[str, str]]:
    """What has a value, in the order of the form; people only when they were asked for."""
    return [(name, text) for name, text in _facts(case, office) if text]


def _facts(case: Case, office: Office) -> Iterator[tuple[str, str]]:
    complaint, today = case.complaint, office.today()
    if case.identity_shown:
        yield from _people(case, office)
    received = formats.short_date(complaint.received_on, today)
    yield field_name("received_on"), f"{received}, {channel_words(complaint.channel)}"
    for field in fields.OPEN:
        if field.part == "matter" and field.name not in SHOWN_ABOVE:
            yield field_name(field.name), _text(field, case, office)
    yield tr("Kode lacak"), complaint.tracking_code
    yield tr("Ditangani"), complaint.assignee or complaint.forwarded_name
    yield tr("Tanggapan"), complaint.response
    yield tr("Menunggu persetujuan"), complaint.draft_response
    stars = complaint.satisfaction
    yield tr("Kepuasan"), tr("{stars} dari 5", stars=stars) if stars else ""


def _text(field: fields.Field, case: Case, office: Office) -> str:
    value = fields.value(field, case.complaint)
    if isinstance(value, date):
        return formats.short_date(value, office.today())
    return text_of(field, case.complaint, office.categories)


def _people(case: Case, office: Office) -> Iterator[tuple[str, str]]:
    complaint = case.complaint
    unnamed = tr("anonim") if complaint.anonymous else tr("tidak disebut")
    yield field_name("name"), complaint.complainant.name or unnamed
    for field in (*fields.PERSON, fields.NAMED["subject"]):
        if field.name != "name":
            yield field_name(field.name), _text(field, case, office)
    for person in complaint.supporters:
        parts = (person.name, person.phone, person.address)
        yield tr("Dukungan"), " · ".join(part for part in parts if part) or tr("tanpa nama")
