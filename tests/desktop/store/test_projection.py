"""Rows and search are what the events say: after any work, making them anew changes nothing."""

import random
from datetime import date

import pytest
from sqlalchemy import select, text

from complaints.draft import Draft, Person
from complaints.errors import OfficeError
from complaints.events import Location
from complaints.steps import Change, StepDetails
from complaints.workflow import ALLOWED, Action
from desktop.office.office import Office
from desktop.store import projection
from desktop.store.database import reading, writing
from desktop.store.listing import Query
from desktop.store.schema import complaint


def work(office: Office, seed: int, steps: int = 60) -> None:
    """Random steps on random complaints; those that are refused change nothing."""
    dice = random.Random(seed)
    numbers: list[str] = []
    actions: list[Action] = [action for action in ALLOWED if action not in ("attach", "review")]
    for place in range(steps):
        if not numbers or dice.random() < 0.2:
            draft = Draft(
                kind=dice.choice(("complaint", "aspiration")), body=f"Aduan {place} jalan", location=Location(dusun=dice.choice("ABC")),
                complainant=Person(name=f"Orang {place}"), received_on=date(2026, 1, 1 + place % 28),
            )  # fmt: skip
            numbers.append(office.record(draft).number)
            continue
        taken = StepDetails(
            note=f"catatan{place}", to=dice.choice(("Kaur Umum", "73.07.05")), person=Person(name=f"Pendukung {place}"),
            change=Change(title=f"Judul {dice.randint(0, 3)}", location=Location(dusun=dice.choice("ABC"))), channel="phone",
        )  # fmt: skip
        try:
            office.act(dice.choice(numbers), dice.choice(actions), taken)
        except OfficeError:
            continue


def table(office: Office) -> list[dict[str, object]]:
    with reading(office.engine) as connection:
        return [dict(row._mapping) for row in connection.execute(select(complaint).order_by(complaint.c.rowid))]


def found(office: Office, words: str) -> list[str]:
    return [row.number for row in office.page(Query(text=words), limit=1000)]


@pytest.mark.parametrize("seed", range(4))
def test_making_the_projection_anew_changes_nothing(office: Office, seed: int):
    work(office, seed)
    before, hits = (
        table(office),
        {word: found(office, word) for word in ("jalan", "judul", "orang", "pendukung", "catatan1", "kaur")},
    )
    with writing(office.engine) as connection:
        assert projection.rebuild(connection, office.rules) == len(before)
    assert table(office) == before
    assert {word: found(office, word) for word in hits} == hits
    assert office.upkeep.check(repair=False).clean


def test_a_row_that_lies_is_found_and_mended(office: Office):
    work(office, 9, 20)
    before = table(office)
    with writing(office.engine) as connection:
        connection.execute(text("UPDATE complaint SET stage = 'closed', title = 'x' WHERE rowid = 1"))
    assert not office.upkeep.check(repair=False).clean
    assert office.upkeep.check().clean
    assert table(office) == before


def test_search_forgets_what_was_corrected(office: Office):
    number = office.record(Draft(kind="complaint", body="Jalan", title="Kuburan lama")).number
    assert found(office, "kuburan") == [number]
    office.correct(number, Change(title="Makam"))
    assert found(office, "kuburan") == []
    assert found(office, "makam") == [number]


def test_a_name_and_a_phone_are_found_and_a_nik_never(office: Office):
    person = Person(name="Andi Baso", national_id="7307031504870001", phone="081234567890")
    number = office.record(Draft(kind="complaint", body="Jalan", complainant=person)).number
    assert found(office, "baso") == [number]
    assert found(office, "081234567890") == found(office, "81234567890") == [number]
    assert found(office, "7307031504870001") == found(office, "15048700") == []
