"""The demo office is a real one: made by the same code, believable in its hours, whole by its own check."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from complaints import clock
from complaints.complaint import STAGES
from complaints.events import Recorded
from desktop.office import demo
from desktop.office.demo import PASSWORD, PEOPLE, Demo
from desktop.office.office import Office
from desktop.store.vault import Vault

NOON = datetime(2026, 11, 24, 12, 0).astimezone()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    one = demo.make(tmp_path_factory.mktemp("demo") / "kantor", NOON)
    yield one
    one.office.close()


def test_two_hundred_complaints_in_every_stage(made: Demo):
    counts = made.office.counts()
    assert counts.total == 200
    assert set(counts.stages) == set(STAGES)
    assert counts.overdue
    assert counts.due_soon
    assert counts.needs_decision == 1


def test_it_is_whole(made: Demo):
    report = made.office.upkeep.check(repair=False)
    assert report.clean, report.problems


def test_everything_happened_in_office_hours_and_before_now(made: Demo):
    moments = [clock.moment(event.at).astimezone() for event in made.office.events()]
    assert max(moments) <= NOON
    assert all(moment.weekday() < 5 and 8 <= moment.hour < 17 for moment in moments)
    assert moments == sorted(moments)


def test_no_step_is_dated_after_today_or_before_its_complaint(made: Demo):
    for case in made.office.cases(None, None, with_identity=False):
        days = [entry.event.step.on for entry in case.complaint.history]  # type: ignore[union-attr]
        assert max(days) <= NOON.date()
        assert min(days) >= case.complaint.received_on


def test_the_workflow_allowed_every_step(made: Demo):
    assert not any(
        entry.misplaced
        for case in made.office.cases(None, None, with_identity=False)
        for entry in case.complaint.history
    )


def test_numbers_follow_the_order_of_receipt_within_a_year(made: Demo):
    numbers = [event.step.number for event in made.office.events() if isinstance(event.step, Recorded)]
    by_year: dict[str, list[str]] = {}
    for number in numbers:
        by_year.setdefault(number[:4], []).append(number)
    assert all(given == sorted(given) for given in by_year.values())
    assert sum(map(len, by_year.values())) == 200


def test_three_people_can_log_in_and_did_the_work(made: Demo):
    vault = Vault(made.office.folder)
    assert {member.name: member.role for member in made.office.members.list_all()} == {
        name: role for role, name in PEOPLE.items()
    }
    for name in PEOPLE.values():
        assert vault.unlock(name, PASSWORD)
    actors = Counter(event.actor for event in made.office.events())
    assert set(actors) == {PEOPLE["officer"], PEOPLE["head"], ""}


def test_home_has_work_to_do(made: Demo):
    home = made.office.home()
    assert home.items
    assert home.items
    assert home.counts.total == 200


@pytest.mark.parametrize("hour", [0, 7, 8, 23])
def test_it_can_be_made_at_any_hour(tmp_path: Path, hour: int):
    now = NOON.replace(hour=hour, minute=1)
    one = demo.make(tmp_path / "kantor", now)
    try:
        assert max(clock.moment(event.at).astimezone() for event in one.office.events()) <= now
    finally:
        one.office.close()


def test_it_can_be_opened_again_with_its_password(made: Demo):
    unlocked = Vault(made.office.folder).unlock(made.user, made.password)
    other = Office(made.office.folder, unlocked, made.user)
    assert other.user.role == "admin"
    other.close()
