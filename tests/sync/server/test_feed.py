"""Who gets which events, in which order, with which keys; and what happens when the district has lost some."""

import secrets
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from complaints import identity
from complaints.events import Attached, Corrected, Erased, Facts, Sealed
from complaints.identity import Identity
from sync.server.database import Database
from sync.server.district import District
from sync.server.intake_limits import Limits
from sync.server.pull import LARGEST_EVENT, SMALLEST_ROOM, page
from sync.server.statement import PortableStatement
from tests.offices import Clock
from tests.sync.server.pcs import GUNUNG_PERAK, TODAY, Pc

Make = Callable[..., Pc]
TERASA = "73.07.01.2009"


def test_a_forwarding_opens_the_whole_history_and_what_follows(pc: Make):
    owner, receiver, stranger = pc(), pc(GUNUNG_PERAK), pc(TERASA)
    case = owner.record()
    owner.note(case, "Sebelum diteruskan")
    owner.sync()
    assert receiver.sync() == []
    owner.forward(case, GUNUNG_PERAK)
    owner.note(case, "Sesudah diteruskan")
    owner.sync()
    assert [event.seq for event in receiver.sync()] == [1, 2, 3, 4]
    assert stranger.sync() == []


def test_an_uninvited_step_reaches_only_its_own_unit(district: District, pc: Make):
    owner, stranger, colleague = pc(), pc(GUNUNG_PERAK), pc(GUNUNG_PERAK)
    case = owner.record(name="Andi")
    owner.sync()
    stranger.forward(case, GUNUNG_PERAK)
    stranger.write(Erased(TODAY), case)
    stranger.keys[case] = secrets.token_bytes(32)
    stranger.unsent_keys.add(case)
    assert stranger.sync() == []
    assert owner.sync() == []
    assert len(colleague.sync()) == 2
    second = pc()
    second.sync()
    assert second.received_keys == owner.keys


def test_an_answer_that_comes_before_its_forwarding_waits_for_it(pc: Make):
    """As after a restored server: the receiver comes back first."""
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    case = owner.record()
    receiver.note(case, "Jawaban")
    receiver.sync()
    assert owner.sync() == []
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    assert {event.unit for event in owner.sync()} | {event.unit for event in owner.events()} == {GUNUNG_PERAK}
    assert {event.seq for event in receiver.sync()} == {1, 2}


def test_pages_are_as_small_as_the_office_wants(pc: Make):
    owner, other = pc(), pc()
    for n in range(40):
        owner.record(f"Pengaduan {n} " + "x" * 400)
    owner.sync()
    pages = 0
    while True:
        answer = other.exchange(room=2048)
        assert sum(len(content) for content, _ in answer.events) <= 2048
        pages += 1
        if not answer.more:
            break
    assert len(other.events()) == 40
    assert pages >= 10


def test_who_pushes_much_is_at_the_feed_s_end_with_the_answer_and_has_missed_nothing(pc: Make):
    owner, colleague = pc(), pc()
    for n in range(30):
        owner.record(f"Sebelum {n}")
    colleague.record("Di antaranya")
    colleague.sync()
    first = owner.exchange(room=1024)
    assert not first.more
    assert [event.device for event in owner.events()] == [colleague.id]
    colleague.record("Sesudahnya")
    colleague.sync()
    assert [event.seq for event in owner.sync()] == [2]
    assert len(pc().sync()) == 32


def test_who_pushes_behind_a_feed_that_it_has_not_read_still_gets_it_page_by_page(pc: Make):
    owner, colleague = pc(), pc()
    for n in range(30):
        colleague.record(f"Pengaduan {n} " + "x" * 400)
    colleague.sync()
    owner.record("Milik sendiri")
    first = owner.exchange(room=2048)
    assert first.more
    owner.sync()
    assert len(owner.events()) == 30


