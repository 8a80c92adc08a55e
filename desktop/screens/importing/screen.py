"""Leads through an import: file, columns, trial run, recording, result. Long work shows its progress and can be stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.importing import register_import
from desktop.importing.problems import write_problems
from desktop.importing.register_import import Report
from desktop.importing.sentences import undo_result
from desktop.importing.source import Source, keep, open_source, recall
from desktop.importing.undo import UndoResult, past_imports, undo
from desktop.office.office import Office
from desktop.screens.importing.check_page import CheckPage
from desktop.screens.importing.columns_page import ColumnsPage
from desktop.screens.importing.file_page import FilePage
from desktop.screens.importing.past import PastImports
from desktop.screens.importing.result_page import ResultPage
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.operations import Operations, Progress
from desktop.screens.screen import Screen
from desktop.screens.widgets.layouts import add_to
from desktop.screens.widgets.message import MessageTone
from desktop.screens.widgets.screen_column import ScreenColumn
from desktop.screens.widgets.task_row import TaskRow
from desktop.store.listing import Query
from desktop.wording.translation import tr, tr_count

T = TypeVar("T")


class ImportScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("import", operations, office, navigate)
        self._source: Source | None = None
        self._report: Report | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        column = ScreenColumn(self, tr("Impor register"))
        self.step, self.messages = column.note, column.messages
        self.task = TaskRow(self._operations, "import-task")
        self.pages = QStackedWidget()
        self.past = PastImports()
        self.file_page, self.columns_page = FilePage(self.past), ColumnsPage()
        self.check_page, self.result_page = CheckPage(), ResultPage()
        for page in (self.file_page, self.columns_page, self.check_page, self.result_page):
            self.pages.addWidget(page)
        add_to(column, self.task, (self.pages, 1))
        self._show(self.file_page)

    def _connect(self) -> None:
        self.file_page.chosen.connect(self.open)
        self.past.undo.connect(self._undo)
        self.columns_page.back.connect(lambda: self._show(self.file_page))
        self.columns_page.checked.connect(self._check)
        self.check_page.back.connect(lambda: self._show(self.columns_page))
        self.check_page.recorded.connect(self._record)
        self.check_page.saved.connect(self._keep_problems)
        self.result_page.listed.connect(lambda: self._navigate(Goto("complaints", query=Query())))
        self.result_page.restarted.connect(self._start_over)
        self.result_page.undo.connect(self._undo)

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+O", tr("Pilih berkas…")), ("Alt+→", tr("Langkah berikut")), ("Alt+←", tr("Kembali")),
            ("Ctrl+S", tr("Simpan baris bermasalah…")), (tr("Spasi"), tr("Pilih atau lepas satu baris")),
        )  # fmt: skip

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self.pages.currentWidget() is self.file_page:
            self._ask_past()
            self.file_page.button.setFocus()

    # Steps -----------------------------------------------------------------------------------------------------------

    def open(self, file: Path) -> None:
        """Reads the file, and shows as which fields its columns are read."""
        office = self._office
        self._run(
            tr("Membaca {name}…", name=file.name), lambda _progress: recall(office, open_source(file, {})), self._opened
        )

    def _opened(self, source: Source) -> None:
        self._source = source
        self.columns_page.show_source(source)
        self._show(self.columns_page)

    def _check(self, fields: dict[int, str]) -> None:
        assert self._source is not None
        office, source = self._office, self._source

        def work(progress: Progress) -> tuple[Source, Report]:
            mapped = source.mapped(fields)
            keep(office, mapped)
            return mapped, register_import.try_out(office, mapped, progress)

        self._run(tr("Memeriksa baris…"), work, self._checked)

    def _checked(self, trial: tuple[Source, Report]) -> None:
        self._source, self._report = trial
        self._show(self.check_page)
        self.check_page.show_report(*trial)

    def _record(self, without: frozenset[int]) -> None:
        assert self._source is not None
        office, source = self._office, self._source

        def work(progress: Progress) -> Report:
            return register_import.record(office, source, progress, without=without)

        self._run(tr("Mencatat…"), work, self._recorded, kinds=("complaints",), stopped=self._recording_stopped)

    def _recorded(self, report: Report) -> None:
        self._report = report
        self._show(self.result_page)
        self.result_page.show_report(report)

    def _recording_stopped(self) -> None:
        """What was recorded before stays, and is in the list of imports."""
        self._operations.changed.emit(frozenset({"complaints"}))
        self._start_over()
        self._say(
            tr(
                "Dihentikan. Yang sudah dicatat ada di “Impor sebelumnya” dan dapat diurungkan; impor berkas yang sama untuk melanjutkan."
            ),
            "info",
        )

    def _keep_problems(self, file: Path) -> None:
        assert self._source is not None
        assert self._report is not None
        source, report = self._source, self._report
        self._operations.change(
            lambda: write_problems(file, source, report.bad), lambda _: self._say(
                tr_count("{count} baris bermasalah tersimpan di {file}. Perbaiki di sana, lalu impor berkas itu.", count=len(report.bad), file=file), "ok"),
        )  # fmt: skip

    def _undo(self, run: int) -> None:
        office = self._office
        self._run(
            tr("Mengurungkan impor…"),
            lambda progress: undo(office, run, progress),
            self._show_undone,
            kinds=("complaints",),
        )

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
            self.pages.setEnabled(True)
            done(result)

        started = self.task.start(
            title, work, ended, failed=self._failed, stopped=stopped or self._stopped, kinds=kinds
        )  # fmt: skip
        if started:
            self.task.stop.setFocus()
            self.pages.setEnabled(False)

    def _failed(self, sentence: str) -> None:
        self.pages.setEnabled(True)
        self._say(sentence, "danger")
        self._ask_past()

    def _stopped(self) -> None:
        self.pages.setEnabled(True)
        self._ask_past()
        self._say(tr("Dihentikan. Tidak ada yang dicatat."), "info")

    def _start_over(self) -> None:
        self.pages.setEnabled(True)
        self._source = self._report = None
        self._show(self.file_page)
        self._ask_past()
        self.file_page.button.setFocus()

    def _ask_past(self) -> None:
        office = self._office
        self._operations.query("import-past", lambda: past_imports(office), self.past.show_past)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        names = (tr("Berkas"), tr("Kolom"), tr("Periksa"), tr("Hasil"))
        place = self.pages.currentIndex()
        self.step.setText(tr("Langkah {step} dari 4: {name}", step=place + 1, name=names[place]))

    def _say(self, sentence: str, tone: MessageTone) -> None:
        self.messages.say(sentence, tone, seconds=20 if tone == "ok" else None)
