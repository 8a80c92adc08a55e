"""One run: offices, their PCs, the district and the network between them, and whatever the script has happen to them."""

import random
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from complaints.events import Event
from desktop.office import invited
from desktop.store.database import writing
from sync import frame
from sync.client import Client, HttpAnswer
from sync.enrol import enrol
from sync.messages import SyncAnswer
from sync.pace import Pace
from sync.refusals import Interrupted, NotEnrolled, TokenRefused, Unreachable
from sync.server import intake, month_sums, pull
from sync.session import Session
from tests.sync.simulation import truth
from tests.sync.simulation.centre import Centre, ServerDied, keys
from tests.sync.simulation.pc import CarefulStore, Pc, PcDied, copied
from tests.sync.simulation.script import (
    Action,
    Arrive,
    Clone,
    Copy,
    Dispose,
    Doing,
    Fault,
    Pass,
    Remind,
    Restore,
    RestoreDistrict,
    Revert,
    SaveDistrict,
    Script,
    SetClock,
    Speak,
    Stick,
    Sync,
    Work,
)
from tests.sync.simulation.sticks import Sticks
from tests.sync.simulation.truth import Violation

DISTRICT = "73.07"
KECAMATAN = "73.07.04"
VILLAGES = ("73.07.04.2009", "73.07.04.2010", "73.07.04.2011", "73.07.04.2012")
MORNING_MS = 1_795_500_000_000  # 24 November 2026
MOST_REQUESTS = 400  # in one session: more is a circle
MOST_ROUNDS = 12  # of everyone, at the end
MOST_PCS = 7
MOST_DECISIONS = 4  # on doubled numbers, until none is left: new ones may collide, where clones give them
MOST_COPIES = 3
MOST_INVITATIONS = 5

Sent = tuple[str, str, bytes, str]  # path, token, body, encoding


