"""Keys that are pressed while a screen is being built: kept from the screen that is still in front, and given to the new one."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class HeldKeys(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._from: QWidget | None = None
        self._events: list[QKeyEvent] = []

    def hold(self) -> None:
        focused = QApplication.focusWidget()
        if self._from is None and focused is not None:
            self._from = focused
            focused.installEventFilter(self)

    def give(self) -> None:
        """To whatever has the keyboard now; each key may move it."""
        events = self._events
        self.forget()
        for event in events:
            focused = QApplication.focusWidget()
            if focused is None:
                return
            shortcut = _shortcut(event, focused)
            if shortcut is not None:
                shortcut.activated.emit()
            else:
                QApplication.sendEvent(focused, event)

    def forget(self) -> None:
        if self._from is not None and isValid(self._from):
            self._from.removeEventFilter(self)
        self._from, self._events = None, []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS:
            return False
        copy = event.clone()
        assert isinstance(copy, QKeyEvent)
        self._events.append(copy)
        return True


def _shortcut(event: QKeyEvent, focused: QWidget) -> QShortcut | None:
    """The shortcut that these keys mean, unless they mean something where they are typed.

    Qt itself asks for it only with keys that come from the system.
    """
    if event.type() != QEvent.Type.KeyPress:
        return None
    override = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
    override.ignore()
    QApplication.sendEvent(focused, override)
    if override.isAccepted():
        return None
    keys = QKeySequence(event.keyCombination())
    shortcuts = focused.window().findChildren(QShortcut)
    return next((shortcut for shortcut in shortcuts if shortcut.key() == keys and _reaches(shortcut, focused)), None)


def _reaches(shortcut: QShortcut, focused: QWidget) -> bool:
    owner = shortcut.parent()
    assert isinstance(owner, QWidget)
    if not (shortcut.isEnabled() and owner.isEnabled() and owner.isVisible()):
        return False
    if owner is focused or shortcut.context() == Qt.ShortcutContext.WindowShortcut:
        return True
    return shortcut.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut and owner.isAncestorOf(focused)
