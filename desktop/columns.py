"""What a table is made of: columns, each with a heading and a function that makes the cell of a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from desktop.wording.names import Tone

Line = TypeVar("Line")


class Cell(Struct, frozen=True):
    """The text of one line in one column, and how it is painted.

    `pill`: in a coloured pill; `dot`: behind a coloured dot; `mark`: words in a pill at the end of the cell; `button` and
    `link`: a click or Enter acts; `ticked`: with a box to tick; `share`: 0 to 1, as a bar at its foot; `below`: a small
    line under the text; `figures`: in digits of one width. `tip` is shown under the pointer and `spoken` said by screen readers, instead of the text.
    """

    text: str = ""
    pill: Tone | None = None
    dot: Tone | None = None
    mark: tuple[str, Tone] | None = None
    button: bool = False
    link: bool = False
    ticked: bool | None = None
    below: str = ""
    small: bool = False
    muted: bool = False
    strong: bool = False
    bad: bool = False
    indent: int = 0
    share: float | None = None
    tip: str = ""
    spoken: str = ""
    figures: bool = False


class Width(NamedTuple):
    """As wide as its samples, and `by_rows` as its cells; never under `smallest` or over `largest`, in pixels at 100 percent."""

    smallest: int = 0
    largest: int = 2000
    samples: tuple[Cell, ...] = ()
    by_rows: bool = False


class Column(Struct, Generic[Line], frozen=True):
    """Every table has one column without a `width`: it takes the room that the others leave.

    `leaves`: the column is hidden where it would leave fewer pixels (at 100 percent) to that one. `sort` names the order
    that a click on the heading asks for. `meaning` explains the heading in a sentence. `name`: by which a chosen order of columns
    knows it; `extra`: only shown where somebody chose it.
    """

    heading: str
    cell: Callable[[Line], Cell]
    width: Width | None = None
    leaves: int = 0
    right: bool = False
    sort: str | None = None
    meaning: str = ""
    name: str = ""
    extra: bool = False


def fixed(pixels: int) -> Width:
    """Always so wide, in pixels at 100 percent."""
    return Width(pixels, pixels)


def columns_without_room(
    columns: Sequence[Column[Line]], widths: Mapping[int, int], room: int, leaves: Callable[[int], int]
) -> tuple[frozenset[int], int]:
    """Which of these columns, by place, are left out in so much room, and what then is left for the one without a width.

    `widths` are those of the wanted columns. `leaves` makes pixels on this screen of pixels at 100 percent.
    """
    room -= sum(width for at, width in widths.items() if not columns[at].leaves)
    left_out: set[int] = set()
    for at, width in sorted(widths.items()):
        if columns[at].leaves and room - width < leaves(columns[at].leaves):
            left_out.add(at)
        elif columns[at].leaves:
            room -= width
    return frozenset(left_out), room