@dataclass(slots=True)
class World:
    """`held` are requests that the network will deliver (again) later. `excused` are texts that a disaster may have lost."""

    script: Script
    centre: Centre = field(init=False)
    units: tuple[str, ...] = ()
    pcs: list[Pc] = field(default_factory=list[Pc])
    ms: int = MORNING_MS
    district_offset_ms: int = 0
    written: list[str] = field(default_factory=list[str])
    excused: set[str] = field(default_factory=set[str])
    district_restored: bool = False
    held: list[Sent] = field(default_factory=list[Sent])
    known: dict[tuple[str, int], Event] = field(default_factory=dict[tuple[str, int], Event])
    sticks: Sticks = field(init=False)
    broken: Exception | None = None

    def __post_init__(self) -> None:
        self.centre = Centre(lambda: (self.ms + self.district_offset_ms) / 1000)
        self.centre.copy()
        self.sticks = Sticks(self)
        offices = self.script.offices
        self.units = (*VILLAGES[: len(offices) - 1], KECAMATAN)
        for unit, count in zip(self.units, offices, strict=True):
            for number in range(count):
                self.pcs.append(Pc.new(f"{unit[-4:]}/{number + 1}", unit))

    # What happens ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Raises Violation, or whatever goes wrong."""
        for number, action in enumerate(self.script.actions):
            self.ms += 1000
            try:
                self.do(action)
            except Exception as error:
                error.add_note(f"at action {number}: {action}")
                raise
        self.end()
        truth.check(self)

    def settle_numbers(self) -> None:
        """Every office decides on its doubled numbers, at one PC or at all of them before they hear of each other."""
        for _ in range(MOST_DECISIONS):
            deciding = [pc for pc in self.pcs if pc.doubled()]
            if not deciding:
                return
            one_each = {pc.unit: pc for pc in deciding}.values()
            for pc in deciding if self.script.seed % 2 else one_each:
                self.ms += 1000
                pc.renumber_all(self.now_ms(pc))
            if not self.comes_to_rest(self.sync_in_peace):
                raise Violation("the exchange never comes to rest after numbers were given")
            truth.check_numbers(self)
        truth.check_numbers(self, settled=True)

    def do(self, action: Action) -> None:
        match action:
            case Work(pc, doing, pick, to):
                self.work(self.pc(pc), doing, pick, to)
            case Sync(pc, faults):
                self.sync(self.pc(pc), faults)
            case Dispose(pick, to):
                text = self.text()
                if self.centre.dispose(pick, self.units[to % len(self.units)] if to else "", text):
                    self.written.append(text)
            case Speak(pick, kind):
                text = self.text()
                if self.centre.speak(pick, kind, text):
                    self.written.append(text)
            case Remind(dies):
                self.centre.remind(dies=dies)
            case Arrive(pick):
                if self.held:
                    self.deliver(self.held.pop(pick % len(self.held)))
            case Copy(pc):
                copies = self.pc(pc).copies
                copies.append(copied(self.pc(pc).disk))
                del copies[:-MOST_COPIES]
            case Revert(pc, pick):
                self.revert(self.pc(pc), pick)
            case Restore(pc, pick):
                if self.revert(self.pc(pc), pick):
                    self.pc(pc).restored()
            case Clone(pc, pick):
                self.clone(self.pc(pc), pick)
            case SaveDistrict():
                self.centre.copy()
            case RestoreDistrict(pick):
                self.district_restored = True
                with self.disaster():
                    self.centre.put(self.centre.copies[pick % len(self.centre.copies)])
            case SetClock(pc, by):
                if pc < 0:
                    self.district_offset_ms = max(self.district_offset_ms + by, -MORNING_MS)
                else:
                    self.pc(pc).offset_ms += by
            case Stick():
                self.sticks.do(action)
            case Pass(ms):
                self.ms += ms

    def pc(self, number: int) -> Pc:
        return self.pcs[number % len(self.pcs)]

    def text(self) -> str:
        return f"teks-{len(self.written) + 1}"

    def now_ms(self, pc: Pc) -> int:
        return max(0, self.ms + pc.offset_ms)

    def work(self, pc: Pc, doing: Doing, pick: int, to: int) -> None:
        others = [unit for unit in (*self.units, DISTRICT) if unit != pc.unit]
        self.ms += 1
        text = self.text()
        if pc.work(doing, pick, others[to % len(others)], text, self.now_ms(pc)):
            self.written.append(text)

    def revert(self, pc: Pc, pick: int) -> bool:
        if not pc.copies:
            return False
        with self.disaster():
            pc.put(pc.copies[pick % len(pc.copies)])
        return True

    def clone(self, pc: Pc, pick: int) -> None:
        if not pc.copies or len(self.pcs) >= MOST_PCS:
            return
        twin = Pc.new(f"{pc.name}'{len(self.pcs)}", pc.unit)
        twin.put(pc.copies[pick % len(pc.copies)])
        twin.offset_ms = pc.offset_ms
        self.pcs.append(twin)

    @contextmanager
    def disaster(self) -> Iterator[None]:
        """What only the disk that is replaced here held may be gone."""
        before = truth.texts_anywhere(self)
        yield
        self.excused |= before - truth.texts_anywhere(self)

    # The network -----------------------------------------------------------------------------------------------------

    def sync(self, pc: Pc, faults: tuple[Fault, ...] = ()) -> bool:
        """One sync as the program does it; whether it came through. Enrols the PC when the district doesn't know it."""
        dying = {(fault.at, fault.trouble) for fault in faults}
        store = CarefulStore(pc, lambda: self.now_ms(pc), lambda n, when: (n, f"PC dies {when}") in dying)
        client = Client(
            Line(self, pc, {fault.at: fault for fault in faults if not fault.trouble.startswith("PC dies")})
        )
        # Every other seed has a swift link from the start, where requests go ahead of what is still being taken in.
        pace = Pace(self.script.room, lambda: 0.0, swift=self.script.seed % 2 == 1)
        try:
            try:
                Session(store, client, pace, lambda: self.now_ms(pc), lambda _seconds: None).run()
            except (NotEnrolled, TokenRefused):
                enrol(store, client, self.centre.district.issue_code(pc.unit), "1")
                with writing(pc.engine) as connection:
                    invited.forget(connection)
                Session(store, client, pace, lambda: self.now_ms(pc), lambda _seconds: None).run()
        except (PcDied, Unreachable, Interrupted):
            return False
        finally:
            if self.broken:
                # Also in a request that went ahead, whose end nobody asked for.
                raise self.broken
        return True

    def deliver(self, sent: Sent, *, dies: bool = False) -> HttpAnswer:
        """What the server says to this; what it gives out is held against what the unit may have."""
        path, token, body, encoding = sent
        answer = self.centre.post(path, token, body, encoding, dies=dies)
        if answer.status == 200 and path == "/v1/sync":
            said = frame.unpack(answer.body, answer.encoding, SyncAnswer)
            if said.events or said.keys:
                truth.check_answer(self, self.centre.district.requester(token).unit, said)
        return HttpAnswer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.body)

    # The end ---------------------------------------------------------------------------------------------------------

    def end(self) -> None:
        """What the network still holds arrives, what lies about on sticks, then everyone syncs until nothing moves any more."""
        for sent in self.held:
            self.deliver(sent)
        self.held.clear()
        self.sticks.all_arrive()
        if self.script.by_stick:
            self.end_by_sticks()
        if not self.comes_to_rest(self.sync_in_peace):
            raise Violation("the exchange never comes to rest")

    def sync_in_peace(self, pc: Pc) -> None:
        if not self.sync(pc):
            raise Violation(f"{pc.name} does not come through a network without faults")

    def comes_to_rest(self, exchange: Callable[[Pc], None]) -> bool:
        """Everyone exchanges in turn until each has done so once without a change to itself or the district; False when that never is."""
        here, there = [truth.state(pc) for pc in self.pcs], truth.held(self.centre)
        still = 0
        for number in range(MOST_ROUNDS * len(self.pcs)):
            place = number % len(self.pcs)
            pc = self.pcs[place]
            self.ms += 1000
            exchange(pc)
            before = here[place], there
            here[place], there = truth.state(pc), truth.held(self.centre)
            still = still + 1 if (here[place], there) == before else 0
            if still == len(self.pcs):
                return True
        return False

    def end_by_sticks(self) -> None:
        """Without the network, which each PC must have had once; and where a district put back to before that knows them still."""
        if self.district_restored:
            return
        for pc in self.pcs:
            if self.script.relayed:
                self.let_in(pc)
            elif not self.sticks.may_use(pc):
                self.sync(pc)
        if not self.comes_to_rest(self.sticks.there_and_back):
            raise Violation("sticks never come to rest")
        if not self.clones_keep_another_time():
            truth.check(self)

    def let_in(self, pc: Pc) -> None:
        """By sticks alone: with the invitation that it has, or a new one, and once more where a copy of its disk is known by its id."""
        for _ in range(MOST_INVITATIONS):
            self.ms += 1000
            self.sticks.there_and_back(pc)
            if self.sticks.may_use(pc):
                return
            self.ms += 1000
            self.sticks.invite(pc)
        raise Violation(f"{pc.name} is let in by no invitation")

    def clones_keep_another_time(self) -> bool:
        """Of clones that sign as the same device, the district takes the sticks of the one whose clock is behind for old ones.

        It gets no answer until its clock has come so far, or it has the network. Nothing is lost meanwhile.
        """
        clocks: dict[str, set[int]] = {}
        for pc in self.pcs:
            if self.sticks.may_use(pc):
                clocks.setdefault(pc.exchange_state().asking_device.id, set()).add(pc.offset_ms)
        return any(len(offsets) > 1 for offsets in clocks.values())


