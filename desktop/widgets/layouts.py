"""Rows and columns in one expression: their parts in order, and the room between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLayout, QSplitter, QStackedWidget

    Margins = tuple[int, int, int, int]
    # A widget or a layout; with its share of the room that is left; and with its alignment in its place.
    Part: TypeAlias = (
        "QWidget | QLayout | Gap | Stretch | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]"
    )


class Gap(NamedTuple):
    """Room of so many pixels."""

    pixels: int


class Stretch(NamedTuple):
    """Whatever room is left, by its share where there are several."""

    share: int


STRETCH = Stretch(0)
Box = TypeVar("Box", bound=QBoxLayout)


def row_of(
    *parts: Part, space: int | None = None, margins: Margins | None = (0, 0, 0, 0), of: QWidget | None = None
) -> QHBoxLayout:
    """A row, `space` pixels between its parts: the layout of the widget `of`, or one to put into another. None: as Qt has it."""
    return _filled(QHBoxLayout(of) if of is not None else QHBoxLayout(), parts, space, margins)


def column_of(
    *parts: Part, space: int | None = None, margins: Margins | None = (0, 0, 0, 0), of: QWidget | None = None
) -> QVBoxLayout:
    """A column; as `row_of`."""
    return _filled(QVBoxLayout(of) if of is not None else QVBoxLayout(), parts, space, margins)


def in_row(*parts: Part, space: int | None = None, margins: Margins | None = (0, 0, 0, 0)) -> QWidget:
    """A widget of its own with such a row."""
    widget = QWidget()
    row_of(*parts, space=space, margins=margins, of=widget)
    return widget


def in_column(*parts: Part, space: int | None = None, margins: Margins | None = (0, 0, 0, 0)) -> QWidget:
    """A widget of its own with such a column."""
    widget = QWidget()
    column_of(*parts, space=space, margins=margins, of=widget)
    return widget


def add_to(box: QBoxLayout, *parts: Part) -> None:
    """Puts these at the end of a row or column."""
    for part in parts:
        match part:
            case Gap(pixels):
                box.addSpacing(pixels)
            case Stretch(share):
                box.addStretch(share)
            case (QWidget() as widget, share, alignment):
                box.addWidget(widget, share, alignment)
            case (inside, share):
                _put(box, inside, share)
            case _:
                _put(box, part, 0)


def stack(*boxes: QBoxLayout, upright: bool, reverse: bool = False) -> None:
    """Puts what is in them below one another, or again beside one another. `reverse`: then the last stands on top."""
    directions = QBoxLayout.Direction
    below = directions.BottomToTop if reverse else directions.TopToBottom
    for box in boxes:
        box.setDirection(below if upright else directions.LeftToRight)


def add_widgets(place: QStackedWidget | QSplitter | QLayout, *widgets: QWidget) -> None:
    """For places that know neither gaps nor shares."""
    for widget in widgets:
        place.addWidget(widget)


def clear(layout: QLayout) -> None:
    """Takes everything out. Its widgets are hidden at once, for Qt deletes them only later."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def take_out(place: QLayout | QStackedWidget, widget: QWidget) -> None:
    """Out of its place for good. It is hidden at once, for Qt deletes it only later."""
    place.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def _put(box: QBoxLayout, inside: QWidget | QLayout, share: int) -> None:
    if isinstance(inside, QWidget):
        box.addWidget(inside, share)
    else:
        box.addLayout(inside, share)


def _filled(box: Box, parts: tuple[Part, ...], space: int | None, margins: Margins | None) -> Box:
    if margins is not None:
        box.setContentsMargins(*margins)
    if space is not None:
        box.setSpacing(space)
    add_to(box, *parts)
    return box
