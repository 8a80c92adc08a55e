"""Counts an office's figures again from what `log --json` prints, in its own way: day by day, with a calendar typed by hand.

It shares no line with the program: whoever doubts a figure reads this one file. Limits are those of the policy that ships.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

# Joint decrees of three ministers: 2025 as changed on 7 August 2025, 2026, and what is known of 2027; weekdays only.
OFF = {
    *(date(2025, m, d) for m, d in (
        (1, 1), (1, 27), (1, 28), (1, 29), (3, 28), (3, 31), (4, 1), (4, 2), (4, 3), (4, 4), (4, 7), (4, 18), (5, 1), (5, 12), (5, 13),
        (5, 29), (5, 30), (6, 6), (6, 9), (6, 27), (8, 18), (9, 5), (12, 25), (12, 26),
    )),
    *(date(2026, m, d) for m, d in (
        (1, 1), (1, 16), (2, 16), (2, 17), (3, 18), (3, 19), (3, 20), (3, 23), (3, 24), (4, 3), (5, 1), (5, 14), (5, 15), (5, 27), (5, 28),
        (6, 1), (6, 16), (8, 17), (8, 25), (12, 24), (12, 25),
    )),
    *(date(2027, m, d) for m, d in (
        (1, 1), (1, 5), (2, 5), (3, 8), (3, 9), (3, 10), (3, 11), (3, 12), (3, 15), (3, 25), (3, 26), (5, 6), (5, 17), (5, 18), (5, 19),
        (5, 20), (6, 1), (8, 17), (12, 24),
    )),
}  # fmt: skip
STEPS = ("verify", "follow_up", "respond", "close", "again")
SETTLED = ("responded", "closed", "archived")
ENTRY_DAYS, REACTION_DAYS = 3, 10
DAY = timedelta(1)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in OFF


def after(start: date, end: date) -> int:
    """Working days behind `start`, up to and with `end`."""
    day, count = start, 0
    while day < end:
        day += DAY
        count += works(day)
    return count


@dataclass
class Case:
    """One complaint, as its lines of the log tell it."""

    fields: dict[str, Any]
    received: date
    weight: str | None = None
    stage: str = "new"
    stops: list[list[date | None]] = field(default_factory=list[list[date | None]])
    # The day of each step, and on which day it was entered.
    days: dict[str, date] = field(default_factory=dict[str, date])
    entered: dict[str, date] = field(default_factory=dict[str, date])
    reopened: list[date] = field(default_factory=list[date])
    answers_again: dict[int, date] = field(default_factory=dict[int, date])
    ended: date | None = None
    first_end: date | None = None
    by_program: bool = False
    score: int | None = None
    undated: tuple[str, ...] = ()
    from_register: int = 0

    @property
    def category(self) -> str:
        return self.fields.get("category", "")

    @property
    def dusun(self) -> str:
        return (self.fields.get("location") or {}).get("dusun", "")

    @property
    def place(self) -> str:
        """Its dusun, RW and RT, a line each."""
        location = self.fields.get("location") or {}
        return "\n".join(location.get(part, "") for part in ("dusun", "rw", "rt"))

    @property
    def limit(self) -> int:
        return self.limit_of(self.weight)

    def limit_of(self, weight: str | None) -> int:
        if self.fields.get("supervisory"):
            return 60
        if weight == "light":
            return 2
        if weight == "normative" or self.fields["kind"] == "information_request":
            return 5
        return 14

    def ran(self, start: date, end: date) -> int:
        """Working days behind `start` in which the clock ran."""
        return sum(1 for day in days(start, end) if works(day) and not self.stood(day))

    def stood(self, day: date) -> bool:
        """A day on which somebody else had it: behind the day it stopped, up to the day it went on. While it lasts, nobody knows."""
        return any(stop < day <= go for stop, go in self.stops if stop is not None and go is not None)

    def last_day(self, start: date, limit: int, met: date | None) -> date:
        """Goes forward day by day. A stop that begins when the last day is over doesn't count any more; one behind `met` neither."""
        day, left = start, limit
        closed = [
            (stop, go) for stop, go in self.stops if stop is not None and go is not None and (met is None or stop < met)
        ]
        while True:
            day += DAY
            if works(day):
                standing = any(stop < day <= (go if met is None else min(go, met)) for stop, go in closed)
                left -= not standing
            if left == 0:
                # Stopped on the last day itself: the day on which it goes on is the last one then.
                while ends := [go for stop, go in closed if stop <= day < go and (met is None or day < met)]:
                    day = max(ends) if met is None else min(max(ends), met)
                return day


