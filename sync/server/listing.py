"""Lists of the district's complaints, a page at a time: each page costs the same, however far one has read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from complaints.complaint import IS_NEWER, OPEN_STAGES
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction

PAGE = 50
# A number that stands twice in its unit is a decision to take; which of two it is about, no row alone can tell.
_TO_DECIDE = (
    "(c.needs_decision OR (c.number <> '' AND EXISTS (SELECT 1 FROM complaint o WHERE o.unit = c.unit AND o.number = c.number "
    "AND o.id <> c.id AND o.stage <> '')))"
)
COLUMNS = (
    "c.id, c.number, c.unit, c.stage, c.kind, c.title, c.category, c.received_on, c.due_day, c.tracking_code, "
    f"c.anonymous, c.confidential, c.forwarded_to, {_TO_DECIDE}, c.recorded_at, c.newer, c.former_numbers"
)
_SHARING = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint c WHERE c.unit = :unit AND c.number = :number AND c.stage <> '' ORDER BY c.recorded_at, c.id"
)
_DOUBLED = PortableStatement(
    "SELECT unit, number, count(*) FROM complaint WHERE stage <> '' AND number <> '' GROUP BY unit, number HAVING count(*) > 1 "
    "ORDER BY unit, number"
)


_OVERDUE = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint c WHERE c.stage <> '' AND c.due_day < :today AND c.received_on BETWEEN :first AND :last "
    "ORDER BY c.due_day, c.id LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints; '' leaves a filter open. `stage` may be 'open'. `overdue_on` is a day (ordinal), 0 for none.

    `supervisory`: only those about supervision. `left_out`: whose answer is in no timeliness, for it has no day or was entered long after it.
    """

    unit: str = ""
    stage: str = ""
    overdue_on: int = 0
    word: str = ""
    left_out: bool = False
    supervisory: bool = False


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

    @property
    def is_newer(self) -> bool:
        """Whether a newer version recorded it, so that not all of it can be read here."""
        return self.newer == IS_NEWER

    @property
    def key(self) -> str:
        """Where the next page begins."""
        return f"{self.received_on}~{self.id}"

    def is_overdue(self, today: int) -> bool:
        return self.due_day < min(today, NOT_DUE)


def page(transaction: Transaction, query: ComplaintFilter, after: str = "", limit: int = PAGE) -> list[ComplaintRow]:
    """The newest first; `after` is the key of the last row of the page before."""
    received_on, _, id = after.partition("~")
    place = {"received_on": received_on, "id": id} if after else {}
    rows = transaction.rows(
        _statement(*_shape(query), bool(after), query.left_out, supervisory=query.supervisory),
        limit=limit,
        **_parameters(query),
        **place,
    )
    return [ComplaintRow(*row) for row in rows]


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
    last: ComplaintRow | None = None
    while True:
        statement = _statement(
            *_shape(query), last is not None, query.left_out, "due" if query.overdue_on else "recorded"
        )
        place = {"due_day": last.due_day, "recorded_at": last.recorded_at, "id": last.id} if last else {}
        if not query.overdue_on:
            place.pop("due_day", None)
        rows = [ComplaintRow(*row) for row in transaction.rows(statement, limit=500, **_parameters(query), **place)]
        yield from rows
        if len(rows) < 500:
            return
        last = rows[-1]


def _shape(query: ComplaintFilter) -> tuple[bool, str, bool, bool]:
    return bool(query.unit), query.stage, bool(query.overdue_on), bool(query.word)


def _parameters(query: ComplaintFilter) -> dict[str, object]:
    return {
        **({"unit": query.unit} if query.unit else {}),
        **({"stage": query.stage} if query.stage not in ("", "open") else {}),
        **({"day": query.overdue_on} if query.overdue_on else {}),
        **({"word": f"%{_escaped(query.word.casefold())}%"} if query.word else {}),
    }


Order = Literal["received", "recorded", "due"]
# How each order is read, and from where its next page begins.
_ORDERS: dict[Order, tuple[str, str]] = {
    "received": ("c.received_on DESC, c.id DESC", "(c.received_on, c.id) < (:received_on, :id)"),
    "recorded": ("c.recorded_at DESC, c.id DESC", "(c.recorded_at, c.id) < (:recorded_at, :id)"),
    "due": ("c.due_day, c.recorded_at, c.id", "(c.due_day, c.recorded_at, c.id) > (:due_day, :recorded_at, :id)"),
}


@lru_cache(256)
def _statement(
    unit: bool,
    stage: str,
    overdue: bool,
    word: bool,
    after: bool,
    left_out: bool = False,
    order: Order = "received",
    supervisory: bool = False,
) -> PortableStatement:
    order_by, following = _ORDERS[order]
    conditions = ["c.stage <> ''"]
    if unit:
        conditions.append("c.unit = :unit")
    if stage == "open":
        conditions.append("c.stage IN (" + ", ".join(f"'{open_stage}'" for open_stage in sorted(OPEN_STAGES)) + ")")
    elif stage:
        conditions.append("c.stage = :stage")
    if overdue:
        conditions.append("c.due_day < :day")
    if supervisory:
        conditions.append("c.supervisory")
    if left_out:
        conditions.append("c.in_time IN (2, 3)")
    if word:
        texts = ("c.title", "c.number", "c.former_numbers")
        conditions.append("(" + " OR ".join(rf"lower({text}) LIKE :word ESCAPE '\'" for text in texts) + ")")
    if after:
        conditions.append(following)
    where_clause = " AND ".join(conditions)
    return PortableStatement(f"SELECT {COLUMNS} FROM complaint c WHERE {where_clause} ORDER BY {order_by} LIMIT :limit")


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
