"""Cells as Indonesian offices write them, and headings as they name their columns."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.errors import InvalidField, OfficeError, Refused
from desktop.importing.cell_values import as_bool, as_choice, as_date, as_line, as_rupiah, as_text
from desktop.importing.headings import IGNORED, PATHS, find_columns, guess, read_map
from desktop.importing.table import Line

THIRD_OF_APRIL = date(2026, 4, 3)
MORNING = datetime(2026, 4, 3, 9, 15)  # noqa: DTZ001 - a spreadsheet knows no zone


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2026", "3/4/2026", "03-04-2026", "3.4.26", "03-04-26", "2026-04-03", "2026/04/03", "2026-04-03T09:15:00", "2026-04-03 09:15",
        "3 April 2026", "03 Apr 2026", "3-Apr-26", "3 apr 2026", "Jumat, 3 April 2026", "Jum'at, 03-04-2026", "Jumat/ 3 April 2026",
        "3 April 2026 pukul 09.15", "03/04/2026 09:15", "April 3, 2026", MORNING, date(2026, 4, 3), 46115, 46115.4,
        "  3 April 2026 ",
    ],
)  # fmt: skip
def test_dates_are_read_day_first(cell):
    assert as_date(cell, "received_on") == THIRD_OF_APRIL


@pytest.mark.parametrize("cell", ["", "-", "—", "nihil", "  "])
def test_no_date_is_no_date(cell):
    assert as_date(cell, "received_on") is None


@pytest.mark.parametrize(
    "cell", ["31/02/2026", "kemarin", "2026", "13/13/2026", "3 Foo 2026", "99999999999", 5, 1e300, True, "0/0/0"]
)
def test_a_date_that_is_none_is_refused_for_its_field(cell):
    with pytest.raises(InvalidField) as refused:
        as_date(cell, "occurred_on")
    assert refused.value.field == "occurred_on"


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        ("Rp 1.250.000", 1250000), ("Rp1.250.000,00", 1250000), ("1,250,000", 1250000), ("1250000", 1250000), (1250000, 1250000),
        (1250000.0, 1250000), ("Rp. 500.000,-", 500000), ("IDR 75.000", 75000), ("", None), ("-", None), ("0", 0),
    ],
)  # fmt: skip
def test_money(cell, rupiah):
    assert as_rupiah(cell, "suspected_loss") == rupiah


@pytest.mark.parametrize("cell", ["banyak", "1,5 juta", "12.34.56", "1" * 40, 1e300])
def test_what_is_no_money(cell):
    with pytest.raises(InvalidField):
        as_rupiah(cell, "suspected_loss")


def test_words_for_kinds_channels_and_sexes():
    assert [as_choice(cell, "kind") for cell in ("", "Pengaduan", "SARAN", "Permintaan Informasi", "aspiration")] == [
        "complaint", "complaint", "aspiration", "information_request", "aspiration",
    ]  # fmt: skip
    assert [as_choice(cell, "channel") for cell in ("", "Lisan", "WA", "Kotak Saran", "RT/RW", "suggestion_box", "SP4N-LAPOR!")] == [
        "in_person", "in_person", "whatsapp", "suggestion_box", "rt_rw", "suggestion_box", "disposition",
    ]  # fmt: skip
    assert [as_choice(cell, "complainant.sex") for cell in ("", "L", "Perempuan", "laki-laki", "male")] == [
        "",
        "male",
        "female",
        "male",
        "male",
    ]
    with pytest.raises(InvalidField):
        as_choice("merpati pos", "channel")


def test_yes_and_no():
    assert [as_bool(cell, "x") for cell in ("ya", "Y", "✓", 1, True, "", "tidak", 0, "-")] == [True] * 5 + [False] * 4
    with pytest.raises(InvalidField):
        as_bool("mungkin", "x")


def test_numbers_lose_what_spreadsheets_add_and_the_guard_against_formulas():
    assert as_text(81234567890.0) == "81234567890"
    assert as_text("'+6281234567890") == "+6281234567890"
    assert as_text("'quoted'") == "'quoted'"
    assert as_line("-") == ""


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates()))
def test_no_cell_is_a_bug(cell):
    as_text(cell)
    for read in (as_date, as_rupiah, as_bool):
        with suppress(OfficeError):
            read(cell, "x")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Isi Pengaduan", "body"), ("Uraian Pengaduan/Aspirasi", "body"), ("ISI ADUAN", "body"), ("Nama Pelapor", "complainant.name"),
        ("Nama Pelapor/Pengadu", "complainant.name"), ("Nama Terlapor", "subject"), ("Tgl. Diterima", "received_on"), ("TANGGAL", "received_on"),
        ("Tanggal Kejadian", "occurred_on"), ("Hari/Tanggal", "received_on"), ("No. HP", "complainant.phone"), ("No. Telp/HP", "complainant.phone"),
        ("NIK", "complainant.national_id"), ("L/P", "complainant.sex"), ("Jenis Kelamin (L/P)", "complainant.sex"), ("Alamat", "complainant.address"),
        ("Lokasi Kejadian", "location.detail"), ("RT/RW", "location.rt_rw"), ("RT", "location.rt"), ("Dusun", "location.dusun"),
        ("Jenis Pengaduan", "kind"), ("Kategori Pengaduan", "category"), ("Media Pengaduan", "channel"), ("Perihal", "title"),
        ("No", IGNORED), ("Nomor Pengaduan", IGNORED), ("Tindak Lanjut", "outcome.follow_up"), ("Status", "outcome.status"),
        ("Tanggal Selesai", "outcome.closed_on"), ("Hasil", "outcome.response"), ("Tgl. Tindak Lanjut", "outcome.followed_up_on"),
        ("Status Perkawinan", IGNORED), ("Diteruskan kepada", "outcome.forwarded_to"), ("updated_at", "outcome.changed_on"),
        ("Hasil/Tindak Lanjut", "outcome.response"), ("Jawaban", "outcome.response"), ("Status Pelapor", "complainant.role"), ("Jabatan", "complainant.role"), ("Jabatan Petugas", IGNORED),
        ("body", "body"), ("complainant.name", "complainant.name"), ("complainant_phone", "complainant.phone"), ("received_on", "received_on"),
        ("Description", "body"), ("Date received", "received_on"), ("location.latitude", "location.latitude"), ("Warna kesukaan", None),
        ("suspected_loss", "suspected_loss"), ("lapor_id", "lapor_id"), ("national_id", "complainant.national_id"),
    ],
)  # fmt: skip
def test_headings(heading, field):
    assert guess(heading) == field


def test_the_heading_row_is_found_below_a_title():
    lines = [
        Line(1, ("BUKU REGISTER PENGADUAN", "", "")),
        Line(2, ("Desa Saotanre", "", "")),
        Line(3, ("", "", "")),
        Line(4, ("No", "Tanggal", "Isi Pengaduan")),
        Line(5, (1, "03-04-2026", "Jalan rusak")),
    ]
    found = find_columns(lines, {})
    assert found is not None
    assert (dict(found.fields), found.head) == ({"received_on": 1, "body": 2}, 4)


def test_a_map_wins_over_the_guess_both_ways_round():
    told = read_map(b'{"Keterangan": "body", "Isi Pengaduan": null, "complainant.name": "Siapa"}')
    lines = [Line(1, ("Isi Pengaduan", "Keterangan", "Siapa"))]
    found = find_columns(lines, told)
    assert found is not None
    assert dict(found.fields) == {"body": 1, "complainant.name": 2}


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": 1}', b'{"a": "nonsense"}', b"\xff\xff"])
def test_a_map_that_is_none_is_refused(content):
    with pytest.raises(Refused):
        read_map(content)


def test_every_field_of_the_contract_has_a_column():
    from complaints.draft import Draft, Person
    from complaints.events import Location

    wanted = set(Draft.__struct_fields__) - {"location", "complainant", "attachments", "sealed"}
    wanted |= {f"location.{name}" for name in Location.__struct_fields__}
    wanted |= {f"complainant.{name}" for name in Person.__struct_fields__}
    assert wanted <= PATHS
