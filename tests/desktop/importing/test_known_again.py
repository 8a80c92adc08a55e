"""A register that was imported before is known again, in whatever form it comes, and so is what this program wrote itself."""

from collections.abc import Sequence
from datetime import date, datetime, time
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlalchemy import select, update

from desktop.exporting.export import export
from desktop.importing.problems import write_problems
from desktop.importing.register_import import Report, import_register
from desktop.importing.source import open_source
from desktop.importing.source_table import read_tables
from desktop.importing.table import trimmed
from desktop.office.office import Office
from desktop.store import schema
from desktop.store.database import writing
from tests.conftest import Founded
from tests.desktop.importing.test_register_neighbours import Rows, workbook
from tests.desktop.importing.truth import REGISTERS
from tests.desktop.importing.written_registers import REGISTERS as WRITTEN

HEAD: list[object] = [
    "No",
    "Tanggal",
    "Nama Pelapor",
    "NIK",
    "No HP",
    "Alamat",
    "Isi Pengaduan",
    "Tindak Lanjut",
    "Status",
]
NINE = time(9)
FIRST: Rows = [
    HEAD,
    [1, date(2025, 1, 6), "Andi Baso", "7307041504870002", "081234567890", "Dusun Bonto", "Lampu jalan mati", "Ditinjau", "Proses"],
    [2, date(2025, 1, 13), "Hj. Siti", "", "", "Dusun Lappae", "Jalan berlubang", "", ""],
    [3, date(2025, 2, 3), "Hamba Allah", "", "", "", "Got mampet", "Dibersihkan", "Selesai"],
]  # fmt: skip


def outcome(report: Report) -> tuple[int, int, int, int]:
    """New, known, changed, bad."""
    return report.recorded, report.already_in_book, len(report.changed), len(report.bad)


def reordered(rows: Rows, order: Sequence[int]) -> Rows:
    return [[row[at] for at in order] for row in rows]


def retyped(rows: Rows) -> Rows:
    """Everything as text, as a CSV or another program keeps it; a number where Excel makes one."""
    return [[_retyped(cell) for cell in row] for row in rows]


def _retyped(cell: object) -> object:
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return int(str(cell)) if str(cell).startswith("0812") else str(cell)


