"""Lanes: threads of which each runs its jobs one by one, in their order; and long tasks that can be stopped.

The window puts its work on them and shows what comes back (desktop/lanes/operations.py).
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from complaints.errors import OfficeError
from desktop.store.durable_files import disk_errors

T = TypeVar("T")
Refusal = Callable[[OfficeError], object]
Progress = Callable[[int, int], bool]
LaneName = Literal["query", "change", "task", "exchange"]
LANES: tuple[LaneName, ...] = ("query", "change", "task", "exchange")


class Cancelled(Exception):
    """A task was cancelled by the user. Work may raise it itself when its progress says 'no'."""


class Skipped(Exception):
    """A job whose result nobody waits for any more: it has not run, or was cancelled."""


@dataclass(frozen=True, slots=True)
class Job:
    run: Callable[[], Any]
    done: Callable[[Any], object] | None
    on_error: Refusal | None
    is_current: Callable[[], bool]
    kinds: frozenset[str] = frozenset()


class Task:
    """A long piece of work under way; `cancel` asks it to stop at its next step of progress."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class Lane:
    """`deliver` is called, in the lane's thread, with each job and its result or error."""

    def __init__(self, name: str, deliver: Callable[[Job, Any, BaseException | None], None]) -> None:
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._deliver = deliver
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.jobs.put(None)

    def _run(self) -> None:
        while (job := self.jobs.get()) is not None:
            if not job.is_current():
                self._deliver(job, None, Skipped())
                continue
            try:
                # What a job does to the disk outside the store, under a name that somebody chose, ends in a sentence, too.
                with disk_errors():
                    result = job.run()
            except BaseException as error:  # noqa: BLE001 - every failure has one place: the GUI thread decides
                self._deliver(job, None, error)
            else:
                self._deliver(job, result, None)
            # A result may hold pages of rows; don't keep the last one alive while the lane waits.
            result = job = None


def catching(
    run: Callable[[], T], cancelled: Callable[[], None], post: Callable[[Callable[[], None]], None]
) -> Callable[[], T]:
    """The work, of which `cancelled` is posted when it was cancelled."""

    def guarded() -> T:
        try:
            return run()
        except Cancelled:
            post(cancelled)
            raise Skipped from None

    return guarded
