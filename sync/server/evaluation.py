"""The evaluation index of the district's units over a period (complaints/evaluation.py), and the complaints that each score is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from complaints.complaint import OPEN_STAGES
from complaints.evaluation import BadEvaluation, Evaluation, IndicatorCode, Reached, parse_evaluation, score
from sync.server.kept_figures import KeptFigures
from sync.server.listing import COLUMNS, ComplaintRow
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "penilaian.toml"
OWN_FILE = "penilaian.toml"
PAGE = 200

# What of an indicator's complaints is shown: those that reached it, those that did not, all that count, or what is left out of the index.
Part = Literal["reached", "missed", "all", "left_out"]
PARTS: tuple[Part, ...] = ("reached", "missed", "all", "left_out")

_OPEN = ", ".join(f"'{stage}'" for stage in sorted(OPEN_STAGES))
_SETTLED = f"k.stage NOT IN ({_OPEN})"
_UNANSWERED = "k.in_time = -1"
_TIMED = "k.in_time IN (0, 1)"
_OVERDUE = f"({_UNANSWERED} AND k.answer_due < :today)"
# Of each indicator which complaints it counts, and which of them reached it.
_CONDITIONS: dict[IndicatorCode, tuple[str, str]] = {
    "followed_up": ("1 = 1", "k.stage NOT IN ('new', 'returned', 'verified')"),
    "done": ("1 = 1", _SETTLED),
    "in_time": (f"({_TIMED} OR {_OVERDUE})", "k.in_time = 1"),
    "stayed_done": (f"({_SETTLED} OR k.reopened)", "NOT k.reopened"),
    "satisfaction": ("k.satisfaction > 0", "k.satisfaction >= 4"),
}
# What counts for something beside 0 and 1: a score of 1 to 5 gives none to four quarters.
_POINTS: dict[IndicatorCode, str] = {"satisfaction": "(k.satisfaction - 1) / 4.0"}
# `copy` numbers equal complaints of a day from 1; `test` is 1 where the title says that it is one.
_KNOWN = (
    "WITH k AS (SELECT c.*, CASE WHEN lower(trim(c.title)) IN :titles THEN 1 ELSE 0 END AS test, "
    "row_number() OVER (PARTITION BY c.unit, c.received_on, lower(trim(c.title)), c.category, c.dusun ORDER BY c.recorded_at, c.id) AS copy "
    "FROM complaint c WHERE c.stage <> '' AND c.received_on BETWEEN :first AND :last{only}) "
)
_COUNTED = "k.test = 0 AND (k.copy = 1 OR :copies = 1)"
_COLUMNS_OF_K = COLUMNS.replace("c.", "k.")


class IndexLine(NamedTuple):
    """One unit. `counted` complaints are in the index; `tests` and `copies` are left out of it, `untimed` of its timeliness alone.

    `score` is None with fewer than the policy's least, or when no indicator has anything to count.
    """

    unit: str
    counted: int
    tests: int
    copies: int
    untimed: int
    reached: dict[IndicatorCode, Reached]
    score: float | None
    group: str


@cache
def shipped() -> Evaluation:
    return _read(SHIPPED)


def load(own: Path) -> Evaluation:
    """The district's own rules where this file is there, else those that ship. Raises BadEvaluation."""
    return _read(own) if own.exists() else shipped()


def _read(place: Path) -> Evaluation:
    try:
        text = place.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadEvaluation(str(place), type(error).__name__) from error
    return parse_evaluation(text, str(place))


@dataclass(slots=True)
class UnitCounts:
    """What an index counts of a unit, whatever day it is today: `unanswered` are those that count by the day on which their answer is due."""

    counted: int = 0
    tests: int = 0
    copies: int = 0
    untimed: int = 0
    reached: dict[IndicatorCode, Reached] = field(default_factory=dict[IndicatorCode, Reached])
    unanswered: dict[int, int] = field(default_factory=dict[int, int])

    def overdue(self, today: int) -> int:
        return sum(count for due, count in self.unanswered.items() if due < today)


def index(
    transaction: Transaction,
    evaluation: Evaluation,
    first: date,
    last: date,
    today: date,
    kept: KeptFigures[UnitCounts] | None = None,
) -> list[IndexLine]:
    """A line for each unit that recorded anything in these days, by group and score, the best first. `kept` by the same rules."""
    day = today.toordinal()
    lines: list[IndexLine] = []
    of_units = (kept or KeptFigures[UnitCounts]()).of_days(
        transaction,
        first.isoformat(),
        last.isoformat(),
        lambda units: _counts(transaction, evaluation, first, last, units),
    )
    for unit, counts in of_units.items():
        reached = counts.reached
        if (overdue := counts.overdue(day)) and (in_time := reached.get("in_time")):
            reached = reached.copy()
            reached["in_time"] = Reached(in_time.of + overdue, in_time.reached)
        enough = counts.counted >= evaluation.index.least
        lines.append(
            IndexLine(
                unit, counts.counted, counts.tests, counts.copies, counts.untimed, reached,
                score(evaluation.indicators, reached) if enough else None, evaluation.group(counts.counted),
            )
        )  # fmt: skip
    order = [group.name for group in evaluation.groups]
    return sorted(
        lines,
        key=lambda line: (
            order.index(line.group) if line.group in order else len(order),
            -1.0 if line.score is None else -1 - line.score,
            line.unit,
        ),
    )


