"""The table of past syncs: when, by which path, how it ended, what went either way. The newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal

from desktop.screens.sync import sentences
from desktop.screens.widgets.row_columns import Cell, Column, Width
from desktop.screens.widgets.row_model import RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.store.attempts import Attempt
from desktop.wording import formats
from desktop.wording.translation import tr, tr_phrase

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.office.office import Office
    from desktop.screens.operations import Operations
    from desktop.screens.widgets.row_model import Index

PAGE = 50


class Attempts(RowModel[Attempt]):
    """The attempts that have been read; more come when the end is near. `filled` when the newest page has come."""

    filled = Signal()

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__(self._columns())
        self._operations, self._office = operations, office
        self._due: datetime | None = None
        self._stopped = False
        self._more = False
        self._asking = False

    def refresh(self) -> None:
        """The newest page again: what was read behind it is read again when it is looked at."""
        office = self._office
        self._operations.query("sync-history", lambda: office.district.history(PAGE), self._replace)

    def set_next(self, due: datetime | None, *, stopped: bool) -> None:
        """When the next try is, or that there is none before somebody acts: told in the newest line, if that one failed."""
        if (due, stopped) != (self._due, self._stopped):
            self._due, self._stopped = due, stopped
            if self.lines:
                self.show_again(0, 0)

    def _replace(self, found: list[Attempt]) -> None:
        # What went by USB stick is told anew when the district's answer to it is read.
        same = [(one.id, one) for one in found] == [(one.id, one) for one in self.lines[: len(found)]]
        if not same or not self.lines:
            self._more = len(found) == PAGE
            self.show_lines(found)
        self.filled.emit()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asking

    def fetchMore(self, _parent: Index) -> None:
        if not self._more or self._asking or not self.lines:
            return
        self._asking = True
        office, last = self._office, self.lines[-1]
        key = f"sync-history-{id(self)}"
        self._operations.query(key, lambda: office.district.history(PAGE, last), lambda found: self._add(last, found))

    def _add(self, last: Attempt, found: list[Attempt]) -> None:
        self._asking = False
        if not self.lines or self.lines[-1].id != last.id:
            return
        self._more = len(found) == PAGE
        if found:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(found) - 1)
            self.lines = [*self.lines, *found]
            self.endInsertRows()

    # What they say ---------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[Attempt], ...]:
        return (
            Column(tr("Waktu"), self._at, Width(samples=(Cell("30 Nov 2000 00.00"),))),
            Column(tr("Jalur"), lambda one: Cell(sentences.path(one)), Width(114, samples=(Cell(tr("Flashdisk")),))),
            Column(tr("Hasil"), self._result),
            Column(tr("Kirim / terima"), _counts, Width()),
            Column(tr("Data"), lambda one: Cell(formats.size(one.bytes)), Width(samples=(Cell("000,0 MB"),))),
        )

    def _at(self, attempt: Attempt) -> Cell:
        return Cell(formats.day_and_time(attempt.at, self._office.today()))

    def _result(self, attempt: Attempt) -> Cell:
        newest = attempt is self.lines[0]
        failed = newest and attempt.path == "internet" and attempt.outcome in ("interrupted", "failed")
        again = sentences.again(self._due, self._office.today()) if failed else ""
        # Being without a network is nothing to worry about; what only people can mend is.
        tone = "danger" if self._stopped and newest else sentences.TONES[attempt.outcome]
        return Cell(sentences.outcome(attempt) + again, dot=tone, tip=whole_sentence(attempt))


def _counts(attempt: Attempt) -> Cell:
    return Cell(f"{formats.number(attempt.sent)} / {formats.number(attempt.received)}")


def whole_sentence(attempt: Attempt) -> str:
    """How it ended, with what to do about it; '' when the table says all there is."""
    return tr_phrase(attempt.phrase) if attempt.phrase else ""


class AttemptTable(RowTable[Attempt]):
    """`chosen` with the whole sentence of the chosen attempt, '' when it says all there is."""

    chosen = Signal(str)

    def __init__(self, attempts: Attempts) -> None:
        super().__init__(attempts, "sync-history", tr("Sinkronisasi yang lalu"), row_height=35, head_height=36)
        self.selectionModel().currentRowChanged.connect(self._tell)
        attempts.modelReset.connect(self._tell)

    def _tell(self) -> None:
        attempt = self.chosen_line
        self.chosen.emit(whole_sentence(attempt) if attempt is not None else "")
