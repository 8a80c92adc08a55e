"""Lists of the district's complaints, a page at a time: each page costs the same, however far one has read."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from complaints.complaint import IS_NEWER
from sync.server import list_plan, list_search
from sync.server.list_conditions import ComplaintFilter as ComplaintFilter
from sync.server.list_conditions import Condition, conditions
from sync.server.list_plan import BY_ORDER, Order
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction

PAGE = 50
STEP = 500  # rows, where all are read
CANDIDATES = 500  # rows that hold the words of a search, when they are to be put in another order than that of receipt
# A number that stands twice in its unit is a decision to take; which of two it is about, no row alone can tell.
_TO_DECIDE = (
    "(c.needs_decision OR (c.number <> '' AND EXISTS (SELECT 1 FROM complaint o WHERE o.unit = c.unit AND o.number = c.number "
    "AND o.id <> c.id AND o.stage <> '')))"
)
COLUMNS = (
    "c.id, c.number, c.unit, c.stage, c.kind, c.title, c.category, c.received_on, c.due_day, c.tracking_code, "
    f"c.anonymous, c.confidential, c.forwarded_to, {_TO_DECIDE}, c.recorded_at, c.newer, c.former_numbers, c.channel, c.holder, "
    "c.holder_due, c.responded_on"
)
_SHARING = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint c WHERE c.unit = :unit AND c.number = :number AND c.stage <> '' ORDER BY c.recorded_at, c.id"
)
_DOUBLED = PortableStatement(
    "SELECT unit, number, count(*) FROM complaint WHERE stage <> '' AND number <> '' GROUP BY unit, number HAVING count(*) > 1 "
    "ORDER BY unit, number"
)
_OVERDUE = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint c INDEXED BY complaint_due_day WHERE c.stage <> '' AND c.due_day < :today AND c.received_on BETWEEN :first AND :last "
    "ORDER BY c.due_day, c.id LIMIT :limit"
)
_BY_ID = PortableStatement(f"SELECT {COLUMNS} FROM complaint c WHERE c.id IN :ids AND c.stage_rank > 0")


class ComplaintRow(NamedTuple):
    id: str
    number: str
    unit: str
    stage: str
    kind: str
    title: str
    category: str
    received_on: str
    due_day: int
    tracking_code: str
    anonymous: bool
    confidential: bool
    forwarded_to: str
    needs_decision: bool
    recorded_at: int
    newer: int
    former_numbers: str
    channel: str
    holder: str
    holder_due: int
    responded_on: str

    @property
    def is_newer(self) -> bool:
        """Whether a newer version recorded it, so that not all of it can be read here."""
        return self.newer == IS_NEWER

    def is_overdue(self, today: int) -> bool:
        return self.due_day < min(today, NOT_DUE)


class Page(NamedTuple):
    """`following` is where the next page begins, '' for none. `is_cut`: of the many that hold the words only the newest were put in order."""

    rows: list[ComplaintRow]
    following: str
    is_cut: bool = False


def page(transaction: Transaction, query: ComplaintFilter, after: str = "", limit: int = PAGE) -> list[ComplaintRow]:
    """The newest first; `after` is `following` of the page before."""
    return read_page(transaction, query, after=after, limit=limit).rows


def read_page(
    transaction: Transaction,
    query: ComplaintFilter,
    order: Order = "received",
    *,
    descending: bool = True,
    after: str = "",
    limit: int = PAGE,
) -> Page:
    """One page in this order. An `after` that nobody can read begins at the start."""
    asked = conditions(query)
    if not query.word:
        way = list_plan.way(transaction, asked, order, limit)
        common = list_search.together(transaction, query) if way.rows > list_plan.MANY else None
        asked, index = ([*asked, common], common.found_by) if common else (asked, way.by)
        return _ordered(transaction, asked, order, after, limit, descending=descending, index=index)
    match = list_search.expression(transaction, query)
    if not match:
        return Page([], "")
    if order == "received" and descending:
        [before] = _values(after, [int]) or [list_search.END]
        found = list_search.newest(transaction, query, asked, match, before, limit + 1)
        return _in_order_of_numbers(transaction, found, limit)
    # What one has in hand is little enough to be put in order whole.
    most = list_search.END - 1 if query.holder else CANDIDATES
    found = list_search.newest(transaction, query, asked, match, list_search.END, most + 1)
    if not found:
        return Page([], "")
    asked.append(Condition("c.id IN :candidates", {"candidates": [id for id, _ in found[:most]]}))
    ordered = _ordered(transaction, asked, order, after, limit, descending=descending, index="")
    return ordered._replace(is_cut=len(found) > most)


def all_in_order(
    transaction: Transaction, query: ComplaintFilter, order: Order, *, descending: bool
) -> Iterator[ComplaintRow]:
    """Every row that the pages show, one after the other."""
    after = ""
    while True:
        read = read_page(transaction, query, order, descending=descending, after=after, limit=STEP)
        yield from read.rows
        after = read.following
        if not after:
            return


def by_ids(transaction: Transaction, ids: Sequence[str]) -> list[ComplaintRow]:
    """Those of these complaints that a list may show, in this order."""
    rows = {row[0]: ComplaintRow(*row) for row in transaction.rows(_BY_ID, ids=list(ids))}
    return [rows[id] for id in ids if id in rows]


def sharing(transaction: Transaction, unit: str, number: str) -> list[ComplaintRow]:
    """The complaints of this unit with this number, in the order of recording; more than one waits for the unit's decision."""
    return [ComplaintRow(*row) for row in transaction.rows(_SHARING, unit=unit, number=number)] if number else []


