"""Loads pages of the list: next to a row that is loaded (keyset), else by an offset from the nearer end."""

from desktop.office.list_lines import ListLine, list_line
from desktop.office.office import Office
from desktop.store.listing import Query, Row

SIZE = 50


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