def _counts(
    transaction: Transaction, evaluation: Evaluation, first: date, last: date, units: Sequence[str]
) -> dict[str, UnitCounts]:
    """By unit, of these units; of all without any."""
    codes: tuple[IndicatorCode, ...] = tuple(indicator.code for indicator in evaluation.indicators)
    parameters = _parameters(evaluation, first, last)
    if units:
        parameters["units"] = list(units)
    by_unit: dict[str, UnitCounts] = {}
    for unit, due, tests, copies, untimed, counted, *sums in transaction.rows(
        _summing(codes, some=bool(units)), **parameters
    ):
        counts = by_unit.setdefault(unit, UnitCounts())
        counts.counted += int(counted)
        counts.tests += int(tests)
        counts.copies += int(copies)
        counts.untimed += int(untimed)
        if due < NOT_DUE:
            counts.unanswered[due] = int(counted)
        for place, code in enumerate(codes):
            before = counts.reached.get(code, Reached(0, 0.0))
            counts.reached[code] = Reached(
                before.of + int(sums[2 * place]), before.reached + float(sums[2 * place + 1])
            )
    return by_unit


def cases(
    transaction: Transaction,
    evaluation: Evaluation,
    unit: str,
    indicator: IndicatorCode | None,
    part: Part,
    first: date,
    last: date,
    today: date,
) -> list[ComplaintRow]:
    """The unit's complaints that a score was made of, the latest received first; of a very long list its beginning."""
    statement = _listing(indicator, part)
    return [
        ComplaintRow(*row)
        for row in transaction.rows(
            statement, unit=unit, today=today.toordinal(), **_parameters(evaluation, first, last)
        )
    ]


def _parameters(evaluation: Evaluation, first: date, last: date) -> dict[str, object]:
    return {
        "titles": [title.casefold() for title in evaluation.left_out.titles], "first": first.isoformat(), "last": last.isoformat(),
        "copies": 0 if evaluation.left_out.duplicates else 1,
    }  # fmt: skip


@cache
def _summing(codes: tuple[IndicatorCode, ...], *, some: bool) -> PortableStatement:
    """A row for each unit and day on which an answer that is missing is due; what is overdue today is added to it (`index`)."""
    sums = "".join(
        f", sum(CASE WHEN {_COUNTED} AND {among} THEN 1 ELSE 0 END), "
        f"sum(CASE WHEN {_COUNTED} AND {among} THEN {_value(code)} ELSE 0 END)"
        for code in codes
        for among in (_TIMED if code == "in_time" else _CONDITIONS[code][0],)
    )
    due = f"CASE WHEN {_UNANSWERED} THEN k.answer_due ELSE {NOT_DUE} END"
    return PortableStatement(
        _KNOWN.replace("{only}", " AND c.unit IN :units" if some else "")
        + f"SELECT k.unit, {due}, sum(k.test), sum(CASE WHEN k.test = 0 AND k.copy > 1 AND :copies = 0 THEN 1 ELSE 0 END), "
        f"sum(CASE WHEN {_COUNTED} AND k.in_time IN (2, 3) THEN 1 ELSE 0 END), "
        f"sum(CASE WHEN {_COUNTED} THEN 1 ELSE 0 END){sums} FROM k GROUP BY k.unit, {due} ORDER BY k.unit"
    )


def _value(code: IndicatorCode) -> str:
    return _POINTS.get(code) or f"CASE WHEN {_CONDITIONS[code][1]} THEN 1 ELSE 0 END"


@cache
def _listing(indicator: IndicatorCode | None, part: Part) -> PortableStatement:
    among, reached = _CONDITIONS[indicator] if indicator else ("1 = 1", "1 = 1")
    condition = {
        "reached": f"{_COUNTED} AND {among} AND {reached}",
        "missed": f"{_COUNTED} AND {among} AND NOT ({reached})",
        "all": f"{_COUNTED} AND {among}",
        "left_out": f"NOT ({_COUNTED})" if indicator is None else f"({_COUNTED}) AND NOT ({among})",
    }[part]
    return PortableStatement(
        _KNOWN.replace("{only}", " AND c.unit = :unit")
        + f"SELECT {_COLUMNS_OF_K} FROM k WHERE {condition} AND :today = :today AND :copies = :copies "
        f"ORDER BY k.received_on DESC, k.id DESC LIMIT {PAGE}"
    )
