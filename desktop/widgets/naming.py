"""Names of plain Qt widgets: for tests and the stylesheet, and for screen readers."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

Named = TypeVar("Named", bound=QWidget)
NamedButton = TypeVar("NamedButton", bound=QAbstractButton)


def named(widget: Named, name: str, spoken: str) -> Named:
    """The widget itself: `name` is for tests and the stylesheet, `spoken` is what a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    return widget


def named_by_text(button: NamedButton, name: str) -> NamedButton:
    """A check box or a radio button, of which a screen reader says the text."""
    return named(button, name, button.text())


def name_window(window: QWidget, name: str, title: str) -> None:
    """A window, of which a screen reader says the title."""
    named(window, name, title).setWindowTitle(title)
