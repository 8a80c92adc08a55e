"""A week of the office on one page: what came in, was answered and closed, what waits for the head, and what is late with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from complaints import clock
from complaints.holder import holder
from complaints.old_register import UNTOUCHED
from complaints.weeks import Week, week_of
from desktop.office import approvals, late_work
from desktop.office.approvals import WaitingAnswer
from desktop.office.late_work import LateWork
from desktop.office.office import Office
from desktop.store import listing, projection
from desktop.store.listing import Query, Row
from desktop.store.statement import rows

MOST_FOLDED = 2_000
MOST_RECEIVED = 10_000
_TOUCHED = f"SELECT id FROM complaint WHERE updated_at >= :since AND of_register < {UNTOUCHED} ORDER BY rowid DESC LIMIT {MOST_FOLDED}"
_CLOSED = "SELECT count(*) FROM complaint WHERE closed_on BETWEEN :first AND :last AND stage = 'closed'"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was given in the week."""

    number: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class LateRow:
    """A complaint that is late: by how many working days, and with whom it lies."""

    number: str
    title: str
    who: str
    days: int


@dataclass(frozen=True, slots=True)
class WeekPage:
    """`open` and everything that waits or is late is as of today, the rest of the week's days."""

    week: Week
    received: Sequence[Row]
    answered: Sequence[Answered]
    closed: int
    open: int
    waiting: Sequence[WaitingAnswer]
    late: LateWork
    latest: Sequence[LateRow]


def week_to_print(today: date) -> Week:
    """This week; on a Monday, when it has nothing yet, the one before."""
    week = week_of(today)
    return week.before if today == week.first else week


def week_page(office: Office, week: Week, most: int) -> WeekPage:
    """`most`: so many of those that are late are named."""
    query = Query(received_from=week.first, received_to=week.last, sort="received", descending=True)
    with office.reading() as connection:
        closed = rows(connection, _CLOSED, {"first": week.first.isoformat(), "last": week.last.isoformat()})[0][0]
        answered = _answered(connection, week)
    return WeekPage(
        week, office.page(query, limit=MOST_RECEIVED), answered, closed, office.counts().open, approvals.waiting(office),
        late_work.late_work(office), _latest(office, most),
    )  # fmt: skip


def _answered(connection: Connection, week: Week) -> list[Answered]:
    since = clock.stamp(round(datetime.combine(week.first - timedelta(1), time()).timestamp() * 1000))
    given: list[Answered] = []
    for (complaint_id,) in rows(connection, _TOUCHED, {"since": since}):
        complaint = projection.load(connection, complaint_id, with_identity=False)
        on = complaint.milestones.responded_on if complaint is not None else None
        if complaint is not None and on is not None and week.first <= on <= week.last:
            given.append(Answered(complaint.number, complaint.title, on))
    return sorted(given, key=lambda answer: (answer.on, answer.number), reverse=True)


def _latest(office: Office, most: int) -> list[LateRow]:
    today = office.today()
    latest: list[LateRow] = []
    for row in office.page(listing.overdue(today), limit=most):
        complaint = office.case(row.id).complaint
        who = late_work.holder_words(holder(complaint, office.settings.unit_code), office)
        assert row.due_on is not None
        latest.append(LateRow(row.number, row.title, who, office.rules.calendar.between(row.due_on, today)))
    return latest
