"""Words of a register that say less than they seem to, and cells that hold more than one thing."""

from datetime import date
from pathlib import Path

import pytest

from desktop.importing.cell_values import as_rt_rw
from desktop.importing.headings import guess
from desktop.importing.register_import import import_register
from desktop.importing.result_words import read_result
from desktop.office.office import Office
from tests.desktop.importing.test_register_neighbours import Rows, workbook


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


def test_a_ditto_mark_below_nothing_and_an_rt_that_excel_took_for_a_day_are_told(office: Office, tmp_path: Path):
    rows: Rows = [
        ["No", "Tanggal", "Nama", "Alamat", "Isi", "RT", "RW"],
        [1, date(2025, 1, 6), "sda", "idem", "Lampu", date(2025, 2, 1), "01"],
        [2, date(2025, 1, 7), "Budi", "Bonto", "Got", "02", "01"],
    ]
    report = import_register(office, workbook(tmp_path / "r.xlsx", {"S": rows}))
    found = {case.complaint.body: case.complaint for case in office.cases(None, None, with_identity=True)}
    one = found["Lampu"]
    assert (one.complainant.name, one.complainant.address, one.location.rt, one.location.rw) == ("", "", "", "01")
    assert [cell.field for cell in report.left_out] == ["complainant.name", "complainant.address", "location.rt"]
    assert found["Got"].location.rt == "02"
