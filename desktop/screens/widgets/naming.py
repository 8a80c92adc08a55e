"""Names of plain Qt widgets: for tests and the stylesheet, and for screen readers."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Named = TypeVar("Named", bound=QWidget)


def named(widget: Named, name: str, spoken: str) -> Named:
    """The widget itself: `name` is for tests and the stylesheet, `spoken` is what a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    return widget
