"""The case: what it is, the steps that are allowed now, the panel of the step being taken, and the history."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count as counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from complaints.errors import OfficeError
from complaints.steps import StepDetails
from complaints.workflow import Action
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.complaints.actionbar import ActionBar
from desktop.screens.complaints.attached import AttachedFiles
from desktop.screens.complaints.conflicts import ConflictBox
from desktop.screens.complaints.forms import AttachForm, StepForm, form_for
from desktop.screens.complaints.forms.step_form import Typed
from desktop.screens.complaints.head import CaseHead
from desktop.screens.complaints.history_view import HistoryView
from desktop.screens.operations import Operations
from desktop.screens.record.editors import brings_files
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.screens.trace import mark
from desktop.screens.widgets import Card, EmptyState, rule
from desktop.screens.widgets.layouts import Stretch, column_of
from desktop.wording.history import tell
from desktop.wording.translation import tr

_panes = counter(1)
# What is typed here is a person's, or is filled from the case: it is not kept for later.
_NOT_KEPT = frozenset({"correct", "support", "show-identity", "erase", "attach", "contact"})


class CasePane(Card):
    """`left` when Esc goes back to the list; `neighbour` with -1 or 1 when the case before or behind is wanted."""

    left = Signal()
    neighbour = Signal(int)
    lapor_asked = Signal()

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__("case", space=0)
        self._operations, self._office = operations, office
        self._key = f"case-{next(_panes)}"
        self._case: Case | None = None
        self._wanted = ""
        self._begin = ""
        self.form: StepForm | None = None
        self._kept: dict[tuple[str, str], Typed] = {}
        self.setAccessibleName(tr("Perkara"))
        self.setAcceptDrops(True)
        self._build()

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self.empty = EmptyState(
            tr("Belum ada pengaduan yang dipilih"),
            tr("Pilih satu di daftar untuk membacanya dan menanganinya."),
            "case-empty",
        )
        self._pages.addWidget(self.empty)
        whole = QWidget()
        self.scroller = QScrollArea()
        self.scroller.setObjectName("case-scroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidget(self._build_case())
        self.conflicts = ConflictBox(self._office)
        self.conflicts.decided.connect(lambda action, taken: self._take(action, taken))
        self.conflicts.identity_asked.connect(lambda: self.begin("show-identity"))
        column_of(
            (self.scroller, 1), column_of(self.conflicts, margins=(SPACE_L, 0, SPACE_L, SPACE_M + 2)), space=0, of=whole
        )
        self._pages.addWidget(whole)
        self.column.addWidget(self._pages)

    def _build_case(self) -> QWidget:
        held = QWidget()
        self.head = CaseHead(self._office)
        self.head.identity_asked.connect(lambda: self.begin("show-identity"))
        self.files = AttachedFiles(self._operations, self._office)
        self.actions_bar = ActionBar()
        self.actions_bar.asked.connect(self.begin)
        self.actions_bar.lapor_asked.connect(self.lapor_asked)
        self.actions_bar.print_asked.connect(self._print)
        self._slot = QVBoxLayout()
        self.history = HistoryView()
        self.history.decided.connect(
            lambda device, seq: self._take("review", StepDetails(event_device=device, event_seq=seq))
        )
        column_of(
            self.head,
            self.files,
            self.actions_bar,
            self._slot,
            rule(),
            self.history,
            Stretch(1),
            space=SPACE_S + 2,
            of=held,
            margins=(SPACE_L, SPACE_M + 2, SPACE_L, SPACE_M),
        )
        return held

    # Which case ------------------------------------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        return self._case

    @property
    def complaint(self) -> str:
        """The id of the complaint that is shown or on its way; '' for none."""
        return self._wanted

    @property
    def typing(self) -> bool:
        """Whether a step is being written: then nothing but the officer changes the case."""
        return self.form is not None

    def show_complaint(self, complaint: str, begin: str = "") -> None:
        """Show this complaint, and open the panel of a step when its stage and role allow it."""
        self._begin = begin
        if complaint != self._wanted:
            self.close_form(keep=True)
            self._wanted = complaint
        if not complaint:
            self._case = None
            self._pages.setCurrentIndex(0)
            return
        self.refresh()

    def refresh(self) -> None:
        if self._wanted:
            wanted = self._wanted
            self._operations.query(self._key, lambda: self._office.case(wanted), self._show)

    def forget_people(self) -> None:
        """Names that were shown are hidden again: the officer went elsewhere."""
        self._kept.clear()
        if self.form is not None:
            self.form.forget_people()
        if self._case is not None and self._case.identity_shown:
            self._case = None
            self.refresh()

    def _show(self, case: Case) -> None:
        before = self._case
        same = before is not None and before.complaint.id == case.complaint.id
        if same and before is not None and before.identity_shown and before.complaint.heads == case.complaint.heads:
            case = replace(before, unsent=case.unsent)
        self._case = case
        self._wanted = case.complaint.id
        self.head.show_case(case, fresh=not same)
        self.files.show_files(case.complaint.attachments)
        self.actions_bar.show_case(case)
        self.history.show_history(
            tell(case.complaint, self._office.categories, case.unsent),
            self._office.today(),
            may_decide="review" in case.actions,
        )
        self.conflicts.show_case(case)
        self._pages.setCurrentIndex(1)
        mark("case shown")
        if not same:
            self.scroller.verticalScrollBar().setValue(0)
        if self.form is not None and self.form.action not in case.actions:
            self.close_form(keep=True)
        if self._begin:
            begin, self._begin = self._begin, ""
            if not self.begin(begin):
                self.take_focus()

    # Steps -----------------------------------------------------------------------------------------------------------

    def begin(self, action: str) -> bool:
        """Open the panel of a step under the buttons; False when the step isn't allowed now."""
        known = self._case
        wanted: Action | None = (
            next((one for one in known.actions if one == action), None) if known is not None else None
        )
        if known is None or wanted is None:
            return False
        if self.form is not None and self.form.action == wanted:
            self.form.first().setFocus()
            return True
        self.close_form(keep=True)
        form = form_for(wanted, known, self._office, self._operations)
        self.form = form
        kept = self._kept.pop((known.complaint.id, wanted), None)
        if kept:
            form.put_back(kept)
        form.confirmed.connect(self._run)
        form.cancelled.connect(self._cancel)
        self._slot.addWidget(form)
        form.show()
        form.first().setFocus(Qt.FocusReason.TabFocusReason)
        mark("form shown")
        QTimer.singleShot(0, self._bring_form_in_sight)
        return True

    def _print(self, kind: str) -> None:
        """Opens a paper of this case; the letter is written first."""
        if self._case is None:
            return
        if kind == "response":
            from desktop.screens.documents.letter_window import LetterWindow

            LetterWindow(self._office, self._case, self._operations, self.window()).open()
            return
        from desktop.documents import printable
        from desktop.screens.documents import preview

        preview.show(printable.of_case(self._office, self._case.complaint.id, kind), self._operations, self)

    def close_form(self, *, keep: bool = False) -> None:
        form, self.form = self.form, None
        if form is None:
            return
        if keep and form.action not in _NOT_KEPT:
            self._kept[(form.case.complaint.id, form.action)] = form.typed()
        self._slot.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _cancel(self) -> None:
        self.close_form()
        self.take_focus()

    def _bring_form_in_sight(self) -> None:
        if self.form is not None:
            self.scroller.ensureWidgetVisible(self.form.go, 0, SPACE_M)
            self.scroller.ensureWidgetVisible(self.form.first(), 0, SPACE_M)

    def _take(self, action: Action, taken: StepDetails) -> None:
        """A step that needs no panel."""
        if self._case is not None:
            one = self._case.complaint.id
            self._operations.change(lambda: self._office.act(one, action, taken), self._taken, ("complaints",))

    def _run(self, work: Callable[[], Case]) -> None:
        self._operations.change(work, self._taken, ("complaints",), self._refused)

    def _taken(self, case: Case) -> None:
        if case.complaint.id != self._wanted:
            return
        self.close_form()
        self._show(case)
        self.take_focus()

    def _refused(self, refusal: OfficeError) -> None:
        if self.form is None:
            self._operations.refused.emit(refusal)
            return
        self.form.refused(refusal)
        if isinstance(self.form, AttachForm):
            # Some of the files may have become part of the case before one was refused.
            self._operations.changed.emit(frozenset({"complaints"}))

    # Keys and files --------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Where the work goes on: the step being written, else the button of the likeliest step."""
        if self._wanted and (self._case is None or self._case.complaint.id != self._wanted):
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
            self.left.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.neighbour.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_files(event.mimeData()) and self._case is not None and "attach" in self._case.actions:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if brings_files(event.mimeData()) and self.begin("attach") and isinstance(self.form, AttachForm):
            event.acceptProposedAction()
            self.form.files.take(event.mimeData())
