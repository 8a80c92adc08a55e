"""Leads through an import: the file, what was understood of it, recording, result. Long work shows its progress and can be stopped."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop.importing import trial_words
from desktop.importing.answers import NO_ANSWERS, Answers, with_answer
from desktop.importing.problems import write_problems
from desktop.importing.questions import QuestionKind
from desktop.importing.register_import import Report
from desktop.importing.rest import archive_rest, count_rest
from desktop.importing.sentences import open_rows, undo_result
from desktop.importing.trial import Trial, record_trial, try_again, try_file, try_pasted
from desktop.importing.undo import UndoResult, past_imports, undo
from desktop.lanes.lane import Progress
from desktop.lanes.operations import Operations
from desktop.office import bulk_steps, bulk_words
from desktop.office.bulk_steps import Report as BulkReport
from desktop.office.office import Office
from desktop.screens.importing.file_page import FilePage
from desktop.screens.importing.past import PastImports
from desktop.screens.importing.result_page import ResultPage
from desktop.screens.importing.review_page import ReviewPage
from desktop.screens.importing.rows_page import RowsPage
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.listing import Query
from desktop.widgets import Button, Pages, TaskRow, label
from desktop.widgets.layouts import add_to
from desktop.widgets.message import MessageTone
from desktop.widgets.screen_column import ScreenColumn
from desktop.wording.translation import tr

T = TypeVar("T")


class ImportScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("import", operations, office, navigate)
        self._trial: Trial | None = None
        # What people chose since; a trial run under way does not know it yet when `_is_behind`.
        self._answers: Answers = NO_ANSWERS
        self._fields: dict[int, str] = {}
        self._sheets: list[str] = []
        self._is_behind = self._is_filling = False
        self._build_column()

    def parts(self) -> Iterator[None]:
        yield from super().parts()
        self.review = ReviewPage(self._office.today)
        self.pages.addWidget(self.review)
        yield
        self.rows_page = RowsPage()
        self.pages.addWidget(self.rows_page)
        yield
        yield from self.rows_page.parts()
        self.result_page = ResultPage()
        self.pages.addWidget(self.result_page)
        self._connect()

    def _build_column(self) -> None:
        column = ScreenColumn(self, tr("Impor register"))
        self.title, self.messages = column.title, column.messages
        self.step = label("", "muted", "import-step", wrap=True)
        self.task = TaskRow(self._operations, "import-task")
        self.pages = Pages()
        self.past = PastImports()
        self.file_page = FilePage(self.past)
        self.pages.addWidget(self.file_page)
        self.cancel = Button(tr("Batal"), "import-cancel", clicked=self._start_over)
        self.back = Button(tr("‹ Kembali"), "import-back", keys="Alt+Left", clicked=self._go_back)
        self.record = Button("", "import-record", role="primary", keys="Alt+Right", clicked=self._record)
        add_to(column.head, self.cancel, self.back, self.record)
        add_to(column, self.step, self.task, (self.pages, 1))
        self._show_buttons(is_trial=False)

    def _connect(self) -> None:
        self.file_page.chosen.connect(self.open)
        self.file_page.pasted.connect(self._open_pasted)
        self.past.undo.connect(self._undo)
        self.past.archive.connect(self._archive)
        self.review.columns.chosen.connect(self._choose_fields)
        self.review.questions.answered.connect(self._answer)
        self.review.sheets_chosen.connect(self._choose_sheets)
        self.review.looked.connect(self._look_at)
        self.rows_page.chosen.connect(self._show_record)
        self.rows_page.saved.connect(self._keep_problems)
        self.result_page.listed.connect(lambda: self._navigate(Goto("complaints", query=Query())))
        self.result_page.restarted.connect(self._start_over)
        self.result_page.undo.connect(self._undo)

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self.pages.currentWidget() is self.file_page:
            self._ask_past()
            self.file_page.button.setFocus()

    def search(self, text: str) -> bool:
        if self.pages.currentWidget() is not self.rows_page:
            return False
        if text:
            self.rows_page.filter.set_text(text)
        self.rows_page.filter.take_focus()
        return True

    # Steps -----------------------------------------------------------------------------------------------------------

    def open(self, file: Path) -> None:
        """Reads the file and tries it out; nothing is recorded."""
        office = self._office
        self._run(
            tr("Membaca {name}…", name=file.name), lambda progress: try_file(office, file, progress), self._opened
        )

    def _open_pasted(self, text: str) -> None:
        office = self._office
        self._run(tr("Membaca pesan…"), lambda progress: try_pasted(office, text, progress), self._opened)

    def _opened(self, trial: Trial) -> None:
        self._answers = trial.answers
        self._sheets = [sheet.name for sheet in trial.source.sheets if sheet.chosen]
        self._trial = trial
        self._show_in_turns(trial, self._take_keyboard)

    def _take_keyboard(self) -> None:
        trial = self._trial
        assert trial is not None
        if trial.source.is_chat and not trial.report.open_questions:
            self._look_at("good")
            return
        self._show(self.review)
        if not (trial.report.open_questions and self.review.questions.take_focus()):
            (self.record if self.record.isEnabled() else self.back).setFocus()

    def _show_in_turns(self, trial: Trial, done: Callable[[], None] | None = None) -> None:
        """Part by part, each in a turn of its own."""
        self._trial = trial
        parts = self.review.parts(trial, self._answers)
        self._is_filling = True

        def go_on(_: object = None) -> None:
            for _part in parts:
                self._operations.query("import-turn", lambda: None, go_on)
                return
            self.rows_page.show_trial(trial)
            self._fields = self.review.columns.fields
            self._is_filling = False
            self._show_record()
            if done is not None:
                done()

        go_on()

    def _answer(self, kind: QuestionKind, texts: Sequence[str], answer: str) -> None:
        for text in texts:
            self._answers = with_answer(self._answers, kind, text, answer)
        self._try_again()

    def _choose_fields(self, fields: dict[int, str]) -> None:
        self._fields = fields
        if self.review.columns.is_complete:
            self._try_again()
        else:
            self._show_record()

    def _choose_sheets(self, names: list[str]) -> None:
        self._sheets = names
        self._try_again()

    def _try_again(self) -> None:
        """Tries the file out with what was chosen since; what is under way is given up."""
        self._show_record()
        if self.task.busy:
            self._is_behind = True
            self.task.cancel()
            return
        assert self._trial is not None
        office, former = self._office, self._trial
        fields, sheets, answers = self._fields, self._sheets, self._answers
        self._is_behind = False
        self.messages.clear()
        self.task.start(
            tr("Memeriksa baris…"), lambda progress: try_again(office, former, fields, sheets, answers, progress), self._tried,
            failed=self._refused, stopped=self._stopped_trial,
        )  # fmt: skip
        self._show_record()

    def _tried(self, trial: Trial) -> None:
        if self._is_behind:
            self._try_again()
        else:
            self._show_in_turns(trial)

    def _refused(self, sentence: str) -> None:
        self._say(sentence, "danger")
        self._show_record()

    def _stopped_trial(self) -> None:
        if self._is_behind:
            self._try_again()
        elif self._trial is not None:
            # Stopped by hand: what was chosen since counts no more.
            self._answers = self._trial.answers
            self._show_in_turns(self._trial)

    def _look_at(self, kind: str) -> None:
        self._show(self.rows_page)
        self.rows_page.look_at(kind)

    def _go_back(self) -> None:
        self._show(self.review if self.pages.currentWidget() is self.rows_page else self.file_page)

    def _show_record(self) -> None:
        """How many complaints the button records, and what is left out because nobody has answered yet."""
        trial = self._trial
        if trial is None:
            return
        words, is_possible = trial_words.to_record(trial, self.rows_page.left_out, self._answers)
        self.record.set_text(words)
        self.record.setToolTip(f"{words} (Alt+Right)")
        is_ready = not self.task.busy and not self._is_filling and self.review.columns.is_complete
        self.record.setEnabled(is_possible and is_ready)
        self.record.updateGeometry()
        self.step.setText(open_rows(trial.report))

    def _record(self) -> None:
        assert self._trial is not None
        office, trial, without = self._office, self._trial, self.rows_page.left_out
        self._run(
            tr("Mencatat…"), lambda progress: record_trial(office, trial, progress, without), self._recorded,
            kinds=("complaints",), stopped=self._recording_stopped,
        )  # fmt: skip

    def _recorded(self, report: Report) -> None:
        self._show(self.result_page)
        self.result_page.show_report(report)

    def _recording_stopped(self) -> None:
        """What was recorded before stays, and is in the list of imports."""
        self._operations.changed.emit(frozenset({"complaints"}))
        self._start_over()
        self._say(trial_words.stopped(), "info")

    def _keep_problems(self, file: Path) -> None:
        assert self._trial is not None
        source, report = self._trial.source, self._trial.report
        kept = trial_words.kept_problems(len(report.bad), file)
        self._operations.change(lambda: write_problems(file, source, report.bad), lambda _: self._say(kept, "ok"))

    def _undo(self, run: int) -> None:
        office = self._office
        title, kinds = tr("Mengurungkan impor…"), ("complaints",)
        self._run(title, lambda progress: undo(office, run, progress), self._show_undone, kinds=kinds)

    def _archive(self, run: int) -> None:
        """What is left of the import; the message takes it back."""
        office = self._office
        self._run(
            tr("Mengarsipkan sisanya…"), lambda progress: archive_rest(office, run, "", progress), self._show_archived, kinds=("complaints",)
        )  # fmt: skip

    def _show_archived(self, report: BulkReport) -> None:
        office = self._office

        def undo_it() -> None:
            self._run(
                tr("Membatalkan…"), lambda progress: bulk_steps.undo(office, progress), self._show_put_back, kinds=("complaints",)
            )  # fmt: skip

        self._start_over()
        self.messages.say(bulk_words.report(report, "archive"), "ok", offers=[(tr("Batalkan"), undo_it)])

    def _show_put_back(self, report: BulkReport) -> None:
        self._start_over()
        self._say(bulk_words.undone(report), "ok")

    def _show_undone(self, result: UndoResult) -> None:
        self._start_over()
        self._say(undo_result(result), "warning" if result.remaining else "ok")

    # Showing ---------------------------------------------------------------------------------------------------------

    def _run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        kinds: tuple[str, ...] = (),
        stopped: Callable[[], None] | None = None,
    ) -> None:
        """Runs the work under the bar. Until it ends the page below is off, and the keyboard on the button that stops the work."""
        self.messages.clear()

        def ended(result: T) -> None:
            self._let(on=True)
            done(result)

        if self.task.start(title, work, ended, failed=self._failed, stopped=stopped or self._stopped, kinds=kinds):
            self.task.stop.setFocus()
            self._let(on=False)

    def _let(self, *, on: bool) -> None:
        """Whether anything but the button that stops the work can be used."""
        for part in (self.pages, self.cancel, self.back):
            part.setEnabled(on)
        if on:
            self._show_record()
        else:
            self.record.setEnabled(False)

    def _failed(self, sentence: str) -> None:
        self._ended_without()
        self._say(sentence, "danger")

    def _stopped(self) -> None:
        self._ended_without()
        self._say(trial_words.nothing_recorded(), "info")

    def _ended_without(self) -> None:
        """The work came to nothing; the keyboard leaves the button that stopped it."""
        self._let(on=True)
        self._ask_past()
        if self.pages.currentWidget() is self.file_page:
            self.file_page.button.setFocus()

    def _start_over(self) -> None:
        self._let(on=True)
        self._trial = None
        self._is_behind = False
        self.task.cancel()
        self._show(self.file_page)
        self._ask_past()
        self.file_page.button.setFocus()

    def _ask_past(self) -> None:
        office = self._office
        self._operations.query(
            "import-past", lambda: (past_imports(office), count_rest(office)), lambda found: self.past.show_past(*found)
        )

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        is_trial = page in (self.review, self.rows_page)
        self._show_buttons(is_trial=is_trial)
        self.title.setText(trial_words.screen_title(self._trial if is_trial else None))

    def _show_buttons(self, *, is_trial: bool) -> None:
        for button in (self.cancel, self.back, self.record):
            button.setVisible(is_trial)
        self.step.setVisible(is_trial)

    def _say(self, sentence: str, tone: MessageTone) -> None:
        self.messages.say(sentence, tone)