def days(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += DAY
        yield day


@dataclass
class Time:
    """How a step was passed: 'on_time', 'late', 'running', 'undated', 'belated' or ''."""

    outcome: str = ""
    days: int | None = None
    elapsed: int | None = None


def cases(log: Iterable[Mapping[str, Any]]) -> list[Case]:
    by_id: dict[str, Case] = {}
    for line in log:
        if line["step"] == "recorded":
            by_id[line["complaint"]] = recorded(line)
        elif line["complaint"] in by_id:
            take(by_id[line["complaint"]], line)
    return list(by_id.values())


def recorded(line: Mapping[str, Any]) -> Case:
    told = line.get("register") or {}
    case = Case(dict(line["fields"]), date.fromisoformat(line["fields"].get("received_on", line["on"])))
    case.undated = tuple(told.get("undated", ()))
    case.from_register = told.get("steps", 0)
    return case


def take(case: Case, line: Mapping[str, Any]) -> None:
    step, on = line["step"], date.fromisoformat(line["on"])
    moment = datetime.fromisoformat(line["time"]).astimezone(UTC) + timedelta(hours=8)  # Sinjai has WITA
    by_register, case.from_register = case.from_register > 0, case.from_register - 1

    def reach(name: str) -> None:
        if name not in case.days:
            case.days[name] = on
            if not by_register:
                case.entered[name] = moment.date()

    match step:
        case "corrected":
            case.fields |= line["fields"]
            if "received_on" in line["fields"]:
                case.received = date.fromisoformat(line["fields"]["received_on"])
        case "verified":
            case.stage, case.weight = "verified", line["weight"] or case.weight
            reach("verify")
            go_on(case, on)
        case "returned":
            case.stage = "returned"
            stop(case, on)
        case "forwarded":
            go_on(case, on)
            reach("follow_up")
            case.stage = "in_progress" if line["person"] else "forwarded"
        case "accepted":
            stop(case, on)
        case "followed_up":
            reach("follow_up")
            if case.stage != "forwarded" or line["resumed"]:
                case.stage = "in_progress"
                go_on(case, on)
        case "responded":
            go_on(case, on)
            reach("follow_up")
            if line["draft"]:
                case.stage = "awaiting_approval"
            else:
                answer(case, on, reach)
        case "approved":
            answer(case, on, reach)
        case "declined":
            case.stage = "in_progress"
        case "closed":
            case.stage, case.ended, case.by_program = "closed", on, line["automatic"]
            case.days.pop("close", None)
            case.entered.pop("close", None)
            reach("close")
            case.score = line["satisfaction"] or case.score
        case "rated":
            case.score = line["satisfaction"]
        case "archived":
            case.stage, case.ended, case.by_program = "archived", on, False
            go_on(case, on)
        case "reopened":
            if not case.reopened and "respond" not in case.days:
                case.first_end = case.ended
            case.stage, case.ended, case.by_program = "in_progress", None, False
            case.reopened.append(on)
            for name in ("again", "close"):
                case.days.pop(name, None)
                case.entered.pop(name, None)
        case _:
            pass


def answer(case: Case, on: date, reach: Any) -> None:
    case.stage = "responded"
    if not case.reopened:
        reach("respond")
    elif "again" not in case.days:
        reach("again")
        case.answers_again[len(case.reopened)] = on


def stop(case: Case, on: date) -> None:
    if not (case.stops and case.stops[-1][1] is None):
        case.stops.append([on, None])


def go_on(case: Case, on: date) -> None:
    if case.stops and case.stops[-1][1] is None:
        start = case.stops[-1][0]
        assert start is not None
        case.stops[-1][1] = max(on, start)


def times(case: Case, today: date) -> dict[str, Time]:
    """How each step was passed."""
    verified, followed, first = case.days.get("verify"), case.days.get("follow_up"), case.days.get("respond")
    archived = case.ended if case.stage == "archived" else None
    told: dict[str, Time] = {}
    verify_due = case.received
    shown = verified is not None or case.stage in ("new", "returned", "archived")
    if shown:
        answer_limit = case.limit if verified is None else case.limit_of(None)
        verify_due = min(
            case.last_day(case.received, 3, verified),
            case.last_day(answer_start(case, verified), answer_limit, verified),
        )
        told["verify"] = passed(case, "verify", case.received, verify_due, verified, archived, today)
    start = verified or (verify_due if shown else (case.reopened[-1] if case.reopened else case.received))
    due = min(case.last_day(start, 5, followed), case.last_day(answer_start(case, followed), case.limit, followed))
    told["follow_up"] = passed(case, "follow_up", start, due, followed, archived, today)
    if not case.reopened or first or case.first_end:
        due = case.last_day(case.received, case.limit, first or case.first_end)
        told["respond"] = passed(case, "respond", case.received, due, first, case.first_end or archived, today)
    from_day = case.received
    last_answer = first
    if case.reopened:
        from_day, last_answer = case.reopened[-1], case.days.get("again")
        told["again"] = passed(
            case, "again", from_day, case.last_day(from_day, case.limit, last_answer), last_answer, archived, today
        )
        for number, on in case.answers_again.items():
            begun = case.reopened[number - 1]
            if number < len(case.reopened) and on > case.last_day(begun, case.limit, on):
                told["again"].outcome = "late"
    told["close"] = closing(case, from_day, last_answer, today)
    for step, ends in (
        ("verify", ("receive", "verify")), ("follow_up", ("verify", "follow_up")), ("respond", ("receive", "respond")),
        ("close", ("receive", "respond", "close")),
    ):  # fmt: skip
        if step in told and told[step] != Time() and set(ends) & set(case.undated):
            told[step] = Time("undated")
    for step, entered in case.entered.items():
        on = case.days.get(step)
        if on is not None and step in told and told[step].outcome == "on_time" and after(on, entered) > ENTRY_DAYS:
            told[step].outcome = "belated"
    return told


def answer_start(case: Case, met: date | None) -> date:
    if case.reopened and (met is None or met >= case.reopened[-1]):
        return case.reopened[-1]
    return case.received


def passed(case: Case, step: str, start: date, due: date, met: date | None, ended: date | None, today: date) -> Time:
    if met is not None:
        return Time("on_time" if met <= due else "late", case.ran(start, met), after(start, met))
    if ended is not None:
        return Time("late" if ended > due else "")
    if case.stage in SETTLED:
        return Time()
    stopped = next((stop for stop, go in case.stops if go is None), None)
    standing = stopped is not None and stopped <= due
    return Time("running" if standing or due >= today else "late")


def closing(case: Case, start: date, answered: date | None, today: date) -> Time:
    if answered is None or case.stage not in ("responded", "closed"):
        return Time()
    due = answered + timedelta(REACTION_DAYS)
    if case.stage == "responded":
        return Time("running" if due >= today else "late")
    if case.by_program or case.ended is None:
        return Time()
    return Time("on_time" if case.ended <= due else "late", case.ran(start, case.ended), after(start, case.ended))


@dataclass
class Counted:
    """The figures of a period."""

    received: int
    settled: int
    stages: Counter[str]
    kinds: Counter[str]
    channels: Counter[str]
    scores: Counter[int]
    outcomes: dict[str, Counter[str]]
    categories: dict[str, Counter[str]]
    dusun: dict[str, Counter[str]]
    places: dict[str, Counter[str]]
    months: dict[str, Counter[str]]
    days: dict[str, list[int]]
    elapsed: dict[str, list[int]]
    reopened: int
    by_program: int


def count(all_cases: Iterable[Case], first: date, last: date, today: date) -> Counted:
    inside = [(case, times(case, today)) for case in all_cases if first <= case.received <= last]

    def split(name: Any) -> dict[str, Counter[str]]:
        lines: dict[str, Counter[str]] = {}
        for case, told in inside:
            line = lines.setdefault(name(case), Counter())
            line["received"] += 1
            line["settled"] += case.stage in SETTLED
            for step, time in told.items():
                if time.outcome and step != "again":
                    line[f"{step}.{time.outcome}"] += 1
        return lines

    return Counted(
        received=len(inside),
        settled=sum(case.stage in SETTLED for case, _ in inside),
        stages=Counter(case.stage for case, _ in inside),
        kinds=Counter(case.fields["kind"] for case, _ in inside),
        channels=Counter(case.fields.get("channel", "in_person") for case, _ in inside),
        scores=Counter(case.score for case, _ in inside if case.score is not None),
        outcomes={step: Counter(told[step].outcome for _, told in inside if step in told) for step in STEPS},
        categories=split(lambda case: case.category),
        dusun=split(lambda case: case.dusun),
        places=split(lambda case: case.place),
        months=split(lambda case: f"{case.received:%Y-%m}"),
        days={step: known(told[step].days for _, told in inside if step in told) for step in STEPS},
        elapsed={step: known(told[step].elapsed for _, told in inside if step in told) for step in STEPS},
        reopened=sum(bool(case.reopened) for case, _ in inside),
        by_program=sum(case.by_program for case, _ in inside),
    )


def known(values: Iterable[int | None]) -> list[int]:
    return sorted(value for value in values if value is not None)


def middle(values: list[int]) -> float | None:
    if not values:
        return None
    half = len(values) // 2
    return float(values[half]) if len(values) % 2 else (values[half - 1] + values[half]) / 2


def nine_of_ten(values: list[int]) -> int | None:
    """The least value that nine of ten don't exceed."""
    return next((value for value in values if sum(v <= value for v in values) * 10 >= 9 * len(values)), None)
