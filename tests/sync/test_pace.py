"""Small steps on a bad link, large ones on a good one; never all offices at once."""

from hypothesis import given
from hypothesis import strategies as st

from sync.pace import (
    AIM_SECONDS,
    BETWEEN,
    FIRST_BACK,
    LARGEST,
    LARGEST_BACK,
    LONG_SECONDS,
    LONGEST_PAUSE,
    SMALLEST,
    Pace,
    after_success,
    pause_after,
)

ROOMS = st.integers(SMALLEST, LARGEST)


@given(ROOMS, st.floats(0, 1e6))
def test_the_room_stays_within_its_bounds(room: int, seconds: float):
    assert SMALLEST <= after_success(room, seconds) <= LARGEST


@given(st.floats(500, 1e9), ROOMS)
def test_the_room_settles_where_a_request_takes_some_seconds(rate: float, room: int):
    """`rate` in bytes a second."""
    for _ in range(40):
        room = after_success(room, room / rate)
    assert room in (SMALLEST, LARGEST) or AIM_SECONDS / 6 <= room / rate <= AIM_SECONDS


def test_a_break_makes_the_next_try_smaller_until_it_can_not():
    pace = Pace(LARGEST, lambda: 0.0)
    tries = 0
    while pace.smaller():
        tries += 1
    assert tries == 5
    assert pace.room.out == SMALLEST


@given(st.integers(0, 1000), st.floats(0, 1e5), st.floats(0, 1))
def test_a_pause_is_at_least_what_the_server_asked_and_ends_some_day(failures: int, asked: float, luck: float):
    pause = pause_after(failures, asked, luck)
    assert pause >= asked
    assert pause <= max(asked, LONGEST_PAUSE) + LONGEST_PAUSE


def test_pauses_double_with_each_failure_and_differ_from_office_to_office():
    assert [pause_after(n, 0, 1) for n in (0, 1, 2, 3)] == [BETWEEN, 30, 60, 120]
    assert pause_after(3, 0, 0) == 60


@given(st.floats(1e3, 1e9))
def test_answers_become_as_large_as_this_pc_takes_in_while_a_save_can_wait(rate: float):
    """`rate` in bytes a second."""
    pace = Pace(LARGEST, lambda: 0.0)
    for _ in range(20):
        pace.record_intake(pace.room.back / rate, complete=False)
    took = pace.room.back / rate
    assert pace.room.back == LARGEST_BACK or pace.room.back <= SMALLEST or LONG_SECONDS / 6 <= took <= LONG_SECONDS


def test_a_short_last_answer_says_nothing_of_how_much_this_pc_takes_in():
    pace = Pace(LARGEST, lambda: 0.0)
    pace.record_intake(0.0, complete=True)
    assert pace.room.back == FIRST_BACK
