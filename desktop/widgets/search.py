"""The search field: it searches while one types, and shows how many results there are, or its key."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from desktop.widgets.card import label
from desktop.widgets.later import later
from desktop.widgets.layouts import row_of
from desktop.widgets.own_keys import is_ours
from desktop.widgets.theme import SPACE_S, restyle


class SearchField(QFrame):
    """`searched(text)` comes a moment after typing pauses; at once on Enter. Esc empties; Down asks for the results."""

    searched = Signal(str)
    entered = Signal(str)
    down = Signal()

    def __init__(self, placeholder: str, name: str, *, keys: str = "", pause: int = 30) -> None:
        super().__init__()
        self.setObjectName(f"{name}-frame")
        self._keys = keys
        self.edit = QLineEdit()
        self.edit.setObjectName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.count = label(keys, "hint", f"{name}-count")
        row_of((self.edit, 1), self.count, space=SPACE_S, of=self, margins=(10, 0, 10, 0))
        self.setFocusProxy(self.edit)
        self._timer = later(self, pause, lambda: self.searched.emit(self.text()))
        self.edit.textEdited.connect(lambda _: self._timer.start())
        self.edit.returnPressed.connect(self._enter)
        self.edit.installEventFilter(self)

    def text(self) -> str:
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put a text there without searching."""
        self.edit.setText(text)

    def set_count(self, text: str) -> None:
        """What was found ('12 dari 1.204'); '' shows the key instead."""
        self.count.setText(text or self._keys)
        self.edit.setAccessibleDescription(text)

    def take_focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _enter(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text())
        self.entered.emit(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
        elif is_ours(event):
            return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.edit.text():
                self.edit.clear()
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.down.emit()
                return True
        return super().eventFilter(watched, event)
