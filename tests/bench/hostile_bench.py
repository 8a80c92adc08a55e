"""What the worst device leaves of another office's sync: the real server, a device that pushes all that a day's limits take of one kind,

and the office at which it aims, a process of its own that sends one complaint and gets what has come. Besides, an honest office
that imports ten years meanwhile. The floor is the same sync undisturbed. `python -m tests.bench hostile`.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from complaints import identity
from complaints.clock import stamp
from complaints.events import AnyStep, Attached, Corrected, Facts, Forwarded, Noted, chain_hash
from complaints.units_file import unpack
from desktop.office.district import DistrictConnection
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store.vault import Vault
from sync import proof
from sync.messages import SyncAnswer
from sync.server import existing_units
from sync.server.intake_limits import shipped
from sync.web import Web
from tests.bench import seed
from tests.bench.figure import Figure
from tests.sync.server.pcs import TODAY, Pc, Refused, say
from tests.sync.server.processes import Running, code_for, serving

VICTIM, HOSTILE, HONEST = "73.07.05.2005", "73.07.04.2009", "73.07.01.2003"
PROMISED = 2.0  # seconds
HONEST_COMPLAINTS = 10_000  # ten years of a village that has many
REQUEST_EVENTS, REQUEST_BYTES = 5_000, 1_500_000
LIMITS = shipped()


@dataclass(frozen=True, slots=True)
class Cost:
    """One sync of the victim: seconds by the clock and of its processor, bytes over the wire, and megabytes of its process at most."""

    seconds: float
    processor: float
    bytes: int
    megabytes: float
    received: int


def figures(*, small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="hostile-", dir=seed.place()) as folder:
        victim = Path(folder) / "korban"
        _found(victim, VICTIM, seed.lives(seed.complaint_drafts(50, seed=9)))
        floor = _measured(Path(folder) / "tenang", victim, lambda _server: None)
        yield from _told("undisturbed", floor, None)
        for name, write in KINDS.items():
            cost = _measured(
                Path(folder) / name.replace(" ", "-"), victim, lambda server, write=write: attack(server, write)
            )
            yield from _told(f"hostile: {name}", cost, floor)
        yield from _told("while ten years are imported", _beside_import(Path(folder), victim, small=small), floor)


def _told(name: str, cost: Cost, floor: Cost | None) -> Iterator[Figure]:
    note = f"{cost.received:,} events came; {cost.processor:.2f} s of processor"
    yield Figure.of(f"{name}: sync", cost.seconds, "s", floor and floor.seconds, note)
    yield Figure.of(f"{name}: over the wire", cost.bytes / 1000, "kB", floor and floor.bytes / 1000)
    yield Figure.of(f"{name}: memory", cost.megabytes, "MB", floor and floor.megabytes)


# The victim ------------------------------------------------------------------------------------------------------


def _found(folder: Path, unit: str, lives: Iterable[seed.Life]) -> None:
    office, _ = found_office(folder, Setup(unit, "Desa Terasa", "Sinjai", seed.USER, seed.PASSWORD))
    for batch in seed.batched(lives):
        seed.write(office, batch)
    office.close()


def _imported(complaints: int) -> Iterator[seed.Life]:
    """As from a register: nothing of it is forwarded to another unit."""
    lives = seed.lives(seed.complaint_drafts(complaints * 2, seed=9))
    return islice((life for life in lives if not any(isinstance(step, Forwarded) for step in life[1])), complaints)


def _measured(place: Path, victim: Path, disturb: Callable[[Running], None]) -> Cost:
    with serving(place / "distrik", "--device-pace", "100000") as server:
        office = _enrolled(server, place / "korban", victim, VICTIM)
        disturb(server)
        cost = _sync(office)
        shutil.rmtree(office)
        return cost


def _enrolled(server: Running, folder: Path, original: Path, unit: str) -> Path:
    """A copy of this office, known to the district, with all its own complaints sent."""
    shutil.copytree(original, folder)
    office = Office(folder, Vault(folder).unlock(seed.USER, seed.PASSWORD), seed.USER)
    try:
        district = DistrictConnection(office, Web)
        district.enrol(server.url, code_for(server.folder, unit))
        district.sync()
    finally:
        office.close()
    return folder


def _sync(folder: Path) -> Cost:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.hostile_bench", str(folder)], check=True, capture_output=True, text=True
    )
    return msgspec.convert(json.loads(done.stdout), Cost)


def victim(folder: Path) -> Cost:
    """In a process of its own: records a complaint, and syncs until nothing is left."""
    import resource

    office = Office(folder, Vault(folder).unlock(seed.USER, seed.PASSWORD), seed.USER)
    lines: list[Web] = []

    def line(address: str) -> Web:
        lines.append(Web(address))
        return lines[-1]

    try:
        [draft] = seed.complaint_drafts(1, seed=77)
        office.record(draft)
        district = DistrictConnection(office, line)
        began, processor = time.perf_counter(), time.process_time()
        tally = district.sync()
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
        assert tally.sent == 1, tally
        traffic = sum(one.traffic.sent + one.traffic.received for one in lines)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Cost(seconds, processor, traffic, megabytes, tally.received)
    finally:
        office.close()


# The hostile device ----------------------------------------------------------------------------------------------

Write = Callable[[Pc], Iterator[None]]
"""Writes events into the device's chain, forever; yields after each few."""


