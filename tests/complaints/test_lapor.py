"""SP4N-LAPOR!: ids are digits, days are read as Indonesians write them, and what can't be read is told by row."""

from datetime import date, datetime

import pytest

from complaints import lapor
from complaints.complaint import STAGES
from complaints.errors import InvalidField
from complaints.lapor import Cell, Here, mapping, parse_day, parse_id, parse_pasted, read_rows, reconcile, status_of

TODAY = date(2026, 11, 30)
HEADINGS = ["No.", "ID Laporan", "Judul", "Isi Laporan", "Tanggal Laporan", "Disposisi ke", "Status"]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("8416894", "8416894"), (" #8416894 ", "8416894"), (8416894, "8416894"), (8416894.0, "8416894"), ("0000123", "123"), ("1234567890", "1234567890")],
)  # fmt: skip
def test_an_id_is_its_digits(typed: Cell, digits: str):
    assert parse_id(typed) == digits


@pytest.mark.parametrize(
    "typed",
    ["", None, "12345678901", "84168A6", "LAPOR-12", "12 34", "-5", 3.5, True, "٣٤٥", "８４１", "0", "1e6", "8.416.894", "8416894\n8416895"],
)  # fmt: skip
def test_anything_else_is_no_id(typed: Cell):
    with pytest.raises(InvalidField):
        parse_id(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24-11-2026", date(2026, 11, 24)), ("3/4/2026", date(2026, 4, 3)), ("2026-11-24", date(2026, 11, 24)),
        ("24 November 2026", date(2026, 11, 24)), ("Selasa, 24 Nopember 2026 pukul 10:11 WIB", date(2026, 11, 24)),
        ("2026-11-24T10:11:12Z", date(2026, 11, 24)), ("24 Nov 2026 10.11", date(2026, 11, 24)), (46350, date(2026, 11, 24)),
        (datetime(2026, 11, 24, 9), date(2026, 11, 24)), ("Jum'at, 1 Mei 2026", date(2026, 5, 1)),  # noqa: DTZ001 - a cell has no zone
        ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_day_is_read_day_first(typed: Cell, day: date | None):
    assert parse_day(typed) == day


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "11/24/2026", "24/11/26", "kemarin", "24 Foo 2026", 5, True, "24-11", "2026"]
)
def test_a_day_that_can_not_be_read_is_not_guessed(typed: Cell):
    with pytest.raises(InvalidField):
        parse_day(typed)


def test_every_stage_has_one_of_the_six_statuses():
    assert {status_of(stage) for stage in STAGES} == set(lapor.STATUSES)
    assert (status_of("returned"), status_of("responded"), status_of("new")) == (
        "postponed",
        "in_progress",
        "unverified",
    )


def test_a_list_s_own_headings_are_known_and_others_are_said():
    assert set(mapping(HEADINGS).values()) == {"lapor_id", "title", "body", "received_on", "unit", "status"}
    assert mapping(["No. Urut", "Kode", "Uraian"], {"Kode": "lapor_id"}) == {1: "lapor_id", 2: "body"}
    assert mapping(["ID", "Judul", "Status"], {"Status": ""}) == {0: "lapor_id", 1: "title"}
    for headings, typed in ((["Kode", "Uraian"], {}), (["ID"], {"Tidak ada": "body"}), (["ID", "X"], {"X": "nomor"})):
        with pytest.raises(InvalidField):
            mapping(headings, typed)


def rows(*cells: list[Cell]) -> list[tuple[int, list[Cell]]]:
    return list(enumerate(cells, 2))


def test_what_can_not_be_read_is_told_by_row_and_nothing_of_it_is_taken():
    found, faults = read_rows(
        rows(
            [1, 8416894, "Jalan", "Jalan rusak", "24-11-2026", "Dinas PUPR", "Diproses"],
            [2, "84168A6", "Salah", "x", "24-11-2026", "", "Diproses"],
            [3, "8416896", "Tanggal", "x", "31/02/2026", "", "Diproses"],
            [4, "8416897", "Status", "x", "24-11-2026", "", "Entah"],
            [5, "8416898", "", "", "24-11-2026", "", ""],
            [None, "", "", " ", None, "", ""],
            [6, "8416894", "Kembar", "x", "24-11-2026", "", ""],
            [7, "8416899", "Nanti", "x", "01-12-2026", "", ""],
        ),
        mapping(HEADINGS),
        TODAY,
    )
    assert [(row, report.lapor_id, report.received_on) for row, report in found] == [(2, "8416894", date(2026, 11, 24))]
    assert [(fault.row, fault.field) for fault in faults] == [
        (3, "lapor_id"), (4, "received_on"), (5, "status"), (6, "body"), (8, "lapor_id"), (9, "received_on"),
    ]  # fmt: skip
    assert all(fault.sentence for fault in faults)


def test_a_pasted_report_falls_into_its_fields():
    said = parse_pasted(
        "Laporan #8416894\nJudul Laporan: Jalan poros rusak\nIsi Laporan:\nSudah tiga bulan rusak: lubang di mana-mana.\n\nMohon diperbaiki.\n"
        "Tanggal Laporan: 24 November 2026 10:11 WIB\nLokasi Kejadian: Desa Saotanre\nInstansi Terdisposisi: Dinas PUPR\n"
    )
    assert said == {
        "lapor_id": "8416894", "title": "Jalan poros rusak",
        "body": "Sudah tiga bulan rusak: lubang di mana-mana.\n\nMohon diperbaiki.", "received_on": "24 November 2026 10:11 WIB",
        "location": "Desa Saotanre", "unit": "Dinas PUPR",
    }  # fmt: skip
    assert parse_pasted("Jalan rusak.\nMohon diperbaiki.") == {"body": "Jalan rusak.\nMohon diperbaiki."}
    assert parse_pasted("Judul Laporan\nJalan rusak\nIsi Laporan\nParah") == {"title": "Jalan rusak", "body": "Parah"}


def here(lapor_id: str, stage: str = "forwarded", complaint: str = "a-1") -> Here:
    return Here(lapor_id, complaint, "DINSOS", "Judul", stage, False, False)  # pyright: ignore[reportArgumentType]


def test_both_sides_are_held_against_each_other_and_every_row_is_counted_once():
    listed, faults = read_rows(
        rows(
            [1, "1001", "", "", "", "", "Diproses"], [2, "1002", "", "", "", "", "Selesai"], [3, "1003", "", "", "", "", "Belum Terverifikasi"],
            [4, "1004", "", "", "", "", ""],
        ),
        mapping(HEADINGS),
        TODAY,
        whole=False,
    )  # fmt: skip
    assert faults == []
    result = reconcile(listed, [here("1001"), here("1002"), here("1004"), here("1005"), here("1002", "closed", "b-1")])
    assert [entry.lapor_id for entry in result.agreeing] == ["1001", "1002"]
    assert [(entry.row, entry.there, entry.here) for entry in result.differing] == [(3, "done", "in_progress")]
    assert [(row, report.lapor_id) for row, report in result.there_only] == [(4, "1003")]
    assert [entry.lapor_id for entry in result.here_only] == ["1005"]
    assert [entry.lapor_id for entry in result.unstated] == ["1004"]
