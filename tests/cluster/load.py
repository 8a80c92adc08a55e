"""Offices that work and sync while the cluster is broken: the program's own store and sync, each with its PC in memory.

What a sync got acknowledged is kept beside, with how long the office waited and what its screen would have said.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Lock, Thread

from complaints.errors import OfficeError
from complaints.units_file import unpack
from desktop.resources import resource
from sync.client import Client
from sync.enrol import enrol
from sync.pace import Pace
from sync.refusals import NoNetwork
from sync.session import Session
from sync.web import Web
from tests.cluster.cluster import District
from tests.cluster.couriers import Courier
from tests.cluster.patient import PAUSE
from tests.cluster.visitors import Visitor, open_account
from tests.sync.simulation.pc import Pc
from tests.sync.simulation.script import Doing

COURIERS = 2  # of a district, with attachments
VISITORS = 2  # browsers of a district
HANDS = 12  # offices that sync at the same moment
ROOM = 200_000  # bytes of events in a request
VILLAGE = 13  # signs of its code
DOINGS: tuple[Doing, ...] = ("record", "record", "note", "respond", "forward", "correct")


@dataclass(frozen=True, slots=True)
class Wait:
    """A sync: the moment (monotonic seconds) of its end, and how long the office tried until it was through."""

    at: float
    seconds: float


@dataclass
class Office:
    """One PC. `acknowledged`: of its own events the hash of the content, by number, once a sync had said that the district has them."""

    pc: Pc
    web: Web
    client: Client
    acknowledged: dict[tuple[str, int], bytes] = field(default_factory=dict[tuple[str, int], bytes])
    written: int = 0

    def work(self, chance: random.Random, units: Sequence[str]) -> None:
        self.written += 1
        doing = "record" if self.written == 1 else chance.choice(DOINGS)
        text = f"{self.pc.unit} aduan {self.written} {chance.random()}"
        self.pc.work(doing, chance.randrange(1000), chance.choice(units), text, now_ms())

    def sync(self) -> None:
        """Raises what the program's screen tells."""
        Session(self.pc.store(now_ms), self.client, Pace(ROOM, time.monotonic), now_ms, time.sleep).run()
        self.acknowledged |= self.own_events()

    def own_events(self) -> dict[tuple[str, int], bytes]:
        """The hash of each event that was written here."""
        rows = self.pc.disk.execute("SELECT device, seq, content FROM event WHERE device IN (SELECT id FROM device)")
        return {(device, seq): sha256(content).digest() for device, seq, content in rows}


def now_ms() -> int:
    return int(time.time() * 1000)


@dataclass
class Load:
    """The offices of one district, which go on syncing until `stop`, those that bring attachments, and those who look at pages."""

    district: District
    offices: list[Office]
    couriers: list[Courier]
    visitors: list[Visitor]
    seed: int
    waits: list[Wait] = field(default_factory=list[Wait])
    sentences: Counter[str] = field(default_factory=Counter[str])
    refusals: list[str] = field(default_factory=list[str])
    crashes: list[BaseException] = field(default_factory=list[BaseException])
    _stop: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _hands: list[Thread] = field(default_factory=list[Thread])

    @property
    def units(self) -> list[str]:
        return [office.pc.unit for office in self.offices]

    def start(self) -> None:
        self._stop.clear()
        shares = [self.offices[number::HANDS] for number in range(HANDS)]
        self._hands = [
            Thread(target=self._work, args=(share, random.Random(f"{self.seed} {number}")), daemon=True)
            for number, share in enumerate(shares)
            if share
        ]
        for hand in (*self._hands, *self.couriers, *self.visitors):
            hand.start()

    def stop(self) -> None:
        """Every office ends the sync that it is in."""
        self._stop.set()
        for hand in self._hands:
            hand.join(300)
            if hand.is_alive():
                raise TimeoutError("an office has not come through in five minutes")
        for other in (*self.couriers, *self.visitors):
            other.stop()
        if self.crashes:
            raise self.crashes[0]

    def _work(self, share: Sequence[Office], chance: random.Random) -> None:
        try:
            while not self._stop.is_set():
                for office in share:
                    office.work(chance, self.units)
                    self._through(office)
                    if self._stop.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - told by stop(), in the thread that asks
            self.crashes.append(error)

    def _through(self, office: Office) -> None:
        """Tries until it is through, after `PAUSE` seconds each time; the program itself waits longer, and less regularly."""
        began = time.monotonic()
        while True:
            try:
                office.sync()
            except NoNetwork as error:
                with self._lock:
                    self.sentences[str(error)] += 1
                time.sleep(PAUSE)
                continue
            except OfficeError as error:
                # The district must refuse nothing here: whatever is broken comes back.
                with self._lock:
                    self.refusals.append(f"{office.pc.unit}: {type(error).__name__}: {error}")
                time.sleep(PAUSE)
                continue
            with self._lock:
                self.waits.append(Wait(time.monotonic(), time.monotonic() - began))
            return

    def finish(self) -> None:
        """Each office syncs once more, with everything whole."""
        for office in self.offices:
            office.sync()


def offices_of(district: District, count: int, seed: int, couriers: int = COURIERS) -> Load:
    """So many offices of the district, enrolled, each with one PC; `couriers` more bring attachments."""
    codes = unpack(resource("units/units.zlib").read_bytes()).codes
    villages = [code for code in codes if len(code) == VILLAGE and code.startswith(f"{district.code}.")][:count]
    offices: list[Office] = []
    with district.desk() as desk:
        for number, unit in enumerate([*villages, *sorted({code[:8] for code in villages})][:count]):
            pc = Pc.new(f"kantor {number}", unit)
            web = Web(district.address)
            office = Office(pc, web, Client(web))
            enrol(pc.store(now_ms), office.client, desk.issue_code(unit), "1")
            offices.append(office)
    carrying = [Courier(district, unit, seed) for unit in villages[:couriers]]
    open_account(district)
    visitors = [Visitor(district, seed + number) for number in range(VISITORS)]
    return Load(district, offices, carrying, visitors, seed)
