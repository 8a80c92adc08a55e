"""A line over a screen that says what happened in a clear sentence, until it is read or time has passed."""

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.tr import tr
from desktop.screens.widgets.button import Button
from desktop.screens.widgets.card import label

MessageTone = Literal["info", "ok", "warning", "danger"]
_MARKS = {"info": "ℹ", "ok": "✓", "warning": "⚠", "danger": "⚠"}


class MessageBar(QFrame):
    """Hidden until `say`. What went well goes away by itself; what went wrong stays until it is closed."""

    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None, name: str = "message-bar") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_S)
        self.text = label("", name=f"{name}-text", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.text, 1)
        self.close_button = Button(tr("Tutup"), f"{name}-close")
        self.close_button.clicked.connect(self.clear)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def say(self, sentence: str, tone: MessageTone = "info", seconds: float | None = None) -> None:
        """Show the sentence. `seconds`: how long; None means 6 s for good news and until closed for the rest."""
        self.text.setText(f"{_MARKS[tone]}  {sentence}")
        self.setAccessibleName(sentence)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            for part in (self, self.text, self.close_button):
                part.style().unpolish(part)
                part.style().polish(part)
        self.show()
        self.shown.emit(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if seconds is None and tone in ("info", "ok"):
            seconds = 6
        if seconds is None:
            self._timer.stop()
        else:
            self._timer.start(round(seconds * 1000))

    def clear(self) -> None:
        self._timer.stop()
        self.hide()
        self.shown.emit(False)
