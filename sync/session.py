"""A whole sync: rounds until neither side has anything for the other, over forks, restores and losses."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from sync.client import Client, ForkFound
from sync.enrol import succeed
from sync.exchange import Regain, Round, exchange
from sync.office import ExchangeState, OfficeStore, OwnDevice
from sync.pace import Pace
from sync.prefetch import Ahead, Launch, Wall, at_once
from sync.refusals import Broken, DistrictRefused, Interrupted, SyncCancelled, TokenRefused, TooLarge

MOST_FORKS = 4
MOST_BREAKS = 4

ReportProgress = Callable[["Progress"], bool]
Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done so far: `done` of `total` events or files sent and got, and their bytes. `received` are events that came."""

    part: Literal["text", "files"]
    done: int
    total: int
    received: int
    done_bytes: int = 0
    total_bytes: int = 0
    bytes_per_second: float = 0.0


@dataclass(slots=True)
class Tally:
    """What a session did, also when it ended early. `offset_ms` is the server's clock minus this PC's, None before an answer."""

    sent: int = 0
    received: int = 0
    offset_ms: int | None = None


class Session:
    """One sync. `wall` is this PC's clock in ms, `wait` sleeps, `report_progress` hears of progress and answers whether to go on.

    `launch` sends requests ahead (ahead.py); the store is met by the caller's thread only.
    """

    def __init__(
        self,
        office: OfficeStore,
        client: Client,
        pace: Pace,
        wall: Wall,
        wait: Wait,
        report_progress: ReportProgress = lambda _: True,
        launch: Launch = at_once,
    ) -> None:
        self.tally = Tally()
        self._office = office
        self._client = client
        self._pace = pace
        self._wall = wall
        self._wait = wait
        self._report_progress = report_progress
        self._ahead = Ahead(client, pace, wall, launch)

    def run(self) -> Tally:
        """Raises NoNetwork, DistrictRefused or Cancelled; what was done till then stays done."""
        try:
            return self._run()
        except TokenRefused:
            if not self._known_again():
                raise
            return self._run()

    def _known_again(self) -> bool:
        """Makes the current device known on the word of a former one: the district was restored from before it had heard of this one.

        A device that was revoked it refuses, whoever vouches for it.
        """
        state = self._office.exchange_state()
        for former in reversed(state.devices):
            if former.current or not former.token:
                continue
            try:
                succeed(self._office, self._client, former, state.current)
            except DistrictRefused:
                continue
            return True
        return False

    def _run(self) -> Tally:
        for _ in range(MOST_FORKS):
            state = self._office.exchange_state()
            asking_device = state.asking_device
            self._send_tails(state)
            if not state.current.token:
                # Restored, or settled after a fork: first all that the district has, so that nothing is doubled.
                self._rounds(asking_device)
                self._settle()
                if not self._is_known(asking_device):
                    continue
            self._rounds(self._office.exchange_state().current)
            # Only the feed tells what a restored district has lost of former devices.
            if not self._settle() and not _tails(self._office.exchange_state()) - _tails(state):
                break
        return self.tally

    def _is_known(self, asking_device: OwnDevice) -> bool:
        """Makes the current device known; False when the district knows it with another key, and a new one takes its place.

        It was introduced once already, before this PC's disk was put back to where it had no key yet.
        """
        try:
            self._introduce(self._office.exchange_state().current, asking_device)
        except DistrictRefused as refusal:
            if refusal.reason != "device":
                raise
            self._office.renewed()
            return False
        return True

    def _settle(self) -> bool:
        """Issues again what forked devices wrote, once the feed has been read to its end; whether there was any."""
        state = self._office.exchange_state()
        if not any(device.forked for device in state.devices):
            return False
        self._rounds(state.asking_device)
        self._office.settle()
        return True

    def _send_tails(self, state: ExchangeState) -> None:
        """What this store wrote under former devices and never sent, in their own names."""
        tails = _tails(state)
        for device in state.devices:
            if device.id not in tails:
                continue
            try:
                if not device.token:
                    self._introduce(device, state.asking_device)
                self._rounds(device)
            except TokenRefused:
                if not state.current.token:
                    raise
                self._reintroduce(device, state.current)
            except DistrictRefused as refusal:
                if refusal.reason == "proof":
                    raise
                self._fork(device)

    def _reintroduce(self, device: OwnDevice, by: OwnDevice) -> None:
        try:
            self._introduce(device, by)
            self._rounds(device)
        except TokenRefused:
            raise
        except DistrictRefused as refusal:
            if refusal.reason == "proof":
                raise
            self._fork(device)

    def _fork(self, device: OwnDevice) -> None:
        """A clone is known by this device. The feed comes first: it tells how much the district has of it."""
        self._rounds(self._office.exchange_state().asking_device)
        self._office.forked(device.id, self._office.exchange_state().device(device.id).acknowledged)

    def _introduce(self, device: OwnDevice, by: OwnDevice) -> None:
        if not device.token or device.id != by.id:
            succeed(self._office, self._client, by, device)

    def _rounds(self, device: OwnDevice) -> None:
        try:
            self._round_after_round(device)
        finally:
            self._ahead.drop()

    def _round_after_round(self, device: OwnDevice) -> None:
        regain = Regain()
        has_more = True
        breaks = 0
        has_asked = False
        while has_more:
            waiting = sum(
                max(0, own_device.last - own_device.acknowledged)
                for own_device in self._office.exchange_state().devices
            )
            if not self._report_progress(
                Progress("text", self.tally.sent, self.tally.sent + waiting, self.tally.received)
            ):
                raise SyncCancelled
            try:
                done = exchange(self._office, self._ahead, device, self._pace, self._wall, regain)
            except ForkFound as fork:
                if self._office.exchange_state().device(device.id).forked:
                    # Nothing was said in its name any more that could be a fork: whoever answers so would do it for ever.
                    raise Broken(HTTPStatus.CONFLICT) from None
                self._office.forked(device.id, fork.server_last)
                continue
            except TooLarge:
                if not self._pace.smaller():
                    raise
                continue
            except DistrictRefused as refusal:
                if refusal.reason != "proof" or has_asked:
                    raise
                has_asked = True
                if not self._differs(device, regain):
                    raise
                continue
            except Interrupted:
                breaks += 1
                self._pace.smaller()
                if breaks == MOST_BREAKS:
                    raise
                self._wait(2.0**breaks)
                continue
            breaks = 0
            self._count(done)
            has_more = done.has_more
        self._report_progress(Progress("text", self.tally.sent, self.tally.sent, self.tally.received))

    def _differs(self, device: OwnDevice, regain: Regain) -> bool:
        """Asks without saying anything how far the district has this device: whether a refused signature was one over another chain.

        Where it wasn't, whoever minted a device for it would do so for ever.
        """
        self._ahead.drop()
        before = self._office.exchange_state().device(device.id)
        self._count(exchange(self._office, self._ahead, before, self._pace, self._wall, regain, says_nothing=True))
        after = self._office.exchange_state().device(device.id)
        return after.forked or after.acknowledged != before.acknowledged

    def _count(self, done: Round) -> None:
        self.tally.sent += done.sent
        self.tally.received += done.received
        self.tally.offset_ms = done.offset_ms


def _tails(state: ExchangeState) -> set[str]:
    """The former devices that have something to send in their own names."""
    return {device.id for device in state.devices if device.waits and not device.current and not device.forked}
