"""How large a window of its own opens: as it is drawn, in the text size in force, and never larger than the screen."""

from PySide6.QtWidgets import QWidget

from desktop.widgets.theme import look

# What the frame takes above and below, where it is not known before the window is shown.
FRAME = 40


def open_at(window: QWidget, width: int, height: int) -> None:
    """`width` and `height` in pixels at 100 %. With large text on 1366×768 the buttons at the foot must stay on the screen."""
    room = window.screen().availableGeometry()
    window.resize(min(look.px(width), room.width()), min(look.px(height), room.height() - FRAME))
