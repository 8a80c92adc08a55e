"""Loads pages of the list: next to a row that is loaded (keyset), else by an offset from the nearer end."""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence

from desktop.office.list_lines import ListLine, list_line
from desktop.office.office import Office
from desktop.store.listing import Query, Row

SIZE = 50
A_PART = 500
KEPT_PAGES, MOST_AT_ONCE = 60, 3


def load_page(
    office: Office,
    query: Query,
    page: int,
    count: int | None = None,
    *,
    after: Row | None = None,
    before: Row | None = None,
) -> list[ListLine]:
    """The lines of one page. `count` is how many rows the query finds, None while nobody knows; `after` and `before` are
    the rows next to the page, where they are loaded.
    """
    backwards = query.reversed()
    start = page * SIZE
    if page == 0:
        rows = office.page(query, limit=SIZE)
    elif after is not None:
        rows = office.page(query, limit=SIZE, after=after)
    elif before is not None:
        rows = office.page(backwards, limit=SIZE, after=before)[::-1]
    elif count is not None and start > count // 2:
        end = min(start + SIZE, count)
        rows = office.page(backwards, limit=end - start, offset=count - end)[::-1]
    else:
        rows = office.page(query, limit=SIZE, offset=start)
    today = office.today()
    return [list_line(row, office, today) for row in rows]


def every_row(office: Office, query: Query, limit: int | None = None) -> Iterator[Row]:
    """All rows that the query finds, or the first of them, a part at a time: memory stays flat, however many."""
    remaining, after = limit, None
    while remaining is None or remaining > 0:
        rows = office.page(query, limit=A_PART if remaining is None else min(A_PART, remaining), after=after)
        yield from rows
        if len(rows) < A_PART:
            return
        after = rows[-1]
        remaining = None if remaining is None else remaining - len(rows)


class Pages:
    """The pages that are loaded, of which the ones far from what is in sight are dropped."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[ListLine]] = OrderedDict()
        self.in_sight: tuple[int, int] = (0, 0)  # rows

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def pages_in_sight(self) -> tuple[int, int]:
        """The first and the last."""
        first, last = self.in_sight
        return first // SIZE, last // SIZE

    def fill(self, pages: Mapping[int, list[ListLine]]) -> None:
        self._pages.clear()
        self._pages.update(pages)

    def add(self, page: int, lines: list[ListLine]) -> None:
        self._pages[page] = lines
        first, last = self.pages_in_sight
        while len(self._pages) > KEPT_PAGES:
            self._pages.pop(next(page for page in self._pages if not first <= page <= last))

    def line(self, row: int) -> ListLine | None:
        """The line of a row, None while its page is not loaded."""
        page, place = self._pages.get(row // SIZE), row % SIZE
        return page[place] if page is not None and place < len(page) else None

    def row_of(self, complaint: str) -> int:
        """Where a complaint stands among the loaded rows; -1 when it isn't."""
        for page, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.row.id == complaint:
                    return page * SIZE + place
        return -1

    def missing(self) -> int | None:
        """The first page in sight that is not loaded."""
        first, last = self.pages_in_sight
        return next((page for page in range(first, last + 1) if page not in self._pages), None)

    def beside(self, page: int) -> tuple[Row | None, Row | None]:
        """The row before this page and the one behind it, where they are loaded."""
        previous, following = self._pages.get(page - 1), self._pages.get(page + 1)
        after = previous[-1].row if previous and len(previous) == SIZE else None
        return after, following[0].row if following else None


def load_in_sight(office: Office, query: Query, first: int, last: int) -> tuple[int, dict[int, list[ListLine]]]:
    """How many rows the query finds now, and the lines of these pages."""
    count = office.count(query)
    loaded: dict[int, list[ListLine]] = {}
    for page in range(first, min(last, first + MOST_AT_ONCE) + 1):
        before = loaded.get(page - 1)
        loaded[page] = load_page(office, query, page, count, after=before[-1].row if before else None)
    return count, loaded


def places(office: Office, query: Query, ids: Collection[str]) -> list[int]:
    """The rows in which these complaints stand now, in the order of the list; those that it no longer shows are left out."""
    if not ids:
        return []
    wanted = frozenset(ids)
    return [row for row, complaint in enumerate(office.ids(query)) if complaint in wanted]


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of rows that follow one another: first and last of each."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
