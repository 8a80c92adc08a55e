"""A whole sync between real stores and a real district: what is sent arrives, once, and everyone entitled shows the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from msgspec import structs

from complaints.draft import Person
from complaints.errors import Refused
from complaints.identity import PersonChange
from complaints.steps import Change, StepDetails
from desktop.office.office import Office
from desktop.store import feed_position, log, restore
from desktop.store.database import reading, writing
from desktop.store.durable_files import DiskFull
from desktop.store.exchange import StoreOffice
from desktop.store.listing import Query
from desktop.store.receive import Opened
from desktop.store.schema import event
from sync.client import Client
from sync.messages import Agency, AnsweredRequest, SyncAnswer
from sync.office import TakeIn, do_nothing
from sync.pace import FIRST, Pace
from sync.prefetch import Launch, at_once
from sync.refusals import Interrupted, TokenRefused
from sync.server import notice
from sync.server.database import Database, sqlite_engine
from sync.server.district import District
from sync.server.keys import mint
from sync.server.migrate import bring_up_to_date
from sync.session import Session, Tally
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import Direct, Synced, office_at, opened

OTHER = "73.07.04.2010"
Enrolled = Callable[..., Synced]


def events(office: Office) -> list[tuple[str, int, bytes]]:
    with reading(office.engine) as connection:
        query = event.select().order_by(event.c.device, event.c.seq)
        return [(row.device, row.seq, row.content) for row in connection.execute(query)]


def whole(office: Office) -> None:
    report = office.upkeep.check(repair=False)
    assert report.problems == ()


def test_a_new_complaint_is_one_request_and_nothing_to_do_is_one(enrolled: Enrolled):
    a = enrolled()
    a.sync()
    a.office.record(bridge())
    before = a.carrier.requests
    tally = a.sync()
    assert (tally.sent, a.carrier.requests - before) == (1, 1)
    assert not a.store.exchange_state().current.waits
    tally = a.sync()
    assert (tally.sent, tally.received, a.carrier.requests - before) == (0, 0, 2)


def test_two_pcs_of_one_office_show_the_same(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    number = a.office.record(bridge()).number
    a.office.act(number, "verify")
    b.office.record(bridge(title="Lampu padam di depan masjid"))
    a.sync()
    b.sync()
    a.sync()
    assert events(a.office) == events(b.office)
    assert {row.title for row in _rows(a.office)} == {row.title for row in _rows(b.office)}
    assert b.office.show_identity(number, "uji").complaint.complainant.name == "Andi Baso Ramli"
    assert a.office.device.letter != b.office.device.letter
    for one in (a, b):
        whole(one.office)


def test_a_forwarded_complaint_comes_with_its_whole_history_and_the_answer_goes_back(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b", OTHER)
    own = a.office.record(bridge(title="Tetap di sini")).id
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER, note="mohon ditangani"))
    a.sync()
    b.office.record(bridge(title="Punya b"))
    b.sync()
    assert len(b.office.case(receipt.id).complaint.history) == 3
    assert own not in [row.id for row in _rows(b.office)]
    b.office.act(receipt.id, "respond", StepDetails(note="Tali sudah diganti."))
    b.sync()
    a.sync()
    assert a.office.case(receipt.number).complaint.response == "Tali sudah diganti."
    for one in (a, b):
        whole(one.office)


def _rows(office: Office):
    return office.page(Query(), limit=1000)


def test_erasing_destroys_the_key_on_every_side(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    receipt = a.office.record(bridge())
    a.sync()
    b.sync()
    a.office.act(receipt.number, "erase")
    a.sync()
    b.sync()
    assert b.office.show_identity(receipt.id, "uji").complaint.complainant.name == ""
    whole(b.office)


def test_an_answer_that_got_lost_changes_nothing(enrolled: Enrolled):
    a = enrolled()
    a.office.record(bridge())
    broken = 0

    def weather(way: str) -> None:
        nonlocal broken
        broken += way == "down"
        if way == "down" and broken == 1:
            raise Interrupted

    a.carrier.weather = weather
    tally = a.sync()
    assert tally.sent == 1
    assert not a.store.exchange_state().current.waits


def test_a_cloned_disk_goes_on_under_a_device_of_its_own_and_nothing_is_lost_or_doubled(
    enrolled: Enrolled, tmp_path: Path, district: District, clock: Clock
):
    a = enrolled()
    a.office.record(bridge(title="Bersama"))
    a.sync()
    a.office.close()
    copytree(tmp_path / "a", tmp_path / "klon")
    a.office = opened(tmp_path / "a", clock)
    twin = Synced(opened(tmp_path / "klon", clock), Direct(district))
    a.office.record(bridge(title="Di a"))
    clock.pass_days(0.01)
    mine = twin.office.record(bridge(title="Di klon"))
    twin.office.act(mine.number, "verify")
    a.sync()
    twin.sync()
    assert twin.office.device.id != a.office.device.id
    assert twin.office.device.letter != a.office.device.letter
    a.sync()
    assert sorted(row.title for row in _rows(a.office)) == ["Bersama", "Di a", "Di klon"]
    assert events(a.office) == events(twin.office)
    moved = next(row for row in _rows(twin.office) if row.title == "Di klon")
    assert moved.number == mine.number
    assert twin.office.show_identity(moved.id, "uji").complaint.complainant.name == "Andi Baso Ramli"
    for one in (a, twin):
        whole(one.office)
    twin.office.close()


def test_a_restored_pc_sends_what_was_never_sent_and_gets_back_what_it_lost(
    enrolled: Enrolled, tmp_path: Path, clock: Clock
):
    a = enrolled()
    a.office.record(bridge(title="Satu"))
    a.sync()
    a.office.record(bridge(title="Dua, belum terkirim saat cadangan"))
    a.office.upkeep.backup(tmp_path / "b.aduan")
    a.office.record(bridge(title="Tiga, sesudah cadangan"))
    a.sync()
    unlocked = a.office.unlocked
    a.office.close()
    restore.restore(tmp_path / "b.aduan", tmp_path / "a", lambda _vault: unlocked, datetime.now(UTC))
    a.office = opened(tmp_path / "a", clock)
    a.office.record(bridge(title="Empat, sesudah pemulihan"))
    a.sync()
    assert [row.title[:4] for row in reversed(_rows(a.office))] == ["Satu", "Dua,", "Empa", "Tiga"]
    assert not any(device.waits for device in a.store.exchange_state().devices)
    whole(a.office)


@pytest.mark.parametrize("number", [1, 30])
def test_a_server_that_lost_everything_is_filled_again(enrolled: Enrolled, tmp_path: Path, clock: Clock, number: int):
    a, b = enrolled("a"), enrolled("b")
    district = a.carrier.district
    district.database.engine.dispose()
    copyfile(tmp_path / "district.sqlite", tmp_path / "alt.sqlite")
    for n in range(number):
        b.office.record(bridge(title=f"Dari b {n}"))
        a.office.record(bridge(title=f"Dari a {n}"))
    a.sync()
    b.sync()
    a.sync()
    restored = District(Database(sqlite_engine(tmp_path / "alt.sqlite")), district.keys, clock)
    # PC b is lost with all that it had; a holds its events with the district's seal.
    a.carrier.district = restored
    a.office.record(bridge(title="Sesudahnya"))
    a.sync()
    new = Synced(b.office, Direct(restored))
    new.sync()
    assert events(new.office) == events(a.office)
    c = Synced(office_at(tmp_path / "c", clock), Direct(restored))
    c.enrol(restored.issue_code(c.office.settings.unit_code))
    c.sync()
    assert len(_rows(c.office)) == 2 * number + 1
    with reading(c.office.engine) as connection:
        assert log.count(connection) == 2 * number + 1
    whole(c.office)
    c.office.close()


def test_a_revoked_token_stops_with_what_to_do_and_a_new_code_makes_good(enrolled: Enrolled, district: District):
    a = enrolled()
    a.office.record(bridge())
    a.sync()
    receipt = a.office.record(bridge(title="Sesudah dicabut"))
    with district.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE device SET revoked_at = 1")
    with pytest.raises(TokenRefused) as refused:
        a.sync()
    assert "kode pendaftaran baru" in refused.value.sentence
    a.enrol(district.issue_code(a.office.settings.unit_code))
    assert a.sync().sent == 1
    assert a.office.case(receipt.number).complaint.title == "Sesudah dicabut"


def test_a_device_minted_since_the_districts_backup_is_known_again_without_a_code(
    enrolled: Enrolled, tmp_path: Path, clock: Clock
):
    a = enrolled("a")
    district = a.carrier.district
    a.office.record(bridge(title="Satu"))
    a.sync()
    district.database.engine.dispose()
    copyfile(tmp_path / "district.sqlite", tmp_path / "alt.sqlite")
    for title in ("Dua", "Tiga"):
        a.office.upkeep.backup(tmp_path / f"{title}.aduan")
        unlocked = a.office.unlocked
        a.office.close()
        restore.restore(tmp_path / f"{title}.aduan", tmp_path / "a", lambda _vault, u=unlocked: u, datetime.now(UTC))
        a.office = opened(tmp_path / "a", clock)
        a.office.record(bridge(title=title))
        a.sync()
    a.carrier.district = District(Database(sqlite_engine(tmp_path / "alt.sqlite")), district.keys, clock)
    a.office.record(bridge(title="Sesudahnya"))
    a.sync()
    assert not any(device.waits for device in a.store.exchange_state().devices)
    c = Synced(office_at(tmp_path / "c", clock), a.carrier)
    c.enrol(a.carrier.district.issue_code(UNIT))
    c.sync()
    assert sorted(row.title for row in _rows(c.office)) == ["Dua", "Satu", "Sesudahnya", "Tiga"]
    with a.carrier.district.database.engine.begin() as connection:
        id = a.store.exchange_state().current.id
        connection.exec_driver_sql(f"UPDATE device SET revoked_at = 1, token = NULL WHERE id = '{id}'")
    with pytest.raises(TokenRefused):
        a.sync()
    c.office.close()


def test_a_district_that_begins_anew_gets_everything_again(enrolled: Enrolled, tmp_path: Path, clock: Clock):
    a = enrolled()
    for n in range(5):
        a.office.record(bridge(title=f"Aduan {n}"))
    a.sync()
    engine = sqlite_engine(tmp_path / "baru.sqlite")
    bring_up_to_date(engine)
    a.carrier.district = District(Database(engine), mint(), clock)
    with pytest.raises(TokenRefused):
        a.sync()
    a.enrol(a.carrier.district.issue_code(a.office.settings.unit_code))
    a.sync()
    c = Synced(office_at(tmp_path / "c", clock), a.carrier)
    c.enrol(a.carrier.district.issue_code(c.office.settings.unit_code))
    c.sync()
    assert len(_rows(c.office)) == 5
    c.office.close()
    engine.dispose()


def test_a_pc_restored_from_before_its_enrolment_loses_nothing(enrolled: Enrolled, tmp_path: Path, clock: Clock):
    a = Synced(office_at(tmp_path / "x", clock), enrolled().carrier)
    a.office.record(bridge(title="Sebelum"))
    a.office.upkeep.backup(tmp_path / "b.aduan")
    unlocked = a.office.unlocked
    a.office.close()
    restore.restore(tmp_path / "b.aduan", tmp_path / "x", lambda _vault: unlocked, datetime.now(UTC))
    a.office = opened(tmp_path / "x", clock)
    a.office.act("2026-A-0001", "verify")
    a.enrol(a.carrier.district.issue_code(a.office.settings.unit_code))
    a.sync()
    assert not any(device.waits for device in a.store.exchange_state().devices)
    assert a.office.case("2026-A-0001").complaint.stage == "verified"
    whole(a.office)
    a.office.close()


def test_a_clone_of_a_clone_doubles_nothing(enrolled: Enrolled, tmp_path: Path, district: District, clock: Clock):
    """Two stores hold the same unsent tail of a forked device; each of them issues it again."""
    a = enrolled()
    a.office.record(bridge(title="Bersama"))
    a.sync()
    a.office.close()
    copytree(tmp_path / "a", tmp_path / "klon")
    first = Synced(opened(tmp_path / "klon", clock), Direct(district))
    number = first.office.record(bridge(title="Di kedua klon")).number
    first.office.act(number, "verify")
    first.office.close()
    copytree(tmp_path / "klon", tmp_path / "klon2")
    a.office = opened(tmp_path / "a", clock)
    clock.pass_days(0.01)
    a.office.record(bridge(title="Di a"))
    a.sync()
    first.office, second = opened(tmp_path / "klon", clock), Synced(opened(tmp_path / "klon2", clock), Direct(district))
    clock.pass_days(0.01)
    second.office.act(number, "note", StepDetails(note="hanya di klon kedua"))
    for one in (first, second, first, a):
        one.sync()
    for one in (a, first, second):
        assert sorted(row.title for row in _rows(one.office)) == ["Bersama", "Di a", "Di kedua klon"]
        whole(one.office)
    case = a.office.case(next(row.id for row in _rows(a.office) if row.title == "Di kedua klon")).complaint
    assert [type(entry.event.step).__name__ for entry in case.history] == ["Recorded", "Verified", "Noted"]
    assert events(a.office) == events(first.office) == events(second.office)
    first.office.close()
    second.office.close()


def test_an_agency_that_the_district_published_gets_the_complaint(enrolled: Enrolled, district: District):
    agency = "73.07.PUPR"
    a, b = enrolled("a"), enrolled("b", agency)
    agencies = [Agency(agency, "Dinas PUPR")]
    district.database.write(lambda t: notice.change(t, lambda known: structs.replace(known, agencies=agencies)))
    a.sync()
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to="Dinas PUPR"))
    a.sync()
    b.sync()
    assert b.office.case(receipt.id).complaint.forwarded_to == agency
    b.office.act(receipt.id, "accept")
    b.sync()
    a.sync()
    assert [entry.misplaced for entry in a.office.case(receipt.id).complaint.history] == [False] * 4


def test_only_the_office_that_took_a_complaint_down_closes_it_by_itself(enrolled: Enrolled, clock: Clock):
    a, b = enrolled("a"), enrolled("b", OTHER)
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.sync()
    b.sync()
    b.office.act(receipt.id, "respond", StepDetails(note="Sudah."))
    clock.pass_days(40)
    assert b.office.upkeep.close_answered() == 0
    b.sync()
    a.sync()
    assert a.office.upkeep.close_answered() == 1


def test_the_key_of_an_anonymous_complaint_comes_back_to_a_server_that_lost_it(
    enrolled: Enrolled, tmp_path: Path, clock: Clock
):
    a, b = enrolled("a"), enrolled("b", OTHER)
    district = a.carrier.district
    a.sync()
    b.sync()
    a.office.record(bridge(title="Di cadangan"))
    b.office.record(bridge(title="Di cadangan"))
    for one in (a, b):
        one.sync()
    district.database.engine.dispose()
    copyfile(tmp_path / "district.sqlite", tmp_path / "alt.sqlite")
    receipt = a.office.record(bridge(anonymous=True, subject="Kepala dusun"))
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.sync()
    b.sync()
    restored = District(Database(sqlite_engine(tmp_path / "alt.sqlite")), district.keys, clock)
    a.carrier.district = b.carrier.district = restored
    b.sync()  # gives back what it holds of a's, without the key
    a.sync()
    c = Synced(office_at(tmp_path / "c", clock), Direct(restored))
    c.enrol(restored.issue_code(c.office.settings.unit_code))
    c.sync()
    assert c.office.show_identity(receipt.id, "uji").complaint.subject == "Kepala dusun"
    c.office.close()


def test_a_second_pc_adds_the_name_that_a_complaint_was_recorded_without(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    number = a.office.record(bridge(complainant=Person())).number
    a.sync()
    b.sync()
    whole(b.office)
    b.office.correct(number, Change(complainant=PersonChange(name="Andi Baso Ramli")))
    b.sync()
    a.sync()
    assert a.office.show_identity(number, "uji").complaint.complainant.name == "Andi Baso Ramli"
    whole(a.office)


def test_a_server_that_says_more_and_brings_nothing_is_left(enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch):
    a = enrolled()
    a.sync()
    before = a.carrier.requests
    answer = a.carrier.district.sync
    posts = {"/v1/sync": lambda *given: structs.replace(answer(*given), more=True)}
    monkeypatch.setattr(a.carrier.district, "_posts", posts)
    a.sync()
    assert a.carrier.requests - before == 1


def test_who_may_not_know_the_complainant_is_told_so(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b", OTHER)
    receipt = a.office.record(bridge(anonymous=True))
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    a.sync()
    b.sync()
    change = Change(subject="Kepala dusun")
    with pytest.raises(Refused, match="tidak dikenal di kantor ini"):
        b.office.correct(receipt.id, change)
    a.office.act(receipt.number, "erase")
    a.sync()
    b.sync()
    with pytest.raises(Refused, match="sudah dihapus"):
        b.office.correct(receipt.id, change)


class Watched(StoreOffice):
    """Counts the requests that were made when an answer is taken in; at `fails`, there is no room for it."""

    def __init__(self, one: Synced, fails: int = 0) -> None:
        office = one.office
        super().__init__(office.engine, office.settings.unit_code, lambda: office.rules, lambda: office.now_ms)
        self.carrier = one.carrier
        self.fails = fails
        self.asked: list[int] = []
        self.log: list[str] = []

    def opened(self, answer: SyncAnswer) -> TakeIn:
        self.log.append("open")
        return super().opened(answer)

    def take(
        self, opened: Opened, device: str, request: AnsweredRequest, beside: Callable[[], None] = do_nothing
    ) -> int:
        self.asked.append(self.carrier.requests)
        if len(self.asked) == self.fails:
            raise DiskFull
        self.log.append("take in")
        new = super().take(opened, device, request, beside)
        self.log.append("taken in")
        return new

    def sync(self, launch: Launch) -> Tally:
        clock = self._now_ms
        return Session(self, Client(self.carrier), Pace(FIRST, lambda: 0.0), clock, lambda _: None, launch=launch).run()


def record_many(office: Office, count: int) -> None:
    drafts = [bridge(title=f"Jembatan {n}", body=f"Tali putus {n}. " * 40) for n in range(count)]
    for done in office.record_many(drafts):
        assert not isinstance(done, Exception)


def test_on_a_swift_link_the_next_request_is_made_before_an_answer_is_taken_in(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    record_many(a.office, 400)
    for one in (a, b):
        before = one.carrier.requests
        store = Watched(one)
        tally = store.sync(at_once)
        one.refresh()
        assert max(tally.sent, tally.received) == 400
        assert one.carrier.requests - before == len(store.asked)  # nothing was asked in vain
        assert store.asked[0] - before == 2
        whole(one.office)
    assert events(a.office) == events(b.office)


def test_on_a_swift_link_an_answer_is_opened_while_the_one_before_is_written_down(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    record_many(a.office, 1000)
    a.sync()
    store = Watched(b)
    assert store.sync(at_once).received == 1000
    assert ["take in", "open", "taken in"] in [store.log[at : at + 3] for at in range(len(store.log))]
    assert store.log.count("open") == store.log.count("taken in") == len(store.asked)
    b.refresh()
    whole(b.office)


def test_what_was_opened_by_rules_that_hold_no_more_is_opened_anew(enrolled: Enrolled):
    a, b = enrolled("a"), enrolled("b")
    record_many(a.office, 3)
    a.sync()

    class Changing(StoreOffice):
        def opened(self, answer: SyncAnswer) -> TakeIn:
            take_in = super().opened(answer)
            b.office.change_settings(structs.replace(b.office.settings, days_per_week=6))
            return take_in

    store = Changing(b.office.engine, b.office.settings.unit_code, lambda: b.office.rules, lambda: b.office.now_ms)
    Session(store, Client(b.carrier), Pace(FIRST, lambda: 0.0), lambda: b.office.now_ms, lambda _: None).run()
    assert b.office.count(Query()) == 3
    whole(b.office)


def test_what_went_ahead_is_let_go_when_the_answer_before_can_not_be_taken_in(enrolled: Enrolled):
    a = enrolled()
    record_many(a.office, 300)
    store = Watched(a, fails=2)
    with ThreadPoolExecutor(1) as ahead, pytest.raises(DiskFull):
        store.sync(ahead.submit)
    acknowledged = store.exchange_state().current.acknowledged
    tally = a.sync()
    assert acknowledged + tally.sent == 300
    assert not a.store.exchange_state().current.waits
    whole(a.office)


def test_who_sends_much_behind_a_feed_that_it_knows_reads_that_to_its_end_all_the_same(enrolled: Enrolled):
    """As after a reset: requests went ahead, and all of them asked from where the first one did."""
    a, b = enrolled("a"), enrolled("b")
    record_many(b.office, 2500)
    b.sync()
    a.sync()
    record_many(a.office, 400)
    with writing(a.office.engine) as connection:
        feed_position.change(connection, cursor=b"")
    Watched(a).sync(at_once)
    there = a.store.exchange_state().cursor
    a.sync()
    assert a.store.exchange_state().cursor == there
