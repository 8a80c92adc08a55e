"""What other units ask of the office that recorded the complaint, and what its complainant said; with the owner's decision."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from complaints import clock
from complaints.complaint import CitizenWord, OwnerRequest
from complaints.requests import undecided
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.request_words import (
    answer,
    read_step,
    request_sentence,
    request_values,
    unit_title,
    word_sentence,
)
from desktop.widgets import Button, Card, label
from desktop.widgets.layouts import clear, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording import formats
from desktop.wording.translation import tr


def _shown(case: Case) -> object:
    return case.complaint.id, case.complaint.requests, case.complaint.voices, case.identity_shown


class RequestBox(Card):
    """`decided` with the step (an action and its details) that grants or declines a request."""

    decided = Signal(str, object)

    def __init__(self, office: Office) -> None:
        super().__init__("owner-requests", tone="conflict", space=SPACE_M)
        self._office = office
        self._case: Case | None = None
        self._rows = column_of(space=SPACE_S)
        self.column.addLayout(self._rows)
        self.setAccessibleName(tr("Permintaan dari kantor lain"))
        self.hide()

    def show_case(self, case: Case) -> None:
        # What is being typed stays while the same requests are shown.
        before = self._case
        if before is not None and _shown(before) == _shown(case):
            return
        self._case = case
        clear(self._rows)
        asked, unread = undecided(case.complaint)
        for request in asked:
            self._rows.addWidget(self._row(case, request))
        for word in unread:
            self._rows.addWidget(self._word(case, word))
        self.setVisible(bool(asked or unread))

    def _word(self, case: Case, word: CitizenWord) -> QWidget:
        widget = QWidget()
        widget.setObjectName("citizen-word")
        lines = [label(word_sentence(word, case.complaint.unit), name="request-sentence", wrap=True)]
        lines += [label(word.text, "hint", wrap=True)] if word.text else []
        row = row_of((column_of(*lines, space=0), 1), space=SPACE_S, of=widget)
        if "review" in case.actions:
            read = Button(tr("Sudah dibaca"), "word-read", role="row")
            read.clicked.connect(lambda: self.decided.emit("review", read_step(word)))
            row.addWidget(read)
        return widget

    def _row(self, case: Case, request: OwnerRequest) -> QWidget:
        event = request.event
        when = formats.day_and_time(clock.local_moment(event.at), self._office.today())
        values = request_values(request, self._office, people=case.identity_shown)
        lines = [
            label(request_sentence(request, self._office), name="request-sentence", wrap=True),
            *(label(line, name="request-value", wrap=True) for line in values),
            label(" · ".join(text for text in (request.reason, event.actor, when) if text), "hint", wrap=True),
        ]
        widget = QWidget()
        widget.setObjectName("owner-request")
        column = column_of(*lines, space=0, of=widget)
        if case.complaint.unit != self._office.settings.unit_code:
            owner = unit_title(self._office, case.complaint.unit)
            waits = tr("Menunggu keputusan {unit}, yang mencatat pengaduan ini.", unit=owner)
            column.addWidget(label(waits, "hint", wrap=True))
        elif "review" in case.actions:
            column.addLayout(self._decision(request))
        return widget

    def _decision(self, request: OwnerRequest) -> QHBoxLayout:
        reason = QLineEdit()
        reason.setObjectName("request-reason")
        reason.setPlaceholderText(tr("Alasan keputusan, dibaca kantor yang meminta"))
        reason.setAccessibleName(reason.placeholderText())
        grant = Button(tr("Penuhi"), "request-grant", role="row")
        decline = Button(tr("Tolak"), "request-decline", role="row")
        for button, granted in ((grant, True), (decline, False)):
            button.setEnabled(False)
            reason.textChanged.connect(lambda text, button=button: button.setEnabled(bool(text.strip())))
            button.clicked.connect(
                lambda _=False, granted=granted: self.decided.emit(
                    "review", answer(request, reason.text(), granted=granted)
                )
            )
        return row_of((reason, 1), grant, decline, space=SPACE_S)
