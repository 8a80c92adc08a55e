"""The register of 100,000 complaints as XLSX, beside the bare writer library writing the same cells; and its memory."""

import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil

from desktop.exporting.columns import Cell, columns
from desktop.exporting.export import ALL_COMPLAINTS, export
from desktop.exporting.time_columns import TimeColumns
from desktop.office.office import Office
from tests.bench import seed
from tests.bench.figure import Figure

SIZE = 100_000
SAMPLE = 2_000


def figures(*, small: bool) -> Iterator[Figure]:
    office = seed.office_of(SIZE).open()
    with tempfile.TemporaryDirectory(dir=seed.place()) as place:
        rows = _rows(office, SAMPLE)
        # One on either side: over the minute that this takes, a machine's speed changes by a tenth.
        floor = _cpu(lambda: _bare(Path(place) / "bare.xlsx", rows, SIZE))
        memory = _Memory()
        ours = _cpu(lambda: export(office, Path(place) / "register.xlsx", progress=memory.look))
        floor = (floor + _cpu(lambda: _bare(Path(place) / "bare.xlsx", rows, SIZE))) / 2
        yield Figure.of(f"export: {SIZE:,} rows XLSX", ours, "s CPU", floor)
        yield Figure.of("export: memory grown meanwhile (PSS)", memory.grown, "MB")
        yield Figure.of(
            f"export: {SIZE:,} rows CSV", _cpu(lambda: export(office, Path(place) / "register.csv")), "s CPU"
        )
        started = time.process_time()
        read = sum(1 for _ in office.register(ALL_COMPLAINTS, with_identity=False))
        yield Figure.of("export: reading the store", read / (time.process_time() - started), "complaints/s")
    office.close()


def _cpu(work) -> float:
    """Seconds of the processor: others may be at work on this machine."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


class _Memory:
    """What the process holds more than at the first look, at most, in MB."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._first: float | None = None
        self.grown = 0.0

    def look(self, part: int, _whole: int) -> bool:
        if part % 10_000 == 0:
            now = self._process.memory_full_info().pss / 1e6
            self._first = now if self._first is None else self._first
            self.grown = max(self.grown, now - self._first)
        return True


def _rows(office: Office, count: int) -> list[list[Cell]]:
    """The cells of complaints evenly taken from the whole register: those that an export writes."""
    head = [*columns(office.categories, with_identity=False), *TimeColumns(office.rules, office.today()).columns()]
    found: list[list[Cell]] = []
    for place, one in enumerate(office.register(ALL_COMPLAINTS, with_identity=False)):
        if place % (SIZE // count) == 0:
            found.append([column.cell(one.complaint) for column in head])
    return found


def _bare(file: Path, rows: list[list[Cell]], size: int) -> None:
    """XlsxWriter alone: the same number of rows with the same formats."""
    from xlsxwriter import Workbook

    book = Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet()
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    for row in range(size):
        for place, value in enumerate(rows[row % len(rows)]):
            if isinstance(value, str):
                if value:
                    sheet.write_string(row, place, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(row, place, value, day)  # pyright: ignore[reportArgumentType]
            elif value is not None:
                sheet.write_number(row, place, value, text)
    book.close()
