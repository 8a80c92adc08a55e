"""Reads the tables of a CSV or Excel file."""

from collections.abc import Callable
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.table import Table

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
LARGEST_BYTES = 64 * 1024 * 1024


def read_tables(path: Path, keep_going: Callable[[], bool] = lambda: True) -> list[Table]:
    """The tables of the file: one of a CSV, each sheet of a workbook.

    Stops when `keep_going` says no. Raises Refused when it can't be read within bounds.
    """
    # Each way of reading is loaded when a file needs it.
    try:
        if not path.is_file():
            raise Refused(
                phrase("Berkas “{name}” tidak ada. Tidak ada yang dicatat; periksa letaknya.", name=path.name)
            )
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused(
                phrase(
                    "Berkas terlalu besar untuk diimpor: paling besar {limit} MB. Tidak ada yang dicatat; "
                    "bagi dahulu menjadi beberapa berkas.",
                    limit=LARGEST_BYTES // 1024 // 1024,
                )
            )
        if path.suffix.lower() not in SPREADSHEETS:
            from desktop.importing.csv_table import read_csv

            return [read_csv(path.read_bytes())]
        from desktop.importing.apart import read_apart

        return read_apart(path, keep_going)
    except (OSError, ValueError) as error:
        raise Refused(
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang dicatat; periksa berkasnya.", name=path.name)
        ) from error