def test_the_key_of_an_anonymous_person_stays_with_the_owner(pc: Make):
    owner, colleague, receiver = pc(), pc(), pc(GUNUNG_PERAK)
    case = owner.record(name="Andi", anonymous=True)
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    receiver.sync()
    colleague.sync()
    assert receiver.received_keys == {}
    assert colleague.received_keys == owner.keys
    owner.write(Corrected(TODAY, Facts(anonymous=False)), case)
    owner.sync()
    receiver.sync()
    assert receiver.received_keys == owner.keys


def test_an_erased_person_s_key_is_not_in_the_journal_either(district: District, pc: Make, tmp_path: Path):
    owner = pc()
    case = owner.record("Pungutan", name="Andi")
    owner.exchange()
    owner.write(Erased(TODAY), case)
    owner.exchange()
    journal = tmp_path / "district.sqlite-wal"
    assert not journal.exists() or not journal.stat().st_size


def test_an_erased_person_s_key_is_gone_and_never_comes_back(district: District, pc: Make):
    owner, later = pc(), pc()
    case = owner.record(name="Andi")
    owner.sync()
    owner.write(Erased(TODAY), case)
    owner.sync()
    owner.unsent_keys.add(case)
    owner.exchange()
    later.sync()
    assert later.received_keys == {}
    assert district.database.read(lambda t: t.rows(PortableStatement("SELECT * FROM identity_key"))) == []


def test_a_key_that_opens_nothing_is_not_kept(pc: Make):
    owner, colleague = pc(), pc()
    case = owner.record(name="Andi")
    right = owner.keys[case]
    owner.keys[case] = secrets.token_bytes(32)
    owner.sync()
    owner.keys[case] = right
    owner.unsent_keys.add(case)
    owner.exchange()
    colleague.sync()
    assert colleague.received_keys == {case: right}


def test_identity_keys_lie_encrypted_in_the_database(district: District, pc: Make):
    owner = pc()
    case = owner.record(name="Andi")
    owner.sync()
    [(sealed,)] = district.database.read(lambda t: t.rows(PortableStatement("SELECT sealed FROM identity_key")))
    assert owner.keys[case] not in bytes(sealed)
    assert district.keys.unwrap(case, bytes(sealed)) == owner.keys[case]


def test_a_sealed_complaint_and_its_file_stay_in_their_office(district: District, pc: Make):
    owner, colleague, receiver = pc(), pc(), pc(GUNUNG_PERAK)
    case = owner.write(Sealed(TODAY, "S-K7QM-4T2X-9DNB", b"box"))
    owner.write(Attached(TODAY, "ab" * 32, "", "application/octet-stream", 10), case)
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    assert len(colleague.sync()) == 3
    assert receiver.sync() == []
    [(stage, sealed)] = district.database.read(
        lambda t: t.rows(PortableStatement("SELECT stage, sealed FROM complaint"))
    )
    assert (stage, bool(sealed)) == ("", True)


def test_an_unknown_step_of_a_newer_version_is_handed_on(pc: Make):
    import msgspec

    from complaints.events import Envelope, decode

    owner, colleague = pc(), pc()
    case = owner.record()
    known = msgspec.msgpack.decode(owner.chain[0], type=Envelope)
    step = msgspec.Raw(msgspec.msgpack.encode(["telepathy", "2026-11-24"]))
    owner.chain.append(msgspec.msgpack.encode(msgspec.structs.replace(known, seq=2, complaint=case, step=step)))
    owner.sync()
    colleague.sync()
    assert decode(owner.chain[1]) in colleague.events()


