"""What early warnings look at (complaints/early_warning.py), from the projection: counts by category, dusun and window, and reopenings."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection

from complaints import early_warning
from complaints.early_warning import Answered, Received, Series
from desktop.store.dusun_view import by_index
from desktop.store.statement import rows

# By days a year of 10,000 complaints would be as many rows here, for the same fourteen windows.
_RECEIVED = (
    "SELECT category, dusun, CAST(julianday(:today) - julianday(received_on) AS INTEGER) / :days AS window, count(*) "
    "FROM complaint {by_index} WHERE received_on BETWEEN :first AND :today GROUP BY category, dusun, window"
)
_ANSWERED = (
    "SELECT category, dusun, count(*), sum(reopened) FROM complaint {by_index} "
    "WHERE received_on BETWEEN :first AND :today AND (reopened OR stage IN ('responded', 'closed')) GROUP BY category, dusun"
)
_BEGINS = "SELECT min(received_on) FROM complaint"


def begins(connection: Connection) -> date | None:
    """When the first complaint of the book was received."""
    [(day,)] = rows(connection, _BEGINS, {})
    return date.fromisoformat(day) if day else None


def received(connection: Connection, today: date) -> list[Received]:
    """Of each window that received something, told as its last day."""
    days = {"days": early_warning.WINDOW_DAYS}
    return [
        Received(series, today.toordinal() - early_warning.WINDOW_DAYS * int(window), int(count))
        for series, window, count in _in_series(rows(connection, _by_day(connection, _RECEIVED), _days(today) | days))
    ]


def answered(connection: Connection, today: date) -> list[Answered]:
    sums: dict[Series, list[int]] = {}
    for series, count, again in _in_series(rows(connection, _by_day(connection, _ANSWERED), _days(today))):
        of_series = sums.setdefault(series, [0, 0])
        of_series[0] += int(count)
        of_series[1] += int(again)
    return [Answered(series, *counts) for series, counts in sums.items()]


def _by_day(connection: Connection, query: str) -> str:
    return query.format(by_index=by_index(connection, "complaint_by_received"))


def _days(today: date) -> dict[str, object]:
    return {"first": early_warning.start(today).isoformat(), "today": today.isoformat()}


def _in_series(lines: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Series, Any, Any]]:
    """Each line in its series. A group of categories that complaints name themselves holds its categories' too, as the list shows it."""
    kept = [(str(category), str(dusun), first, second) for category, dusun, first, second in lines]
    own_groups = {category for category, *_ in kept if category and "." not in category}
    for category, dusun, first, second in kept:
        yield Series(category, dusun), first, second
        group = category.partition(".")[0]
        if group != category and group in own_groups:
            yield Series(group, dusun), first, second
