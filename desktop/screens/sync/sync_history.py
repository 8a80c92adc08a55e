"""The table of past syncs: when, by which path, how it ended, what went either way. The newest first, a page at a time."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal

from desktop.columns import Cell
from desktop.lanes.operations import Operations
from desktop.office import sync_situation
from desktop.office.office import Office
from desktop.store.attempts import Attempt
from desktop.tables.attempts import attempt_columns, attempt_result, may_retry
from desktop.widgets.row_model import Index, RowModel
from desktop.widgets.row_table import RowTable
from desktop.wording import formats
from desktop.wording.translation import tr

PAGE = 50


class AttemptModel(RowModel[Attempt]):
    """The attempts that have been read; more come when the end is near. `filled` when the newest page has come."""

    filled = Signal()

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__(attempt_columns(self._at, self._result))
        self._operations, self._office = operations, office
        self._due: datetime | None = None
        self._stopped = False
        self._more_to_read = False
        self._reading = False

    def refresh(self) -> None:
        """Reads the newest page again; older pages are read again when one scrolls to them."""
        office = self._office
        self._operations.query("sync-history", lambda: office.district.history(PAGE), self._replace)

    def set_next(self, due: datetime | None, *, stopped: bool) -> None:
        """When the next try is due, or that none is before somebody acts. The newest line says so, if it failed."""
        if (due, stopped) != (self._due, self._stopped):
            self._due, self._stopped = due, stopped
            if self.lines:
                self.show_again(0, 0)

    def _replace(self, newest: list[Attempt]) -> None:
        # An attempt by USB stick changes when the district's answer to it is read.
        before = [(attempt.id, attempt) for attempt in self.lines[: len(newest)]]
        if not self.lines or before != [(attempt.id, attempt) for attempt in newest]:
            self._more_to_read = len(newest) == PAGE
            self.show_lines(newest)
        self.filled.emit()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more_to_read and not self._reading

    def fetchMore(self, _parent: Index) -> None:
        if not self._more_to_read or self._reading or not self.lines:
            return
        self._reading = True
        office, last = self._office, self.lines[-1]
        key = f"sync-history-{id(self)}"
        self._operations.query(key, lambda: office.district.history(PAGE, last), lambda older: self._add(last, older))

    def _add(self, last: Attempt, older: list[Attempt]) -> None:
        self._reading = False
        if not self.lines or self.lines[-1].id != last.id:
            return
        self._more_to_read = len(older) == PAGE
        if older:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(older) - 1)
            self.lines = [*self.lines, *older]
            self.endInsertRows()

    # What they say ---------------------------------------------------------------------------------------------------

    def _at(self, attempt: Attempt) -> Cell:
        return Cell(formats.day_and_time(attempt.at, self._office.today()))

    def _result(self, attempt: Attempt) -> Cell:
        newest = attempt is self.lines[0]
        retry = sync_situation.retry(self._due, self._office.today()) if newest and may_retry(attempt) else ""
        return attempt_result(attempt, retry, is_stopped=self._stopped and newest)


class AttemptTable(RowTable[Attempt]):
    """`chosen` with what the chosen attempt says beyond its line, '' when that is nothing."""

    chosen = Signal(str)

    def __init__(self, attempts: AttemptModel) -> None:
        super().__init__(attempts, "sync-history", tr("Sinkronisasi yang lalu"), row_height=35, head_height=36)
        self.selectionModel().currentRowChanged.connect(self._announce)
        attempts.modelReset.connect(self._announce)

    def _announce(self) -> None:
        attempt = self.chosen_line
        self.chosen.emit(sync_situation.outcome_in_full(attempt) if attempt is not None else "")
