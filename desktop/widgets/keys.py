"""Keys that act in a window, or only while the keyboard is on one of its parts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_keys(part: QWidget, keys: str, act: Callable[[], object], *, within: bool = False) -> None:
    """`within`: only while the keyboard is on this part or in it."""
    shortcut = QShortcut(QKeySequence(keys), part)
    if within:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