FORMS: dict[str, tuple[dict[str, Rows], tuple[int, int, int, int]]] = {
    "the sheet renamed": ({"Buku 2025": FIRST}, (0, 3, 0, 0)),
    "columns in another order": ({"S": reordered(FIRST, [8, 6, 0, 5, 4, 3, 2, 1, 7])}, (0, 3, 0, 0)),
    "columns left out": ({"S": reordered(FIRST, [1, 2, 6])}, (0, 3, 0, 0)),
    "a column more": ({"S": [[*row, "Siti" if at else "Petugas"] for at, row in enumerate(FIRST)]}, (0, 3, 0, 0)),
    "other types": ({"S": retyped(FIRST)}, (0, 3, 0, 0)),
    "a moment for a day": ({"S": [[datetime.combine(c, NINE) if isinstance(c, date) else c for c in row] for row in FIRST]}, (0, 3, 0, 0)),
    "a letterhead and a signature": ({"S": [["DESA SAOTANRE"], ["BUKU REGISTER"], [], *FIRST, [], ["Mengetahui"], ["Kepala Desa"]]}, (0, 3, 0, 0)),
    "rows in another order": ({"S": [FIRST[0], FIRST[3], FIRST[1], FIRST[2]]}, (0, 3, 0, 0)),
    "a row more": ({"S": [*FIRST, [4, date(2025, 3, 3), "Budi", "", "", "", "Air keruh", "", ""]]}, (1, 3, 0, 0)),
    "a row more above": ({"S": [HEAD, [1, date(2025, 1, 2), "Budi", "", "", "", "Air keruh", "", ""], *FIRST[1:]]}, (1, 3, 0, 0)),
    "the same row twice": ({"S": [*FIRST, FIRST[1]]}, (1, 3, 0, 0)),
    "divided by month": ({"JAN": FIRST[:3], "FEB": [HEAD, FIRST[3]]}, (0, 3, 0, 0)),
    "other case and spaces": ({"S": [[c.upper().replace(" ", "  ") if isinstance(c, str) and at else c for c in row] for at, row in enumerate(FIRST)]}, (0, 3, 0, 0)),
    "a status later": ({"S": [*FIRST[:2], [*FIRST[2][:7], "Ditambal tgl 20-1-2025", "Selesai"], FIRST[3]]}, (0, 3, 1, 0)),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_register_in_another_form_is_known(office: Office, tmp_path: Path, form: str):
    assert outcome(import_register(office, workbook(tmp_path / "first.xlsx", {"S": FIRST}))) == (3, 0, 0, 0)
    tables, expected = FORMS[form]
    again = workbook(tmp_path / "again.xlsx", tables)
    assert outcome(import_register(office, again, dry_run=True)) == expected
    assert outcome(import_register(office, again)) == expected


def test_a_register_is_known_as_xlsx_xls_and_ods(office: Office):
    recorded = import_register(office, REGISTERS / "08-hasil.xlsx").recorded
    for ending in ("xls", "ods"):
        report = import_register(office, REGISTERS / f"08-hasil.{ending}")
        assert outcome(report)[:3] == (0, recorded, 0)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("with_identity", [True, False], ids=["named", "masked"])
def test_an_export_is_known_where_it_was_written(office: Office, tmp_path: Path, ending: str, with_identity: bool):
    import_register(office, workbook(tmp_path / "first.xlsx", {"S": FIRST}))
    export(office, tmp_path / f"out{ending}", with_identity=with_identity)
    assert outcome(import_register(office, tmp_path / f"out{ending}")) == (0, 3, 0, 0)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_export_is_taken_whole_by_another_office_once(founded_once: Founded, tmp_path: Path, ending: str):
    offices = [founded_once.copy(tmp_path / name).open() for name in ("first", "second")]
    import_register(offices[0], workbook(tmp_path / "first.xlsx", {"S": FIRST}))
    export(offices[0], tmp_path / f"out{ending}", with_identity=True)
    assert outcome(import_register(offices[1], tmp_path / f"out{ending}")) == (3, 0, 0, 0)
    books = [
        [
            (one.body, one.received_on, one.stage, one.complainant.name, one.complainant.phone, one.anonymous, one.response)
            for one in (case.complaint for case in office.cases(None, None, with_identity=True))
        ]
        for office in offices
    ]  # fmt: skip
    assert books[0] == books[1]
    assert outcome(import_register(offices[1], tmp_path / f"out{ending}")) == (0, 3, 0, 0)
    for office in offices:
        office.close()


def test_bad_rows_that_were_mended_are_new_and_the_others_known(office: Office, tmp_path: Path):
    rows: Rows = [*FIRST, [4, "32/13/2025", "Budi", "", "", "", "Air keruh", "", ""]]
    report = import_register(office, workbook(tmp_path / "r.xlsx", {"S": rows}))
    assert outcome(report) == (3, 0, 0, 1)
    write_problems(tmp_path / "bad.xlsx", open_source(tmp_path / "r.xlsx", {}), report.bad)
    answers = b'{"answers": {"dates": {"32/13/2025": "2025-03-03"}}}'
    assert outcome(import_register(office, tmp_path / "bad.xlsx", answers)) == (1, 0, 0, 0)
    mended = [*FIRST, [4, date(2025, 3, 3), "Budi", "", "", "", "Air keruh", "", ""]]
    assert outcome(import_register(office, workbook(tmp_path / "r.xlsx", {"S": mended}))) == (0, 4, 0, 0)


@pytest.mark.parametrize(
    "name",
    ["the year only in the title", "check marks in a CSV", "rows that go on with the one above", "a book of letters"],
)
def test_rows_of_1_0_0_are_known_though_more_is_read_of_them_now(office: Office, tmp_path: Path, name: str):
    """Its books have a hash of the cells as they stood in the file."""
    file, _ = WRITTEN[name](tmp_path)
    recorded = import_register(office, file).recorded
    source = open_source(file, {})
    raw = {line.number: line for line in read_tables(file)[0].lines}
    key = blake2b(b"imported rows", key=office.unlocked.key, digest_size=32).digest()
    with writing(office.engine) as connection:
        cases = connection.execute(select(schema.imported.c.row, schema.imported.c.complaint)).all()
        bodies = {case.complaint.id: case.complaint.body for case in office.cases(None, None, with_identity=True)}
        place = source.columns.fields["body"]
        for case in cases:
            line = next(
                line for line in source.rows if place < len(line.cells) and line.cells[place] == bodies[case.complaint]
            )
            cells = "\x1f".join((*trimmed(raw[line.number].cells), "1")).encode()
            former = blake2b(cells, key=key, digest_size=16).digest()
            connection.execute(update(schema.imported).where(schema.imported.c.row == case.row).values(row=former))
    again = import_register(office, file)
    assert (again.recorded, again.already_in_book) == (0, recorded)
