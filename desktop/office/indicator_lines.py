"""The lines of the indicator tables, built once for the screen, for paper and for Excel: which there are, in what order and what they count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from complaints.categories import Categories
from complaints.complaint import Stage
from complaints.events import PlacePart
from complaints.indicators import SCORES, Figures, Score, Share, groups, within_places
from complaints.step_times import MeasuredStep
from desktop.office.office import Office
from desktop.wording import names
from desktop.wording.field_text import place_name, without
from desktop.wording.translation import language

Value = TypeVar("Value")
PLACE_PARTS: tuple[PlacePart, ...] = ("dusun", "rw", "rt")


@dataclass(frozen=True, slots=True)
class Places:
    """The complaints of a period by dusun, RW and RT, and those of the one that it is compared with; `to` is how deep they are told."""

    to: PlacePart
    shares: tuple[Share, ...]
    before: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """The figures of a period, and of the one that it is compared with; `step` is whose timeliness is told by category and place.

    `with_subcategories`: categories below their groups. `places`: RW and RT below their dusun.
    """

    figures: Figures
    before: Figures | None = None
    step: MeasuredStep = "respond"
    with_subcategories: bool = False
    places: Places | None = None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The complaints of one category or place, by its `code`; '' are those without. `indent`: a part of the line above.

    The code of a place is its dusun, and of an RW or RT also these, a line each.
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
        name = _category(categories, group.name) if group.name else without("category")
        lines.append(ShareLine(name, group.name, group, earlier))
        for share in period.figures.categories if period.with_subcategories else ():
            if _group(share.name) == group.name and "." in share.name:
                earlier = None if before is None else before.get(share.name, 0)
                lines.append(ShareLine(_category(categories, share.name), share.name, share, earlier, indent=1))
    return lines


def places_to(office: Office, figures: Figures, before: Figures | None, to: PlacePart) -> Places | None:
    """What the lines of RW and RT are made of; None where dusun are enough: of those the figures have the lines."""
    if to == "dusun":
        return None
    shares, *earlier = (
        office.monitoring_split("place", each.first, each.last) for each in (figures, before) if each is not None
    )
    return Places(to, shares, *earlier)


def place_lines(period: ComparedFigures) -> list[ShareLine]:
    """A line for each dusun, below it those of its RW and RT as deep as asked for; together they are all complaints of the period."""
    before = period.before
    lines = _by_place(period.figures.dusun, None if before is None else before.dusun)
    if period.places is None:
        return lines
    depth = PLACE_PARTS.index(period.places.to)
    return [line for dusun in lines for line in (dusun, *_within(period.places, dusun, before is not None, depth))]


def place_path(code: str) -> str:
    """'Bonto, RW 01': the place with what it lies in, as far as that is told."""
    dusun, *inner = code.split("\n")
    around = [place_name(part, name) for part, name in zip(PLACE_PARTS[1:], inner[:-1], strict=False) if name]
    last = _place(code)
    if inner:
        around += [last if inner[-1] else last[:1].lower() + last[1:]]
    return ", ".join([_place(dusun), *around])


def _within(places: Places, around: ShareLine, compared: bool, depth: int, indent: int = 1) -> list[ShareLine]:
    """The lines below this one. A part that none of its complaints tells has no line of its own: what is below it comes directly."""
    level = around.code.count("\n") + 1
    if level > depth:
        return []

    def inside(shares: tuple[Share, ...]) -> list[Share]:
        return [share for share in within_places(shares, level + 1) if share.name.rpartition("\n")[0] == around.code]

    lines = _by_place(inside(places.shares), inside(places.before) if compared else None, indent)
    if [line.code for line in lines] == [f"{around.code}\n"]:
        return _within(places, lines[0], compared, depth, indent)
    return [each for line in lines for each in (line, *_within(places, line, compared, depth, indent + 1))]


def _by_place(shares: Iterable[Share], before: Iterable[Share] | None, indent: int = 0) -> list[ShareLine]:
    earlier = None if before is None else {share.name: share.received for share in before}
    return [
        ShareLine(
            _place(share.name), share.name, share, None if earlier is None else earlier.get(share.name, 0), indent
        )
        for share in shares
    ]


def _place(code: str) -> str:
    """'Bonto', 'RW 01', 'Tanpa RT': the last part that the code tells."""
    *around, name = code.split("\n")
    part = PLACE_PARTS[len(around)]
    return place_name(part, name) or without(part)


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
