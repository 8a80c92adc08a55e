"""Bundles that are not what they should be: cut, altered, foreign, old. Each gets its sentence, and nothing changes anywhere."""

import random
import secrets
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import zstandard

from complaints.errors import OfficeError
from desktop.office.district import DistrictConnection as Facade
from desktop.store.attachments import Content
from desktop.store.database import reading
from desktop.store.schema import metadata
from sync.bundle import contents, envelope, sending
from sync.bundle.contents import COMPRESSED, FILE
from sync.bundle.envelope import MAGIC, Sealer
from sync.bundle.refusals import (
    BundleRefused,
    Damaged,
    NewerBundle,
    NotABundle,
    OtherDirection,
    OtherDistrict,
    OtherReceiver,
    OtherUnit,
    Rejected,
    UnknownSender,
)
from sync.messages import Carried, Cover, Opening
from sync.server import offices
from sync.server.bundles import NobodyThere
from sync.server.database import Database, sqlite_engine
from sync.server.district import District
from sync.server.keys import mint
from sync.server.migrate import bring_up_to_date
from sync.server.uploads import Uploads
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import Synced
from tests.sync.sticks import Counter

OTHER = "73.07.04.2010"
SAMPLES = 60  # bytes to flip and places to cut, each way
Enrolled = Callable[..., Synced]


@pytest.fixture
def counter(district: District, tmp_path: Path) -> Counter:
    return Counter.at(district, tmp_path / "counter")


@pytest.fixture
def a(enrolled: Enrolled) -> Synced:
    one = enrolled()
    one.sync()
    one.office.record(bridge(), [Content("surat.txt", b"isi surat" * 3000)])
    return one


def office_state(one: Synced) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the store but the history of syncs, which notes the refusal."""
    with reading(one.office.engine) as connection:
        tables = [table for table in metadata.sorted_tables if table.name != "attempt"]
        return {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables}


def district_state(counter: Counter) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the district's database; its search index follows from the complaints, and can't be read row by row."""
    with counter.district.database.engine.connect() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).scalars()
        tables = [name for name in names if name != "search_words" and not name.startswith("sqlite_")]
        return {name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in tables}


def files(counter: Counter) -> list[str]:
    uploads = counter.filing.uploads
    assert isinstance(uploads, Uploads)
    return sorted(str(path) for path in uploads.folder.parent.rglob("*"))


def spoilt(content: bytes) -> Iterator[bytes]:
    """Cut at the edges of every section and at random places; a bit flipped at each of them."""
    cover = len(MAGIC) + 5 + int.from_bytes(content[len(MAGIC) + 1 : len(MAGIC) + 5], "big")
    edges = [
        0,
        1,
        len(MAGIC),
        len(MAGIC) + 1,
        len(MAGIC) + 4,
        len(MAGIC) + 5,
        cover - 1,
        cover,
        cover + 24,
        len(content) - 65,
    ]
    edges += [len(content) - 64, len(content) - 1]
    chance = random.Random(1)
    for place in {*edges, *(chance.randrange(len(content)) for _ in range(SAMPLES))}:
        yield content[:place]
        yield content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
        yield content[:place] + content[place + 1 :]
    yield content + b"\0"
    yield content + content


def test_a_spoilt_bundle_is_refused_by_the_district(a: Synced, counter: Counter):
    bundle = counter.written(a.office)
    before = district_state(counter), files(counter)
    for wrong in spoilt(bundle):
        with pytest.raises(BundleRefused):
            counter.read(wrong)
    assert (district_state(counter), files(counter)) == before
    assert counter.read(bundle).events == 2


def test_a_spoilt_answer_is_refused_by_the_office(a: Synced, counter: Counter):
    counter.read(counter.written(a.office))
    answer = counter.answer(UNIT)
    before = office_state(a)
    for wrong in spoilt(answer):
        with pytest.raises(BundleRefused):
            counter.take_home(a.office, wrong)
    assert office_state(a) == before
    assert a.office.district.history()[0].outcome == "failed"
    assert counter.take_home(a.office, answer).acknowledged == 2


