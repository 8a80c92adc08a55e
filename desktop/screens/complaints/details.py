"""Everything else that is known of a complaint, opened when it is wanted."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from complaints import fields
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.theme import SPACE_M, SPACE_XS
from desktop.screens.widgets import label
from desktop.screens.widgets.layouts import clear
from desktop.wording import formats
from desktop.wording.field_text import channel_words, field_name, text_of
from desktop.wording.translation import tr

# What the head of the case says already, and the line of the day it was received.
TOLD_ABOVE = frozenset({"kind", "channel", "title", "body", "category", "received_on"})


class Details(QWidget):
    """Written when they are seen: whoever goes from case to case seldom opens them."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._unwritten: Case | None = None
        self.setObjectName("case-facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_XS)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_case(self, case: Case) -> None:
        self._unwritten = case
        if self.isVisible():
            self._write()

    def showEvent(self, event: QShowEvent) -> None:
        self._write()
        super().showEvent(event)

    def _write(self) -> None:
        case, self._unwritten = self._unwritten, None
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
    one, today = case.complaint, office.today()
    if case.identity_shown:
        yield from _people(case, office)
    yield field_name("received_on"), f"{formats.short_date(one.received_on, today)}, {channel_words(one.channel)}"
    for field in fields.OPEN:
        if field.part == "matter" and field.name not in TOLD_ABOVE:
            yield field_name(field.name), _text(field, case, office)
    yield tr("Kode lacak"), one.tracking_code
    yield tr("Ditangani"), one.assignee or one.forwarded_name
    yield tr("Tanggapan"), one.response
    if one.draft_response:
        yield tr("Menunggu persetujuan"), one.draft_response
    yield tr("Kepuasan"), tr("{stars} dari 5", stars=one.satisfaction) if one.satisfaction else ""


def _text(field: fields.Field, case: Case, office: Office) -> str:
    value = fields.value(field, case.complaint)
    if isinstance(value, date):
        return formats.short_date(value, office.today())
    return text_of(field, case.complaint, office.categories)


def _people(case: Case, office: Office) -> Iterator[tuple[str, str]]:
    one, person = case.complaint, case.complaint.complainant
    yield field_name("name"), person.name or (tr("anonim") if one.anonymous else tr("tidak disebut"))
    for field in (*fields.PERSON, fields.NAMED["subject"]):
        if field.name != "name":
            yield field_name(field.name), _text(field, case, office)
    for supporter in one.supporters:
        yield (
            tr("Dukungan"),
            " · ".join(part for part in (supporter.name, supporter.phone, supporter.address) if part)
            or tr("tanpa nama"),
        )
