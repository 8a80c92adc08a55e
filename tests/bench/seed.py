"""Big offices to measure in: complaints of every stage over ten years, written by the program's own rules, many a transaction.

Made once a run; with BUKU_ADUAN_BENCH_CACHE=FOLDER they are kept there for the next runs.
"""

import atexit
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from secrets import token_bytes

from complaints import draft as drafts
from complaints import events as e
from complaints import numbering
from complaints.draft import Draft, Person
from complaints.events import CHANNELS, Location
from complaints.fold import fold
from complaints.identity import KEY_BYTES, seal
from complaints.numbering import Number, tracking_code
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store import log, projection
from desktop.store.database import writing
from desktop.store.log import NewEvent
from desktop.store.schema import counter, identity_key
from desktop.store.vault import Unlocked, Vault

USER, PASSWORD = "Siti Aminah", "rahasia-kantor-1"
TODAY = datetime.now().astimezone().date()
BATCH = 2000
YEARS = 10

WORDS = (
    "jalan jembatan lampu saluran air bersih sampah bantuan surat pengantar kartu keluarga rusak padam putus mampet macet belum sudah lama warga dusun depan masjid sekolah "
    "pasar sawah irigasi banjir longsor hujan malam pagi minggu bulan tahun anak lansia bidan posyandu puskesmas listrik tiang kabel pupuk traktor ternak sapi kambing ribut "
    "tetangga batas tanah sertifikat pajak iuran dana desa musyawarah perangkat kepala kantor petugas pelayanan antre lambat mohon segera diperbaiki ditinjau dibantu"
).split()
FREQUENT = "di yang dan sudah belum ada kami tidak ke dari untuk dengan".split()
SYLLABLES = "ba be bo bu ca da de du ga ge ja ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to wa ya".split()
DUSUN = ("Bonto", "Batuleppa", "Kampung Baru", "Lappae", "Tompobulu", "Manimpahoi", "Saotanre", "Kaherrang")
CATEGORIES = (
    "infrastructure.road",
    "infrastructure.bridge",
    "administration.letter",
    "environment.waste",
    "social.aid",
    "security.order",
)
NAMES = ("Andi", "Baso", "Hasna", "Rahmawati", "Syamsuddin", "Nurhayati", "Muh. Idrus", "Sitti", "Ambo", "Daeng")

Life = tuple[Draft, list[e.AnyStep]]


@dataclass(frozen=True, slots=True)
class Seeded:
    """An office at rest on this machine, and its key."""

    folder: Path
    unlocked: Unlocked

    def open(self) -> Office:
        return Office(self.folder, self.unlocked, USER)