def test_the_villages_rebuild_a_server_restored_from_an_old_backup(tmp_path: Path, pc: Make, district: District):
    """Also what only a third office still has: the owner's PC is gone for good."""
    owner, receiver = pc(), pc(GUNUNG_PERAK)
    early = owner.record("Sebelum cadangan")
    owner.forward(early, GUNUNG_PERAK)
    owner.sync()
    receiver.sync()
    backup = _dump(district.database)
    late = owner.record("Sesudah cadangan", name="Andi")
    owner.note(late)
    owner.forward(late, GUNUNG_PERAK)
    owner.sync()
    receiver.sync()
    receiver.note(late, "Jawaban")
    receiver.sync()
    before = _dump(district.database)["event"]

    _load(district.database, backup)
    receiver.sync()  # the owner never comes again
    assert {row[:2] for row in _dump(district.database)["event"]} == {row[:2] for row in before}
    colleague = pc()
    colleague.sync()
    assert {event.complaint for event in colleague.events()} == {early, late}
    assert colleague.received_keys == owner.keys

    owner.acknowledged = owner.acknowledged  # and when it does come, nothing is doubled
    owner.sync()
    receiver.sync()
    assert len(_dump(district.database)["event"]) == len(before)
    assert {event.unit for event in owner.events()} == {GUNUNG_PERAK}


def test_what_was_never_sealed_by_the_district_is_not_taken_back(pc: Make, district: District):
    owner, liar = pc(), pc(GUNUNG_PERAK)
    owner.record()
    liar.exchange(returned=[(owner.chain[0], b"\0" * 16)])
    assert _dump(district.database)["event"] == []


def test_a_cursor_of_nobody_starts_the_feed_anew(pc: Make):
    owner, colleague = pc(), pc()
    owner.record()
    owner.sync()
    colleague.sync()
    colleague.held.clear()
    for cursor in (b"x", b"\xff" * 16, b"\0" * 16, b"\x00" * 7 + b"\x01" + b"\x00" * 8):
        answer = colleague.exchange(cursor=cursor)
        assert answer.reset == (cursor != b"\0" * 16)
        assert len(answer.events) == 1
        colleague.held.clear()


def test_identities_are_opened_by_the_key_that_came(pc: Make):
    from complaints.events import Recorded

    owner, colleague = pc(), pc()
    case = owner.record(name="Andi Baso")
    owner.sync()
    [event] = colleague.sync()
    assert isinstance(event.step, Recorded)
    assert identity.unseal(event.step.identity, colleague.received_keys[case]) == Identity(name="Andi Baso")


def test_the_district_s_clock_is_told(pc: Make, clock: Clock):
    assert pc().exchange().time == int(clock() * 1000)


def _dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = ("event", "feed", "feed_head", "complaint", "identity_key", "attached", "device")
    return {
        table: database.read(lambda t, table=table: t.rows(PortableStatement(f"SELECT * FROM {table}")))
        for table in tables
    }


def _load(database: Database, dump: dict[str, list[tuple[object, ...]]]) -> None:
    """The database as it was, as a restored backup has it."""
    for table, rows in dump.items():
        database.write(lambda t, table=table: t.run(PortableStatement(f"DELETE FROM {table}")))
        for row in rows:
            names = [f"v{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(len(row))]
            marks = ", ".join(f":{name}" for name in names)
            insert = PortableStatement(f"INSERT INTO {table} VALUES ({marks})")
            database.write(
                lambda t, insert=insert, row=row, names=names: t.run(insert, **dict(zip(names, row, strict=True)))
            )


def test_a_page_reads_no_more_of_large_events_than_it_brings(
    district: District, pc: Make, monkeypatch: pytest.MonkeyPatch
):
    """As a district of 1.0.0 took them, without limits."""
    monkeypatch.setattr(district, "limits", Limits(**dict.fromkeys(Limits.__struct_fields__, 2**53)))
    owner, second = pc(), pc()
    case = owner.record()
    for _ in range(8):
        for _ in range(5):
            owner.note(case, secrets.token_hex(LARGEST_EVENT // 4))
        owner.exchange()
    requester = district.requester(second.token)
    tracemalloc.start()
    try:
        feed_page = district.database.read(lambda t: page(t, district.keys, requester, b"", SMALLEST_ROOM, {}))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert feed_page.has_more
    assert peak < 2 * LARGEST_EVENT
    assert len(second.sync()) == 41
