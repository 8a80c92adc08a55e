"""The columns of a week's table, once for its PDF and its sheet: what stands in them, and under which common heading."""

from collections.abc import Callable
from typing import NamedTuple

from sync.server.week import Line
from sync.server.week_figures import AGES
from sync.server.week_words import AGE_WORDS

Value = Callable[[Line], float | None]


class Column(NamedTuple):
    """`group` is the heading above, '' for none. A share is a number from 0 to 1, None where there is none."""

    group: str
    heading: str
    value: Value
    is_share: bool = False


def _count(figure: str) -> Value:
    def value(line: Line) -> float | None:
        return line.counts[figure]

    return value


def _share(line: Line) -> float | None:
    return line.share_in_time


def _compared(group: str, figure: str) -> list[Column]:
    return [
        Column(group, "pekan ini", _count(figure)),
        Column(group, "lalu", _count(f"{figure}.before")),
        Column(group, "th. lalu", _count(f"{figure}.year_before")),
    ]


COLUMNS: tuple[Column, ...] = (
    *_compared("Masuk", "received"),
    *_compared("Dijawab", "answered"),
    Column("", "Tepat waktu", _share, is_share=True),
    Column("", "Dicatat belakangan", _count("belated")),
    *_compared("Baru lewat tenggat", "newly_late"),
    Column("", "Lewat tenggat kini", _count("late")),
    *_compared("Terbuka", "open"),
    *(
        Column("Umur yang terbuka (hari)", words.removesuffix(" hari"), _count(figure))
        for (figure, _), words in zip(AGES, AGE_WORDS, strict=True)
    ),
)
