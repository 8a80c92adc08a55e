"""Loads pages of the list: behind or before a neighbour that is loaded (keyset), else by a jump from the nearer end."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import structs

from desktop.office.office import Office
from desktop.screens.complaints.row_text import Line, line
from desktop.store.listing import Query, Row

SIZE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to load, and what is known beside it."""

    page: int
    after: Row | None = None
    before: Row | None = None


def load(office: Office, query: Query, wanted: Wanted, count: int | None) -> list[Line]:
    """The lines of one page. `count` is how many rows the query finds, None while nobody knows."""
    rows = _rows(office.page, query, wanted, count)
    today = office.today()
    return [line(row, office, today) for row in rows]


def _rows(page: Callable[..., list[Row]], query: Query, wanted: Wanted, count: int | None) -> list[Row]:
    backwards = structs.replace(query, descending=not query.descending)
    if wanted.page == 0:
        return page(query, limit=SIZE)
    if wanted.after is not None:
        return page(query, limit=SIZE, after=wanted.after)
    if wanted.before is not None:
        return page(backwards, limit=SIZE, after=wanted.before)[::-1]
    start = wanted.page * SIZE
    if count is not None and start > count // 2:
        end = min(start + SIZE, count)
        return page(backwards, limit=end - start, offset=count - end)[::-1]
    return page(query, limit=SIZE, offset=start)
