"""One request ahead: while this side takes in an answer, the next request is under way already.

Office and district would else take turns, each idle while the other works. Only what would be asked anyway goes ahead, and only on
a swift link (pace.py), where it takes nothing from anybody. What comes back is read while the disk is still busy with the answer
before, and believed when the store then stands where the request took it to stand; otherwise it is let go, like an answer that got lost.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar

from complaints.errors import OfficeError
from sync.client import Client, ForkFound, Packed
from sync.messages import SyncAnswer, SyncRequest
from sync.office import ExchangeState, OfficeStore, Outgoing, OwnDevice, TakeIn
from sync.pace import Pace

T = TypeVar("T")
Wall = Callable[[], int]


@dataclass(frozen=True, slots=True)
class EarlyRequest:
    """A request, and the events that it brings; `packed` when it was made ready while another one was under way."""

    token: str
    request: SyncRequest
    outgoing: Outgoing
    packed: Packed | None = None


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """An answer. `offset_ms` is the server's clock minus this PC's; `seconds` is how long it took to come."""

    question: EarlyRequest
    answer: SyncAnswer
    offset_ms: int
    seconds: float

    @property
    def size(self) -> int:
        """Bytes of events that went both ways, before compression."""
        return sum(map(len, self.question.request.events)) + sum(len(content) for content, _ in self.answer.events)


@dataclass(slots=True)
class UnderWay:
    """A question under way, and its answer opened when that was done ahead, too."""

    question: EarlyRequest
    timed_answer: Future[TimedAnswer]
    opened: Future[TakeIn] | None = None


class Launch(Protocol):
    """Does work elsewhere, one after the other."""

    def __call__(self, work: Callable[[], T], /) -> Future[T]: ...


def at_once(work: Callable[[], T]) -> Future[T]:
    """Does the work at once, in the caller's thread."""
    future: Future[T] = Future()
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001 - raised again where the answer is asked for
        future.set_exception(error)
    return future


@dataclass(frozen=True, slots=True)
class _Expected:
    """Where the store stands once the answer before is taken in."""

    device: str
    acknowledged: int
    cursor: bytes

    def holds(self, state: ExchangeState, device: OwnDevice) -> bool:
        joins_on = (device.id, device.acknowledged, state.cursor) == (self.device, self.acknowledged, self.cursor)
        return joins_on and not device.forked and not state.offering


class Ahead:
    """Sends requests of one session; at most one is under way. `launch` does the work elsewhere, `wall` is this PC's clock in ms."""

    def __init__(self, client: Client, pace: Pace, wall: Wall, launch: Launch) -> None:
        self._client = client
        self._pace = pace
        self._wall = wall
        self._launch = launch
        self._under_way: UnderWay | None = None
        self._expected: _Expected | None = None

    def landing(self, state: ExchangeState, device: OwnDevice) -> UnderWay | None:
        """The request that was sent ahead, if the store stands where that request expected it to."""
        if self._expected is None or not self._expected.holds(state, device):
            self.drop()
            return None
        landed, self._under_way, self._expected = self._under_way, None, None
        return landed

    def ask(self, question: EarlyRequest) -> UnderWay:
        """Asks now. On a swift link elsewhere, so that the next events can be made ready meanwhile."""
        launch = self._launch if self._pace.swift and question.outgoing.events else at_once
        return UnderWay(question, launch(self._work(question)))

    def send(self, question: EarlyRequest, device: OwnDevice, answer: SyncAnswer) -> None:
        """Sends this ahead of taking in the answer before."""
        self._expected = _Expected(device.id, answer.acknowledged, answer.cursor)
        self._under_way = UnderWay(question, self._launch(self._work(question)))

    def open_next(self, office: OfficeStore) -> None:
        """Has the answer that is under way opened as soon as it is there."""
        under_way = self._under_way
        if under_way is not None:
            under_way.opened = self._launch(lambda: office.opened(under_way.timed_answer.result().answer))

    def pack(self, request: SyncRequest) -> Packed:
        return self._client.packed(request, swiftly=self._pace.swift)

    def drop(self) -> None:
        """Waits for the request under way and discards its answer, or the network's error. Raises any other error."""
        under_way, self._under_way, self._expected = self._under_way, None, None
        if under_way is None:
            return
        error = under_way.timed_answer.exception() or (under_way.opened and under_way.opened.exception())
        if error is not None and not isinstance(error, OfficeError | ForkFound):
            raise error

    def _work(self, question: EarlyRequest) -> Callable[[], TimedAnswer]:
        def work() -> TimedAnswer:
            packed = question.packed or self.pack(question.request)
            asked_ms, start = self._wall(), self._pace.seconds()
            answer = self._client.sync(question.token, question.request, packed)
            seconds = self._pace.seconds() - start
            return TimedAnswer(question, answer, answer.time - (asked_ms + self._wall()) // 2, seconds)

        return work
