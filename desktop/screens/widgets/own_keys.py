"""Keys that are the program's everywhere, where a line of text would take them for itself."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

# On Linux Qt's fields keep to Emacs: end of the line, delete a letter, delete the rest. Here they export, forward and note.
_KEYS = (Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_K)


def is_ours(event: QEvent) -> bool:
    """Whether a field is asked if it wants one of them before a shortcut: then it must not say yes."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    ours = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS
    if ours:
        event.ignore()
    return ours
