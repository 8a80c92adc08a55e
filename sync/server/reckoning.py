"""How the district reckons deadlines: its policy and its working days, as far as it has set them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from msgspec import structs

from complaints import deadlines
from complaints.calendar import WorkCalendar, work_calendar
from complaints.complaint import OPEN_STAGES, Complaint, Milestones, Stage
from complaints.deadlines import Deadline
from complaints.entry_day import entered_later, is_belated
from complaints.events import Kind, Weight
from complaints.ladder import Ladder, parse_ladder
from complaints.policy import Policy, parse_policy
from sync.server import national_days

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "policies" / "desa-kelurahan.toml"
SHIPPED_LADDER = SHIPPED.parents[1] / "pengingat.toml"
# msgspec learns a type at its first use: two threads that do so at once have ended the process.
_ONE_AT_A_TIME = Lock()
NOT_DUE = 2**31 - 1  # the due day of what has none now: answered, closed, or its clock standing


class Reckoning:
    """Complaints of one day mostly have the same deadlines, and a push brings many: what was reckoned is kept."""

    def __init__(self, policy: Policy, calendar: WorkCalendar) -> None:
        self.policy = policy
        self.calendar = calendar
        self.today: Callable[[], date] = lambda: date.max
        self._due = lru_cache(4096)(self._reckon)
        self._last: tuple[Complaint | None, tuple[int, int, int]] = (None, (NOT_DUE, NOT_DUE, NOT_DUE))

    def due_day(self, complaint: Complaint) -> int:
        """The day (ordinal) on which the current deadline falls; NOT_DUE while none runs."""
        if complaint.stage not in OPEN_STAGES:
            return NOT_DUE
        return self._reckoned(complaint)[0]

    def answer_due(self, complaint: Complaint) -> int:
        """The day (ordinal) on which its first answer is due; NOT_DUE when there is one, none is to come, or its clock stands."""
        return NOT_DUE if complaint.stage not in OPEN_STAGES else self._reckoned(complaint)[1]

    def holder_due(self, complaint: Complaint) -> int:
        """The day (ordinal) on which whoever has it in hand is due: where another unit has accepted it, its work is only beginning.

        A target that the district set with its disposition is that day.
        """
        if complaint.stage == "forwarded" and complaint.disposition is not None and complaint.disposition.due_on:
            return complaint.disposition.due_on.toordinal()
        return self._reckoned(complaint)[2]

    def _reckoned(self, complaint: Complaint) -> tuple[int, int, int]:
        # Each column of a row asks about the same complaint.
        asked, reckoned = self._last
        if asked is not complaint:
            reckoned = self._reckon_whole(complaint)
            self._last = (complaint, reckoned)
        return reckoned

    def _reckon_whole(self, complaint: Complaint) -> tuple[int, int, int]:
        milestones = complaint.milestones
        if (
            milestones.reached
        ):  # which events reached them makes nothing due sooner, and differs from complaint to complaint
            milestones = structs.replace(milestones, reached=())
        return self._due(milestones, complaint.kind, complaint.supervisory, complaint.weight, complaint.stage)

    def in_time(self, complaint: Complaint) -> bool | None:
        """Whether its first answer came by its last day; None while there is none."""
        return deadlines.answered_in_time(complaint, self.policy, self.calendar)

    def late_day(self, complaint: Complaint, in_time: bool | None) -> int:
        """The first day (ordinal) on which its first answer was late, or will be when none comes; NOT_DUE when it never was or will be."""
        if in_time is False:
            return deadlines.ended_answer_due(complaint, self.policy, self.calendar).toordinal() + 1
        due = self.answer_due(complaint)
        return NOT_DUE if due == NOT_DUE else due + 1

    def is_undated(self, complaint: Complaint) -> bool:
        """Whether a register told of its answer, or that there may be one, without the day."""
        return deadlines.is_undated(complaint)

    def is_belated(self, complaint: Complaint) -> bool:
        """Whether its first answer was entered later than the policy allows. A stamp that is ahead of the district's own day comes from

        a wrong clock, and proves nothing.
        """
        on = complaint.milestones.answered_on
        return on is not None and any(
            entered <= self.today() and is_belated(on, entered, self.policy, self.calendar)
            for _, entered in entered_later(complaint, ("respond",))
        )

    def _reckon(
        self, milestones: Milestones, kind: Kind, supervisory: bool, weight: Weight | None, stage: Stage
    ) -> tuple[int, int, int]:
        if stage == "new" and milestones == Milestones(milestones.received_on):
            answer = self.policy.done_limit(kind, supervisory, weight)
            first = deadlines.first_due(milestones.received_on, answer, self.policy, self.calendar)
            holder = first.toordinal()
            return holder, self.calendar.add(milestones.received_on, answer.working_days).toordinal(), holder
        all_deadlines = deadlines.deadlines(
            milestones, kind, supervisory, weight, stage, self.policy, self.calendar, None
        )
        now = deadlines.current(all_deadlines, stage)
        unmet = (one for one in all_deadlines if one.met_on is None and one.ended_on is None and not one.undated)
        first_answer = next((one for one in unmet if one.step == "done" and not one.again), None)
        holder = now.due_on.toordinal() if now is not None and stage == "forwarded" else _ordinal(now)
        return _ordinal(now), _ordinal(first_answer), holder


def _ordinal(deadline: Deadline | None) -> int:
    return NOT_DUE if deadline is None or deadline.paused else deadline.due_on.toordinal()


def reckoning(policy: str, holidays: Mapping[str, str], year: int) -> Reckoning:
    """By this policy (TOML, '' for the one that ships) and these days off beside the national ones, around `year`."""
    with _ONE_AT_A_TIME:
        return _make(policy, tuple(holidays.items()), year)


@lru_cache(4)
def _make(policy: str, holidays: tuple[tuple[str, str], ...], year: int) -> Reckoning:
    extra = {date.fromisoformat(day): name for day, name in holidays}
    return Reckoning(
        parse_policy(policy or _shipped()), work_calendar(5, national_days.between(year - 5, year + 2), extra)
    )


@lru_cache(4)
def ladder(text: str) -> Ladder:
    """The ladder in this TOML, the one that ships for ''."""
    return parse_ladder(text or SHIPPED_LADDER.read_text("utf-8"))


@cache
def _shipped() -> str:
    return SHIPPED.read_text("utf-8")
