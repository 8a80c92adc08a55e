"""Work that waits a moment: asked for again meanwhile, it waits anew, and is done once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """A timer, not yet started, that acts once so long after each start; 0: as soon as what is under way is done."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


def every(owner: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """A timer, not yet started, that acts again and again."""
    timer = QTimer(owner)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
