"""Which columns of a table give way where there is little room."""

import pytest

from desktop.columns import Cell, Column, columns_without_room, fixed

COLUMNS = tuple(Column("", lambda _: Cell(), width, leaves) for width, leaves in ((fixed(100), 0), (None, 0), (fixed(80), 200), (fixed(60), 150)))  # fmt: skip
WIDTHS = {0: 100, 2: 80, 3: 60}


@pytest.mark.parametrize(
    ("room", "left_out", "rest"), [(600, set(), 360), (370, {2}, 210), (300, {2, 3}, 200), (0, {2, 3}, -100)]
)
def test_columns_leave_before_the_one_without_a_width_gets_too_narrow(room: int, left_out: set[int], rest: int):
    assert columns_without_room(COLUMNS, WIDTHS, room, lambda pixels: pixels) == (left_out, rest)


def test_a_column_that_nobody_wants_takes_no_room():
    assert columns_without_room(COLUMNS, {0: 100, 3: 60}, 400, lambda pixels: pixels) == (frozenset(), 240)