def test_other_files_are_told_apart(a: Synced, enrolled: Enrolled, counter: Counter, tmp_path: Path, clock: Clock):
    bundle = counter.written(a.office)
    answer = counter.answer(UNIT)
    before = office_state(a), district_state(counter)
    cases: list[tuple[type[OfficeError], Callable[[], object]]] = [
        (NotABundle, lambda: counter.read(b"PK\3\4" + bytes(200))),
        (NotABundle, lambda: counter.take_home(a.office, b"")),
        (NewerBundle, lambda: counter.read(MAGIC + b"\2" + bundle[len(MAGIC) + 1 :])),
        (OtherDirection, lambda: counter.read(answer)),
        (OtherDirection, lambda: counter.take_home(a.office, bundle)),
    ]
    for refusal, attempt in cases:
        with pytest.raises(refusal):
            attempt()
    assert (office_state(a), district_state(counter)) == before


def test_a_bundle_for_others_is_refused(a: Synced, enrolled: Enrolled, counter: Counter, tmp_path: Path, clock: Clock):
    neighbour, colleague = enrolled("b", OTHER), enrolled("c")
    neighbour.sync()
    with pytest.raises(OtherUnit):
        counter.take_home(neighbour.office, counter.answer(UNIT))
    # The colleague enrolled after this was written: its key is not among the slots.
    early = counter.answer(OTHER)
    late = enrolled("d", OTHER)
    late.sync()
    with pytest.raises(OtherReceiver):
        counter.take_home(late.office, early)
    colleague.sync()
    engine = sqlite_engine(tmp_path / "gowa.sqlite")
    bring_up_to_date(engine)
    gowa = District(Database(engine), mint(), clock)
    gowa.issue_code("73.06.01.2001")
    elsewhere = Counter.at(gowa, tmp_path / "gowa")
    with pytest.raises(OtherDistrict):
        elsewhere.read(counter.written(a.office))
    # The same district's code, but other keys: somebody set it up anew, or pretends to be it.
    engine = sqlite_engine(tmp_path / "palsu.sqlite")
    bring_up_to_date(engine)
    false = District(Database(engine), mint(), clock)
    false.issue_code(UNIT)
    with pytest.raises(OtherReceiver):
        Counter.at(false, tmp_path / "palsu").read(counter.written(a.office))
    engine.dispose()


def test_a_revoked_pc_is_refused_and_gets_no_answer(a: Synced, counter: Counter):
    bundle = counter.written(a.office)
    counter.read(counter.written(a.office))
    device = a.office.device.id
    counter.district.database.write(lambda t: offices.revoke(t, device, 1))
    with pytest.raises(UnknownSender):
        counter.read(bundle)
    with pytest.raises(NobodyThere):
        counter.answer(UNIT)


def sealed(a: Synced, counter: Counter, put: Callable[[Sealer], None], **changes: object) -> bytes:
    """A bundle as a PC could make it that keeps to no rule."""
    own = a.store.exchange_state().current
    cover = Cover(1, "73.07", UNIT, 1, own.id, [])
    file = BytesIO()
    sealer = Sealer(file, msgspec.structs.replace(cover, **changes), [counter.district.keys.bundle_public], own.key)
    put(sealer)
    sealer.close()
    return file.getvalue()


