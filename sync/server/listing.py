"""Lists of the district's complaints, a page at a time: each page costs the same, however far one has read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from complaints.complaint import OPEN_STAGES
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction

PAGE = 50
COLUMNS = (
    "c.id, c.number, c.unit, c.stage, c.kind, c.title, c.category, c.received_on, c.due_day, c.tracking_code, "
    "c.anonymous, c.confidential, c.forwarded_to, c.needs_decision"
)


_OVERDUE = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint c WHERE c.stage <> '' AND c.due_day < :today AND c.received_on BETWEEN :first AND :last "
    "ORDER BY c.due_day, c.id LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints; '' leaves a filter open. `stage` may be 'open'. `overdue_on` is a day (ordinal), 0 for none.

    `left_out`: whose answer is in no timeliness, for it has no day or was entered long after it.
    """

    unit: str = ""
    stage: str = ""
    overdue_on: int = 0
    word: str = ""
    left_out: bool = False


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

    @property
    def key(self) -> str:
        """Where the next page begins."""
        return f"{self.received_on}~{self.id}"

    def is_overdue(self, today: int) -> bool:
        return self.due_day < min(today, NOT_DUE)


def page(transaction: Transaction, query: ComplaintFilter, after: str = "", limit: int = PAGE) -> list[ComplaintRow]:
    """The newest first; `after` is the key of the last row of the page before."""
    received_on, _, id = after.partition("~")
    statement = _statement(
        bool(query.unit), query.stage, bool(query.overdue_on), bool(query.word), bool(after), query.left_out
    )
    rows = transaction.rows(
        statement,
        limit=limit,
        **({"unit": query.unit} if query.unit else {}),
        **({"stage": query.stage} if query.stage not in ("", "open") else {}),
        **({"day": query.overdue_on} if query.overdue_on else {}),
        **({"word": f"%{_escaped(query.word.casefold())}%"} if query.word else {}),
        **({"received_on": received_on, "id": id} if after else {}),
    )
    return [ComplaintRow(*row) for row in rows]


def longest_overdue(transaction: Transaction, first: str, last: str, today: int, limit: int = 20) -> list[ComplaintRow]:
    """Of what was received in these days, what has been overdue longest."""
    return [ComplaintRow(*row) for row in transaction.rows(_OVERDUE, first=first, last=last, today=today, limit=limit)]


def all_rows(transaction: Transaction, query: ComplaintFilter) -> Iterator[ComplaintRow]:
    """All of them, page by page."""
    after = ""
    while True:
        rows = page(transaction, query, after, 500)
        yield from rows
        if len(rows) < 500:
            return
        after = rows[-1].key


@lru_cache(256)
def _statement(
    unit: bool, stage: str, overdue: bool, word: bool, after: bool, left_out: bool = False
) -> PortableStatement:
    conditions = ["c.stage <> ''"]
    if unit:
        conditions.append("c.unit = :unit")
    if stage == "open":
        conditions.append("c.stage IN (" + ", ".join(f"'{open_stage}'" for open_stage in sorted(OPEN_STAGES)) + ")")
    elif stage:
        conditions.append("c.stage = :stage")
    if overdue:
        conditions.append("c.due_day < :day")
    if left_out:
        conditions.append("c.in_time IN (2, 3)")
    if word:
        conditions.append(r"(lower(c.title) LIKE :word ESCAPE '\' OR lower(c.number) LIKE :word ESCAPE '\')")
    if after:
        conditions.append("(c.received_on, c.id) < (:received_on, :id)")
    where_clause = " AND ".join(conditions)
    return PortableStatement(
        f"SELECT {COLUMNS} FROM complaint c WHERE {where_clause} ORDER BY c.received_on DESC, c.id DESC LIMIT :limit"
    )


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
