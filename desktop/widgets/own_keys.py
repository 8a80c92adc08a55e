"""Keys of the program that a line of text would otherwise take for editing."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

# On Linux Qt's fields read them as Emacs does: end of the line, delete a letter, delete the rest. Here they export, forward and note.
_KEYS = (Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_K)


def is_ours(event: QEvent) -> bool:
    """Whether the event asks a field if it wants one of these keys, before they go to a shortcut. The field must not accept it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    is_shortcut = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS
    if is_shortcut:
        event.ignore()
    return is_shortcut
