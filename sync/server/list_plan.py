"""In which order a list is read, and by which index SQLite finds it.

SQLite keeps no statistics here, and would take any index that fits. A filter with few rows is best read whole and put in order; one with
many is best passed over row by row in the list's order, until a page is full. So the rows of each filter are counted first, up to a limit
that costs a few ms. PostgreSQL's planner knows as much by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from sync.server.list_conditions import Condition
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction

Order = Literal["received", "number", "title", "unit", "category", "stage", "holder", "due", "recorded"]
ORDERS: tuple[Order, ...] = get_args(Order)
FEW = 8_000  # rows that are read and put in order in some 20 ms
MANY = 10_000  # rows to pass over, from which on what several filters have in common is rather looked for in the index of words
COUNTED = 60_000  # rows, at most, of one filter
READ_AND_SORTED = 3  # what a row costs that is put in order, beside one that is passed over
_HIGHEST = PortableStatement("SELECT max(rowid) FROM complaint")

_NUMBERS = frozenset({"stage_rank", "holder_due", "due_day", "recorded_at"})


@dataclass(frozen=True, slots=True)
class OrderedBy:
    """`columns` end with the id, so that no two rows are alike; rows with `blank` in the first come last whichever way it goes."""

    columns: tuple[str, ...]
    index: str
    blank: str | int | None = None

    def phases(self, asked: Sequence[Condition]) -> list[tuple[Condition | None, tuple[str, ...]]]:
        """The conditions under which the rows are read one after the other, and by which columns each part is in order."""
        first = self.columns[0]
        if self.blank is None:
            return [(None, self.columns)]
        filled = Condition(f"c.{first} {'<' if isinstance(self.blank, int) else '>'} :blank", {"blank": self.blank})
        if any(f"c.{first} " in one.sql or (one.is_open and first == "holder") for one in asked):
            return [(filled, self.columns)]  # a filter by this very column, or for what has it, leaves nothing blank
        return [(filled, self.columns), (Condition(f"c.{first} = :blank", {"blank": self.blank}), self.columns[1:])]

    @property
    def types(self) -> list[type]:
        """Of a key's values."""
        return [int if column in _NUMBERS else str for column in self.columns]


BY_ORDER: dict[Order, OrderedBy] = {
    "received": OrderedBy(("received_on", "id"), "complaint_received_on"),
    "number": OrderedBy(("number", "id"), "complaint_register_number", ""),
    "title": OrderedBy(("title_key", "id"), "complaint_title", ""),
    "unit": OrderedBy(("unit", "received_on", "id"), "complaint_unit"),
    "category": OrderedBy(("category", "received_on", "id"), "complaint_category", ""),
    "stage": OrderedBy(("stage_rank", "received_on", "id"), "complaint_stage"),
    "holder": OrderedBy(("holder", "holder_due", "id"), "complaint_holder", ""),
    "due": OrderedBy(("due_day", "id"), "complaint_due_day", NOT_DUE),
    "recorded": OrderedBy(("recorded_at", "id"), "complaint_recorded_at"),
}
# Behind a filter for one value these indexes go on by the day of receipt.
_THEN_RECEIVED = frozenset({"complaint_unit", "complaint_subdistrict", "complaint_category", "complaint_channel"})


class Way(NamedTuple):
    """By which index, '' on PostgreSQL, and past how many rows; those that are put in order count several times."""

    by: str
    rows: float = 0


def way(transaction: Transaction, conditions: Sequence[Condition], order: Order, page: int) -> Way:
    if transaction.postgres:
        return Way("")
    ordered = BY_ORDER[order]
    counts = {condition.found_by: _count(transaction, condition) for condition in conditions if condition.found_by}
    if not counts:
        return Way(ordered.index)
    smallest = min(counts, key=lambda index: counts[index])
    if counts[smallest] <= FEW:
        return Way(smallest, counts[smallest])
    total = max((transaction.first(_HIGHEST) or (0,))[0] or 0, *counts.values())
    share = 1.0
    for count in counts.values():
        share *= count / total
    in_order = [
        index for index in counts if index == ordered.index or (order == "received" and index in _THEN_RECEIVED)
    ]
    best = min(in_order, key=lambda index: counts[index]) if in_order else ordered.index
    passed_over = page / share * (counts[best] / total if in_order else 1)
    sorted_rows = counts[smallest] * READ_AND_SORTED
    return Way(best, passed_over) if passed_over <= sorted_rows else Way(smallest, sorted_rows)


def _count(transaction: Transaction, condition: Condition) -> int:
    """How many rows the filter has, up to COUNTED."""
    row = transaction.first(_counting(condition.sql, condition.found_by), **condition.parameters)
    return row[0] if row else 0


@lru_cache(64)
def _counting(sql: str, index: str) -> PortableStatement:
    return PortableStatement(
        f"SELECT count(*) FROM (SELECT 1 FROM complaint c INDEXED BY {index} WHERE {sql} LIMIT {COUNTED})"
    )
