"""Which complaints of the district a list shows: what may be asked for, and the SQL that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sync.server.projection import LAST_OPEN_RANK, STAGE_RANKS
from sync.server.reckoning import NOT_DUE
from sync.server.week_figures import CONDITIONS, FOUND_BY, Figure, Span

# By which day of a complaint a period is meant.
By = Literal["received", "answered", "due"]
NO_SUBDISTRICT = "-"  # of agencies, which lie in none
BY: tuple[By, ...] = ("received", "answered", "due")


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints; '' leaves a filter open. `stage` may be 'open'. `overdue_on` is a day (ordinal), 0 for none.

    `supervisory`: only those about supervision. `left_out`: whose answer is in no timeliness, for it has no day or was entered long after it.
    `subdistrict` is the code of the kecamatan of the recording unit, and `category` may be a group of categories. `holder` has it in hand
    now; `holder_overdue_on` asks for those whose holder is past its own day. `first` and `last` (ISO dates, both included) bound the
    day of receipt, of the answer or of the deadline, as `by` says. `figure`: what a figure of the week `span` is made of.
    """

    unit: str = ""
    stage: str = ""
    overdue_on: int = 0
    word: str = ""
    left_out: bool = False
    supervisory: bool = False
    subdistrict: str = ""
    holder: str = ""
    category: str = ""
    kind: str = ""
    channel: str = ""
    first: str = ""
    last: str = ""
    by: By = "received"
    holder_overdue_on: int = 0
    figure: Figure | None = None
    span: Span | None = None


class Condition(NamedTuple):
    """One condition on a row `c` of `complaint`; `found_by` is the index that finds its rows on SQLite, '' where it is to be looked at row by row.

    `is_open`: none but open complaints fulfil it, each of which somebody has in hand.
    """

    sql: str
    parameters: Mapping[str, object]
    found_by: str = ""
    is_open: bool = False


SHOWN = Condition("c.stage_rank > 0", {})


def conditions(query: ComplaintFilter) -> list[Condition]:
    """All but the search for words. The values are in the parameters, so that equal questions are equal SQL."""
    asked = [SHOWN]
    for name, value in (
        ("unit", query.unit),
        ("subdistrict", query.subdistrict),
        ("holder", query.holder),
        ("channel", query.channel),
    ):
        if name == "subdistrict" and value == NO_SUBDISTRICT:
            asked.append(Condition("c.subdistrict = ''", {}, "complaint_subdistrict"))
        elif value:
            asked.append(Condition(f"c.{name} = :{name}", {name: value}, f"complaint_{name}"))
    if query.category:
        asked.append(_category(query.category))
    if query.kind:
        asked.append(Condition("c.kind = :kind", {"kind": query.kind}))
    if query.stage:
        asked.append(_stage(query.stage))
    if query.overdue_on:
        asked.append(Condition("c.due_day < :day", {"day": query.overdue_on}, "complaint_due_day", is_open=True))
    if query.holder_overdue_on:
        late = {"holder_day": query.holder_overdue_on}
        asked.append(Condition("c.holder > '' AND c.holder_due < :holder_day", late, "complaint_holder"))
    if query.supervisory:
        asked.append(Condition("c.supervisory", {}))
    if query.left_out:
        asked.append(Condition("c.in_time IN (2, 3)", {}))
    if query.figure is not None and query.span is not None:
        asked.append(Condition(f"({CONDITIONS[query.figure]})", query.span.parameters, FOUND_BY[query.figure]))
    asked += _period(query)
    return asked


def _category(category: str) -> Condition:
    if "." in category:
        return Condition("c.category = :category", {"category": category}, "complaint_category")
    below = category.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + ".%"
    return Condition(
        r"(c.category = :category OR c.category LIKE :category_below ESCAPE '\')",
        {"category": category, "category_below": below},
    )


def _stage(stage: str) -> Condition:
    if stage == "open":
        return Condition(f"c.stage_rank BETWEEN 1 AND {LAST_OPEN_RANK}", {}, "complaint_stage", is_open=True)
    rank = STAGE_RANKS.get(stage, -1)
    return Condition("c.stage_rank = :rank", {"rank": rank}, "complaint_stage", is_open=rank <= LAST_OPEN_RANK)


def _period(query: ComplaintFilter) -> list[Condition]:
    if not (query.first or query.last):
        return []
    if query.by == "due":
        first = _ordinal(query.first) if query.first else 0
        last = _ordinal(query.last) if query.last else NOT_DUE - 1
        return [Condition("c.due_day BETWEEN :first AND :last", {"first": first, "last": last}, "complaint_due_day")]
    # No day is written '', which is before all of them.
    bounds = {"first": query.first or "0", "last": query.last or "9999-99-99"}
    if query.by == "answered":
        answered = "c.responded_on <> '' AND c.responded_on BETWEEN :first AND :last"
        return [Condition(answered, bounds, "complaint_responded_on")]
    return [Condition("c.received_on BETWEEN :first AND :last", bounds, "complaint_received_on")]


def _ordinal(iso_date: str) -> int:
    return date.fromisoformat(iso_date).toordinal()
