"""Where Tab goes: what is built later than the things below it would come behind them all."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_after(before: QWidget, part: QWidget) -> None:
    """Tab goes from `before` through what is in `part`, in the order in which it was put there, and on to where it went from `before`."""
    # Not by nextInFocusChain: PySide takes what that returns for a child, and forgets it when this widget is deleted.
    for widget in part.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, widget)
            before = widget
