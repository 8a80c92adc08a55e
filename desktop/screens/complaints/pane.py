"""The case: what it is, the steps that are allowed now, the panel of the step being taken, and the history."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count as counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from complaints.errors import OfficeError
from complaints.steps import StepDetails
from complaints.workflow import Action
from desktop.lanes.operations import Operations
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.renumbering import Renumbered
from desktop.screens.complaints.actionbar import ActionBar
from desktop.screens.complaints.attached import AttachedFiles
from desktop.screens.complaints.conflicts import ConflictBox, SameNumberBox
from desktop.screens.complaints.forms import StepForm, form_for
from desktop.screens.complaints.head import CaseHead
from desktop.screens.complaints.history_view import HistoryView
from desktop.screens.complaints.requests import RequestBox
from desktop.screens.complaints.step_keeping import StepKeeper
from desktop.screens.documents.opening import show_paper
from desktop.trace import mark
from desktop.widgets import Card, EmptyState, ScrollArea, on_keys, rule
from desktop.widgets.editors import brings_files
from desktop.widgets.layouts import Stretch, add_widgets, column_of, take_out
from desktop.widgets.tab_order import tab_after
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.wording import empty_places
from desktop.wording.history import tell
from desktop.wording.translation import tr

_panes = counter(1)


class CasePane(Card):
    """`closed` when Esc goes back to the list; `neighbour` with -1 or 1 for the case before or behind; `taken` with the case after a

    step of this user and the step, '' where it was taken back.
    """

    closed = Signal()
    neighbour = Signal(int)
    lapor_asked = Signal()
    taken = Signal(object, str)

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__("case", space=0)
        self._operations, self._office = operations, office
        self._key = f"case-{next(_panes)}"
        self.keeps_keys = True  # whether a panel that opens takes the keyboard
        self.case: Case | None = None
        self.complaint = ""  # the id of the one that is shown or on its way
        self._begin = ""
        self._goes_on = False
        self.form: StepForm | None = None
        self.keeper = StepKeeper(operations, office, self)
        self.setAccessibleName(tr("Perkara"))
        self.setAcceptDrops(True)
        self._build()
        on_keys(self, "Ctrl+Shift+Return", self._confirm_and_go_on, within=True)

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self.empty = EmptyState(*empty_places.no_case_chosen(), "case-empty")
        self.scroller = ScrollArea(self._build_case(), "case-scroll", tr("Perkara"))
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.conflicts = ConflictBox(self._office)
        self.conflicts.decided.connect(self._take)
        self.conflicts.identity_asked.connect(lambda: self.begin("show-identity"))
        self.requests = RequestBox(self._office)
        self.requests.decided.connect(self._take)
        self.same_number = SameNumberBox()
        self.same_number.renumber_asked.connect(self._renumber)
        page = QWidget()
        boxes = column_of(
            self.same_number, self.requests, self.conflicts, space=SPACE_S, margins=(SPACE_L, 0, SPACE_L, SPACE_M + 2)
        )
        column_of((self.scroller, 1), boxes, space=0, of=page)
        add_widgets(self._pages, self.empty, page)
        self.column.addWidget(self._pages)

    def _build_case(self) -> QWidget:
        self.head = CaseHead(self._office)
        self.head.identity_asked.connect(lambda: self.begin("show-identity"))
        self.files = AttachedFiles(self._operations, self._office)
        self.actions_bar = ActionBar()
        self.actions_bar.step_asked.connect(self.begin)
        self.actions_bar.lapor_asked.connect(self.lapor_asked)
        self.actions_bar.print_asked.connect(self._print)
        self._form_place = QVBoxLayout()
        self.history = HistoryView()
        self.history.decided.connect(
            lambda device, seq: self._take("review", StepDetails(event_device=device, event_seq=seq))
        )
        self.history.undo_asked.connect(self.undo)
        page = QWidget()
        column_of(
            self.head,
            self.files,
            self.actions_bar,
            self._form_place,
            rule(),
            self.history,
            Stretch(1),
            space=SPACE_S + 2,
            of=page,
            margins=(SPACE_L, SPACE_M + 2, SPACE_L, SPACE_M),
        )
        return page

    # Which case ------------------------------------------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """Whether a step is being written: then only the officer leaves the case."""
        return self.form is not None

    def show_complaint(self, complaint: str, begin: str = "") -> None:
        """Shows this complaint, and opens the panel of a step when its stage and role allow it."""
        self._begin = begin
        if complaint != self.complaint:
            self.close_form()
            self.complaint = complaint
        if not complaint:
            self.case = None
            self._pages.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        if complaint := self.complaint:
            self._operations.query(self._key, lambda: self._office.case(complaint), self._show)

    def forget_people(self) -> None:
        """Hides the names that were shown, because the officer went elsewhere."""
        self.keeper.flush()
        if self.form is not None:
            self.form.forget_people()
            self.keeper.people_hidden()
        if self.case is not None and self.case.identity_shown:
            self.case = None
            self.refresh()

    def _show(self, case: Case) -> None:
        before = self.case
        fresh = before is None or before.complaint.id != case.complaint.id
        if (
            before is not None
            and not fresh
            and before.identity_shown
            and before.complaint.heads == case.complaint.heads
        ):
            case = replace(before, unsent=case.unsent, sharing=case.sharing)
        self.case = case
        self.complaint = case.complaint.id
        self.head.show_case(case, fresh=fresh)
        self.files.show_files(case.complaint.attachments)
        self.actions_bar.show_case(case)
        self.history.show_history(
            tell(case.complaint, self._office.categories, case.unsent, case.belated),
            self._office.today(),
            may_decide="review" in case.actions,
            undoable=case.undoable,
        )
        self.conflicts.show_case(case)
        self.requests.show_case(case)
        self.same_number.show_case(case)
        self._order_tabs()
        self._pages.setCurrentIndex(1)
        mark("case shown")
        if fresh:
            self.scroller.verticalScrollBar().setValue(0)
        if self.form is not None and case.complaint.erased and not self.form.case.complaint.erased:
            self.close_form(taken=True)  # what was typed goes with the person
        if self.form is not None and self.form.action not in case.actions:
            self.close_form()
        if self._begin:
            begin, self._begin = self._begin, ""
            # What isn't apart is decided in its own box.
            if (begin == "review" and not case.complaint.is_apart) or not self.begin(begin):
                self.take_focus()

    # Steps -----------------------------------------------------------------------------------------------------------

    def begin(self, action: str) -> bool:
        """Opens the panel of a step under the buttons; False when the step isn't allowed now."""
        case = self.case
        allowed: Action | None = next((step for step in case.actions if step == action), None) if case else None
        if case is None or allowed is None:
            return False
        if self.form is not None and self.form.action == allowed:
            if self.keeps_keys:
                self.form.first().setFocus()
            return True
        self.close_form()
        self.form = form = form_for(allowed, case, self._office, self._operations)
        self.keeper.watch(form)
        form.confirmed.connect(self._run)
        form.cancelled.connect(self._cancel)
        self._form_place.addWidget(form)
        form.show()
        self._order_tabs()
        if self.keeps_keys:
            form.first().setFocus(Qt.FocusReason.TabFocusReason)
        mark("form shown")
        QTimer.singleShot(0, self._bring_form_in_sight)
        return True

    def _order_tabs(self) -> None:
        """Tab comes to the panel between the buttons above and the history below it, which are older or younger."""
        if self.form is not None:
            tab_after(self.actions_bar.last, self.form)

    def _print(self, kind: str) -> None:
        """Opens a paper of this case; the letter is written first."""
        from desktop.documents import printable

        if self.case is None:
            return
        if kind == "response":
            from desktop.screens.documents.letter_window import LetterWindow

            LetterWindow(self._office, self.case, self._operations, self.window()).open()
            return

        show_paper(printable.of_case(self._office, self.case.complaint.id, kind), self._operations, self)

    def _renumber(self) -> None:
        """The complaints recorded later get a number of their own; their new receipts are shown for printing."""
        if self.case is not None:
            complaint = self.case.complaint.id
            self._operations.change(lambda: self._office.renumber(complaint), self._renumbered, ("complaints",))

    def _renumbered(self, changed: list[Renumbered]) -> None:
        from desktop.documents import printable

        self.refresh()
        for complaint in changed:
            show_paper(printable.of_case(self._office, complaint.id, "receipt"), self._operations, self)

    def close_form(self, *, taken: bool = False) -> None:
        """What was typed comes back when the step is begun again, unless it was `taken`."""
        if taken:
            self.keeper.taken()
        else:
            self.keeper.leave()
        form, self.form = self.form, None
        if form is not None:
            take_out(self._form_place, form)

    def _cancel(self) -> None:
        self.close_form()
        self.take_focus()

    def _bring_form_in_sight(self) -> None:
        if self.form is not None:
            self.scroller.ensureWidgetVisible(self.form.go, 0, SPACE_M)
            self.scroller.ensureWidgetVisible(self.form.first(), 0, SPACE_M)

    def _take(self, action: Action, details: StepDetails) -> None:
        """Takes a step that needs no panel."""
        if self.case is not None:
            complaint = self.case.complaint.id
            self._operations.change(
                lambda: self._office.act(complaint, action, details),
                lambda case: self._finish(case, action),
                ("complaints",),
            )

    def undo(self, complaint: str = "") -> None:
        """Takes back one's own last step, here or on the complaint with this id; where that can't be, says what to do instead."""
        shown = self.case.complaint.id if self.case is not None and self.form is None else ""
        if complaint := complaint or shown:
            self._operations.change(
                lambda: self._office.undo(complaint), lambda case: self._finish(case, ""), ("complaints",)
            )

    def _run(self, work: Callable[[], Case]) -> None:
        action = self.form.action if self.form is not None else ""
        goes_on = self._goes_on
        self._operations.change(work, lambda case: self._finish(case, action, goes_on), ("complaints",), self._refused)

    def _confirm_and_go_on(self) -> None:
        """Takes the step, and opens the panel of the one that is likeliest after it."""
        if self.form is not None:
            self._goes_on = True
            self.form.confirm()
            self._goes_on = False

    def _finish(self, case: Case, action: str, goes_on: bool = False) -> None:
        """A step was taken; where somebody `goes_on`, the panel of the next one opens, until the case is closed and told."""
        self.taken.emit(case, action)
        if case.complaint.id == self.complaint:
            self.close_form(taken=True)
            self._show(case)
            ended = case.complaint.stage in ("closed", "archived") and case.owed is None
            if goes_on and not ended and self.actions_bar.primary is not None:
                self.actions_bar.primary.click()
            elif self.keeps_keys:
                self.take_focus()

    def _refused(self, refusal: OfficeError) -> None:
        if self.form is None:
            self._operations.refused.emit(refusal)
            return
        self.form.refused(refusal)
        if self.form.action == "attach":
            # Some of the files may have become part of the case before one was refused.
            self._operations.changed.emit(frozenset({"complaints"}))

    # Keys and files --------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The keyboard goes to the step being written, else to the button of the likeliest step."""
        if self.complaint and (self.case is None or self.case.complaint.id != self.complaint):
            self._begin = self._begin or "open"
        elif self.form is not None:
            self.form.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.actions_bar.primary is not None:
            self.actions_bar.primary.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.scroller.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.neighbour.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_files(event.mimeData()) and self.case is not None and "attach" in self.case.actions:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if brings_files(event.mimeData()) and self.begin("attach"):
            from desktop.screens.complaints.forms.people_forms import AttachForm

            if isinstance(self.form, AttachForm):
                event.acceptProposedAction()
                self.form.files.take(event.mimeData())
