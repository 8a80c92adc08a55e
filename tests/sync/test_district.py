"""The office's facade to its district: what waits, when the next try is, pause, data limit, and who may enrol."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import insert

from complaints.errors import Refused
from desktop.office.district import DistrictConnection as Facade
from desktop.office.office import Office
from desktop.office.rules import rules, shipped_policy
from desktop.store.attachments import Content
from desktop.store.database import writing
from desktop.store.listing import Query
from desktop.store.schema import file
from sync import frame
from sync.client import HttpAnswer
from sync.files import DayLimit
from sync.messages import Notice
from sync.refusals import Later, NotEnrolled, TokenRefused, Unreachable
from sync.server import notice
from sync.server.district import District
from sync.traffic import Traffic
from tests.offices import UNIT, Clock, bridge, reopened
from tests.sync.offices import Direct, office_at


class Wire:
    """A line that counts, to a district in the same process; `fault` is raised instead of an answer."""

    def __init__(self, district: District) -> None:
        self.traffic = Traffic()
        self.fault: Exception | None = None
        self._direct = Direct(district)

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        if self.fault is not None:
            raise self.fault
        self.traffic.requests += 1
        self.traffic.sent += len(body)
        return self._direct.carry(method, path, headers, body, limit=limit)

    def cut(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def wire(district: District) -> Wire:
    return Wire(district)


@pytest.fixture
def office(tmp_path: Path, clock: Clock, wire: Wire, district: District):
    made = office_at(tmp_path / "kantor", clock)
    made.__dict__["district"] = Facade(made, lambda _address: wire, lambda _seconds: None)
    yield made
    made.close()


@pytest.fixture
def enrol(office: Office, district: District) -> Callable[[], None]:
    def enrolled() -> None:
        office.district.enrol("aduan.contoh.id", district.issue_code(UNIT))

    return enrolled


def test_before_enrolment_nothing_is_due(office: Office):
    office.record(bridge())
    now = office.district.connection_state()
    assert (now.enrolled, now.waiting, now.address, office.district.next_try()) == (False, 1, "", None)
    with pytest.raises(NotEnrolled):
        office.district.sync()
    assert office.district.history() == []


def test_after_enrolment_a_sync_is_due_at_once_and_then_every_few_minutes(
    office: Office, enrol: Callable[[], None], clock: Clock
):
    enrol()
    now = office.district.connection_state()
    assert (now.enrolled, now.address) == (True, "https://aduan.contoh.id")
    due = office.district.next_try()
    assert due is not None
    assert due.timestamp() <= clock()
    office.record(bridge())
    done = office.district.sync()
    assert (done.outcome, done.sent) == ("ok", 1)
    later = office.district.next_try()
    assert later is not None
    assert timedelta(seconds=100) < later - done.at < timedelta(seconds=301)
    assert office.district.connection_state().last_success == done


def test_failures_are_kept_and_tried_again_later_and_later(
    office: Office, enrol: Callable[[], None], clock: Clock, wire: Wire
):
    enrol()
    wire.fault = Unreachable()
    pauses: list[float] = []
    for _ in range(9):
        with pytest.raises(Unreachable):
            office.district.sync()
        due = office.district.next_try()
        assert due is not None
        pauses.append(due.timestamp() - clock())
        clock.pass_days(0.1)
    assert pauses[0] <= 30
    assert 1800 <= pauses[-1] <= 3600
    first, *_, last = office.district.history()
    assert first.at > last.at
    assert [one.outcome for one in office.district.history()] == ["failed"] * 9
    assert len(office.district.history(limit=4, before=first)) == 4
    assert office.district.connection_state().last_success is None


def test_a_clock_that_ran_years_ahead_and_was_put_right_holds_no_sync_back(
    office: Office, enrol: Callable[[], None], clock: Clock, wire: Wire
):
    enrol()
    clock.pass_days(3_000)
    office.district.sync()
    wire.fault = Unreachable()
    with pytest.raises(Unreachable):
        office.district.sync()
    clock.pass_days(-3_000)
    due = office.district.next_try()
    assert due is not None
    assert due.timestamp() <= clock()
    assert office.district.connection_state().used_today == 0
    with pytest.raises(Unreachable):
        office.district.sync()
    again = office.district.next_try()
    assert again is not None
    assert 0 < again.timestamp() - clock() < 3_600


def test_a_file_put_off_by_a_clock_that_ran_ahead_is_asked_for_again(office: Office, clock: Clock):
    receipt = office.record(bridge(), [Content("surat.txt", b"isi surat")])
    [name] = [one.sha256 for one in office.case(receipt.id).complaint.attachments]
    with writing(office.engine) as connection:
        row = {"sha256": name, "direction": "up", "size": 9, "media_type": "text/plain"}
        connection.execute(
            insert(file).values(row | {"done": False, "wanted_ms": 0, "wire_sha256": "", "wire_size": 0})
        )
    files = office.district.files
    files.postpone(name, 0)
    assert files.to_send() == []
    clock.pass_days(-3_000)
    assert [one.sha256 for one in files.to_send()] == [name]


def test_the_server_says_when(office: Office, enrol: Callable[[], None], clock: Clock, wire: Wire):
    enrol()
    wire.fault = Later(7200)
    with pytest.raises(Later):
        office.district.sync()
    due = office.district.next_try()
    assert due is not None
    assert due.timestamp() - clock() >= 7200


def test_a_refused_token_stops_until_a_new_code_comes(
    office: Office, enrol: Callable[[], None], district: District, clock: Clock
):
    enrol()
    with district.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE device SET revoked_at = 1")
    with pytest.raises(TokenRefused):
        office.district.sync()
    assert "kode pendaftaran baru" in str(office.district.connection_state().stopped)
    assert office.district.next_try() is None
    enrol()
    assert office.district.connection_state().stopped is None
    assert office.district.next_try() is not None
    assert office.district.sync().outcome == "ok"


def test_paused_and_over_the_limit_nothing_is_due_by_itself(office: Office, enrol: Callable[[], None]):
    enrol()
    office.district.sync()
    office.district.set_paused(True)
    assert office.district.next_try() is None
    assert office.district.sync().outcome == "ok"  # asked for, it goes
    office.district.set_paused(False)
    office.district.set_limit(10)
    assert office.district.connection_state().used_today > 10
    tomorrow = office.district.next_try()
    assert tomorrow is not None
    assert tomorrow.date() == office.today() + timedelta(days=1)
    office.district.set_limit(None)
    assert office.district.next_try() is not None


def test_over_the_limit_what_was_written_still_goes_when_asked_for_and_attachments_wait(
    office: Office, enrol: Callable[[], None]
):
    enrol()
    office.record(bridge(), [Content("jembatan.txt", b"foto" * 1000)])
    office.district.set_limit(10)
    with pytest.raises(DayLimit):
        office.district.sync()
    [done] = office.district.history()
    assert (done.outcome, done.sent) == ("interrupted", 2)
    now = office.district.connection_state()
    assert (now.waiting, now.waiting_files, now.failures) == (0, 1, 0)


def test_all_of_it_is_remembered(office: Office, enrol: Callable[[], None]):
    enrol()
    office.record(bridge())
    office.district.sync()
    office.district.set_limit(5_000_000)
    before = office.district.connection_state()
    again = reopened(office)
    assert again.district.connection_state() == before
    again.close()


def test_the_clocks_difference_is_measured(office: Office, enrol: Callable[[], None], district: District, clock: Clock):
    enrol()
    office.clock = lambda: clock() - 3600
    office.district.sync()
    assert office.district.connection_state().clock_offset_ms == 3_600_000


def test_only_an_admin_enrols(office: Office, district: District):
    office.members.put("Budi", "rahasia-budi", "officer")
    budi = next(one for one in office.members.list_all() if one.name == "Budi")
    office.user = budi
    with pytest.raises(Refused):
        office.district.enrol("aduan.contoh.id", district.issue_code(UNIT))
    assert not office.district.connection_state().enrolled


def test_the_districts_policy_and_days_off_hold_in_the_office(
    office: Office, enrol: Callable[[], None], district: District
):
    enrol()
    office.record(bridge())
    before = office.page(Query())[0].due_on
    assert before is not None
    days = {(office.today() + timedelta(days=n)).isoformat(): "Libur daerah" for n in range(1, 30)}
    policy = shipped_policy()
    district.database.write(
        lambda t: notice.change(t, lambda known: structs.replace(known, holidays=days, policy=policy))
    )
    office.district.sync()
    after = office.page(Query())[0].due_on
    assert after is not None
    assert after - before >= timedelta(days=25)
    assert office.upkeep.check(repair=False).clean


def test_a_policy_that_this_version_cannot_read_locks_nobody_out(office: Office):
    told = Notice(2, "73.07", "", b"", b"", policy="versi = [2", holidays={"besok": "?", "2026-12-01": "Libur"})
    found = rules(office.settings, {}, told)
    assert found.policy == office.rules.policy
    assert date(2026, 12, 1) in found.calendar.holidays
