"""What sync needs of an office's store, and nothing else: implemented by desktop/store/exchange.py, and in memory by the simulation.

Each call is one transaction: durable when it returns, gone without a trace when it raises.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.messages import AnsweredRequest, Enrolled, Range, SyncAnswer
from sync.refusals import NotEnrolled


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """An author of events that this store has been. Only the current one writes; former ones may have something to send yet.

    `key` is its Ed25519 seed (b'' before it was needed), `token` '' until the district has it. Up to `acknowledged` the server
    has told that it has everything, `last` is the last event here. `forked`: someone else writes under the same id; until
    `settle`, nothing is sent in its name.
    """

    id: str
    letter: str
    key: bytes
    token: str
    acknowledged: int
    last: int
    current: bool
    forked: bool

    @property
    def waits(self) -> bool:
        return self.last > self.acknowledged


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """Where the exchange stands. `have`, `cursor` and `notice` are SyncRequest's.

    `offering`: the server lost events; what is here of others is to be offered to it. `caught_up`: the feed was read to its end
    since the current device was made, or a fork found.
    """

    unit: str
    devices: tuple[OwnDevice, ...]
    have: dict[str, int]
    cursor: bytes
    notice: int
    offering: bool
    caught_up: bool

    @property
    def current(self) -> OwnDevice:
        return next(device for device in self.devices if device.current)

    @property
    def asking_device(self) -> OwnDevice:
        """In whose name to ask: the current device, or before the district knows it, the last one that it knows. Raises NotEnrolled."""
        for device in (self.current, *reversed(self.devices)):
            if device.token:
                return device
        raise NotEnrolled

    def device(self, id: str) -> OwnDevice:
        return next(device for device in self.devices if device.id == id)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Events that follow each other from `first` on; `head` is the chain's hash after the last of them, b'' without any."""

    first: int
    events: list[bytes]
    head: bytes
    keys: dict[str, bytes]

    @property
    def last(self) -> int:
        """The seq of the last of them, 0 without any."""
        return self.first + len(self.events) - 1 if self.events else 0


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Events of others for a server that lost them. `remaining` is what didn't find room."""

    events: list[tuple[bytes, bytes]]
    keys: dict[str, bytes]
    remaining: dict[str, list[Range]]


def do_nothing() -> None:
    """Does nothing: the default for work that may run beside other work."""


class TakeIn(Protocol):
    """An answer that the store has read, with all made of it that needs no transaction: called, it takes it in."""

    def __call__(self, device: str, request: AnsweredRequest, beside: Callable[[], None] = do_nothing, /) -> int:
        """The answer was given to this request of this device. Returns how many events were new.

        An answer that no longer joins on to where things stand (one on a stick, read after a newer one) only adds: nothing
        goes back for it, neither the cursor nor what is acknowledged.
        Marks as sent what the server has committed, goes back where it lost something, keeps events with their seals, keys, the
        notice and the cursor, and refolds what they touched. Events of an own device that differ from what it wrote, or that it
        doesn't know, are laid aside until `settle`, and the device is forked.
        `beside` is called when all that is left is to wait for the disk.
        """
        ...


class OfficeStore(Protocol):
    """The store of one office, as far as the exchange goes."""

    def exchange_state(self) -> ExchangeState: ...

    def prepared(self, device: str) -> OwnDevice:
        """This device with a signing key, made now if it had none."""
        ...

    def registered(self, device: str, answer: Enrolled) -> None:
        """The district knows this device: keeps its token and letter."""
        ...

    def renewed(self) -> None:
        """Makes this store a new author, whom the district has never heard of; what it wrote stays with its former device."""
        ...

    def outgoing(self, device: str, after_seq: int, room: int) -> Outgoing:
        """The events of this device after `after_seq`, as far as `room` bytes reach, but one at least."""
        ...

    def opened(self, answer: SyncAnswer) -> TakeIn:
        """Reads an answer; nothing changes by it. The one call that another thread may make."""
        ...

    def forked(self, device: str, server_last: int = 0) -> None:
        """The server has other events of this device, up to `server_last`: the feed is to be read again from its start, to see which."""
        ...

    def disowned(self, device: str, server_last: int) -> None:
        """The district knows a clone of this PC by this device, and has its events up to `server_last`: forked, and its token void."""
        ...

    def settle(self) -> None:
        """After the feed was read to its end: what forked devices wrote and the server doesn't have is issued again.

        Under the current device when the district has never heard of that, else under a new one. What another device of the unit
        has issued again already (a clone of a clone) is not issued twice. See reissue.py.
        """
        ...

    def offer(self) -> dict[str, list[Range]]:
        """Which events of others are here with the district's seal."""
        ...

    def given_back(self, ranges: Mapping[str, Sequence[Range]], room: int) -> GivenBack: ...

    def held_keys(self, after_id: str, limit: int) -> dict[str, bytes]:
        """Identity keys of the complaints whose ids follow on `after_id`, the first `limit` of them."""
        ...

    def offered(self) -> None:
        """The server wants nothing more of what was offered."""
        ...
