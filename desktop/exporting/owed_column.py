"""The column that says since when somebody waits for a word: the book knows it also where an export shows no people."""

from collections.abc import Iterable, Iterator
from datetime import date

from desktop.exporting.columns import RegisterColumn
from desktop.store.folded_complaints import Listed


class OwedColumn:
    """Knows it of the complaint that is being written."""

    def __init__(self) -> None:
        self._since: date | None = None

    def follow(self, register: Iterable[Listed]) -> Iterator[Listed]:
        for listed in register:
            self._since = listed.owed_since
            yield listed

    @property
    def column(self) -> RegisterColumn:
        return RegisterColumn("Belum dikabari sejak", 13, lambda _complaint: self._since)
