"""How each step of a complaint was passed, as columns of the exported register: a pivot table over them gives monitoring's figures."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from complaints import deadlines, vocabulary
from complaints.complaint import Complaint
from complaints.deadlines import reaction_ends
from complaints.step_times import (
    MEASURED,
    NOT_PASSED,
    TIMED,
    MeasuredStep,
    Passage,
    Situation,
    TimedStep,
    passages,
    situation,
)
from desktop.exporting.columns import Cell, RegisterColumn
from desktop.store.projection import Rules

# The step as its three columns name it.
_NAMES: dict[TimedStep, str] = {
    **{step: vocabulary.inside_sentence(vocabulary.MEASURED_STEPS[step]) for step in MEASURED},
    "again": "tanggapan setelah dibuka kembali",
}
ON_TIME, LATE, RUNNING = "tepat waktu", "terlambat", "berjalan"
LEFT_OUT = {"undated": "tanpa tanggal", "belated": "dicatat belakangan"}
MOST_KEPT = 500  # a register goes by days, so those alike stand near each other; each takes some 3 kB


class _Timed(NamedTuple):
    due_on: date | None
    passage: Passage


_NO_TIME = _Timed(None, NOT_PASSED)


class TimeColumns:
    """`today` decides what is late of what is still to come. Complaints alike have their times alike, and these are kept."""

    def __init__(self, rules: Rules, today: date) -> None:
        self._rules, self._today = rules, today
        self._times_by_situation: dict[Situation, dict[TimedStep, _Timed]] = {}
        # A row asks once for each of its columns.
        self._row: Complaint | None = None
        self._row_times: dict[TimedStep, _Timed] = {}

    def columns(self) -> list[RegisterColumn]:
        return [
            RegisterColumn("Bobot", 11, lambda c: vocabulary.WEIGHTS.get(c.weight or "", c.weight or "")),
            *(column for step in TIMED for column in self._of(step)),
        ]

    def _of(self, step: TimedStep) -> list[RegisterColumn]:
        name = _NAMES[step]

        def cell(read: Callable[[_Timed], Cell]) -> Callable[[Complaint], Cell]:
            return lambda complaint: read(self._timed(complaint).get(step, _NO_TIME))

        return [
            RegisterColumn(f"Tenggat {name}", 13, cell(lambda timed: timed.due_on)),
            RegisterColumn(f"Ketepatan {name}", 15, cell(lambda timed: self._outcome(timed.passage))),
            RegisterColumn(f"Hari kerja {name}", 11, cell(lambda timed: timed.passage.days)),
        ]

    def _outcome(self, passage: Passage) -> str:
        if passage.left_out:
            return LEFT_OUT[passage.left_out]
        if passage.on_time is not None:
            return ON_TIME if passage.on_time else LATE
        if passage.due_on is None:
            return ""
        return LATE if passage.due_on < self._today and not passage.paused else RUNNING

    def _timed(self, complaint: Complaint) -> dict[TimedStep, _Timed]:
        if complaint is not self._row:
            self._row, self._row_times = complaint, self._times_alike(complaint)
        return self._row_times

    def _times_alike(self, complaint: Complaint) -> dict[TimedStep, _Timed]:
        alike = situation(complaint)
        timed = self._times_by_situation.get(alike)
        if timed is None:
            if len(self._times_by_situation) >= MOST_KEPT:
                self._times_by_situation.clear()
            timed = self._times_by_situation[alike] = self._reckon(complaint, alike)
        return timed

    def _reckon(self, complaint: Complaint, alike: Situation) -> dict[TimedStep, _Timed]:
        rules = self._rules
        all_deadlines = deadlines.of(complaint, rules.policy, rules.calendar, None)
        passed = passages(complaint, all_deadlines, rules.policy, rules.calendar, alike)
        due: dict[TimedStep, date] = {
            _step(deadline.step, again=deadline.again): deadline.due_on for deadline in all_deadlines
        }
        answered = complaint.milestones.responded_on
        if answered is not None:
            due["close"] = reaction_ends(answered, rules.policy)
        return {
            step: _Timed(None if passage.left_out == "undated" or passage == NOT_PASSED else due.get(step), passage)
            for step, passage in passed.items()
        }


def _step(step: deadlines.DeadlineStep, *, again: bool) -> TimedStep:
    by_deadline: dict[deadlines.DeadlineStep, MeasuredStep] = {
        "verify": "verify",
        "follow_up": "follow_up",
        "done": "respond",
    }
    return "again" if again else by_deadline[step]
