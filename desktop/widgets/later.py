"""Work that waits a moment: asked for again meanwhile, it waits anew, and is done once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 1000
_LONGEST_MS = 5000


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


class TypingPause:
    """Acts, to save it, a second after the last keystroke; every five seconds while somebody types without a pause."""

    def __init__(self, owner: QObject, act: Callable[[], object]) -> None:
        self._pause, self._longest = later(owner, _PAUSE_MS, act), later(owner, _LONGEST_MS, act)

    @property
    def is_under_way(self) -> bool:
        return self._pause.isActive() or self._longest.isActive()

    def start(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def stop(self) -> None:
        self._pause.stop()
        self._longest.stop()
