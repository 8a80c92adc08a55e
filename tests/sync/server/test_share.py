"""The share of answers in time flatters nobody: what is open and past its day counts as late, as it does at the office."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from complaints import deadlines
from complaints.clock import stamp
from complaints.events import (
    AnyStep,
    Closed,
    Event,
    FollowedUp,
    Reopened,
    Responded,
    Returned,
    Verified,
    decode,
    encode,
)
from complaints.fold import fold
from complaints.step_times import passages
from sync.server import monitoring
from sync.server.check import check
from sync.server.district import District
from sync.server.monitoring import UnitFigures, total
from sync.server.shelf import Folder
from tests.offices import Clock
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.test_health import Make

HISTORIES: dict[str, tuple[AnyStep, ...]] = {
    "untouched": (),
    "verified": (Verified(TODAY),),
    "followed up": (Verified(TODAY), FollowedUp(TODAY + timedelta(1), note="x")),
    "answered": (Verified(TODAY), Responded(TODAY + timedelta(2), note="x")),
    "answered late": (Verified(TODAY), Responded(TODAY + timedelta(60), note="x")),
    "returned": (Returned(TODAY, note="x"),),
    "followed up after a return": (Returned(TODAY, note="x"), FollowedUp(TODAY + timedelta(3), note="x")),
    "closed": (Verified(TODAY), Responded(TODAY + timedelta(2), note="x"), Closed(TODAY + timedelta(20))),
    "reopened": (
        Verified(TODAY), Responded(TODAY + timedelta(2), note="x"), Reopened(TODAY + timedelta(4), note="x"),
    ),
}  # fmt: skip


def entered(office: Pc, step: AnyStep, case: str) -> None:
    """A step that was entered on its own day."""
    seq = len(office.chain) + 1
    at = stamp(int(datetime(step.on.year, step.on.month, step.on.day, 3, tzinfo=UTC).timestamp() * 1000) + seq)
    office.chain.append(encode(Event(office.id, seq, at, case, "Siti", office.unit, (), step)))


def figures(district: District, today: date) -> UnitFigures:
    return total(
        district.database.read(lambda t: monitoring.by_unit(t, "2020-01-01", "2030-01-01", today.toordinal())).values()
    )


def as_the_office(district: District, histories: list[list[bytes]], today: date) -> tuple[int, int]:
    """How many answers are in time, and how many late today, by the office's own rules."""
    reckoning, _ = district.own_desk()
    in_time = late = 0
    for contents in histories:
        complaint = fold([decode(content) for content in contents])
        assert complaint is not None
        all_deadlines = deadlines.of(complaint, reckoning.policy, reckoning.calendar, None)
        answer = passages(complaint, all_deadlines, reckoning.policy, reckoning.calendar)["respond"]
        in_time += answer.on_time is True
        late += answer.on_time is False or (answer.due_on is not None and not answer.paused and answer.due_on < today)
    return in_time, late


@pytest.mark.parametrize("days", [0, 3, 10, 40, 400])
def test_open_complaints_past_their_day_count_as_late_as_at_the_office(
    district: District, pc: Make, days: int, clock: Clock, tmp_path: Path
):
    office: Pc = pc(SAOTANRE)
    histories: list[list[bytes]] = []
    for steps in HISTORIES.values():
        begin = len(office.chain)
        case = office.record()
        for step in steps:
            entered(office, step, case)
        histories.append(office.chain[begin:])
    office.sync()
    today = TODAY + timedelta(days=days)
    clock.pass_days(500)
    found = figures(district, today)
    in_time, late = as_the_office(district, histories, today)
    assert (found.in_time, found.answered_late + found.unanswered_late) == (in_time, late)
    assert found.share_in_time == in_time / (in_time + late)
    assert list(check(district, Folder(tmp_path))) == []


def test_a_district_where_nothing_was_answered_has_no_hundred_per_cent(district: District, pc: Make, clock: Clock):
    office = pc(SAOTANRE)
    case = office.record()
    office.record()
    entered(office, Verified(TODAY), case)
    entered(office, Responded(TODAY + timedelta(1), note="x"), case)
    office.sync()
    assert figures(district, TODAY + timedelta(2)).share_in_time == 1
    assert figures(district, TODAY + timedelta(90)).share_in_time == 0.5
