"""The rows of the list as Qt asks for them. Only the pages in sight are loaded, so that a million rows scroll as a hundred."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count as counter

from PySide6.QtCore import QModelIndex, Signal

from complaints.errors import OfficeError
from desktop.lanes.operations import Operations
from desktop.office.list_lines import ListLine
from desktop.office.list_pages import SIZE, Pages, load_in_sight, load_page, places
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.tables.complaints import complaint_columns
from desktop.trace import mark
from desktop.widgets.later import later
from desktop.widgets.row_model import NOWHERE, Index, RowModel

COUNT_PAUSE_MS = 90

_models = counter(1)


class ComplaintModel(RowModel[ListLine]):
    """`replaced` comes when a new query shows its first rows, `refreshed` when the same one was asked again (with the rows in
    which the chosen complaints stand), `counted` with the number of rows found.
    """

    replaced = Signal()
    refreshed = Signal(object)
    counted = Signal(int)

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__(complaint_columns())
        self._operations, self._office = operations, office
        self._key = f"complaints-{next(_models)}"
        self.query = Query()
        self.count: int | None = None
        self._rows = 0
        self._pages = Pages()
        self._loading = False
        self._generation = 0
        self._load_later = later(self, 0, self._load_next)
        self._count_later = later(self, COUNT_PAUSE_MS, self._ask_count)

    # Asking ----------------------------------------------------------------------------------------------------------

    def ask(self, query: Query) -> None:
        """Shows what this query finds. The old rows stay until the first new ones have come; a newer query cancels this one."""
        self.query = query
        self._generation += 1
        self._count_later.stop()
        self._operations.forget(f"{self._key}-page")
        self._operations.forget(f"{self._key}-count")
        self._loading = False
        self._operations.query(
            f"{self._key}-first",
            lambda: (query, load_page(self._office, query, 0)),
            self._replace,
        )

    def refresh(self, chosen: tuple[str, ...] = ()) -> None:
        """Asks the same again, because complaints changed. Rows stay on the screen until the new ones have come.

        `refreshed` tells the rows in which the `chosen` complaints, by id, stand then.
        """
        if self.count is None:
            self.ask(self.query)
            return
        self._generation += 1
        self._loading = False
        query, (first, last) = self.query, self._pages.pages_in_sight

        def work() -> tuple[Query, int, dict[int, list[ListLine]], list[int]]:
            return query, *load_in_sight(self._office, query, first, last), places(self._office, query, chosen)

        self._operations.query(f"{self._key}-first", work, self._refreshed)

    def _replace(self, result: tuple[Query, list[ListLine]]) -> None:
        query, lines = result
        if query != self.query:
            return
        self.beginResetModel()
        self._pages.fill({0: lines})
        self._rows = len(lines)
        self.count = self._rows if self._rows < SIZE else None
        self._pages.in_sight = (0, min(self._rows, SIZE))
        self.endResetModel()
        self.replaced.emit()
        mark("list filled")
        if self.count is None:
            self._count_later.start()
        else:
            self.counted.emit(self.count)

    def _refreshed(self, result: tuple[Query, int, dict[int, list[ListLine]], list[int]]) -> None:
        query, count, loaded, rows = result
        if query != self.query:
            return
        self._pages.fill(loaded)
        self._set_rows(count)
        if self._rows:
            self.show_again(0, self._rows - 1)
        self.refreshed.emit(rows)
        self.counted.emit(count)

    def _ask_count(self) -> None:
        query = self.query
        self._operations.query(
            f"{self._key}-count", lambda: self._office.count(query), lambda count: self.show_count(query, count)
        )

    def show_count(self, query: Query, count: int) -> None:
        """The query finds so many."""
        if query == self.query:
            self._set_rows(count)
            self.counted.emit(count)

    def _set_rows(self, count: int) -> None:
        self.count = count
        if count > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, count - 1)
            self._rows = count
            self.endInsertRows()
        elif count < self._rows:
            self.beginRemoveRows(QModelIndex(), count, self._rows - 1)
            self._rows = count
            self.endRemoveRows()

    # Pages -----------------------------------------------------------------------------------------------------------

    def look_at(self, first: int, last: int) -> None:
        """The view shows these rows now; their pages are loaded before all others."""
        self._pages.in_sight = (max(first, 0), min(max(last, first), max(self._rows - 1, 0)))
        self._load_later.start()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def line(self, row: int) -> ListLine | None:
        """The line of a row, None while its page is not loaded."""
        return self._pages.line(row)

    def lines_in_sight(self) -> Iterator[ListLine]:
        """Those of the rows in sight that are loaded."""
        first, last = self._pages.in_sight
        return (line for row in range(first, last + 1) if (line := self.line(row)) is not None)

    def row_of(self, complaint: str) -> int:
        """Where a complaint stands among the loaded rows; -1 when it isn't."""
        return self._pages.row_of(complaint)

    def find_ids(self, ranges: Sequence[tuple[int, int]], show: Callable[[tuple[str, ...]], object]) -> None:
        """Which complaints stand in these rows (first and last of each range), also in those that are not loaded.

        Where the store has others meanwhile than the screen shows, it is asked again instead: nobody acts on what they don't see.
        """
        rows = [row for first, last in ranges for row in range(first, last + 1)]
        loaded = {row: line.row.id for row in rows if (line := self.line(row)) is not None}
        if len(loaded) == len(rows):
            self._operations.forget(f"{self._key}-ids")
            show(tuple(loaded.values()))
            return
        query, generation = self.query, self._generation

        def resolve(ids: list[str]) -> None:
            if generation != self._generation:
                return
            if len(ids) != self._rows or any(ids[row] != complaint for row, complaint in loaded.items()):
                self.refresh()
            else:
                show(tuple(ids[row] for row in rows))

        self._operations.query(f"{self._key}-ids", lambda: self._office.ids(query), resolve)

    def _load_next(self) -> None:
        if self._loading or not self._rows:
            return
        page = self._pages.missing()
        if page is None:
            return
        self._loading = True
        after, before = self._pages.beside(page)
        query, count, generation = self.query, self.count, self._generation

        def work() -> tuple[int, int, list[ListLine]]:
            return generation, page, load_page(self._office, query, page, count, after=after, before=before)

        self._operations.query(f"{self._key}-page", work, self._show_page, self._refuse_page)

    def _show_page(self, result: tuple[int, int, list[ListLine]]) -> None:
        generation, page, lines = result
        if generation != self._generation:
            return
        self._loading = False
        self._pages.add(page, lines)
        self.show_again(page * SIZE, min(page * SIZE + SIZE, self._rows) - 1)
        self._load_later.start()

    def _refuse_page(self, refusal: OfficeError) -> None:
        self._loading = False
        self._operations.refused.emit(refusal)
