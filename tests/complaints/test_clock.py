"""Rules of the hybrid clock."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from complaints.clock import DAY_MS, LATEST_MS, local_moment, milliseconds, moment, observe, stamp, tick

NOW = 1_795_400_000_000
TIMES = st.integers(-(10**12), 10**16)
STAMPS = st.integers(0, 2**62)


@given(st.lists(st.one_of(TIMES.map(lambda ms: ("tick", ms)), st.tuples(STAMPS, TIMES)), min_size=1, max_size=40))
def test_a_stamp_is_later_than_all_before_however_the_clock_jumps(moves: list[tuple[object, int]]):
    last, made = 0, [0]
    for move, ms in moves:
        if isinstance(move, int):
            followed = observe(last, move, ms)
            assert followed >= last
            last = followed
        else:
            last = tick(last, ms)
            assert last > made[-1]
            made.append(last)
    assert last < 2**63


def test_a_right_clock_is_told():
    assert moment(tick(0, NOW)) == datetime.fromtimestamp(NOW / 1000, UTC)
    assert milliseconds(stamp(NOW, 65_535)) == NOW


def test_a_clock_set_back_ten_years_goes_on_counting():
    last = tick(0, NOW)
    assert tick(last, NOW - 3_650 * DAY_MS) == last + 1


def test_a_full_counter_runs_into_the_next_millisecond():
    assert tick(stamp(NOW, 65_535), NOW) == stamp(NOW + 1)


def test_what_is_seen_is_followed_by_later_stamps():
    seen = stamp(NOW + DAY_MS)
    assert tick(observe(0, seen, NOW), NOW) > seen


def test_a_clock_in_another_century_drags_nobody_along():
    assert observe(stamp(NOW), stamp(NOW + DAY_MS + 1), NOW) == stamp(NOW)


def test_the_last_moment_can_be_stored_and_shown():
    assert tick(0, 10**18) == stamp(LATEST_MS) < 2**63
    assert moment(2**63 - 1).year == 6429
    assert local_moment(2**63 - 1).year == 6429
