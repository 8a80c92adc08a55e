"""The lines of the indicator tables, built once for the screen, for paper and for Excel: which there are, in what order and what they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from complaints.categories import Categories
from complaints.complaint import Stage
from complaints.indicators import SCORES, Figures, Score, Share, groups
from complaints.step_times import MeasuredStep
from desktop.wording import names
from desktop.wording.translation import language, tr

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """The figures of a period, and of the one that it is compared with; `step` is whose timeliness is told by category and dusun.

    `with_subcategories`: categories below their groups.
    """

    figures: Figures
    before: Figures | None = None
    step: MeasuredStep = "respond"
    with_subcategories: bool = False


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The complaints of one category or dusun, by its `code`; '' are those without. `indent`: a part of the line above.

    `earlier`: how many were received in the period that is compared with; None where none is.
    """

    name: str
    code: str
    share: Share
    earlier: int | None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class CountLine(Generic[Value]):
    """How many complaints have this value now, and had in the period that is compared with; None where none is."""

    name: str
    value: Value
    count: int
    earlier: int | None


def category_lines(period: ComparedFigures, categories: Categories) -> list[ShareLine]:
    """A line for each group, and with `whole` its categories below it."""
    before = None if period.before is None else {share.name: share.received for share in period.before.categories}
    lines: list[ShareLine] = []
    for group in groups(period.figures.categories):
        earlier = None if before is None else sum(count for code, count in before.items() if _group(code) == group.name)
        name = _category(categories, group.name) if group.name else tr("Tanpa kategori")
        lines.append(ShareLine(name, group.name, group, earlier))
        for share in period.figures.categories if period.with_subcategories else ():
            if _group(share.name) == group.name and "." in share.name:
                earlier = None if before is None else before.get(share.name, 0)
                lines.append(ShareLine(_category(categories, share.name), share.name, share, earlier, indent=1))
    return lines


def dusun_lines(period: ComparedFigures) -> list[ShareLine]:
    before = None if period.before is None else {share.name: share.received for share in period.before.dusun}
    return [
        ShareLine(
            share.name or tr("Tanpa dusun"), share.name, share, None if before is None else before.get(share.name, 0)
        )
        for share in period.figures.dusun
    ]


def stage_lines(period: ComparedFigures) -> list[CountLine[Stage]]:
    before = period.before.stages if period.before is not None else None
    return [
        CountLine(names.stage(stage), stage, count, _earlier(before, stage))
        for stage, count in period.figures.stages.items()
    ]


def channel_lines(period: ComparedFigures) -> list[CountLine[str]]:
    """The most used first."""
    before = period.before.channels if period.before is not None else None
    ordered = sorted(period.figures.channels.items(), key=lambda item: (-item[1], item[0]))
    return [CountLine(names.channel(channel), channel, count, _earlier(before, channel)) for channel, count in ordered]


def score_lines(period: ComparedFigures) -> list[CountLine[Score]]:
    """The best first; also those that nobody gave."""
    now, before = period.figures.satisfaction, period.before.satisfaction if period.before is not None else None
    return [
        CountLine(f"{score} · {names.score(score)}", score, now.get(score, 0), _earlier(before, score))
        for score in reversed(SCORES)
    ]


def _earlier(before: Mapping[Value, int] | None, value: Value) -> int | None:
    return None if before is None else before.get(value, 0)


def _group(code: str) -> str:
    return code.partition(".")[0]


def _category(categories: Categories, code: str) -> str:
    """Its own name, for its group stands above it."""
    return categories.label(code, language()).rpartition(" › ")[2]
