"""Filters of the list as queries: which conditions each sets, and how 'late' and 'due soon' stay true from day to day."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import structs

from complaints.complaint import OPEN_STAGES, STAGES, Stage
from desktop.office.office import Office
from desktop.store.listing import Query

OPEN: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage in OPEN_STAGES)
START = Query(stages=OPEN, sort="due", descending=False)
OWED = Query(owed_word=True)
OF_REGISTERS = Query(untouched=True, sort="received", descending=False)
DISPOSITIONS = Query(stages=OPEN, disposition="any", sort="due", descending=False)


def is_overdue(query: Query) -> bool:
    return query.due_by is not None and query.due_from is None


def is_due_soon(query: Query) -> bool:
    return query.due_by is not None and query.due_from is not None


def with_overdue(query: Query, today: date, *, on: bool) -> Query:
    return structs.replace(query, due_from=None, due_by=today - timedelta(days=1) if on else None)


def with_due_soon(query: Query, office: Office, *, on: bool) -> Query:
    if not on:
        return structs.replace(query, due_from=None, due_by=None)
    today = office.today()
    soon = office.rules.calendar.add(today, office.rules.policy.due_soon_working_days)
    return structs.replace(query, due_from=today, due_by=soon)


def due_soon(office: Office) -> Query:
    return with_due_soon(Query(sort="due", descending=False), office, on=True)


def as_of_today(query: Query, office: Office) -> Query:
    """The query with today's 'late' and 'due soon': a filter that was saved last month has the days of then."""
    if is_overdue(query):
        return with_overdue(query, office.today(), on=True)
    if is_due_soon(query):
        return with_due_soon(query, office, on=True)
    if query.step:
        return structs.replace(query, outcome_on=office.today())
    return query


def without_outcome(query: Query) -> Query:
    """Without the condition on how a step went."""
    return structs.replace(query, step="", outcome="", outcome_on=None, days_from=0)


def with_stages(query: Query, stages: Iterable[Stage], *, on: bool) -> Query:
    """The query with these stages as well, or without them; none at all means every stage."""
    chosen = set(query.stages) | set(stages) if on else set(query.stages) - set(stages)
    return structs.replace(query, stages=tuple(stage for stage in STAGES if stage in chosen))


def with_value(values: str, value: str, *, on: bool) -> str:
    """Several values of a condition, a line each, with this one or without it."""
    others = [other for other in values.splitlines() if other != value]
    return "\n".join([*others, value] if on else others)


def unsorted(query: Query) -> Query:
    """The query in one fixed order, to compare filters by what they leave out."""
    return structs.replace(query, sort="number", descending=True)


def narrows(query: Query) -> bool:
    """Whether anything is left out."""
    return unsorted(query) != Query()


def spans(today: date) -> dict[str, tuple[date, date]]:
    """The spans of days that the date menu offers, both days included."""
    first = today.replace(day=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    return {
        "today": (today, today),
        "week": (today - timedelta(days=6), today),
        "month": (first, today),
        "last-month": (last_month, first - timedelta(days=1)),
        "year": (today.replace(month=1, day=1), today),
        "last-year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