@cache
def place() -> Path:
    """Where big offices are kept: the cache that was named, else a folder that goes with this run."""
    named = os.environ.get("BUKU_ADUAN_BENCH_CACHE")
    if named:
        folder = Path(named)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    folder = Path(tempfile.mkdtemp(prefix="buku-aduan-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def office_of(size: int) -> Seeded:
    """An office with this many complaints."""
    folder = place() / f"office-{size}"
    if not (folder / "keys.json").exists():
        _make(folder, size)
    return Seeded(folder, Vault(folder).unlock(USER, PASSWORD))


def copy_of(size: int) -> Seeded:
    """A copy that may be written to."""
    seeded = office_of(size)
    folder = Path(tempfile.mkdtemp(prefix="copy-", dir=place())) / "data"
    shutil.copytree(seeded.folder, folder)
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    return Seeded(folder, seeded.unlocked)


def _make(folder: Path, size: int) -> None:
    half = folder.with_name(folder.name + "-half")
    shutil.rmtree(half, ignore_errors=True)
    started = time.monotonic()
    office, _ = found_office(half, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", USER, PASSWORD))
    done = 0
    for batch in batched(lives(complaint_drafts(size))):
        write(office, batch)
        done += len(batch)
        if done % 50_000 < BATCH:
            print(f"seeding {done:,} of {size:,} ({time.monotonic() - started:.0f} s)", file=sys.stderr)
    office.upkeep.keep_fingerprint()
    office.close()
    half.rename(folder)


def vocabulary(size: int = 4000) -> list[str]:
    """Common words first, then made-up ones, as in a village's own names for things."""
    chance = random.Random(3)
    made = {"".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(size)}
    return WORDS + sorted(made - set(WORDS))


def complaint_drafts(size: int, seed: int = 1) -> Iterator[Draft]:
    """Complaints as they come over ten years, the oldest first. The commonest word stands in every sixth, as in real ones."""
    chance = random.Random(seed)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 30) for rank in range(len(words))))
    first = TODAY - timedelta(days=365 * YEARS)
    for i in range(size):
        text = chance.choices(words, cum_weights=weights, k=chance.randrange(12, 40))
        text += [word for word in FREQUENT if chance.random() < 0.5]
        chance.shuffle(text)
        yield Draft(
            kind=chance.choice(("complaint", "complaint", "complaint", "aspiration", "information_request")),
            body=f"{' '.join(text[:9]).capitalize()}. {' '.join(text[9:]).capitalize()}.",
            received_on=first + timedelta(days=365 * YEARS * i // size),
            channel=chance.choice(CHANNELS),
            category=chance.choice(CATEGORIES),
            location=Location(dusun=chance.choice(DUSUN), rt=f"{chance.randrange(1, 9):02d}"),
            complainant=Person(name=f"{chance.choice(NAMES)} {chance.choice(words).capitalize()}"),
        )


def batched(all: Iterable[Life]) -> Iterator[list[Life]]:
    rest = iter(all)
    while batch := list(islice(rest, BATCH)):
        yield batch


def lives(drafts: Iterable[Draft]) -> Iterator[Life]:
    """Each draft with the steps that followed it."""
    chance = random.Random(6)
    for one in drafts:
        yield one, _steps(one.received_on or TODAY, chance)


def _steps(on: date, chance: random.Random) -> list[e.AnyStep]:
    """The life of a complaint: most are closed long ago, those of the last weeks are somewhere on the way."""
    age = (TODAY - on).days
    most = chance.randrange(5) if age < 40 else chance.choices(range(7), (1, 1, 2, 1, 1, 90, 4))[0]

    def day(after: int) -> date:
        return min(on + timedelta(days=after), TODAY)

    follow = (
        e.Forwarded(day(2), name="Kaur Umum", person=True)
        if chance.random() < 0.7
        else e.Forwarded(day(2), "73.07.05", "Kecamatan Sinjai Tengah")
    )
    life: list[e.AnyStep] = [
        e.Verified(day(1)), follow, e.FollowedUp(day(4), "sudah disurvei bersama kepala dusun", resumed=True),
        e.Responded(day(7), "sudah diperbaiki oleh warga dan dinas"), e.Closed(day(9)),
    ]  # fmt: skip
    return [e.Archived(day(5), "bukan kewenangan desa")] if most == 6 else life[:most]


def write(office: Office, batch: list[Life]) -> None:
    """Records these complaints and their steps in one transaction."""
    today = office.today()
    with writing(office.engine) as connection:
        entries: list[NewEvent] = []
        keys: list[bytes] = []
        known = {year: last for year, _, last in connection.execute(counter.select())}
        before = dict(known)
        for one, steps in batch:
            on = one.received_on or today
            known[on.year] = known.get(on.year, 0) + 1
            key = token_bytes(KEY_BYTES)
            sealed = seal(drafts.identity(one, today), key)
            number, code = Number(on.year, "A", known[on.year]), tracking_code(token_bytes(numbering.RANDOM_BYTES))
            entries.append(NewEvent(None, (), e.Recorded(on, str(number), code, drafts.facts(one, today), sealed)))
            entries.extend(NewEvent(None, (), step) for step in steps)
            keys.append(key)
        histories: dict[str, list[e.Event]] = {}
        for event in log.append(connection, office.author, entries, office.now_ms):
            histories.setdefault(event.complaint, []).append(event)
        opened = list(zip(histories.items(), keys, strict=True))
        connection.execute(identity_key.insert(), [{"complaint": case, "key": key} for (case, _), key in opened])
        folded = [fold(history, projection.opener_with(key)) for (_, history), key in opened]
        projection.project_new(connection, [one for one in folded if one is not None], office.rules)
        for year, last in known.items():
            if year not in before:
                connection.execute(counter.insert().values(year=year, letter="A", last=last))
            else:
                connection.execute(counter.update().where(counter.c.year == year).values(last=last))
