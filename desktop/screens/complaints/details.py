"""Everything else that is known of a complaint, opened when it is wanted."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from complaints import phone
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.theme import SPACE_M, SPACE_XS
from desktop.screens.widgets import label
from desktop.wording import formats, names
from desktop.wording.field_text import channel_words, field_name
from desktop.wording.translation import tr


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
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
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
        yield from _people(case)
    yield field_name("received_on"), f"{formats.short_date(one.received_on, today)}, {channel_words(one.channel)}"
    yield field_name("occurred_on"), formats.short_date(one.occurred_on, today) if one.occurred_on else ""
    yield field_name("expectation"), one.expectation
    yield field_name("suspected_loss"), formats.rupiah(one.suspected_loss) if one.suspected_loss is not None else ""
    yield field_name("lapor_id"), one.lapor_id
    yield tr("Kode lacak"), one.tracking_code
    yield tr("Ditangani"), one.assignee or one.forwarded_name
    yield tr("Tanggapan"), one.response
    if one.draft_response:
        yield tr("Menunggu persetujuan"), one.draft_response
    yield tr("Kepuasan"), tr("{stars} dari 5", stars=one.satisfaction) if one.satisfaction else ""


def _people(case: Case) -> Iterator[tuple[str, str]]:
    one, person = case.complaint, case.complaint.complainant
    yield field_name("name"), person.name or (tr("anonim") if one.anonymous else tr("tidak disebut"))
    yield field_name("national_id"), person.national_id
    yield field_name("sex"), names.sex(person.sex) if person.sex else ""
    yield field_name("phone"), phone.pretty(person.phone) if person.phone else ""
    yield field_name("email"), person.email
    yield field_name("address"), person.address
    yield field_name("disability"), person.disability
    yield field_name("subject"), one.subject
    for supporter in one.supporters:
        yield (
            tr("Dukungan"),
            " · ".join(part for part in (supporter.name, supporter.phone, supporter.address) if part)
            or tr("tanpa nama"),
        )
