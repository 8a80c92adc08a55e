"""Reads the tables of a file: CSV, Excel, or a chat of WhatsApp."""

from collections.abc import Callable
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.table import Table

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
LARGEST_BYTES = 64 * 1024 * 1024


def read_tables(path: Path, keep_going: Callable[[], bool] = lambda: True) -> list[Table]:
    """The tables of the file: one of a CSV or a chat, each sheet of a workbook.

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
            return [_read_text(path)]
        from desktop.importing.apart import read_apart

        return read_apart(path, keep_going)
    except (OSError, ValueError) as error:
        raise Refused(
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang dicatat; periksa berkasnya.", name=path.name)
        ) from error


def _read_text(path: Path) -> Table:
    """A chat of WhatsApp, also in its zip, or a CSV."""
    from desktop.importing import chat
    from desktop.importing.csv_table import decoded, read_csv

    if path.suffix.lower() == chat.ENDING:
        text = chat.ChatArchive(path).text()
        if text is None:
            raise Refused(
                phrase(
                    "Di dalam “{name}” tidak ada percakapan WhatsApp. Tidak ada yang dicatat; keluarkan dahulu tabelnya dari zip, lalu impor itu.",
                    name=path.name,
                )
            )
        return chat.read_chat(text)
    content = path.read_bytes()
    text = decoded(content)
    return chat.read_chat(text) if chat.is_chat(text) else read_csv(content)