def test_what_is_signed_but_senseless_changes_nothing(a: Synced, enrolled: Enrolled, counter: Counter):
    neighbour = enrolled("b", OTHER)
    neighbour.sync()
    neighbour.office.record(bridge())
    theirs = neighbour.store.outgoing(neighbour.office.device.id, 0, 10_000)
    own = a.store.exchange_state().current
    request = next(sending.requests(a.store, a.store.exchange_state(), lambda: 0)).request
    bomb = zstandard.compress(bytes(64 * 1024 * 1024))
    nested = b"\x91" * 100_000
    before = district_state(counter), files(counter)

    def message(kind: int, body: bytes) -> Callable[[Sealer], None]:
        return lambda sealer: sealer.write(bytes([kind]) + len(body).to_bytes(4, "big") + body)

    def carried(device: str, **changes: object) -> Callable[[Sealer], None]:
        return lambda sealer: contents.put_message(sealer, Carried(device, msgspec.structs.replace(request, **changes)))

    cases: list[tuple[type[OfficeError], Callable[[Sealer], None]]] = [
        (Damaged, message(COMPRESSED, bomb)),
        (Damaged, message(1, nested)),
        (Damaged, message(9, b"")),
        (Damaged, message(1, b"\xc0")),
        (Damaged, lambda sealer: sealer.write(bytes([1]) + (2**32 - 1).to_bytes(4, "big"))),
        (Damaged, lambda sealer: sealer.write(bytes([FILE]) + (10).to_bytes(4, "big") + bytes(64))),
        (Damaged, lambda sealer: sealer.write(bytes([FILE]) + (2**31).to_bytes(4, "big") + bytes(64))),
        (Damaged, lambda sealer: sealer.write(bytes([FILE]) + (74).to_bytes(4, "big") + bytes(64) + b"bukan isinya")),
        (Rejected, carried("zzzzzzzzzzzzzzzz")),
        (Rejected, carried(neighbour.office.device.id)),
        (Rejected, carried(own.id, events=theirs.events, first=1)),
        (Rejected, carried(own.id, events=[b"\x01"], first=1)),
    ]
    for refusal, put in cases:
        with pytest.raises(refusal):
            counter.read(sealed(a, counter, put))
    assert (district_state(counter), files(counter)) == before
    for changes in ({"signer": neighbour.office.device.id}, {"unit": OTHER}, {"signer": "../../etc"}):
        with pytest.raises(BundleRefused):
            counter.read(sealed(a, counter, lambda _sealer: None, **changes))
    assert (district_state(counter), files(counter)) == before


def test_a_file_that_no_event_names_is_left_out(a: Synced, counter: Counter):
    secret = secrets.token_bytes(500)
    name = sha256(secret).digest()

    def put(sealer: Sealer) -> None:
        contents.put_message(sealer, Opening([]))
        contents.put_file(sealer, name, name, len(secret), [secret])

    assert counter.read(sealed(a, counter, put)).files == 0
    assert [path for path in files(counter) if name.hex() in path] == []


def test_what_is_no_bundle_is_not_overwritten(a: Synced, counter: Counter):
    photo = counter.folder / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff foto keluarga")
    with pytest.raises(OfficeError, match="bukan berkas kiriman"):
        a.office.stick.write(photo)
    assert photo.read_bytes() == b"\xff\xd8\xff foto keluarga"
    place = counter.folder / "kirim.aduan-usb"
    a.office.stick.write(place)
    first = place.read_bytes()
    a.office.stick.write(place)
    assert place.read_bytes() != first
    assert sorted(one.name for one in counter.folder.iterdir()) == ["foto.jpg", "kirim.aduan-usb"]


def test_cancelling_leaves_nothing_behind(a: Synced, counter: Counter):
    place = counter.folder / "kirim.aduan-usb"
    with pytest.raises(OfficeError, match="Dibatalkan"):
        a.office.stick.write(place, lambda _done, _whole: False)
    assert list(counter.folder.iterdir()) == []
    counter.read(counter.written(a.office))
    (counter.folder / "balas.aduan-usb").write_bytes(counter.answer(UNIT))
    before = office_state(a)
    with pytest.raises(OfficeError, match="Dibatalkan"):
        a.office.stick.read(counter.folder / "balas.aduan-usb", lambda _done, _whole: False)
    assert office_state(a) == before
    assert [one.outcome for one in a.office.district.history()][:1] == ["interrupted"]


def test_what_finds_no_room_goes_with_the_next_bundle(a: Synced, counter: Counter):
    a.office.record(bridge(), [Content("besar.amr", b"#!AMR\n" + secrets.token_bytes(200_000))])

    def write(largest: int) -> tuple[bytes, sending.Sent]:
        file = BytesIO()
        facade = Facade(a.office)
        notice = a.office.stick._notice()
        _, sent = sending.write(
            facade.store, facade.files, notice, file, a.office.now_ms, lambda: 0, envelope.always, largest
        )
        return file.getvalue(), sent

    bundle, sent = write(100_000)
    assert (sent.files, sent.postponed) == (1, 1)
    assert counter.read(bundle).files == 1
    counter.take_home(a.office, counter.answer(UNIT))
    assert a.office.district.connection_state().waiting_files == 1
    a.office.clock = lambda: 1_795_600_000.0
    bundle, sent = write(1_000_000)
    assert (sent.files, sent.postponed) == (1, 0)
    assert counter.read(bundle).files == 1
    counter.take_home(a.office, counter.answer(UNIT))
    assert a.office.district.connection_state().waiting_files == 0
