"""Registers of kinds that nobody had tried are read like the others: nothing wrong, invented or absent, and asked only where people would ask."""

from pathlib import Path

import pytest

from desktop.office.office import Office
from tests.conftest import Founded
from tests.desktop.importing.strange_registers import STRANGE
from tests.desktop.importing.truth import tally


@pytest.mark.parametrize("name", STRANGE)
def test_what_has_one_meaning_is_read_and_the_rest_is_asked(office: Office, tmp_path: Path, name: str):
    file, rows = STRANGE[name](tmp_path)
    counted = tally(office, file, rows)
    assert (counted.wrong, counted.absent, counted.invented) == ([], [], [])
    may_be_asked = {str(row["body"]) for row in rows if row["date"] is None or str(row.get("want", "")).endswith("?")}
    assert set(counted.asked) <= may_be_asked


def test_nine_rows_of_ten_are_right_without_a_question(founded_once: Founded, tmp_path: Path):
    sure = right = 0
    for at, register in enumerate(STRANGE.values()):
        folder = tmp_path / f"{at}"
        folder.mkdir()
        office = founded_once.copy(folder / "office").open()
        file, rows = register(folder)
        counted = tally(office, file, rows)
        office.close()
        sure, right = sure + counted.sure, right + counted.sure_right
    assert right >= 0.9 * sure
