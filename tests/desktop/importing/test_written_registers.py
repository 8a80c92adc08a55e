"""Each row of registers as offices write them is right or asked: nothing wrong, invented or absent without a word."""

from pathlib import Path

import pytest

from desktop.office.office import Office
from tests.desktop.importing.truth import tally
from tests.desktop.importing.written_registers import REGISTERS


@pytest.mark.parametrize("name", REGISTERS)
def test_what_has_one_meaning_is_read_and_the_rest_is_asked(office: Office, tmp_path: Path, name: str):
    file, rows = REGISTERS[name](tmp_path)
    counted = tally(office, file, rows)
    asked = [str(row["body"]) for row in rows if row["date"] is None]
    assert (counted.wrong, counted.absent, counted.invented, counted.asked) == ([], [], [], asked)