def attack(server: Running, write: Write) -> None:
    """Pushes until the district takes no more today, or for ever so many bytes."""
    pc = Pc(server.post, HOSTILE)
    pc.enrol(code_for(server.folder, HOSTILE))
    head, writing = b"", write(pc)
    while True:
        while (
            len(pc.chain) - pc.acknowledged < REQUEST_EVENTS
            and sum(map(len, pc.chain[pc.acknowledged :])) < REQUEST_BYTES
        ):
            before = len(pc.chain)
            while len(pc.chain) < before + 200 and sum(map(len, pc.chain[before:])) < REQUEST_BYTES / 4:
                next(writing)
        events = pc.chain[pc.acknowledged :]
        for content in events:
            head = chain_hash(head, content)
        request = msgspec.structs.replace(
            pc.request(), events=events, have={pc.id: pc.acknowledged}, room=1024,
            proof=proof.sign_head(pc.key, pc.id, pc.acknowledged + len(events), head),
        )  # fmt: skip
        try:
            answer = say(pc.post, "/v1/sync", pc.token, request, SyncAnswer)
        except Refused as refused:
            if refused.status != 429:
                raise
            return
        assert isinstance(answer, SyncAnswer)
        pc.acknowledged = answer.acknowledged
        pc.unsent_keys.clear()


def _started(pc: Pc, *, title: str = "x", body: str = "x", named: str = "") -> str:
    case = pc.record(body, named, title=title)
    pc.write(Forwarded(TODAY, unit=VICTIM), case)
    return case


def short_complaints(pc: Pc) -> Iterator[None]:
    while True:
        _started(pc)
        yield


def _steps(make: Callable[[], AnyStep]) -> Write:
    def write(pc: Pc) -> Iterator[None]:
        while True:
            case = _started(pc)
            for _ in range(LIMITS.complaint_events - 10):
                pc.write(make(), case)
                yield

    return write


def in_turn(pc: Pc) -> Iterator[None]:
    """Many complaints at once, a step of each in turn: every page touches all of them."""
    cases = [_started(pc) for _ in range(200)]
    while True:
        for case in cases:
            pc.write(Noted(TODAY, "x"), case)
            yield


def large_texts(pc: Pc) -> Iterator[None]:
    while True:
        text = secrets.token_urlsafe(LIMITS.text_letters)[: LIMITS.text_letters]
        case = _started(pc, title=text, body=text[::-1])
        pc.write(Noted(TODAY, text), case)
        yield


def large_identities(pc: Pc) -> Iterator[None]:
    person = identity.Identity(name=secrets.token_urlsafe(LIMITS.identity_bytes)[: LIMITS.identity_bytes - 200])
    while True:
        case = f"{pc.id}-{len(pc.chain) + 1}"
        _started(pc, named="x")
        key = pc.keys[case]
        sealed = identity.seal(person, key, secrets.token_bytes(12))
        pc.write(Corrected(TODAY, Facts(), sealed), case)
        yield


def many_receivers(pc: Pc) -> Iterator[None]:
    shipped_units = unpack(existing_units.SHIPPED.read_bytes()).codes
    neighbours = (code for code in shipped_units if code.startswith("73.07.") and code not in (VICTIM, HOSTILE))
    units = list(islice(neighbours, LIMITS.recipients - 2))
    while True:
        case = _started(pc)
        for unit in units:
            pc.write(Forwarded(TODAY, unit=unit), case)
        yield


def deep_maps(pc: Pc) -> Iterator[None]:
    """Steps of a newer version, as deep and as large as may be."""
    value: object = {}
    for _ in range(40):
        value = {"x": value}
    size = len(msgspec.msgpack.encode([value] * 1_500))
    while True:
        case = _started(pc)
        for _ in range(LIMITS.complaint_bytes // size - 1):
            seq = len(pc.chain) + 1
            step = ["neuheit", TODAY.isoformat(), [value] * 1_500]
            envelope = [pc.id, seq, stamp(1_800_000_000_000 + seq), case, "Siti", pc.unit, [], step]
            pc.chain.append(msgspec.msgpack.encode(envelope))
            yield


KINDS: dict[str, Write] = {
    "short complaints": short_complaints,
    "steps of one complaint": _steps(lambda: Noted(TODAY, "x")),
    "steps of many in turn": in_turn,
    "attachments": _steps(lambda: Attached(TODAY, secrets.token_hex(32), "x.jpg", "image/jpeg", 1_000)),
    "names of attachments": _steps(
        lambda: Attached(TODAY, secrets.token_hex(32), "x" * (LIMITS.line_letters - 4) + ".jpg", "image/jpeg", 1_000)
    ),
    "large texts": large_texts,
    "large identities": large_identities,
    "many receivers": many_receivers,
    "deep maps": deep_maps,
}  # fmt: skip


# The honest office -----------------------------------------------------------------------------------------------


def _beside_import(folder: Path, victim: Path, *, small: bool) -> Cost:
    """The longest of the victim's syncs while an office pushes ten years."""
    place = folder / "jujur"
    _found(folder / "sepuluh-tahun", HONEST, _imported(HONEST_COMPLAINTS // (10 if small else 1)))
    with serving(place / "distrik") as server, ThreadPoolExecutor(1) as pool:
        office = _enrolled(server, place / "korban", victim, VICTIM)
        pushed = pool.submit(_enrolled, server, place / "impor", folder / "sepuluh-tahun", HONEST)
        costs: list[Cost] = []
        while not pushed.done():
            costs.append(_sync(office))
        pushed.result()
    return max(costs, key=lambda cost: cost.seconds)


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(victim(Path(sys.argv[1]))).decode() + os.linesep)
