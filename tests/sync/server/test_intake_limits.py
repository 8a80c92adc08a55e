"""What no office's program writes is refused with a reason; what one PC brings in a day has an end, and nothing is lost by it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from complaints.clock import stamp
from complaints.events import AnyStep, Attached, Event, Facts, Forwarded, Noted, Recorded, encode
from sync.messages import Refusal
from sync.server import push
from sync.server.database import Database
from sync.server.district import District
from sync.server.intake_limits import BadLimits, load, shipped
from sync.server.keys import mint
from tests.offices import Clock
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc, Refused

Make = Callable[..., Pc]


def limited(database: Database, clock: Clock, **changes: int) -> District:
    return District(database, mint(), clock, msgspec.structs.replace(shipped(), **changes))


def enrolled(district: District, unit: str = SAOTANRE) -> Pc:
    new = Pc(post_to(district), unit)
    new.enrol(district.issue_code(unit))
    return new


def refusal(pc: Pc) -> tuple[int, Refusal]:
    with pytest.raises(Refused) as refused:
        pc.exchange()
    assert isinstance(refused.value.message, Refusal)
    return refused.value.status, refused.value.message


def recorded(pc: Pc, **facts: object) -> Recorded:
    described = {"kind": "complaint", "title": "Jembatan", "body": "Putus", "received_on": TODAY} | facts
    return Recorded(TODAY, "2026-A-0001", "K7QM-2V9X", Facts(**described))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        (Noted(TODAY, "x" * 20_001), "text"), (Noted(TODAY, "x" * 300_000), "event"),
        (Forwarded(TODAY, unit="73.07.99.2001", name="Tiada"), "unit"), (Forwarded(TODAY, unit="bukan kode"), "unit"),
        (Forwarded(TODAY, name="x" * 1_001), "line"),
    ],
)  # fmt: skip
def test_a_step_that_no_program_writes_is_refused_with_its_number(pc: Make, step: AnyStep, fault: str):
    office = pc()
    case = office.record()
    office.write(step, case)
    assert refusal(office) == (400, Refusal("limit", f"2 {fault}"))
    office.chain.pop()
    office.note(case, "x" * 20_000)
    office.forward(case, GUNUNG_PERAK)
    assert office.exchange().acknowledged == 3


@pytest.mark.parametrize(
    "saw",
    [
        (("bukan perangkat", 1),),
        (("a" * 16, 0),),
        (("a" * 16, 1),) * 2,
        tuple((f"{'a' * 13}{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}", 1) for n in range(101)),
    ],
)
def test_what_its_author_saw_is_events_each_once(pc: Make, saw: tuple[tuple[str, int], ...]):
    office = pc()
    case = office.record()
    office.chain.append(encode(Event(office.id, 2, stamp(1), case, "Siti", office.unit, saw, Noted(TODAY, "x"))))
    assert refusal(office) == (400, Refusal("limit", "2 saw"))


def test_the_longest_complaint_that_a_form_takes_is_taken(pc: Make):
    office = pc()
    longest = "\U0001f30a" * 20_000
    office.write(recorded(office, title="\U0001f30a" * 200, body=longest, expectation=longest))
    assert office.exchange().acknowledged == 1


def test_a_unit_writes_so_much_about_a_complaint_and_hinders_no_other(database: Database, clock: Clock):
    district = limited(database, clock, complaint_events=3, recipients=2)
    owner, other = enrolled(district), enrolled(district, GUNUNG_PERAK)
    case = owner.record()
    owner.forward(case, GUNUNG_PERAK)
    owner.exchange()
    for _ in range(3):
        other.note(case)
    other.exchange()
    other.note(case)
    assert refusal(other) == (400, Refusal("limit", "4 complaint"))
    owner.note(case)
    assert owner.exchange().acknowledged == 3
    second = owner.record()
    for unit in (GUNUNG_PERAK, GUNUNG_PERAK, "73.07.04.2010"):
        owner.forward(second, unit)
    del owner.chain[-1]
    owner.exchange()
    third = owner.record()
    owner.exchange()
    for unit in (GUNUNG_PERAK, "73.07.04.2010"):
        owner.forward(third, unit)
    assert owner.exchange().acknowledged == len(owner.chain)


def test_a_complaint_goes_to_so_many_units(database: Database, clock: Clock):
    district = limited(database, clock, recipients=2)
    owner = enrolled(district)
    case = owner.record()
    for unit in (GUNUNG_PERAK, GUNUNG_PERAK, "73.07.04.2010", "73.07.04.2011"):
        owner.forward(case, unit)
    assert refusal(owner) == (400, Refusal("limit", "5 recipients"))


@pytest.mark.parametrize("name", ["complaints", "bytes", "forwarded_bytes", "forwarded_events"])
def test_what_is_more_than_a_day_s_waits_for_the_next_also_under_a_new_name(
    database: Database, clock: Clock, name: str
):
    most = {"complaints": 3, "bytes": 2300, "forwarded_bytes": 2300, "forwarded_events": 2}[name]
    district = limited(database, clock, **{f"day_{name}": most})
    office, colleague = enrolled(district), enrolled(district)
    for _ in range(3):
        case = office.record("x" * 200)
        office.forward(case, GUNUNG_PERAK)
        if name != "complaints":
            break
    office.exchange()
    new = office.follow(Pc(office.post))
    new.forward(new.record("x" * 900), GUNUNG_PERAK)
    assert refusal(new) == (429, Refusal("quota", name))
    colleague.record()
    assert colleague.exchange().acknowledged == 1
    clock.pass_days(1)
    assert new.exchange().acknowledged == 2


def test_as_much_of_a_request_is_kept_as_the_day_allows_and_one_step_a_day_however_large(
    database: Database, clock: Clock
):
    district = limited(database, clock, day_forwarded_events=7)
    office = enrolled(district)
    for _ in range(5):
        office.forward(office.record(), GUNUNG_PERAK)
    assert refusal(office) == (429, Refusal("quota", "forwarded_events"))
    assert (
        office.exchange(events=[], proof=b"").acknowledged == 7
    )  # three complaints with both steps, and one not forwarded yet
    clock.pass_days(1)
    assert office.exchange().acknowledged == 10
    large = office.record()
    for _ in range(20):
        office.note(large)
    office.forward(large, GUNUNG_PERAK)
    assert refusal(office) == (429, Refusal("quota", "forwarded_events"))
    clock.pass_days(1)
    assert office.exchange().acknowledged == len(office.chain)
    office.forward(office.record(), GUNUNG_PERAK)
    assert refusal(office) == (429, Refusal("quota", "forwarded_events"))


def test_files_that_are_named_to_other_units_are_counted(database: Database, clock: Clock):
    district = limited(database, clock, day_forwarded_files=2)
    office = enrolled(district)
    case = office.record()
    office.forward(case, GUNUNG_PERAK)
    for number in range(3):
        office.write(Attached(TODAY, f"{number:064x}", "foto.jpg", "image/jpeg", 5), case)
    assert refusal(office) == (429, Refusal("quota", "forwarded_files"))
    assert office.exchange(events=[], proof=b"").acknowledged == 4
    clock.pass_days(1)
    assert office.exchange().acknowledged == 5


def test_an_import_of_ten_years_passes_in_parts(pc: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(push, "PART_EVENTS", 7)
    office, second = pc(), pc()
    for number in range(50):
        case = office.record(name=f"Orang {number}")
        office.note(case)
    assert office.exchange().acknowledged == 100
    assert len(second.sync()) == 100
    assert second.received_keys == office.keys
    assert office.exchange(first=1, events=office.chain, keys=office.keys).acknowledged == 100


def test_nothing_of_a_request_is_kept_when_its_last_event_is_none(pc: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(push, "PART_EVENTS", 2)
    office = pc()
    for _ in range(5):
        office.record()
    office.chain.append(b"\xc1")
    assert refusal(office) == (400, Refusal("malformed", "event"))
    office.chain.pop()
    assert office.exchange(events=[]).acknowledged == 0


@pytest.mark.parametrize(
    "step",
    [["mediated", "\xfe"], ["", "\xfe"], ["recorded", {"\xfe": 1}], ["noted", 1, "\xfe"], ["m", *[[[]]] * 40, "\xfe"]],
)
def test_a_step_that_an_office_of_1_0_0_can_not_read_whole_is_refused(pc: Make, step: list[object]):
    """It reads all of an event, also of one that it doesn't know, and stops at text that is none."""
    office = pc()
    case = office.record()
    envelope = [office.id, 2, stamp(1_800_000_000_000), case, "Siti", office.unit, [], step]
    office.chain.append(msgspec.msgpack.encode(envelope).replace("\xfe".encode(), b"\xff\xff"))
    assert refusal(office) == (400, Refusal("malformed", "event"))


def test_a_district_changes_its_limits_in_a_file(tmp_path: Path):
    place = tmp_path / "penerimaan.toml"
    assert load(place) == shipped()
    place.write_text("recipients = 5\n")
    assert load(place) == msgspec.structs.replace(shipped(), recipients=5)
    for wrong in ("recipients = 0", "unknown = 5", "recipients =", "recipients = 'x'"):
        place.write_text(wrong)
        with pytest.raises(BadLimits):
            load(place)
