"""What a sync costs on the wire: HTTP both ways, counted by a proxy between the real program and the real server.

The peer is Anki's client and server behind the same kind of proxy, with the same texts. Then a 2G link: 64 kbps, 600 ms, 5 % loss.
"""

import dataclasses
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from complaints.draft import Draft, Person
from complaints.errors import NoNetwork
from complaints.events import Location
from desktop.office.district import DistrictConnection
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from sync.photo import for_the_wire
from sync.web import Web
from tests.bench import anki_peer, seed
from tests.bench.figure import Figure
from tests.bench.texts import texts
from tests.faults.network.proxy import TWO_G, Proxy, Weather, proxy
from tests.sync.server.processes import code_for, serving

UNIT, MANY, LENGTH = "73.07.05.2005", 100, 400
CUTS, GRAIN = 10, 170
NAMES = ("Andi Baso Ramli", "Sitti Hasna", "Muh. Idrus", "Nurhayati", "Syamsuddin Daeng Ngalle", "Rahmawati")


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes of HTTP in both directions, headers included."""

    requests: int
    bytes: int


@dataclass(slots=True)
class Bench:
    office: Office
    district: DistrictConnection
    network: Proxy
    written: int = 0

    def write(self, body: str, *files: str) -> None:
        self.written += 1
        who = Person(name=NAMES[self.written % len(NAMES)], phone=f"0812{self.written * 7919 % 10**8:08d}")
        where = Location(dusun=seed.DUSUN[self.written % len(seed.DUSUN)], rt=f"{self.written % 9 + 1:02d}")
        category = seed.CATEGORIES[self.written % len(seed.CATEGORIES)]
        self.office.record(
            Draft(kind="complaint", body=body, complainant=who, location=where, category=category, attachments=files)
        )

    def cost(self) -> Cost:
        return counted(self.network, self.district.sync)


def counted(network: Proxy, work: Callable[[], object]) -> Cost:
    def now() -> Cost:
        return Cost(sum(one.requests for one in network.passed), sum(one.up + one.down for one in network.passed))

    before = now()
    work()
    after = now()
    return Cost(after.requests - before.requests, after.bytes - before.bytes)


def figures(*, small: bool) -> Iterator[Figure]:
    bodies = texts(MANY + 12, LENGTH)
    with tempfile.TemporaryDirectory(prefix="wire-", dir=seed.place()) as place, _bench(Path(place)) as bench:
        ours = _three(bench.write, bench.cost, bodies)
        theirs = _anki(Path(place) / "anki", bodies)
        names = ("one new complaint of 400 characters", "100 at once, each", "nothing to do")
        for name, share, our, their in zip(names, (1, MANY, 1), ours, theirs or [None] * 3, strict=True):
            peer = "a note of the same text in Anki" if their else anki_peer.ABSENT
            yield Figure.of(name, our.bytes / share, "B", their and their.bytes / share, peer)
            yield Figure.of(f"{name}: requests", our.requests, "", their and their.requests, peer)
        yield from _slow(bench, bodies[MANY + 1 :])
        yield _photo(bench, Path(place))


def _three(write: Callable[[str], object], cost: Callable[[], Cost], bodies: list[str]) -> list[Cost]:
    write(bodies[0])
    one = cost()
    for body in bodies[1 : MANY + 1]:
        write(body)
    return [one, cost(), cost()]


@contextmanager
def _bench(place: Path) -> Iterator[Bench]:
    with serving(place / "distrik") as server, proxy(int(server.url.rpartition(":")[2])) as network:
        office, _ = found_office(
            place / "kantor", Setup(UNIT, "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD)
        )
        try:
            district = DistrictConnection(office, Web, lambda _seconds: None)
            district.enrol(f"http://127.0.0.1:{network.port}", code_for(server.folder, UNIT))
            district.sync()
            yield Bench(office, district, network)
        finally:
            office.close()


def _anki(place: Path, bodies: list[str]) -> list[Cost] | None:
    if not anki_peer.is_here():
        return None
    with (
        anki_peer.serving(place / "server") as port,
        proxy(port) as network,
        anki_peer.client(place / "client", network.port) as client,
    ):
        client.upload()
        client.sync()
        return _three(lambda body: client.write([body]), lambda: counted(network, client.sync), bodies)


# 2G ------------------------------------------------------------------------------------------------------------------


def _slow(bench: Bench, bodies: list[str]) -> Iterator[Figure]:
    times: list[float] = []
    for body in bodies:
        bench.write(body)
        bench.network.set(TWO_G)
        began = time.perf_counter()
        bench.district.sync()
        times.append(time.perf_counter() - began)
    yield Figure.of("one complaint at 64 kbps, 600 ms, 5 % loss, p50", statistics.median(times), "s")
    yield Figure.of(f"the same, slowest of {len(times)}", max(times), "s")


def _photo(bench: Bench, place: Path) -> Figure:
    """A photo over the same link, cut ten times on its way: what passed beyond its bytes, its event and the requests of one way."""
    photo = place / "jembatan.jpg"
    photo.write_bytes(_jpeg())
    bench.write("Foto jembatan yang putus", str(photo))
    size = len(for_the_wire(photo.read_bytes(), "image/jpeg"))
    chance = random.Random(5)
    cuts = [size // (CUTS + 1) + chance.randrange(-9000, 9000) for _ in range(CUTS)]

    def forecast(number: int) -> Weather:
        return dataclasses.replace(TWO_G, cut_up=cuts[number]) if number < CUTS else TWO_G

    bench.network.set(forecast)
    while (now := bench.district.connection_state()).waiting or now.waiting_files:
        try:
            bench.district.sync()
        except NoNetwork:
            continue
    passed = sum(one.up + one.down for one in bench.network.passed)
    assert len(bench.network.passed) > CUTS
    return Figure.of(f"a photo cut {CUTS} times, all bytes both ways", passed, "B", size, "the photo's own bytes")


def _jpeg() -> bytes:
    """Something that leaves for the district as about 300 KB."""
    chance = random.Random(3)
    small = Image.frombytes("RGB", (GRAIN, GRAIN * 3 // 4), chance.randbytes(GRAIN * (GRAIN * 3 // 4) * 3))
    out = io.BytesIO()
    small.resize((1600, 1200), Image.Resampling.BICUBIC).save(out, "JPEG", quality=92)
    return out.getvalue()
