"""The indicators of complaints that are at hand, folded: for whoever keeps no sums by month. The same figures as a book's (indicators.py)."""

from collections.abc import Iterable
from datetime import date

from complaints import deadlines
from complaints.calendar import WorkCalendar
from complaints.complaint import Complaint
from complaints.indicators import Figures, Mark, Measured, Times, figures, marks, pending_again, pending_marks
from complaints.policy import Policy
from complaints.step_times import MEASURED, NOT_PASSED, Passage, passages

OVER = ("closed", "archived")


def figures_of(
    complaints: Iterable[Complaint], policy: Policy, calendar: WorkCalendar, first: date, last: date, today: date
) -> Figures:
    """The indicators of those of the complaints that were received in these days, both included."""
    by_month: dict[str, dict[Mark, int]] = {}
    for complaint in complaints:
        if first <= complaint.received_on <= last and not complaint.withdrawn:
            sums = by_month.setdefault(f"{complaint.received_on:%Y-%m}", {})
            for mark, count in _marks(complaint, policy, calendar, today):
                sums[mark] = sums.get(mark, 0) + count
    return figures(by_month, first, last, today)


def _marks(complaint: Complaint, policy: Policy, calendar: WorkCalendar, today: date) -> Iterable[tuple[Mark, int]]:
    passed = passages(complaint, deadlines.of(complaint, policy, calendar, None), policy, calendar)
    again = passed.get("again", NOT_PASSED)
    measured = Measured(
        complaint.stage, complaint.kind, complaint.channel, complaint.category, complaint.location.dusun,
        tuple(_times(passed[step]) for step in MEASURED), complaint.milestones.reopened_on is not None, complaint.satisfaction,
        _times(again), complaint.milestones.closed_by_program,
        " ".join(f"{step}.{passage.left_out}" for step, passage in passed.items() if passage.left_out),
    )  # fmt: skip
    for mark in marks(measured):
        yield mark, 1
    if complaint.stage not in OVER:
        counts = [count for step in MEASURED for count in _pending(passed[step], today)]
        yield from pending_marks("category", complaint.category, counts)
        yield from pending_marks("dusun", complaint.location.dusun, counts)
    yield from pending_again(_pending(again, today))


def _times(passage: Passage) -> Times:
    return passage.days, passage.elapsed, passage.on_time


def _pending(passage: Passage, today: date) -> tuple[int, int]:
    """Whether it is late today, and whether it is to come: what stands still is never late."""
    if passage.due_on is None:
        return 0, 0
    late = not passage.paused and passage.due_on < today
    return int(late), int(not late)


def is_late(complaint: Complaint, policy: Policy, calendar: WorkCalendar, today: date) -> bool:
    """Whether its first answer came late, or is late today."""
    answer = passages(complaint, deadlines.of(complaint, policy, calendar, None), policy, calendar)["respond"]
    return answer.on_time is False or (complaint.stage not in OVER and _pending(answer, today)[0] > 0)
