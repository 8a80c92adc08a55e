"""In place of the case while several complaints are chosen: what can be done with all of them, with a preview before and one undo after."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from complaints.errors import InvalidField, OfficeError
from complaints.steps import StepDetails
from complaints.workflow import RIGHTS, Action
from desktop.lanes.lane import Progress
from desktop.lanes.operations import Operations
from desktop.office import bulk_choices, bulk_steps, bulk_words
from desktop.office.bulk_steps import LeftOut, Plan, Report
from desktop.office.bulk_words import ACTION_OF, BulkKind
from desktop.office.office import Office
from desktop.office.receivers import receivers
from desktop.screens.complaints.forms.people_forms import ReceiverPicker
from desktop.screens.documents.opening import show_paper
from desktop.widgets import Button, Card, FlowLayout, FormField, PrimaryButton, heading, hint, label, show_text
from desktop.widgets.editors import TextEdit
from desktop.widgets.layouts import STRETCH, Stretch, add_to, add_widgets, clear, column_of, row_of, take_out
from desktop.widgets.menus import Entry, open_under, passing_menu
from desktop.widgets.picking import CategoryEdit
from desktop.widgets.scroll_area import ScrollArea
from desktop.widgets.task_row import TaskRow
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.wording.paper_names import MANY_KINDS, case_name
from desktop.wording.translation import language, tr, tr_phrase


class BulkForm(Card):
    """What the step asks for besides the complaints themselves. `changed` when that changes what can be done."""

    changed = Signal()
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, kind: BulkKind, office: Office, operations: Operations) -> None:
        super().__init__("bulk-form", space=SPACE_M, gap=SPACE_S + 2)
        self.kind: BulkKind = kind
        self.action: Action = ACTION_OF[kind]
        self._office = office
        self.setAccessibleName(bulk_words.title(kind))
        self.sentence = label("", "", "bulk-preview", wrap=True)
        self.reasons = Reasons()
        self.picker: ReceiverPicker | None = None
        self.category: CategoryEdit | None = None
        self.note = TextEdit(52, 160)
        self.note_field = FormField(
            bulk_words.note_label(kind), self.note, "bulk-note", required=bulk_choices.needs_note(kind)
        )
        add_to(self.column, heading(bulk_words.title(kind), "bulk-title"), hint(bulk_words.meaning(kind)))
        add_to(self.column, self.sentence, self.reasons)
        self.to_field: FormField[QWidget] | None = None
        if kind == "forward":
            self.picker = ReceiverPicker(operations, lambda typed: receivers(office, typed))
            self.picker.chosen.connect(self.note.setFocus)
            self.to_field = FormField(tr("Kepada"), self.picker, "bulk-to", required=True)
        elif kind == "category":
            self.category = CategoryEdit()
            self.category.set_labels(office.categories.labels(language()))
            self.category.textChanged.connect(self.changed)
            self.to_field = FormField(tr("Kategori"), self.category, "bulk-category", required=True)
        if self.to_field is not None:
            self.column.addWidget(self.to_field)
        self.go = PrimaryButton(bulk_words.title(kind), "bulk-confirm", keys="Ctrl+Enter", clicked=self.confirmed)
        cancel = Button(tr("Batal"), "bulk-cancel", clicked=self.cancelled)
        cancel.setToolTip(tr("Batal (Esc)"))
        add_to(self.column, self.note_field, row_of(self.go, cancel, STRETCH, space=SPACE_S))

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.picker.edit if self.picker else self.category or self.note

    def details(self) -> StepDetails:
        """What was typed. Raises InvalidField."""
        receiver = self.picker.settle() if self.picker is not None else None
        category = self.category.text() if self.category is not None else ""
        return bulk_choices.details(self.kind, self.note.toPlainText(), receiver, category, self._office.categories)

    def show_plan(self, planned: Plan) -> None:
        self.sentence.setText(bulk_words.preview(planned, self.kind))
        self.reasons.show_groups(planned.left_out)
        self.go.setEnabled(bool(planned.able))

    def refused(self, refusal: OfficeError) -> None:
        sentence = tr_phrase(refusal.phrase)
        name = refusal.field if isinstance(refusal, InvalidField) else ""
        field = self.note_field if name == "note" else self.to_field if name == "to" else None
        if field is None:
            self.sentence.setText(f"⚠ {sentence}")
        else:
            field.set_error(sentence)
            self.first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class Reasons(QWidget):
    """Why some are left out, a line each; `opened` with those of a line."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column = column_of(space=2, of=self)
        self.hide()

    def show_groups(self, groups: Sequence[LeftOut]) -> None:
        clear(self.column)
        for group in groups:
            line, words = QWidget(), bulk_words.reason(group)
            show = Button(
                tr("Lihat"), "bulk-reason", role="link", clicked=lambda _=False, ids=group.ids: self.opened.emit(ids)
            )
            show.setAccessibleName(tr("Lihat {reason}", reason=words))
            row_of((label(words, "muted", wrap=True), 1), show, space=SPACE_S, of=line)
            self.column.addWidget(line)
        self.setVisible(bool(groups))


