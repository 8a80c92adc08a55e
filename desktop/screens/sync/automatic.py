"""Runs the exchange with the district by itself whenever `desktop/office/district.py` says that it is due.

One for each opened office. It goes on while the screen is locked, and tells every screen what a sync has changed.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from complaints.errors import OfficeError
from desktop.office import automatic_sync
from desktop.widgets.later import later

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.lanes.lane import Progress as ReportProgress
    from desktop.lanes.lane import Task
    from desktop.lanes.operations import Operations
    from desktop.office.automatic_sync import Exchanged
    from desktop.office.office import Office
    from desktop.office.sync_situation import Situation
    from desktop.store.attempts import Attempt
    from sync.session import Progress

QUIET_MS = 10_000  # after the last thing that was written: whoever takes three steps in a row sends them together


class AutomaticSync(QObject):
    """`changed` comes when the situation did, `ended` with the attempt or the refusal of a sync that the user asked for."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, operations: Operations, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self.situation: Situation | None = None
        self._task: Task | None = None
        self._progress: Progress | None = None
        self._by_hand = False
        self._again = False
        self._moved = False
        self._announcing = False
        self._closed = False
        self._broken = False
        self._idle = Event()
        self._idle.set()
        self._due = later(self, 0, lambda: self._ask(run=True))
        self._quiet = later(self, QUIET_MS, lambda: self._ask(run=True, recorded=True))
        operations.changed.connect(self._something_changed)
        operations.crashed.connect(self._crashed)

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(self) -> None:
        """Asks how things stand, and syncs when it is due."""
        self._ask(run=True)

    def close(self) -> None:
        """No more syncs; the one under way ends within a moment. What it did till then stays done."""
        self._closed = True
        self._due.stop()
        self._quiet.stop()
        self._operations.changed.disconnect(self._something_changed)
        self._operations.crashed.disconnect(self._crashed)
        self.cancel()

    def finished(self, seconds: float) -> bool:
        """Waits, in another thread than the window's, until no sync uses the store; False when it still does."""
        return self._idle.wait(seconds)

    # What the user does ----------------------------------------------------------------------------------------------

    def now(self, *, again: bool = False) -> None:
        """Sync at once, paused or not; `ended` tells how it went. `again`: after one under way, which may lack what is new."""
        self._again = again and self._task is not None
        self._by_hand = True
        self._broken = False
        if self._task is None:
            self._run()

    def cancel(self) -> None:
        task = self._task
        if task is not None and not task.cancelled:
            task.cancel()
            self._show(stopping=True)
            # It may sit in a call to the network: that is ended from here.
            self._office.district.stop()

    def set_paused(self, paused: bool) -> None:
        if paused:
            self.cancel()
        self._operations.change(lambda: self._office.district.set_paused(paused), kinds=("sync",))

    def set_limit(self, limit: int | None) -> None:
        """Bytes a day; None for no limit."""
        self._operations.change(lambda: self._office.district.set_limit(limit), kinds=("sync",))

    # When ------------------------------------------------------------------------------------------------------------

    def _something_changed(self, kinds: frozenset[str]) -> None:
        if self._announcing:
            return
        if "complaints" in kinds:
            self._quiet.start()
        if kinds & {"complaints", "sync"}:
            self._ask(run="sync" in kinds)

    def _ask(self, *, run: bool = False, recorded: bool = False) -> None:
        if self._closed:
            return
        office = self._office
        # Two keys: a look at how things stand must not take a sync that is due out of the lane.
        key = "sync-due" if run else "sync-standing"
        self._operations.query(
            key, lambda: automatic_sync.look(office, recorded=recorded), lambda now: self._show_situation(now, run=run)
        )

    def _show_situation(self, situation: Situation, *, run: bool) -> None:
        if self._closed:
            return
        before = self.situation
        if before is not None:
            situation = replace(situation, progress=before.progress, running=before.running, stopping=before.stopping)
        self.situation = situation
        if run and self._task is None:
            self._plan(situation.next_try)
        self.changed.emit()

    def _plan(self, due: datetime | None) -> None:
        if due is None or self._broken:
            self._due.stop()
            return
        if wait_ms := automatic_sync.sleep_ms(due, self._office):
            self._due.start(wait_ms)
        else:
            self._run()

    # Running ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        if self._closed:
            return
        office = self._office
        self._due.stop()
        self._progress, self._moved = None, False
        self._idle.clear()

        def work(report_progress: ReportProgress) -> Exchanged:
            def report(progress: Progress) -> bool:
                self._progress = progress
                if progress.done or progress.received:
                    self._moved = True
                return report_progress(progress.done, progress.total)

            try:
                return automatic_sync.exchange(office, report)
            finally:
                self._idle.set()

        self._task = self._operations.task(
            work, self._done, self._progressed, on_error=self._refused, on_cancel=self._cancelled, lane="exchange"
        )
        self._show(running=True)

    def _progressed(self, _part: int, _total: int) -> None:
        self._show(progress=self._progress)

    def _done(self, done: Exchanged) -> None:
        if done.republished:
            self._operations.changed.emit(frozenset({"settings"}))
        self._end(done.attempt, moved=done.moved)

    def _refused(self, error: OfficeError) -> None:
        self._end(error)

    def _cancelled(self) -> None:
        # Also when it had not begun, and so could not say that it ended.
        self._idle.set()
        self._end(None)

    def _crashed(self, _error: BaseException) -> None:
        """A bug, which the window shows: were it tried again by itself, it would be shown again and again."""
        if self._task is not None and self._idle.is_set():
            self._broken = True
            self._end(None)

    def _end(self, result: Attempt | OfficeError | None, *, moved: bool = False) -> None:
        by_hand, self._by_hand, self._task = self._by_hand, False, None
        again, self._again = self._again and result is not None and not isinstance(result, OfficeError), False
        if self._closed:
            return
        self._show(progress=None, running=False, stopping=False)
        kinds = {"sync", "complaints"} if moved or self._moved else {"sync"}
        self._announcing = True
        try:
            self._operations.changed.emit(frozenset(kinds))
        finally:
            self._announcing = False
        self._ask(run=True)
        if again:
            self.now()
        elif by_hand and result is not None:
            self.ended.emit(result)

    def _show(self, **changes: object) -> None:
        if self.situation is not None:
            self.situation = replace(self.situation, **changes)  # type: ignore[arg-type]
            self.changed.emit()
