"""One XLSX file being written: finished, or without a trace. Its work files hold what the file will hold, names included."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.working_folder import working_folder

WORKING = ".buku-aduan-"
FORMULA_STARTS = frozenset("=+-@\t\r")  # with which spreadsheets begin to reckon


@contextmanager
def workbook(file: Path, *, constant_memory: bool = False) -> Generator[Any]:
    """An XlsxWriter book, written to `file` at the end of the block. Raises OSError of the disk.

    Work files lie beside the file, not in the machine's common folder. Where the block raises they are closed first: an open file
    can't be removed on Windows.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with working_folder(WORKING, file.parent) as working, file.open("wb") as stream:
        book = Workbook(stream, {"constant_memory": constant_memory, "tmpdir": str(working)})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            _close_work_files(book)


def _close_work_files(book: Any) -> None:
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
