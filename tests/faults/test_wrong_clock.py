"""The PC's clock is wrong by years, either way: nothing is refused, nothing is lost, and order and numbers hold."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from complaints.draft import Draft
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.conftest import PASSWORD, USER, Founded

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CLOCKS = {
    "ten years back": datetime(2016, 11, 24, 9, tzinfo=UTC),
    "ten years forward": datetime(2036, 11, 24, 9, tzinfo=UTC),
    "an empty battery": datetime(2009, 1, 1, tzinfo=UTC),
    "the first day": datetime(1970, 1, 2, tzinfo=UTC),
    "past 2038": datetime(2099, 5, 5, tzinfo=UTC),
}


def at(moment: datetime) -> Callable[[], float]:
    return moment.timestamp


def opened(founded: Founded, moment: datetime) -> Office:
    return Office(founded.folder, founded.unlocked, USER, at(moment))


@pytest.mark.parametrize("wrong", CLOCKS.values(), ids=CLOCKS)
def test_a_day_under_a_wrong_clock_loses_nothing_and_refuses_nothing(founded: Founded, wrong: datetime):
    office = opened(founded, NOW)
    first = office.record(Draft(kind="complaint", body="Jembatan putus")).number
    office.act(first, "verify")
    office.close()

    office = opened(founded, wrong)
    second = office.record(Draft(kind="complaint", body="Lampu padam")).number
    office.act(second, "verify")
    office.act(second, "respond", StepDetails(note="sudah diganti"))
    # A case of the right time goes on too, and its steps stay in the order in which they were taken.
    office.act(first, "follow-up", StepDetails(note="sudah disurvei"))
    case = office.act(first, "respond", StepDetails(note="sudah diperbaiki"))
    assert [type(entry.event.step).__name__ for entry in case.complaint.history] == [
        "Recorded", "Verified", "FollowedUp", "Responded",
    ]  # fmt: skip
    assert not any(entry.misplaced for entry in case.complaint.history)
    assert office.home().counts.total == 2
    assert office.upkeep.daily().backup is not None
    assert office.upkeep.check(repair=False).clean
    office.close()

    office = opened(founded, NOW + timedelta(days=1))
    third = office.record(Draft(kind="complaint", body="Air macet")).number
    case = office.act(first, "close")
    assert case.complaint.stage == "closed"
    assert case.complaint.history[-1].misplaced is False
    assert len({first, second, third}) == 3
    assert office.upkeep.close_answered() in (0, 1)
    assert office.home().counts.total == 3
    assert office.count(Query(text="jembatan")) == 1
    assert office.upkeep.check(repair=False).clean
    office.close()


def test_a_clock_far_ahead_closes_no_answered_complaint(founded: Founded):
    office = opened(founded, NOW)
    number = office.record(Draft(kind="complaint", body="Jembatan putus")).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="sudah diperbaiki"))
    office.close()
    office = opened(founded, CLOCKS["ten years forward"])
    assert office.upkeep.close_answered() == 0
    assert office.case(number).complaint.stage == "responded"
    office.close()


def test_backups_that_a_wrong_clock_dated_ahead_never_push_out_the_newest(founded: Founded):
    for day in range(16):
        office = opened(founded, CLOCKS["ten years forward"] + timedelta(days=day))
        office.upkeep.backup_now()
        office.close()
    office = opened(founded, NOW)
    report, _ = office.upkeep.backup_now()
    assert report.file.exists()
    assert len(office.upkeep.backups()) == office.settings.backups_kept
    office.close()
    office = opened(founded, NOW + timedelta(days=1))
    second, _ = office.upkeep.backup_now()
    assert report.file.exists()
    assert second.file.exists()
    office.close()


def test_a_wrong_password_under_a_wrong_clock_locks_nobody_out_for_long(founded: Founded):
    (founded.folder / "attempts.json").write_text(json.dumps({"failures": 30, "last": CLOCKS["past 2038"].timestamp()}))
    seconds = NOW.timestamp()
    assert 0 < Vault(founded.folder, lambda: seconds).wait_seconds() <= 300
    later = seconds + 301
    assert Vault(founded.folder, lambda: later).unlock(USER, PASSWORD) == founded.unlocked
