"""Usual registers, row by row beside the truth: nothing silently wrong, nothing invented, nothing absent without a word."""

import pytest

from desktop.office.office import Office
from tests.conftest import Founded
from tests.desktop.importing.truth import REGISTERS, TRUTH, tally


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_each_row_is_right_or_asked(office: Office, name: str):
    counted = tally(office, REGISTERS / name, TRUTH[name])
    assert (counted.wrong, counted.absent, counted.invented) == ([], [], [])


def test_nine_rows_of_ten_are_right_without_a_question(founded_once: Founded, tmp_path):
    sure = right = 0
    for name, rows in TRUTH.items():
        office = founded_once.copy(tmp_path / name).open()
        counted = tally(office, REGISTERS / name, rows)
        office.close()
        sure, right = sure + counted.sure, right + counted.sure_right
    assert right >= 0.9 * sure
