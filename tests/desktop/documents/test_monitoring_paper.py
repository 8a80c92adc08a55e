"""The figures of monitoring on paper and in Excel: those of the screen, sound files, and charts that tell their parts apart."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from complaints.errors import Refused
from complaints.events import Location
from complaints.periods import compared, period
from complaints.steps import StepDetails
from desktop.documents.document import Order
from desktop.documents.monitoring import monitoring
from desktop.exporting.figure_sheets import export_figures
from desktop.office import figures
from desktop.office.figures import ComparedFigures
from desktop.office.office import Office
from tests.desktop.documents import paper_check
from tests.desktop.documents.archival_check import assert_archival
from tests.offices import bridge, new_office


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Complaints of this year and the last: in time, late, to come, archived; two dusun, one of them with an odd name."""
    office = new_office(tmp_path_factory.mktemp("angka") / "data")
    for at in range(24):
        received = office.today() - timedelta(days=15 * at + 1)
        number = office.record(
            bridge(
                received_on=received,
                location=Location(dusun=("Bonto", "=1+1")[at % 2]),
                channel=("letter", "sms")[at % 2],
            )
        ).number
        if at % 4 < 3:
            office.act(number, "verify", StepDetails(on=received))
        if at % 4 < 2:
            late = timedelta(days=10 if at % 3 else 40)
            office.act(number, "respond", StepDetails(note="Sudah.", on=min(received + late, office.today())))
        if at % 4 == 3:
            office.act(number, "archive", StepDetails(note="Bukan wewenang."))
    yield office
    office.close()


def seen(office: Office, *, with_before: bool = True) -> ComparedFigures:
    own = period("twelve-months", office.today())
    assert own is not None
    other = compared("twelve-months", own, "before")
    assert other is not None
    return ComparedFigures(
        office.monitoring(*own), office.monitoring(*other) if with_before else None, with_subcategories=True
    )


def test_the_paper_says_the_figures_of_the_screen(worked: Office):
    shown = seen(worked)
    made = monitoring(worked, shown, Order())
    assert made.archival
    paper_check.assert_sound(made.pdf)
    assert_archival(made.pdf)
    words = paper_check.words(made.pdf)
    answers = shown.figures.timeliness["respond"]
    assert "PEMANTAUAN PENANGANAN PENGADUAN" in words
    assert "DESA SAOTANRE" in words
    assert "Diterima 1 Desember 2025 sampai 24 November 2026 dibanding 1 Desember 2024" in words
    assert f"Tanggapan {answers.on_time} {answers.late} {answers.running} {answers.percent:.0f}%" in words
    for line in ("Verifikasi", "Bonto", "=1+1", "Jembatan", "November 2026", "Surat", "masa pembanding"):
        assert line in words


def test_without_a_comparison_nothing_is_compared(worked: Office):
    words = paper_check.words(monitoring(worked, seen(worked, with_before=False), Order(paper="a4")).pdf)
    assert "semula" not in words.lower()
    assert "pembanding" not in words


def test_the_charts_are_black_and_white(worked: Office, tmp_path: Path):
    """No colour anywhere, so that a copying machine loses nothing."""
    pytest.importorskip("PIL")
    from PIL import Image

    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed")

    file = tmp_path / "paper.pdf"
    file.write_bytes(monitoring(worked, seen(worked), Order()).pdf)
    ended = subprocess.run(
        ["pdftoppm", "-r", "50", "-png", "-f", "1", "-l", "1", file, tmp_path / "page"], check=False, timeout=60
    )
    if ended.returncode != 0:
        pytest.skip("pdftoppm is not installed")
    [page] = tmp_path.glob("page*.png")
    with Image.open(page) as picture:
        pixels = picture.convert("RGB").getcolors(1 << 24)
    assert pixels is not None
    assert all(max(colour) - min(colour) <= 2 for _, colour in pixels)  # type: ignore[arg-type, type-var]
    assert sum(count for count, colour in pixels if max(colour) < 60) > 500  # type: ignore[arg-type, type-var]


def test_an_empty_period_and_a_long_one_can_be_printed(worked: Office):
    empty = ComparedFigures(worked.monitoring(date(2010, 1, 1), date(2010, 1, 31)))
    assert "Nihil" in paper_check.words(monitoring(worked, empty, Order()).pdf)
    long = ComparedFigures(worked.monitoring(date(2010, 1, 1), worked.today()))
    words = paper_check.words(monitoring(worked, long, Order()).pdf)
    assert "2026" in words


def test_the_workbook_has_the_same_figures_with_their_types(worked: Office, tmp_path: Path):
    shown = seen(worked)
    file = tmp_path / "pemantauan.xlsx"
    export_figures(worked, file, shown)
    book = CalamineWorkbook.from_path(str(file))
    tables = figures.tables(shown, worked.categories)
    assert book.sheet_names == [table.name for table in tables]
    for table in tables:
        rows = book.get_sheet_by_name(table.name).to_python()
        assert rows[0][: len(table.columns) + 1] == [table.heading, *(column.title for column in table.columns)]
        for line, row in zip(table.lines, rows[1:], strict=False):
            assert row[0] == line.name
            for value, column, cell in zip(line.values, table.columns, row[1:], strict=False):
                if value is None:
                    assert cell == ""
                else:
                    assert cell == pytest.approx(value / 100 if column.unit == "percent" else value)
    summary = book.get_sheet_by_name("Ringkasan").to_python()
    assert ["Keadaan per", worked.today()] in [row[:2] for row in summary]


def test_the_workbook_is_written_whole_or_not_at_all(worked: Office, tmp_path: Path):
    with pytest.raises(Refused):
        export_figures(worked, tmp_path / "tidak ada" / "pemantauan.xlsx", seen(worked))
    assert not list(tmp_path.iterdir())


def test_every_table_adds_up_to_what_was_received(worked: Office):
    shown = replace(seen(worked), with_subcategories=False)
    by_name = {table.name: table for table in figures.tables(shown, worked.categories)}
    for name in ("Per bulan", "Per kategori", "Per dusun", "Per status", "Per kanal"):
        assert sum(line.values[0] or 0 for line in by_name[name].lines) == shown.figures.received, name
        assert all(line.parts is None or sum(line.parts) == line.values[0] for line in by_name[name].lines), name