@dataclass(slots=True)
class Line:
    """The connection of one sync: carries requests, and does to the n-th what the script says."""

    world: World
    pc: Pc
    faults: Mapping[int, Fault]
    count: int = 0

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        assert method == "POST"
        assert limit >= frame.LARGEST_BODY
        try:
            return self._carried(path, headers, body)
        except (Unreachable, Interrupted):
            raise
        except Exception as error:
            self.world.broken = error
            raise

    def _carried(self, path: str, headers: Mapping[str, str], body: bytes) -> HttpAnswer:
        fault = self.faults.get(self.count)
        self.count += 1
        if self.count > MOST_REQUESTS:
            raise Violation("a sync that goes round in a circle")
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        sent = (path, token, body, headers.get("Content-Encoding", ""))
        world = self.world
        if fault is None:
            return world.deliver(sent)
        match fault.trouble:
            case "request lost":
                if fault.pick % 2:
                    world.held.append(sent)  # not lost, only late
                raise Unreachable
            case "answer lost":
                world.deliver(sent)
                raise Interrupted
            case "sent twice":
                world.deliver(sent)
                return world.deliver(sent)
            case "arrives again later":
                world.held.append(sent)
                return world.deliver(sent)
            case "server dies before commit":
                try:
                    world.deliver(sent, dies=True)
                except ServerDied:
                    raise Interrupted from None
                raise Interrupted
            case "meanwhile":
                answer = world.deliver(sent)
                world.work(self.pc if fault.pick % 3 else world.pc(fault.pc), fault.doing, fault.pick, fault.pc)
                return answer
            case _:
                raise AssertionError(fault)


def run(script: Script, *, decides: bool = False) -> World:
    """Runs it, always the same way; raises what went wrong. `decides`: after that the offices decide on their doubled numbers."""
    system, randbits = secrets._sysrand, intake.randbits  # pyright: ignore[reportAttributeAccessIssue]
    smallest = pull.SMALLEST_ROOM
    secrets._sysrand = random.Random("keys")  # pyright: ignore[reportAttributeAccessIssue]
    keys()  # minted once a process, whichever run is its first
    secrets._sysrand = random.Random(script.seed)  # pyright: ignore[reportAttributeAccessIssue]
    intake.randbits = random.Random(f"marks {script.seed}").getrandbits
    month_sums.randbits = random.Random(f"revisions {script.seed}").getrandbits
    pull.SMALLEST_ROOM = pull.SMALLEST_EVENT  # a page of one event, where the office asks for so little
    world = None
    try:
        world = World(script)
        world.run()
        if decides:
            world.settle_numbers()
        return world
    finally:
        secrets._sysrand = system  # pyright: ignore[reportAttributeAccessIssue]
        intake.randbits = month_sums.randbits = randbits
        pull.SMALLEST_ROOM = smallest
        if world:
            world.sticks.scrap()
            for pc in world.pcs:
                pc.scrap()
            world.centre.scrap()
