"""The cards beside the form: a similar open complaint, the deadlines to come, and past answers to complaints like this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from complaints.deadlines import Deadline
from desktop.office import record_words
from desktop.screens.record.sealing import SealingCard
from desktop.widgets import Button, Card, FlowLayout, hint, label
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, add_to, add_widgets, clear, column_of, row_of
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, restyle
from desktop.wording import formats, names
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.office.suggestions import PastAnswer, SimilarCase


class SimilarCard(Card):
    """An open complaint that is, or may be, the same: join it as one more person, or say that it is another."""

    join = Signal(object)
    dismissed = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("similar-card", tone="notice")
        self.case: SimilarCase | None = None
        self.look_button = Button(tr("Lihat"), "similar-look", role="link")
        self.look_button.setToolTip(tr("Buka pengaduan ini; draf tetap tersimpan"))
        # The link is high enough for a finger; its line must not be higher than the headings of the other cards.
        self.heading = label("", "heading", "similar-heading", wrap=True)
        first_line = row_of(
            (self.heading, 1),
            self.look_button,
            space=SPACE_S,
            margins=(0, -SPACE_S, 0, -SPACE_S),
        )
        self.title = label("", name="similar-title", wrap=True)
        self.details = label("", "muted", "similar-about", wrap=True)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.join_button = Button(tr("Gabungkan sebagai dukungan"), "similar-join")
        self.other_button = Button(tr("Bukan"), "similar-other")
        self.other_button.setAccessibleName(tr("Bukan aduan yang sama"))
        add_widgets(flow, self.join_button, self.other_button)
        add_to(self.column, first_line, self.title, self.details, buttons)
        self.join_button.clicked.connect(lambda: self.join.emit(self.case))
        self.other_button.clicked.connect(lambda: self.case and self.dismissed.emit(self.case.row.id))
        self.look_button.clicked.connect(lambda: self.case and self.opened.emit(self.case.row.id))
        self.hide()

    def take_focus(self) -> None:
        if self.isVisible():
            self.join_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_cases(self, cases: list[SimilarCase]) -> None:
        """The likeliest of them; hidden when there is none."""
        self.case = cases[0] if cases else None
        self.setVisible(bool(cases))
        if self.case is None:
            return
        row = self.case.row
        self.heading.setText(record_words.similar_heading(self.case))
        restyle(self, "tone", "notice" if self.case.same else "")
        self.look_button.setAccessibleName(tr("Lihat pengaduan {number}", number=row.number))
        self.title.setText(f"{row.number} · {row.title}")
        self.details.setText(record_words.similar_details(cases))


class DeadlinesCard(Card):
    """By when this complaint will have to be verified, followed up and answered."""

    def __init__(self) -> None:
        super().__init__("deadlines-card")
        self.rows = [(label(""), label("", name=f"deadline-{place}")) for place in range(3)]
        add_to(
            self.column,
            label(tr("Tenggat yang akan berlaku"), "heading", "deadlines-heading", wrap=True),
            grid_of(*self.rows, spaces=(SPACE_S, SPACE_S), stretch=(1,)),
            hint(tr("dihitung hari kerja, libur nasional dilewati")),
        )

    def show_deadlines(self, deadlines: tuple[Deadline, ...]) -> None:
        for (name, due), deadline in zip(self.rows, deadlines, strict=False):
            name.setText(names.due_step(deadline.step))
            due.setText(formats.short_date(deadline.due_on))
            due.setToolTip(formats.long_date(deadline.due_on))
            due.setAccessibleName(f"{name.text()}: {formats.long_date(deadline.due_on)}")


class PastCard(Card):
    """How complaints like this one were answered before."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("past-card")
        self._list = column_of(space=SPACE_S)
        add_to(
            self.column,
            label(tr("Tanggapan serupa yang pernah dipakai"), "heading", "past-heading", wrap=True),
            self._list,
        )
        self.hide()

    def show_answers(self, answers: list[PastAnswer]) -> None:
        clear(self._list)
        for answer in answers:
            self._list.addWidget(label(record_words.past_outcome(answer), "hint", "past-answer", wrap=True))
            if response := record_words.past_response(answer):
                self._list.addWidget(label(response, "hint", "past-response", wrap=True))
        self.setVisible(bool(answers))


class Beside(QWidget):
    """The cards in a column: similar complaint, deadlines and past answers; or the one of a complaint that is to be sealed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("record-beside")
        self.similar, self.deadlines, self.past = SimilarCard(), DeadlinesCard(), PastCard()
        self.sealing = SealingCard()
        column_of(self.sealing, self.similar, self.deadlines, self.past, STRETCH, space=SPACE_M, of=self)

    def least_width(self) -> int:
        """In pixels, so that no button is cut, also when its card is hidden."""
        button = self.similar.join_button
        button.ensurePolished()
        return button.sizeHint().width() + 2 * SPACE_L + 2

    def show_sealing(self, on: bool) -> None:
        self.sealing.setVisible(on)
        self.deadlines.setVisible(not on)
        if on:
            self.clear()

    def clear(self) -> None:
        self.similar.show_cases([])
        self.past.show_answers([])
