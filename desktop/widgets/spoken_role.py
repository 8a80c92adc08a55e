"""What a widget is to a screen reader, where Qt has no word for it: Qt calls whatever scrolls, or holds others, a mere filler."""

from typing import Literal

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QSplitterHandle, QWidget

from desktop.widgets.naming import named

SpokenRole = Literal["List", "ListItem"]
_PROPERTY = "spoken-role"


def spoken_as(role: SpokenRole, name: str, spoken: str) -> QWidget:
    """A new widget that is this to a screen reader: its name alone would already make Qt settle what it is."""
    widget = QWidget()
    widget.setProperty(_PROPERTY, role)
    return named(widget, name, spoken)


def _interface(_class: str, about: object) -> QAccessibleInterface | None:
    """Asked only while a screen reader listens; None leaves it to Qt."""
    if isinstance(about, QScrollArea):
        return QAccessibleWidget(about, QAccessible.Role.Pane)
    if isinstance(about, QSplitterHandle):
        return QAccessibleWidget(about, QAccessible.Role.Separator)
    if isinstance(about, QWidget) and (role := about.property(_PROPERTY)):
        return QAccessibleWidget(about, getattr(QAccessible.Role, role))
    return None


def install() -> None:
    """Qt asks here first, for the rest of the program's life."""
    QAccessible.installFactory(_interface)