def doubled(transaction: Transaction) -> list[tuple[str, str, int]]:
    """The numbers that several complaints of one unit have: unit, number, how many."""
    return [(unit, number, count) for unit, number, count in transaction.rows(_DOUBLED)]


def longest_overdue(transaction: Transaction, first: str, last: str, today: int, limit: int = 20) -> list[ComplaintRow]:
    """Of what was received in these days, what has been overdue longest."""
    return [ComplaintRow(*row) for row in transaction.rows(_OVERDUE, first=first, last=last, today=today, limit=limit)]


def all_rows(transaction: Transaction, query: ComplaintFilter) -> Iterator[ComplaintRow]:
    """All of them as an office lists its own: what was recorded last first, or of overdue ones the longest overdue first."""
    asked = conditions(query)
    if query.word:
        match = list_search.expression(transaction, query)
        if not match:
            return
        asked.append(list_search.holding(match, postgres=transaction.postgres))
    columns = ("due_day", "recorded_at", "id") if query.overdue_on else ("recorded_at", "id")
    last: ComplaintRow | None = None
    while True:
        place = [getattr(last, column) for column in columns] if last else []
        read = _rows(transaction, asked, "", columns, place, STEP, descending=not query.overdue_on)
        rows = [row for row, _ in read]
        yield from rows
        if len(rows) < STEP:
            return
        last = rows[-1]


def _in_order_of_numbers(transaction: Transaction, found: list[tuple[str, int]], limit: int) -> Page:
    shown = found[:limit]
    return Page(by_ids(transaction, [id for id, _ in shown]), _written([shown[-1][1]]) if len(found) > limit else "")


def _ordered(
    transaction: Transaction,
    asked: Sequence[Condition],
    order: Order,
    after: str,
    limit: int,
    *,
    descending: bool,
    index: str,
) -> Page:
    """Rows that have nothing in the column that gives the order come behind all others."""
    by = BY_ORDER[order]
    place = _values(after, [int, *by.types])
    found: list[tuple[ComplaintRow, list[object]]] = []
    for number, (phase, columns) in enumerate(by.phases(asked)):
        if place and place[0] > number:
            continue
        behind = place[1 + len(by.columns) - len(columns) :] if place and place[0] == number else []
        conditions_now = [*asked, phase] if phase else asked
        wanted = limit + 1 - len(found)
        rows = _rows(transaction, conditions_now, index, columns, behind, wanted, descending=descending)
        missing: list[object] = [by.blank] * (len(by.columns) - len(columns))
        found += [(row, [number, *missing, *key]) for row, key in rows]
        if len(found) > limit:
            break
    return Page([row for row, _ in found[:limit]], _written(found[limit - 1][1]) if len(found) > limit else "")


def _rows(
    transaction: Transaction,
    asked: Sequence[Condition],
    index: str,
    columns: tuple[str, ...],
    behind: Sequence[object],
    limit: int,
    *,
    descending: bool,
) -> list[tuple[ComplaintRow, list[object]]]:
    """The first rows behind the key `behind` ([]: from the start), each with its own key."""
    values = {name: value for condition in asked for name, value in condition.parameters.items()}
    keys = {f"key{place}": value for place, value in enumerate(behind)}
    where_clause = " AND ".join(condition.sql for condition in asked)
    statement = _statement(where_clause, index, columns, bool(behind), descending=descending)
    width = len(ComplaintRow._fields)
    rows = transaction.rows(statement, limit=limit, **values, **keys)
    return [(ComplaintRow(*row[:width]), list(row[width:])) for row in rows]


@lru_cache(512)
def _statement(
    where_clause: str, index: str, columns: tuple[str, ...], has_key: bool, *, descending: bool
) -> PortableStatement:
    """The rows of a page are found first: what else is shown of them is read of these alone."""
    listed = ", ".join(f"c.{column}" for column in columns)
    direction, sign = (" DESC", "<") if descending else ("", ">")
    order_by = ", ".join(f"c.{column}{direction}" for column in columns)
    keys = ", ".join(f":key{place}" for place in range(len(columns)))
    behind = f" AND ({listed}) {sign} ({keys})" if has_key else ""
    indexed_by = f" INDEXED BY {index}" if index else ""
    return PortableStatement(
        f"SELECT {COLUMNS}, {listed} FROM (SELECT c.id FROM complaint c{indexed_by} WHERE {where_clause}{behind} "
        f"ORDER BY {order_by} LIMIT :limit) k CROSS JOIN complaint c WHERE c.id = k.id ORDER BY {order_by}"
    )


def _written(key: Sequence[object]) -> str:
    return msgspec.json.encode(key).decode()


def _values(after: str, types: Sequence[type]) -> list[Any]:
    """The key in an address, [] when there is none of these types in it that a database could hold."""
    try:
        values = msgspec.json.decode(after, type=list[int | str]) if after else []
    except msgspec.DecodeError:
        return []
    if [type(value) for value in values] != list(types):
        return []
    fits = (abs(value) < 2**63 if isinstance(value, int) else "\0" not in value for value in values)
    return values if all(fits) else []
