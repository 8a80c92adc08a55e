"""Where a book may lie: SQLite gets the way to it letter by letter."""

import os
import sqlite3
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

import pytest

from desktop.store import database
from desktop.store.database import address


@pytest.mark.parametrize("name", ["a b", "100%", "a?mode=ro", "a#b", "Ma'ruf (desa)", "ö"])
def test_the_way_to_a_book_is_taken_letter_by_letter(tmp_path: Path, name: str) -> None:
    folder = tmp_path / (name if os.name != "nt" else name.replace("?", ""))
    folder.mkdir()
    sqlite3.connect(f"{address(folder / 'book.db')}?mode=rwc", uri=True).execute("CREATE TABLE t (a)")
    assert (folder / "book.db").stat().st_size


@pytest.mark.parametrize(
    "path",
    [r"\\PC-KADES\cadangan\book.db", r"E:\book.db", r"\\?\C:\Users\Siti\book.db", r"\\?\UNC\PC-KADES\cadangan\book.db"],
)
def test_a_share_and_a_drive_are_no_authority(path: str) -> None:
    class There(PureWindowsPath):
        def absolute(self) -> "There":
            return self

    given = address(There(path))  # pyright: ignore[reportArgumentType]
    assert unquote(given.removeprefix("file:")) == path
    assert not given.startswith("file://")


@pytest.mark.skipif(os.name != "nt", reason="other systems have no such ways")
def test_a_long_way_opens(tmp_path: Path) -> None:
    file = Path(f"\\\\?\\{tmp_path}\\book.db")
    database.connect(file, b"k" * 32, mode="rwc").close()
    assert (tmp_path / "book.db").exists()
