"""The one way in which a screen runs something outside the GUI thread and gets the result: queries, changes and long tasks.

Four lanes, a thread each. A slow report therefore never holds up a search, two changes never overtake one another, and nothing
waits for the network but the exchange itself.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal

from complaints.errors import OfficeError
from desktop.lanes.deleted_listeners import listens
from desktop.lanes.lane import LANES, Cancelled, Job, Lane, LaneName, Progress, Refusal, Skipped, Task, catching

T = TypeVar("T")
# Seconds that a lane may hold Python's lock while the window wants it. Qt asks for it anew with every cell that a list paints: by
# Python's own 5 ms a list would take a tenth of a second to paint while a lane computes.
_TURN = 0.0005
NETWORK_SECONDS = 2.0
STOPPING_SECONDS = 3.0


class Operations(QObject):
    """The lanes. All signals arrive in the GUI thread.

    `changed` tells what kinds of things a change touched ('complaints', 'drafts', 'settings', 'users', 'backup', 'sync'), so that every
    open screen decides for itself whether to ask again. `refused` carries an OfficeError that no caller took, for the message
    bar; `crashed` any other exception, for the window that reports bugs.
    """

    changed = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(lambda action: action(), Qt.ConnectionType.QueuedConnection)
        self._newest: dict[str, int] = {}
        self._pending = 0
        self._closed = False
        self._tasks = WeakSet[Task]()
        sys.setswitchinterval(_TURN)
        self._lanes = {name: Lane(name, self._deliver) for name in LANES}

    def query(
        self, key: str, work: Callable[[], T], done: Callable[[T], object], on_error: Refusal | None = None
    ) -> None:
        """Ask for something. A newer query with the same key makes this one pointless: it is skipped, or its result dropped."""
        number = self._newest.get(key, 0) + 1
        self._newest[key] = number
        self._put("query", Job(work, done, on_error, lambda: self._newest[key] == number))

    def forget(self, key: str) -> None:
        """The result of what was asked under this key is dropped."""
        self._newest[key] = self._newest.get(key, 0) + 1

    def change(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        kinds: Iterable[str] = (),
        on_error: Refusal | None = None,
    ) -> None:
        """Change something; changes happen one after the other. Then `done`, then `changed` with `kinds`."""
        self._put("change", Job(work, done, on_error, lambda: True, frozenset(kinds)))

    def task(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        progress: Callable[[int, int], None] | None = None,
        kinds: Iterable[str] = (),
        on_error: Refusal | None = None,
        on_cancel: Callable[[], None] | None = None,
        lane: Literal["task", "exchange"] = "task",
    ) -> Task:
        """Long work. It calls `progress(part, total)` now and then and stops when the answer is False.

        What waits for the network goes into the lane 'exchange'.
        """
        task = Task()
        self._tasks.add(task)

        def step(part: int, total: int) -> bool:
            if (report_progress := progress) is not None and not self._closed:
                self._arrived.emit(lambda: report_progress(part, total) if listens(report_progress) else None)
            return not task.cancelled

        def run() -> T:
            if task.cancelled:
                raise Cancelled
            return work(step)

        def ended(result: T) -> None:
            if task.cancelled and on_cancel is not None:
                on_cancel()
            elif done is not None:
                done(result)

        def refused(error: OfficeError) -> None:
            if task.cancelled and on_cancel is not None:
                on_cancel()
            elif on_error is not None:
                on_error(error)
            else:
                self.refused.emit(error)

        cancelled = on_cancel or (lambda: None)
        self._put(lane, Job(catching(run, cancelled, self._post), ended, refused, lambda: True, frozenset(kinds)))
        return task

    def busy(self) -> bool:
        """Whether anything asked for has not come back yet."""
        return self._pending > 0

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Let events run until everything asked for has come back: for tests and for closing. False when time ran out."""
        if not self.busy():
            return True
        loop, timer = QEventLoop(), QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(milliseconds)
        while self.busy() and timer.isActive():
            loop.processEvents(
                QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50
            )
        return not self.busy()

    def close(self, seconds: float = 10.0) -> bool:
        """Finish what was accepted, then end the threads; whether all have ended. Results that come now are for nobody.

        A task that takes longer is cancelled: a backup onto a slow stick leaves no half file, and the next start makes another.
        A connection attempt to a network that doesn't answer is not waited for: whatever it does to the store, it does whole.
        """
        self._closed = True
        for lane in self._lanes.values():
            lane.stop()
        for name, lane in self._lanes.items():
            lane.thread.join(NETWORK_SECONDS if name == "exchange" else seconds)
        for task in list(self._tasks):
            task.cancel()
        self._lanes["task"].thread.join(STOPPING_SECONDS)
        return not any(lane.thread.is_alive() for lane in self._lanes.values())

    def _put(self, lane: LaneName, job: Job) -> None:
        if self._closed:
            return
        self._pending += 1
        self._lanes[lane].jobs.put(job)

    def _post(self, action: Callable[[], None]) -> None:
        if not self._closed and QCoreApplication.instance() is not None:
            self._arrived.emit(action)

    def _deliver(self, job: Job, result: Any, error: BaseException | None) -> None:
        self._post(lambda: self._finish(job, result, error))

    def _finish(self, job: Job, result: Any, error: BaseException | None) -> None:
        self._pending -= 1
        if isinstance(error, Skipped):
            return
        if error is None:
            if job.done is not None and job.is_current() and listens(job.done):
                job.done(result)
            if job.kinds:
                self.changed.emit(job.kinds)
        elif not isinstance(error, OfficeError):
            self.crashed.emit(error)
        elif job.is_current():
            if job.on_error is None:
                self.refused.emit(error)
            elif listens(job.on_error):
                job.on_error(error)
