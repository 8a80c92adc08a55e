"""A complaint's register number after it was given another one, by whomever, in whatever order that arrives."""

from itertools import permutations

import pytest
from msgspec import msgpack, structs

from complaints import events as e
from complaints.events import Meaning, Noted
from complaints.numbering import Number
from complaints.renumbering import is_register_number, number_given, recording_order, renumbered
from tests.complaints.test_fold import DAY, DESA, KECAMATAN, RECORDED, Desk, folded, office, two_desks

NEW = Number(2026, "B", 7)
STEP = renumbered(DAY, "2026-A-0001", NEW)


def numbers(*steps: e.AnyStep) -> tuple[str, tuple[str, ...]]:
    now = office(*steps)
    return now.number, now.former_numbers


def test_the_new_number_counts_and_the_old_one_stays_known():
    assert numbers() == ("2026-A-0001", ())
    assert numbers(STEP) == ("2026-B-0007", ("2026-A-0001",))
    third = renumbered(DAY, "2026-B-0007", Number(2026, "C", 2))
    assert numbers(STEP, third) == ("2026-C-0002", ("2026-A-0001", "2026-B-0007"))
    assert numbers(STEP, renumbered(DAY, "2026-B-0007", Number(2026, "A", 1))) == ("2026-A-0001", ("2026-B-0007",))


def test_it_changes_nothing_else_and_needs_no_decision():
    before, after = office(), office(STEP)
    assert after.stage == before.stage
    assert after.milestones == before.milestones
    assert not after.needs_decision


def test_two_pcs_at_once_agree_in_whatever_order_it_arrives():
    one, other = two_desks()
    one.take(STEP)
    other.ms = one.ms + 5000
    other.take(renumbered(DAY, "2026-A-0001", Number(2026, "C", 3)))
    one.receive(other)
    outcomes = {
        (now.number, now.former_numbers) for history in permutations(one.held.values()) for now in [folded(history)]
    }
    assert outcomes == {("2026-C-0003", ("2026-A-0001", "2026-B-0007"))}


def test_only_the_unit_that_recorded_it_gives_it_a_number():
    one, other = two_desks()
    other.unit = KECAMATAN
    other.take(STEP)
    one.receive(other)
    assert (one.complaint().number, one.complaint().former_numbers, one.complaint().requests) == ("2026-A-0001", (), ())


@pytest.mark.parametrize(
    "written", ["", "7", "2026-a-0007", "2026-B-7", " 2026-B-0007", "2026-B-0000", "x" * 5000, "2026-B-0007\0"]
)
def test_what_is_no_register_number_is_a_note(written: str):
    assert not is_register_number(written)
    assert numbers(Noted(DAY, "nomor", Meaning(number=written))) == ("2026-A-0001", ())


def test_a_note_with_a_number_is_written_in_the_place_that_1_0_0_skips():
    desk = Desk("a")
    desk.take(RECORDED)
    event = desk.take(STEP)
    fields = msgpack.decode(e.encode(event))
    assert fields[7][:2] == ["noted", DAY.isoformat()]
    assert fields[7][3:] == [{"number": "2026-B-0007"}]
    assert "2026-A-0001" in fields[7][2]
    assert number_given(e.decode(e.encode(event)), DESA) == "2026-B-0007"
    assert number_given(structs.replace(event, unit=KECAMATAN), DESA) == ""


def test_who_recorded_first_keeps_the_number():
    ids = [("b-2", 5), ("a-10", 5), ("a-9", 5), ("z-1", 4)]
    assert sorted(ids, key=lambda one: recording_order(*one)) == [("z-1", 4), ("a-9", 5), ("a-10", 5), ("b-2", 5)]
