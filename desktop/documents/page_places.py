"""Where the pages of a document stand in a window, one below the other, in pixels."""

from collections.abc import Sequence
from typing import NamedTuple

DOTS_PER_MM = 96 / 25.4
SMALLEST, LARGEST = 0.2, 4.0  # of the zoom; 1 is the paper's own size
MOST_FITTED = 1.6
USUAL_WIDTH = 210.0  # in mm

Size = tuple[float, float]


class PagePlaces(NamedTuple):
    """The top of each page, how high all of them are together, and how wide the widest is."""

    tops: tuple[int, ...]
    height: int
    width: int

    def page_at(self, y: int) -> int:
        return max((at for at, top in enumerate(self.tops) if top <= y), default=0)


def bounded(zoom: float) -> float:
    return min(max(zoom, SMALLEST), LARGEST)


def fitting_zoom(sizes: Sequence[Size], room: int) -> float:
    """With which the widest page fills the room."""
    widest = max((width for width, _ in sizes), default=USUAL_WIDTH)
    return min(max(room / (widest * DOTS_PER_MM), SMALLEST), MOST_FITTED)


def page_size(size: Size, zoom: float) -> tuple[int, int]:
    """`size` is in mm."""
    width, height = size
    return round(width * zoom * DOTS_PER_MM), round(height * zoom * DOTS_PER_MM)


def page_places(sizes: Sequence[Size], zoom: float, gap: int) -> PagePlaces:
    """With a gap above, between and below the pages."""
    tops: list[int] = []
    top, widest = gap, 0
    for size in sizes:
        tops.append(top)
        width, height = page_size(size, zoom)
        top, widest = top + height + gap, max(widest, width)
    return PagePlaces(tuple(tops), top, widest)
