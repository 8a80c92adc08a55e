"""A line over a screen that says what happened in a clear sentence, until it is read or time has passed."""

import math
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.screens.theme import SCREEN_MARGINS, SPACE_M, SPACE_S, look
from desktop.screens.widgets.button import Button
from desktop.screens.widgets.card import label
from desktop.screens.widgets.layouts import column_of, row_of
from desktop.wording.translation import tr

MessageTone = Literal["info", "ok", "warning", "danger"]
_MARKS = {"info": "ℹ", "ok": "✓", "warning": "⚠", "danger": "⚠"}
STANDS = math.inf
_GOOD_NEWS_SECONDS = 6
_HELD_MS = 1000
# Of the screen's width, and pixels: it floats beside what is used in a head, as the search field and the periods of monitoring.
_SHARE, _LEAST_WIDTH = 0.43, 420


class MessageBar(QFrame):
    """Hidden until `say`. What goes away by itself floats over the screen's title, what is there until it is closed stands in `place`.

    So nothing moves under anyone's hand but by a closing of their own: a bar that came and went in the layout took the button from
    under a second click. The title is what can be missed for a while. What went wrong may be long, and hides nothing while it stands.
    """

    shown = Signal(bool)

    def __init__(self, name: str = "message-bar", over: QWidget | None = None) -> None:
        """`over`: whose top left corner it floats over; unless said otherwise that of the screen on which `place` is."""
        super().__init__()
        self.setObjectName(name)
        self.place = QWidget()
        self._stand = column_of(self, of=self.place)
        self.place.hide()
        self._over = over
        self.text = label("", name=f"{name}-text", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = Button(tr("Tutup"), f"{name}-close", clicked=self.clear)
        # A click on it leaves the keyboard in the field where someone is writing.
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row_of((self.text, 1), self.close_button, space=SPACE_S, of=self, margins=(SPACE_M, SPACE_S, SPACE_S, SPACE_S))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_over)
        look.changed.connect(self._fit)
        self.hide()

    def say(self, sentence: str, tone: MessageTone = "info", seconds: float | None = None) -> None:
        """Show the sentence. `seconds`: how long, or STANDS for until closed; None means 6 s for good news, else STANDS."""
        self.text.setText(f"{_MARKS[tone]}  {sentence}")
        self.setAccessibleName(sentence)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            for part in (self, self.text, self.close_button):
                part.style().unpolish(part)
                part.style().polish(part)
        if seconds is None:
            seconds = _GOOD_NEWS_SECONDS if tone in ("info", "ok") else STANDS
        stands = seconds == STANDS
        if stands:
            self._timer.stop()
            self._stand.addWidget(self)
        else:
            self._timer.start(round(seconds * 1000))
            self._float()
        self.place.setVisible(stands)
        # In its place before it is seen: a pointer elsewhere is not over it.
        self._fit()
        self.show()
        self.shown.emit(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        self._timer.stop()
        self.hide()
        self.place.hide()
        self.shown.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fit()
        return super().eventFilter(watched, event)

    def _time_is_over(self) -> None:
        """Not from under a pointer or a keyboard that is about to close it."""
        if self.underMouse() or self.close_button.hasFocus():
            self._timer.start(_HELD_MS)
        else:
            self.clear()

    def _float(self) -> None:
        over = self._over or self.place.parentWidget()
        assert over is not None, "its place is on a screen"
        if self.parent() is not over:
            self.setParent(over)
            over.installEventFilter(self)
        self.raise_()

    def _fit(self) -> None:
        over = self.parentWidget()
        if over is not None and over is not self.place:
            left = SCREEN_MARGINS[0] - SPACE_M  # its text where the title's is
            width = min(max(round(over.width() * _SHARE), _LEAST_WIDTH), over.width() - 2 * left)
            self.setGeometry(left, SPACE_S, width, self.heightForWidth(width))
