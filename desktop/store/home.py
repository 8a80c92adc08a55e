"""What the home screen shows: what needs doing today, in order, and the last twelve months."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Connection, text

from complaints import approval, clock, deadlines
from complaints.approval import Asked
from complaints.workflow import Action
from desktop.store import announcements, listing, projection
from desktop.store.dusun_view import by_index
from desktop.store.listing import Counts, Query, Row
from desktop.store.projection import Rules
from desktop.store.schema import WAITING
from sync.messages import Announcement

MOST_ITEMS = 40
MOST_DECISIONS = 5
MONTHS = 12
# The unary plus keeps the index on the stage, which finds nearly every complaint there ever was, from leading.
CLOSED = "AND +stage = 'closed'"


@dataclass(frozen=True, slots=True)
class TodoItem:
    """A complaint that waits for this office, and the step it waits for. Working days are negative when late.

    `asked`: who asked for approval of its answer, and since when.
    """

    row: Row
    next_action: Action
    working_days_left: int | None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class Home:
    today: date
    working_day_of_month: int
    counts: Counts
    worst_overdue_days: int
    due_soon_verify: int
    due_soon_answer: int
    dispositions_today: int
    items: tuple[TodoItem, ...]
    months: tuple[Month, ...]
    average_days: float | None
    on_time_percent: int | None
    left_out: int = 0
    announcements: tuple[Announcement, ...] = ()

    @property
    def left_out_query(self) -> Query:
        """The complaints that the results of the year leave out, for nobody knows whether they were answered in time."""
        first = date(self.months[0].year, self.months[0].month, 1)
        return Query(stages=("closed",), closed_from=first, step="respond", outcome="left_out")


def load(connection: Connection, today: date, rules: Rules) -> Home:
    """Everything that the home screen shows, in a handful of indexed queries."""
    calendar = rules.calendar
    soon = calendar.add(today, rules.policy.due_soon_working_days)
    counts = listing.counts(connection, today, soon)
    items = _items(connection, today, rules)
    worst = max((-days_left for item in items if (days_left := item.working_days_left) is not None), default=0)
    steps = connection.execute(
        text("SELECT due_step, count(*) FROM complaint WHERE due_day BETWEEN :day AND :soon GROUP BY due_step"),
        {"day": today.toordinal(), "soon": soon.toordinal()},
    )
    by_step: dict[str, int] = {step: n for step, n in steps}  # noqa: C416
    months = _months(today)
    average, on_time = connection.execute(
        text(f"SELECT avg(days_taken), avg(on_time) FROM complaint WHERE closed_on >= :first {CLOSED}"),
        {"first": _first_day(months[0])},
    ).one()
    return Home(
        today=today,
        working_day_of_month=calendar.ordinal_in_month(today),
        counts=counts,
        worst_overdue_days=max(worst, 0),
        due_soon_verify=by_step.get("verify", 0),
        due_soon_answer=sum(n for step, n in by_step.items() if step != "verify"),
        dispositions_today=connection.scalar(
            text(
                f"SELECT count(*) FROM complaint WHERE disposition AND disposition = {WAITING} AND updated_at >= :midnight"
            ),
            {"midnight": clock.stamp(round(datetime.combine(today, time()).timestamp() * 1000))},
        )
        or 0,
        items=items,
        months=_counted(connection, months),
        average_days=average,
        on_time_percent=None if on_time is None else round(on_time * 100),
        left_out=connection.scalar(
            text(
                f"SELECT count(*) FROM complaint {by_index(connection, 'complaint_closed_left_out')} WHERE left_out <> '' AND instr(left_out, 'respond.') AND stage = 'closed' "
                "AND closed_on BETWEEN :first AND '9999-12-31'"
            ),
            {"first": _first_day(months[0])},
        )
        or 0,
        announcements=announcements.unread(connection),
    )


def _items(connection: Connection, today: date, rules: Rules) -> tuple[TodoItem, ...]:
    """What two people did apart comes first: until someone decides, nobody knows what holds. Then by due day."""
    decide = listing.page(connection, Query(needs_decision=True), limit=MOST_DECISIONS)
    waiting = listing.page(
        connection, Query(due_from=date.min, due_by=date.max, sort="due", descending=False), limit=MOST_ITEMS
    )
    spoken = listing.page(connection, Query(spoken=True), limit=MOST_DECISIONS)
    first = {row.rowid: row for row in (*decide, *spoken)}
    rows = [row for row in waiting if row.due_on and row.rowid not in first]
    late = [row for row in rows if row.due_on and row.due_on < today]
    return tuple(_item(connection, row, today, rules) for row in (*late, *first.values(), *rows[len(late) :]))


def _item(connection: Connection, row: Row, today: date, rules: Rules) -> TodoItem:
    due = row.due() if not row.paused else None
    days_left = deadlines.due_state(due, today, rules.calendar, rules.policy).working_days if due is not None else None
    asked = None
    if row.stage == "awaiting_approval":
        waiting = projection.load(connection, row.id, with_identity=False)
        asked = approval.asked(waiting) if waiting is not None else None
    return TodoItem(row, next_action(row), days_left, asked)


def next_action(row: Row) -> Action:
    """The one step that brings this complaint on."""
    if row.needs_decision or row.is_spoken:
        return "review"
    if row.owed_since is not None:
        return "contact"
    match row.stage:
        case "new" | "returned":
            return "verify"
        case "forwarded" if row.disposition:
            return "accept" if row.disposition == WAITING else "respond"
        case "verified" | "forwarded":
            return "follow-up"
        case "in_progress":
            return "respond"
        case "awaiting_approval":
            return "approve"
        case "responded":
            return "close"
        case "closed" | "archived":
            return "note"


def _months(today: date) -> list[tuple[int, int]]:
    last = today.year * 12 + today.month - 1
    return [divmod(index, 12) for index in range(last - MONTHS + 1, last + 1)]


def _first_day(month: tuple[int, int]) -> str:
    return date(month[0], month[1] + 1, 1).isoformat()


def _counted(connection: Connection, months: list[tuple[int, int]]) -> tuple[Month, ...]:
    first = {"first": _first_day(months[0])}

    def by_month(column: str, condition: str) -> dict[str, int]:
        sql = f"SELECT substr({column}, 1, 7), count(*) FROM complaint WHERE {column} >= :first {condition} GROUP BY 1"
        return {month: n for month, n in connection.execute(text(sql), first)}  # noqa: C416

    received = by_month("received_on", "")
    closed = by_month("closed_on", CLOSED)
    return tuple(
        Month(year, month + 1, received.get(name, 0), closed.get(name, 0))
        for year, month in months
        if (name := f"{year:04d}-{month + 1:02d}")
    )
