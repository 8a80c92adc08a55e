"""The sums of a period for a recapitulation, by everything that it is broken down by, in one pass over the projection."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop.store.statement import rows

_SUMS = (
    "SELECT category, channel, kind, stage, substr(received_on, 1, 7), on_time, due_day < :day, count(*) FROM complaint "
    "WHERE received_on BETWEEN :first AND :last GROUP BY 1, 2, 3, 4, 5, 6, 7"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """`count` complaints that are alike in all this. `month` is '2026-11'; `on_time` None before an answer; `overdue`: due and not done."""

    category: str
    channel: str
    kind: str
    stage: str
    month: str
    on_time: bool | None
    overdue: bool
    count: int


def sums(connection: Connection, first: date, last: date, today: date) -> list[Sum]:
    """Of the complaints received in these days, both included, as they stand today."""
    found = rows(connection, _SUMS, {"first": first.isoformat(), "last": last.isoformat(), "day": today.toordinal()})
    return [
        Sum(category, channel, kind, stage, month, None if on_time is None else bool(on_time), bool(overdue), count)
        for category, channel, kind, stage, month, on_time, overdue, count in found
    ]
