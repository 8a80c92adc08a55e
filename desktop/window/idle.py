"""Notices that nobody has used the program for a while, so that it can lock itself."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.widgets.later import every

_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_LOOK_EVERY_MS = 5_000


class IdleWatch(QObject):
    """`idle` comes once the program was left alone for `minutes`. Watches windows, not the application: a filter on that sees every event."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = 0.0
        self._watched: set[QWindow] = set()
        self._since = QElapsedTimer()
        self._timer = every(self, _LOOK_EVERY_MS, self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)

    def start(self, minutes: float) -> None:
        """Count from now; 0 minutes never locks."""
        self.minutes = minutes
        self._since.start()
        self._watch(QGuiApplication.focusWindow())
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        if minutes > 0:
            self._timer.setInterval(min(_LOOK_EVERY_MS, max(10, round(minutes * 60_000 / 4))))
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self._since.start()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.destroyed.connect(lambda: self._watched.discard(window))
            window.installEventFilter(self)

    def _look(self) -> None:
        if self._since.elapsed() >= self.minutes * 60_000:
            self._timer.stop()
            self.idle.emit()
