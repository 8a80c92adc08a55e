"""A long register is read by a second process while its rows are recorded: what comes into the book is the same, whatever becomes of it."""

import csv
import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from complaints.errors import InvalidField
from complaints.phrases import phrase
from desktop.importing import rows_apart
from desktop.importing.questions import Unanswered
from desktop.importing.register_import import Report, import_register, record
from desktop.importing.source import open_source
from desktop.office.office import Office
from tests.conftest import Founded

ROWS = 240
DIES_AT_ONCE = "raise SystemExit(3)"
NO_PROGRAM = "-"
DIES_AFTER_SOME = """
import pickle, sys
from itertools import islice
from desktop.importing import rows_apart
sys.stdout.buffer.write(rows_apart.UP)
sys.stdout.buffer.flush()
work, first = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(pickle.dumps(list(islice(rows_apart.understood(work, first), first, first + 7))) + pickle.dumps([None] * 9)[:5])
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """With ditto marks across the first rows' end, repeats, empty rows, sums, unreadable days, phones and results."""
    days = ("01-02-2026", "sda", "3 Februari 2026", "", "kemarin", "04/02/2026", "31-12-2031")
    results = ("Selesai", "", "diproses", "sudah ditangani bersama warga", "belum", "ditolak")
    file = tmp_path / "register.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["No", "Tanggal", "Nama", "No HP", "RT/RW", "Isi aduan", "Status", "Tanggal selesai"])
        for at in range(ROWS):
            if at % 29 == 28:
                writer.writerow(
                    ["", "", "", "", "", "", "", ""] if at % 2 else ["", "Jumlah", "", "", "", str(at), "", ""]
                )
            name, phone = f"Daeng {chr(65 + at % 26)}", "hubungi ketua RT" if at % 11 == 0 else f"0812345678{at:02d}"
            day, result = days[at % len(days)], results[at % len(results)]
            writer.writerow(
                [
                    at + 1,
                    day,
                    name,
                    phone,
                    "01/02",
                    f"Jalan rusak di lorong {at % 200}",
                    result,
                    "05-02-2026" if result == "Selesai" else "",
                ]
            )
    return file


@pytest.fixture
def in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    read_in_two_processes(monkeypatch)


def read_in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_apart, "LEAST", 100)
    monkeypatch.setattr(rows_apart, "READ_MEANWHILE", 30)
    monkeypatch.setattr(rows_apart.os, "cpu_count", lambda: 2)


def imported(founded: Founded, folder: Path, register: Path) -> tuple[Report, list[object]]:
    office = founded.copy(folder).open()
    report = import_register(office, register)
    cases = [case.complaint for case in office.cases(None, None, with_identity=True)]
    office.close()
    bad = tuple(replace(row, value="") for row in report.bad)
    told = [
        (case.number, case.received_on, case.body, case.stage, case.complainant, case.location, case.register)
        for case in cases
    ]
    return replace(report, bad=bad), list(told)


@pytest.mark.parametrize("code", ["", DIES_AT_ONCE, DIES_AFTER_SOME, NO_PROGRAM])
def test_the_same_comes_into_the_book(
    founded: Founded, tmp_path: Path, register: Path, monkeypatch: pytest.MonkeyPatch, code: str
):
    alone = imported(founded, tmp_path / "alone", register)
    assert 100 < alone[0].recorded < ROWS
    assert alone[0].bad
    assert alone[0].questions
    assert alone[0].left_out
    read_in_two_processes(monkeypatch)
    if code:
        program = str(tmp_path / "no-such-program") if code == NO_PROGRAM else sys.executable
        monkeypatch.setattr(rows_apart, "own_command", lambda _argument: [program, "-c", code])
    assert imported(founded, tmp_path / "together", register) == alone


@pytest.mark.usefixtures("in_two_processes")
def test_rows_that_the_book_has_are_known_again(office: Office, register: Path):
    first = import_register(office, register)
    again = import_register(office, register)
    assert (again.recorded, again.already_in_book) == (0, first.recorded)
    assert again.bad == first.bad


@pytest.mark.usefixtures("in_two_processes")
def test_who_stops_an_import_stops_the_other_process(office: Office, register: Path, monkeypatch: pytest.MonkeyPatch):
    others: list[rows_apart.OtherProcess] = []

    class Noted(rows_apart.OtherProcess):
        def __init__(self) -> None:
            super().__init__()
            others.append(self)

    monkeypatch.setattr(rows_apart, "OtherProcess", Noted)
    report = record(office, open_source(register, {}), lambda part, _total: part < 100)
    assert report.stopped
    assert 0 < report.recorded < 100
    assert [other.child.returncode is not None for other in others] == [True]


def test_a_refusal_travels_as_it_is():
    for error in (InvalidField("body", phrase("a {b}", b="c")), Unanswered("phone", phrase("d"), "contacts", "e")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
