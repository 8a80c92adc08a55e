"""The head's desk: the answers that wait for approval with the case beside them, one key each, and what is late with whom."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.lanes.operations import Operations
from desktop.office import approvals, bulk_steps, bulk_words, desk_words
from desktop.office.approvals import WaitingAnswer
from desktop.office.bulk_steps import Report
from desktop.office.case import Case
from desktop.office.late_work import LateShare, LateWork, late_work
from desktop.office.office import Office
from desktop.screens.complaints.forms.further_forms import ApproveForm
from desktop.screens.complaints.pane import CasePane
from desktop.screens.documents.opening import show_paper
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.listing import Query
from desktop.tables.desk import AnswerLine, answer_columns, late_columns
from desktop.widgets import Button, Card, EmptyState, MessageBar, Pages, PrimaryButton, heading, hint, label
from desktop.widgets.keys import on_keys
from desktop.widgets.layouts import STRETCH, add_to, add_widgets, column_of, row_of, stack
from desktop.widgets.row_model import RowModel
from desktop.widgets.row_table import RowTable
from desktop.widgets.scroll_area import ScrollArea
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.wording import empty_places
from desktop.wording.translation import tr

NARROW = 860  # as on the home screen: pixels at 100 percent under which the case stands below the list


class _Desk(NamedTuple):
    answers: list[WaitingAnswer]
    late: LateWork


class AnswerTable(RowTable[AnswerLine]):
    """`pressed` with the letter of a key that does something with the chosen answer."""

    pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter in ("S", "K", "O") and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            self.pressed.emit(letter)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.pressed.emit("*")
        else:
            super().keyPressEvent(event)


class _Sides(QHBoxLayout):
    """List and case, which scroll by themselves: only what is less than their least height scrolls both."""

    def hasHeightForWidth(self) -> bool:
        return False


class DeskScreen(Screen):
    """`filled` comes when all is shown."""

    refreshes_on = frozenset({"complaints", "settings"})

    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("desk", operations, office, navigate)
        self._answers: list[WaitingAnswer] = []
        self._ticked: set[str] = set()
        self._undoable = ""
        self._build()
        self.refresh()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.subtitle = label("", "muted", "desk-summary", wrap=True)
        words = column_of(label(tr("Meja pimpinan"), "title", "desk-title"), self.subtitle, space=0)
        self.week = Button(tr("Cetak pekan ini…"), "desk-week", keys="Ctrl+Shift+P", clicked=self._print_week)
        self.messages = MessageBar("desk-message")
        self.pane = CasePane(self._operations, self._office)
        self.pane.keeps_keys = False
        self.pane.taken.connect(self._taken)
        self.pane.closed.connect(self._to_list)
        self.pane.neighbour.connect(self._to_neighbour)
        self.pane.lapor_asked.connect(lambda: self._navigate(Goto("lapor", complaint=self.pane.complaint)))
        left = column_of((self._build_answers(), 3), (self._build_late(), 2), space=SPACE_M)
        sides = QWidget()
        self._sides = _Sides(sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(SPACE_M)
        add_to(self._sides, (left, 9), (self.pane, 11))
        column_of(
            row_of((words, 1), self.week), self.messages.place, (ScrollArea(sides, "desk-scroll", tr("Meja pimpinan")), 1), space=SPACE_M, of=self,
            margins=(22, SPACE_L, 22, SPACE_L + 2),
        )  # fmt: skip
        on_keys(self, "Ctrl+Z", self.undo, within=True)

    def _build_answers(self) -> Card:
        card = Card("desk-answers-card", space=SPACE_S)
        self.table = AnswerTable(
            RowModel(answer_columns()), "desk-answers", tr("Menunggu persetujuan Anda"), row_height=45, head_height=32
        )
        self.table.setAccessibleDescription(tr("S menyetujui, Enter memperbaiki, K mengembalikan, Spasi menandai"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.lines.ticked.connect(self._tick)
        self.table.pressed.connect(self._press)
        self.table.acted.connect(lambda *_: self._to_answer())
        self.calm = EmptyState(*empty_places.nothing_to_approve(), "desk-calm")
        self.pages = Pages()
        add_widgets(self.pages, self.table, self.calm)
        self.approve_button = PrimaryButton(tr("Setujui"), "desk-approve", keys="S", clicked=self.approve)
        self.send_back = Button(tr("Kembalikan…"), "desk-send-back", keys="K", clicked=lambda: self._begin("decline"))
        self.keys_hint = hint(tr("Enter: perbaiki lalu setujui · Spasi: tandai beberapa"), "desk-keys")
        add_to(
            card.column, heading(tr("Menunggu persetujuan Anda")), (self.pages, 1),
            row_of(self.approve_button, self.send_back, STRETCH, space=SPACE_S), self.keys_hint,
        )  # fmt: skip
        return card

    def _build_late(self) -> Card:
        card = Card("desk-late-card", space=SPACE_S)
        self.late = RowTable(
            RowModel(late_columns()), "desk-late", tr("Yang terlambat, dan pada siapa"), row_height=32, head_height=30
        )
        for signal in (self.late.acted, self.late.opened):
            signal.connect(lambda row, *_: self._open_late(row))
        self.on_time = EmptyState(*empty_places.nothing_late(), "desk-on-time")
        self.late_pages = Pages()
        add_widgets(self.late_pages, self.late, self.on_time)
        add_to(card.column, heading(tr("Yang terlambat, dan pada siapa")), (self.late_pages, 1))
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < look.px(NARROW)
        stack(self._sides, upright=is_narrow)
        # One below the other they are scrolled, each with room to be read.
        for part, height in ((self.table, 180), (self.late, 100), (self.pane, 420)):
            part.setMinimumHeight(look.px(height if is_narrow else height // 2))

    # Asking and showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        office = self._office
        self._operations.query("desk", lambda: _Desk(approvals.waiting(office), late_work(office)), self._show)

    def _show(self, desk: _Desk) -> None:
        self._answers = desk.answers
        self._ticked &= {answer.complaint for answer in desk.answers}
        self.subtitle.setText(desk_words.summary(len(desk.answers), desk.late))
        self.pages.setCurrentIndex(0 if desk.answers else 1)
        self.late_pages.setCurrentIndex(0 if desk.late.shares else 1)
        self.late.show_lines(desk.late.shares, key=lambda share: share.who)
        self._show_lines()
        if desk.answers and self.table.chosen_line is None:
            self.table.choose(0)
        self._show_chosen()
        self.enter_at(self.table if desk.answers else self.late)
        if self.isVisible() and not self.pane.isAncestorOf(self.focusWidget() or self):
            self.take_focus()
        self.filled.emit()

    def _show_lines(self) -> None:
        lines = [AnswerLine(answer, answer.complaint in self._ticked) for answer in self._answers]
        self.table.show_lines(lines, key=lambda line: line.answer.complaint)
        self.approve_button.setText(desk_words.approve_button(len(self._ticked)))
        for button in (self.approve_button, self.send_back):
            button.setEnabled(bool(lines))
        self.send_back.setEnabled(bool(lines) and not self._ticked)

    def _show_chosen(self) -> None:
        """The case of the chosen answer, with the answer open to be corrected; the keyboard stays where it is."""
        line = self.table.chosen_line
        complaint = line.answer.complaint if line is not None else ""
        if complaint != self.pane.complaint:
            self.pane.show_complaint(complaint, "approve" if complaint else "")

    # What the head does ----------------------------------------------------------------------------------------------

    def _press(self, letter: str) -> None:
        match letter:
            case "S":
                self.approve()
            case "K":
                self._begin("decline")
            case "O":
                self._navigate(Goto("complaints", complaint=self.pane.complaint))
            case _:
                every = {answer.complaint for answer in self._answers}
                self._ticked = set() if self._ticked == every else every
                self._show_lines()

    def _tick(self, row: int) -> None:
        self._ticked ^= {self._answers[row].complaint}
        self._show_lines()

    def approve(self) -> None:
        """Those that are ticked as they are; else the chosen one, as it stands in the panel beside."""
        office = self._office
        if self._ticked:
            ids = [answer.complaint for answer in self._answers if answer.complaint in self._ticked]
            self._change(lambda: approvals.approve_each(office, ids), self._tell_many)
        elif isinstance(self.pane.form, ApproveForm):
            self.pane.form.confirm()
        else:
            self._begin("approve")

    def _begin(self, action: str) -> None:
        if self.pane.begin(action) and action == "decline" and self.pane.form is not None:
            self.pane.form.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_answer(self) -> None:
        if self.pane.begin("approve") and self.pane.form is not None:
            self.pane.form.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _change(self, work: Callable[[], Report], tell: Callable[[Report], None]) -> None:
        self._operations.change(work, tell, ("complaints",))

    def _tell_many(self, report: Report) -> None:
        self._ticked = set()
        self._undoable = "*" if report.done else ""
        offers = [(tr("Batalkan"), self.undo)] if report.done else []
        self.messages.say(bulk_words.report(report, "approve"), "ok" if report.done else "warning", offers=offers)
        self._to_list()

    def _taken(self, case: Case, action: str) -> None:
        """A step of the case beside was taken: told, with the way back."""
        self._undoable = case.complaint.id if action and case.undoable else ""
        offers = [(tr("Batalkan"), self.undo)] if self._undoable else []
        if action != "show-identity":
            self.messages.say(desk_words.taken(case, action, self._answers), "ok", offers=offers)
        if action in ("approve", "decline"):
            self._to_list()

    def undo(self) -> None:
        """Takes back what was done here last."""
        undoable, self._undoable = self._undoable, ""
        office = self._office
        if undoable == "*":
            self._change(
                lambda: bulk_steps.undo(office), lambda report: self.messages.say(bulk_words.undone(report), "ok")
            )
        else:
            self.pane.undo(undoable)

    def _print_week(self) -> None:
        from desktop.documents import printable

        show_paper(printable.of_week(self._office), self._operations, self)

    # Going about -----------------------------------------------------------------------------------------------------

    def _open_late(self, row: int) -> None:
        share: LateShare | None = self.late.lines.line(row)
        if share is not None:
            self._navigate(Goto("complaints", query=Query(only=share.complaints, sort="due", descending=False)))

    def _to_list(self) -> None:
        widget: QWidget = self.table if self._answers else self.late
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_neighbour(self, step: int) -> None:
        row = self.table.place[0] + step
        if 0 <= row < len(self._answers):
            self.table.choose(row)

    def leave(self) -> None:
        self.pane.forget_people()