class ManyPane(Card):
    """`closed` when Esc goes back to the list; `listed` with the ids of complaints to show in it; `export_asked` for the chosen ones."""

    closed = Signal()
    listed = Signal(object)
    export_asked = Signal()
    copy_asked = Signal()

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__("many", space=0)
        self.setAccessibleName(tr("Pengaduan yang dipilih"))
        self._operations, self._office = operations, office
        self.ids: tuple[str, ...] = ()
        self.plan: Plan | None = None
        self.form: BulkForm | None = None
        self.buttons: dict[BulkKind, Button] = {}
        self.undoable = ""  # what was done last to several, in words, as long as it wasn't taken back
        self._build()

    def _build(self) -> None:
        self.title = label("", "case-title", "many-title", wrap=True)
        self.steps, self.others = QWidget(), QWidget()
        flow = FlowLayout(self.steps, SPACE_S)
        for kind, action in ACTION_OF.items():
            if action in RIGHTS[self._office.user.role]:
                button = Button(bulk_words.button(kind), f"many-{kind}", clicked=self._beginning(kind))
                self.buttons[kind] = button
                flow.addWidget(button)
        self.print = Button(tr("Cetak ▾"), "many-print", keys="Ctrl+P", clicked=self._open_papers)
        self.export = Button(tr("Ekspor…"), "many-export", clicked=self.export_asked)
        self.copy = Button(tr("Salin untuk Excel"), "many-copy", clicked=self.copy_asked)
        add_widgets(FlowLayout(self.others, SPACE_S), self.print, self.export, self.copy)
        self.sentence = label("", "", "many-sentence", wrap=True)
        self.reasons = Reasons()
        self.reasons.opened.connect(self.listed)
        self.undo_button = Button("", "many-undo", clicked=self.undo)
        self.work = TaskRow(self._operations, "many-work")
        self._form_place = QVBoxLayout()
        page = QWidget()
        column_of(
            self.title, self.steps, self.others, self._form_place, self.work, self.sentence, self.reasons, row_of(self.undo_button, STRETCH),
            Stretch(1), space=SPACE_M, of=page, margins=(SPACE_L, SPACE_M + 2, SPACE_L, SPACE_M),
        )  # fmt: skip
        self.column.addWidget(ScrollArea(page, "many-scroll", tr("Pengaduan yang dipilih")))
        self._say("", ())

    # Which ones ------------------------------------------------------------------------------------------------------

    @property
    def holds(self) -> bool:
        """Whether it stays in front while the list shows something else."""
        return self.work.busy

    def show_count(self, count: int) -> None:
        """So many are chosen; which they are comes a moment later."""
        self.title.setText(bulk_words.chosen(count))
        self.ids = ()
        if not self.work.busy:
            self._say("", ())
            self._close_form()
        self._enable()

    def show_chosen(self, ids: tuple[str, ...]) -> None:
        self.ids = ids
        self.title.setText(bulk_words.chosen(len(ids)))
        self._enable()

    def _enable(self) -> None:
        ready = bool(self.ids) and not self.work.busy
        for button in (*self.buttons.values(), self.print, self.export, self.copy):
            button.setEnabled(ready)

    def take_focus(self) -> None:
        if self.form is not None:
            self.form.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.undo_button.isVisible() and self.sentence.text():
            self.undo_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            next(iter(self.buttons.values()), self.print).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Steps -----------------------------------------------------------------------------------------------------------

    def _beginning(self, kind: BulkKind) -> Callable[[], None]:
        return lambda: self.begin(kind)

    def begin(self, kind: BulkKind) -> None:
        """Opens the panel of a step, and looks on how many it can be taken."""
        if not self.ids or self.work.busy or kind not in self.buttons:
            return
        self._close_form()
        self._say("", ())
        self.form = form = BulkForm(kind, self._office, self._operations)
        form.reasons.opened.connect(self.listed)
        form.changed.connect(self._look)
        form.confirmed.connect(self._run)
        form.cancelled.connect(self._cancel)
        self._form_place.addWidget(form)
        self._show_buttons(False)
        form.show()
        form.first.setFocus(Qt.FocusReason.TabFocusReason)
        self._look()

    def _look(self) -> None:
        """Asks for the preview; what was asked before counts for nothing."""
        form, office, ids = self.form, self._office, self.ids
        if form is None:
            return
        self.plan = None
        form.go.setEnabled(False)
        details: StepDetails | None = None
        if form.kind != "forward":
            try:
                details = form.details()
            except InvalidField:
                return
        form.sentence.setText(tr("Memeriksa…"))
        action = form.action
        self._operations.query(
            "bulk-plan", lambda: bulk_steps.plan(office, ids, action, details), self._show_plan, form.refused
        )

    def _show_plan(self, planned: Plan) -> None:
        if self.form is not None and self.form.action == planned.action:
            self.plan = planned
            self.form.show_plan(planned)

    def _run(self) -> None:
        form, planned, office = self.form, self.plan, self._office
        if form is None or planned is None:
            return
        try:
            details = form.details()
            bulk_steps.refuse_unfinished(planned.action, details)
        except InvalidField as refusal:
            form.refused(refusal)
            return
        kind = form.kind
        form.go.setEnabled(False)
        ready = Plan(planned.action, details, planned.able, planned.left_out)
        self._work(
            f"{bulk_words.title(kind)}:",
            lambda progress: bulk_steps.run(office, ready, progress),
            lambda report: self._show_report(report, bulk_words.report(report, kind)),
        )

    def undo(self) -> None:
        """Takes back the last step that this user took on several at once."""
        office = self._office
        self._close_form()
        self._work(
            tr("Membatalkan:"),
            lambda progress: bulk_steps.undo(office, progress),
            lambda report: self._show_report(report, bulk_words.undone(report), undone=True),
        )

    def _work(self, title: str, run: Callable[[Progress], Report], tell: Callable[[Report], None]) -> None:
        """Runs it with progress. Also where somebody stops it, it has a report to tell."""
        reports: list[Report] = []

        def work(progress: Progress) -> Report:
            reports.append(run(progress))
            return reports[0]

        self.work.start(
            title, work, tell, failed=self._failed, stopped=lambda: tell(reports[0]) if reports else self._stopped(),
            kinds=("complaints",),
        )  # fmt: skip
        self._enable()

    def _show_report(self, report: Report, sentence: str, *, undone: bool = False) -> None:
        self._close_form()
        if undone:
            self.undoable = ""
        elif report.done:
            self.undoable = bulk_words.undo(report)
        self._say(sentence, report.left_out)
        self._enable()
        self.take_focus()

    def _failed(self, sentence: str) -> None:
        self._enable()
        if self.form is not None:
            self.form.go.setEnabled(True)
            self.form.sentence.setText(f"⚠ {sentence}")
        else:
            self._say(f"⚠ {sentence}", ())

    def _stopped(self) -> None:
        self._say(tr("Dihentikan."), ())
        self._enable()

    def _say(self, sentence: str, left_out: Sequence[LeftOut]) -> None:
        show_text(self.sentence, sentence)
        self.reasons.show_groups(left_out)
        self.undo_button.setText(f"{self.undoable} (Ctrl+Z)")
        self.undo_button.setVisible(bool(self.undoable))

    def _cancel(self) -> None:
        self._close_form()
        self.take_focus()

    def _show_buttons(self, shown: bool) -> None:
        """A panel needs their room on a small screen."""
        self.steps.setVisible(shown)
        self.others.setVisible(shown)

    def _close_form(self) -> None:
        self._show_buttons(True)
        self.plan = None
        self._operations.forget("bulk-plan")
        form, self.form = self.form, None
        if form is not None:
            take_out(self._form_place, form)

    def _open_papers(self) -> None:
        entries = [Entry(f"{case_name(kind)}…", partial(self.print_paper, kind)) for kind in MANY_KINDS]
        open_under(self.print, passing_menu(self, "many-papers", entries))

    def print_paper(self, kind: str) -> None:
        from desktop.documents import printable

        show_paper(printable.of_cases(self._office, self.ids, kind), self._operations, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
