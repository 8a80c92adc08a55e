"""Which complaints each figure of a week is made of: one condition for the count and for the list that the figure opens.

Dates are those that the officers gave. Left out: what nobody knows the day of (`undated`), and from `in_time` and `answered_late`
what was entered so long after it that it proves nothing (`belated`).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, NamedTuple

from complaints import clock
from complaints.time_zones import HOURS, Zone
from complaints.weeks import Week
from sync.server.projection import BELATED, IN_TIME, LATE, UNDATED

Figure = Literal[
    "received", "answered", "in_time", "answered_late", "belated", "undated", "newly_late", "reopened", "rated", "entered_late",
    "open", "age_week", "age_month", "age_quarter", "age_older", "late", "unknown", "forwarded", "forwarded_late",
]  # fmt: skip
LATE_ENTRY = 7  # days from receipt to entry that are many
# Up to how many days old, each from where the one before ends.
AGES: tuple[tuple[Figure, int], ...] = (("age_week", 7), ("age_month", 30), ("age_quarter", 90), ("age_older", 10**6))

_RECEIVED = "c.received_on BETWEEN :week_first_on AND :week_end_on"
_ANSWERED = "c.answered_day < 2147483647 AND c.answered_day BETWEEN :week_first AND :week_end"
_OPEN = (
    f"c.settled_day > :week_end AND c.received_on <> '' AND c.received_on <= :week_end_on AND c.in_time <> {UNDATED}"
)
_WITH_SOMEBODY = "c.holder <> ''"
_FORWARDED = f"{_WITH_SOMEBODY} AND c.holder <> c.unit"
CONDITIONS: dict[Figure, str] = {
    "received": _RECEIVED,
    "answered": _ANSWERED,
    "in_time": f"{_ANSWERED} AND c.in_time = {IN_TIME}",
    "answered_late": f"{_ANSWERED} AND c.in_time = {LATE}",
    "belated": f"{_ANSWERED} AND c.in_time = {BELATED}",
    "undated": f"{_RECEIVED} AND c.in_time = {UNDATED}",
    "newly_late": "c.late_day BETWEEN :week_first AND :week_end",
    "reopened": "c.reopened_day < 2147483647 AND c.reopened_day BETWEEN :week_first AND :week_end",
    "rated": "c.satisfaction > 0 AND c.rated_day BETWEEN :week_first AND :week_end",
    "entered_late": f"c.recorded_at BETWEEN :week_first_at AND :week_last_at AND c.stage <> '' AND c.entry_lag > {LATE_ENTRY}",
    "open": _OPEN,
    "age_week": f"{_OPEN} AND c.received_on >= :week_ago",
    "age_month": f"{_OPEN} AND c.received_on >= :month_ago AND c.received_on < :week_ago",
    "age_quarter": f"{_OPEN} AND c.received_on >= :quarter_ago AND c.received_on < :month_ago",
    "age_older": f"{_OPEN} AND c.received_on < :quarter_ago",
    "late": f"{_WITH_SOMEBODY} AND c.in_time <> {UNDATED} AND c.due_day < :as_of",
    "unknown": f"{_WITH_SOMEBODY} AND c.in_time = {UNDATED}",
    "forwarded": _FORWARDED,
    "forwarded_late": f"{_FORWARDED} AND c.holder_due < :as_of",
}  # fmt: skip


# By which index a list finds the rows of each figure.
FOUND_BY: dict[Figure, str] = {
    **dict.fromkeys(("received", "undated"), "complaint_received_on"),
    **dict.fromkeys(("answered", "in_time", "answered_late", "belated"), "complaint_answered_day"),
    **dict.fromkeys(("open", "age_week", "age_month", "age_quarter", "age_older"), "complaint_settled_day"),
    **dict.fromkeys(("forwarded", "forwarded_late"), "complaint_forwarded"),
    "newly_late": "complaint_late_day",
    "reopened": "complaint_reopened_day",
    "rated": "complaint_rated_day",
    "entered_late": "complaint_recorded_at",
    "late": "complaint_due_day",
    "unknown": "complaint_open",
}


class Span(NamedTuple):
    """A week as of a day: one that goes on ends today. `until`: as far as another week that it is compared with had come."""

    week: Week
    today: date
    zone: Zone
    until: date = date.max

    @property
    def end(self) -> date:
        return min(self.week.last, self.today, self.until)

    def compared(self, week: Week) -> "Span":
        """As many days of another week."""
        return Span(week, self.today, self.zone, week.last - (self.week.last - self.end))

    @property
    def parameters(self) -> Mapping[str, object]:
        """All that the conditions ask for: ordinals, ISO dates and stamps."""
        first, end = self.week.first, self.end
        ages = {
            name: (end - timedelta(days)).isoformat()
            for name, days in (("week_ago", 7), ("month_ago", 30), ("quarter_ago", 90))
        }
        return {
            "week_first": first.toordinal(), "week_end": end.toordinal(), "as_of": self.today.toordinal(),
            "week_first_on": first.isoformat(), "week_end_on": end.isoformat(),
            "week_first_at": _stamp(first, self.zone), "week_last_at": _stamp(end + timedelta(1), self.zone) - 1,
            **ages,
        }  # fmt: skip


def _stamp(day: date, zone: Zone) -> int:
    """The first stamp of this day where the district's clocks hang."""
    midnight = datetime.combine(day, time(), timezone(timedelta(hours=HOURS[zone]))).astimezone(UTC)
    return clock.stamp(max(int((midnight - clock.EPOCH) / timedelta(milliseconds=1)), 0))
