"""Filters as values: which conditions of a query the chips turn on, and how a filter stays true from day to day."""

from datetime import date, timedelta

from msgspec import structs

from complaints.complaint import OPEN_STAGES, STAGES, Stage
from desktop.office.office import Office
from desktop.store.listing import Query

OPEN: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage in OPEN_STAGES)
# The chips that choose stages; several together show all of theirs.
STAGE_CHIPS: dict[str, tuple[Stage, ...]] = {
    "open": OPEN,
    "responded": ("responded",),
    "closed": ("closed",),
    "archived": ("archived",),
}
START = Query(stages=OPEN, sort="due", descending=False)
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


def as_of_today(query: Query, office: Office) -> Query:
    """'Late' and 'due soon' mean today's, also in a filter that was saved last month."""
    if is_overdue(query):
        return with_overdue(query, office.today(), on=True)
    if is_due_soon(query):
        return with_due_soon(query, office, on=True)
    if query.step:
        return structs.replace(query, outcome_on=office.today())
    return query


def without_passage(query: Query) -> Query:
    """Whatever way the steps were passed."""
    return structs.replace(query, step="", outcome="", outcome_on=None, days_from=0)


def chip_on(query: Query, chip: str) -> bool:
    return set(STAGE_CHIPS[chip]) <= set(query.stages)


def with_chip(query: Query, chip: str, *, on: bool) -> Query:
    """The query with these stages as well, or without them; none at all means every stage."""
    wanted = set(query.stages) | set(STAGE_CHIPS[chip]) if on else set(query.stages) - set(STAGE_CHIPS[chip])
    return structs.replace(query, stages=tuple(stage for stage in STAGES if stage in wanted))


def unsorted(query: Query) -> Query:
    """What the query finds, whatever the order: to compare filters."""
    return structs.replace(query, sort="number", descending=True)


def narrows(query: Query) -> bool:
    """Whether anything is left out."""
    return unsorted(query) != Query()


def months(today: date) -> dict[str, tuple[date, date]]:
    """The spans that the date menu offers, both days included."""
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
