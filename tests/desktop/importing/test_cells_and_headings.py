"""Words of a register that say less than they seem to, and cells that hold more than one thing."""

import pytest

from desktop.importing.cell_values import as_rt_rw
from desktop.importing.headings import guess
from desktop.importing.result_words import read_result


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Selesai bulan depan", None), ("segera diselesaikan", None), ("diperbaiki setelah selesai panen", None), ("harus tuntas", None),
        ("selesai, lampu depan masjid", "closed"), ("Selesai setelah dimediasi", "closed"), ("wis rampung", "closed"), ("durung rampung", "in_progress"),
        ("dereng", "new"), ("tacan beres", "in_progress"), ("ora rampung", None), ("teu beres", None),
    ],
)  # fmt: skip
def test_promises_and_regional_words_are_no_outcomes_that_they_are_not(text: str, stage: str | None):
    result = read_result(text)
    assert (result.stage if result else None) == stage


@pytest.mark.parametrize(
    "heading",
    ["Target Tanggal Selesai", "Rencana Tindak Lanjut", "Perkiraan Tgl Penyelesaian", "RENCANA / Tindak Lanjut"],
)
def test_what_is_planned_is_no_step(heading: str):
    assert guess(heading) is None


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("02/01", ("02", "01")), ("RT 002 RW 001", ("002", "001")), ("RT.2/RW.1", ("2", "1")), ("RW 01 / RT 02", ("02", "01")), ("2-1", ("2", "1")),
        ("RT 02", ("02", "")), ("RW 03", ("", "03")), ("RT02RW03", ("02", "03")), ("2", ("2", "")), ("-", ("", "")), ("02/-", ("02", "")), ("-/03", ("", "03")),
    ],
)  # fmt: skip
def test_rt_and_rw_in_one_cell(cell: str, parts: tuple[str, str]):
    assert as_rt_rw(cell, "location.rt_rw") == parts
