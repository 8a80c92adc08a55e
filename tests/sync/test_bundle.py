"""The USB stick between real offices and a real district: as the network would have done it, in any order, any number of times."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from complaints.events import decode
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store import restore
from desktop.store.attachments import Content
from desktop.store.listing import Query
from sync.bundle.refusals import NeverSynced
from sync.refusals import NotEnrolled
from sync.server.check import check
from sync.server.district import District
from tests.offices import PASSWORD, UNIT, USER, Clock, bridge, reopened
from tests.sync.offices import Synced, office_at, opened
from tests.sync.sticks import Counter
from tests.sync.test_photo import photo
from tests.sync.test_session import events, whole

OTHER = "73.07.04.2010"
Enrolled = Callable[..., Synced]


@pytest.fixture
def counter(district: District, tmp_path: Path) -> Counter:
    return Counter.at(district, tmp_path / "counter")


def clock_time(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock()).astimezone()


def waiting(office: Office) -> int:
    return office.district.connection_state().waiting


def test_what_an_office_wrote_is_sent_when_the_answer_says_so(enrolled: Enrolled, counter: Counter):
    a = enrolled()
    a.sync()
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    bundle = counter.written(a.office)
    assert waiting(a.office) == 2
    done = counter.read(bundle)
    assert (done.unit, done.letter, done.events, done.forked) == (UNIT, "A", 2, 0)
    assert waiting(a.office) == 2
    got = counter.take_home(a.office, counter.answer(UNIT))
    assert (got.acknowledged, got.received, waiting(a.office)) == (2, 0, 0)
    whole(a.office)
    assert a.sync().sent == 0


def test_a_complaint_reaches_an_office_without_network_with_its_files(enrolled: Enrolled, counter: Counter):
    a, b = enrolled("a"), enrolled("b", OTHER)
    a.sync()
    b.sync()
    receipt = a.office.record(bridge(), [Content("surat.txt", b"isi surat"), Content("foto.jpg", photo())])
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    got = counter.there_and_back(a.office)
    assert a.office.district.connection_state().waiting_files == 0
    assert got.acknowledged == 5
    got = counter.take_home(b.office, counter.answer(OTHER))
    assert (got.received, got.files) == (5, 2)
    letter, picture = b.office.case(receipt.id).complaint.attachments
    assert b.office.attachment(letter.sha256) == b"isi surat"
    assert 20_000 < len(b.office.attachment(picture.sha256)) < picture.size / 2
    b.office.act(b.office.case(receipt.id).complaint.number, "respond", StepDetails(note="Sudah dijadwalkan"))
    counter.there_and_back(b.office)
    counter.there_and_back(a.office)
    assert a.office.case(receipt.id).complaint.heads == b.office.case(receipt.id).complaint.heads
    for one in (a, b):
        whole(one.office)


def test_two_pcs_of_one_office_get_one_answer(enrolled: Enrolled, counter: Counter):
    a, b = enrolled("a"), enrolled("b")
    a.sync()
    b.sync()
    first = a.office.record(bridge())
    second = b.office.record(bridge(title="Lampu jalan padam di depan masjid"))
    for one in (a, b):
        counter.read(counter.written(one.office))
    answer = counter.answer(UNIT)
    for one in (a, b):
        assert counter.take_home(one.office, answer).acknowledged == 1
        assert {row.id for row in one.office.page(Query())} == {first.id, second.id}
        whole(one.office)
    assert len(events(a.office)) == len(events(b.office)) == 2


def test_bundles_and_answers_in_any_order_and_twice_change_nothing_more(enrolled: Enrolled, counter: Counter):
    a = enrolled()
    a.sync()
    bundles: list[bytes] = []
    answers: list[bytes] = []
    for title in ("Jembatan putus", "Lampu padam", "Air keruh"):
        a.office.record(bridge(title=title))
        bundles.append(counter.written(a.office))
    for bundle in (bundles[2], bundles[0], bundles[2], bundles[1]):
        counter.read(bundle)
        answers.append(counter.answer(UNIT))
    a.sync()
    a.office.record(bridge(title="Sampah menumpuk"))
    cursor = a.store.exchange_state().cursor
    for answer in (answers[3], answers[0], answers[1], answers[2], answers[3]):
        got = counter.take_home(a.office, answer)
        assert (got.is_empty, waiting(a.office)) == (True, 1)
    assert a.store.exchange_state().cursor == cursor
    a.sync()
    assert waiting(a.office) == 0
    whole(a.office)


def test_an_answer_that_is_overtaken_by_the_network_only_adds(enrolled: Enrolled, counter: Counter):
    a, b = enrolled("a"), enrolled("b", OTHER)
    a.sync()
    b.sync()
    receipt = b.office.record(bridge())
    b.office.act(receipt.number, "verify")
    b.office.act(receipt.number, "forward", StepDetails(to=UNIT))
    b.sync()
    counter.read(counter.written(a.office))
    early = counter.answer(UNIT)
    b.office.act(receipt.number, "note", StepDetails(note="Satu lagi"))
    b.sync()
    counter.take_home(a.office, counter.answer(UNIT))
    late = a.store.exchange_state()
    assert counter.take_home(a.office, early).is_empty
    assert a.store.exchange_state() == late
    assert a.sync().received == 0


def test_the_history_tells_what_became_of_a_bundle(enrolled: Enrolled, counter: Counter):
    a = enrolled()
    a.sync()
    a.office.record(bridge())
    bundle = counter.written(a.office)
    (made,) = a.office.district.history()
    assert (made.path, made.outcome, made.sent) == ("usb", "waiting", 1)
    assert "menunggu tanda terima" in made.sentence
    assert made.bytes_out == len(bundle)
    counter.read(bundle)
    counter.take_home(a.office, counter.answer(UNIT))
    read, made = a.office.district.history()
    assert (read.path, read.outcome, read.bytes_in > 0) == ("usb", "ok", True)
    assert (made.outcome, made.sentence) == (
        "ok",
        "Berkas dibuat, tanda terima dari kabupaten sudah diimpor 24 Nov.",
    )


def test_without_enrolment_or_the_districts_keys_nothing_is_written(
    enrolled: Enrolled, counter: Counter, tmp_path: Path, clock: Clock
):
    stranger = office_at(tmp_path / "stranger", clock)
    with pytest.raises(NotEnrolled):
        stranger.stick.write(counter.folder / "x.aduan-usb")
    stranger.close()
    a = enrolled()
    with pytest.raises(NeverSynced):
        a.office.stick.write(counter.folder / "x.aduan-usb")
    assert list(counter.folder.iterdir()) == []


def test_a_copied_disk_sorts_itself_out_by_sticks_alone(
    enrolled: Enrolled, counter: Counter, tmp_path: Path, clock: Clock
):
    a = enrolled()
    a.office.record(bridge(title="Yang sudah terkirim"))
    a.sync()
    copytree(tmp_path / "a", tmp_path / "twin")
    twin = opened(tmp_path / "twin", clock)
    mine = a.office.record(bridge(title="Ditulis di komputer lama"))
    other = twin.record(bridge(title="Ditulis di salinannya"))
    assert mine.id == other.id
    counter.there_and_back(a.office)
    for _ in range(4):
        counter.there_and_back(twin)
        counter.there_and_back(a.office)
    a.refresh()
    titles = {row.title for row in a.office.page(Query())}
    assert titles == {"Yang sudah terkirim", "Ditulis di komputer lama", "Ditulis di salinannya"}
    assert titles == {row.title for row in twin.page(Query())}
    assert (waiting(a.office), waiting(twin)) == (0, 0)
    assert events(a.office) == events(twin)
    again = Synced(reopened(twin), a.carrier)
    assert again.store.exchange_state().current.token
    again.office.record(bridge(title="Lewat jaringan"))
    assert again.sync().sent == 1
    whole(again.office)
    again.office.close()


def test_a_restored_backup_goes_on_by_sticks_alone(enrolled: Enrolled, counter: Counter, tmp_path: Path, clock: Clock):
    a = enrolled()
    a.sync()
    a.office.record(bridge(title="Dalam cadangan"))
    a.office.upkeep.backup(tmp_path / "cadangan.aduan")
    a.office.record(bridge(title="Sesudah cadangan"))
    counter.there_and_back(a.office)
    restored = tmp_path / "pulih"
    restore.restore(
        tmp_path / "cadangan.aduan", restored, lambda vault: vault.unlock(USER, PASSWORD), clock_time(clock)
    )
    b = opened(restored, clock)
    b.record(bridge(title="Di komputer baru"))
    for _ in range(3):
        counter.there_and_back(b)
    assert {row.title for row in b.page(Query())} == {"Dalam cadangan", "Sesudah cadangan", "Di komputer baru"}
    assert waiting(b) == 0
    whole(b)
    b.close()


def test_a_district_put_back_to_before_gets_everything_back_on_sticks(enrolled: Enrolled, counter: Counter):
    a, b = enrolled("a"), enrolled("b", OTHER)
    a.sync()
    b.sync()
    raw = counter.district.database.engine.raw_connection()
    before = sqlite3.connect(":memory:")
    raw.driver_connection.backup(before)  # pyright: ignore[reportOptionalMemberAccess]
    receipt = b.office.record(bridge())
    b.office.act(receipt.number, "verify")
    b.office.act(receipt.number, "forward", StepDetails(to=UNIT))
    counter.there_and_back(b.office)
    a.office.record(bridge(title="Lampu padam"))
    assert counter.there_and_back(a.office).received == 3
    before.backup(raw.driver_connection)  # pyright: ignore[reportArgumentType]
    raw.close()
    # Only this office comes, and it holds what the other one wrote.
    for _ in range(3):
        counter.there_and_back(a.office)
    assert waiting(a.office) == 0
    assert not a.store.exchange_state().offering
    with counter.district.database.engine.connect() as connection:
        contents = connection.exec_driver_sql("SELECT content FROM event").scalars().all()
        assert {(one.device, one.seq) for one in map(decode, contents)} == {name[:2] for name in events(a.office)}
        assert connection.exec_driver_sql("SELECT count(*) FROM identity_key").scalar() == 2
    assert list(check(counter.district, counter.filing.shelf)) == []
    whole(a.office)
