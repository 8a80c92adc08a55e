"""A line over a screen that says in a sentence what happened, until it is closed or some seconds have passed."""

import math
from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from complaints.errors import OfficeError
from desktop.widgets.button import Button
from desktop.widgets.card import label
from desktop.widgets.layouts import column_of, row_of, take_out
from desktop.widgets.theme import SCREEN_MARGINS, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.wording.translation import tr, tr_phrase

MessageTone = Literal["info", "ok", "warning", "danger"]
_MARKS = {"info": "ℹ", "ok": "✓", "warning": "⚠", "danger": "⚠"}
UNTIL_CLOSED = math.inf
PASSING_SECONDS = 6
_HELD_MS = 1000
_FOOT = SPACE_XS  # left free below a message that floats


class MessageBar(QFrame):
    """Hidden until `say`. A message that goes by itself floats over the foot of the window; one that stays until closed stands in `place`.

    So nothing on the screen moves by itself: a bar that came and went in the layout would move a button away from a second click.
    At the foot are the status line and the screen's margin: titles, the number of a case and the state of a draft are at the top,
    and are never covered. A message of what went wrong may be long, and covers nothing.
    """

    visibility_changed = Signal(bool)

    def __init__(self, name: str = "message-bar", over: QWidget | None = None) -> None:
        """`over`: the widget at whose foot it floats; None is the window that `place` is in, below the screen that it is on."""
        super().__init__()
        self.setObjectName(name)
        self.place = QWidget()
        self._place_column = column_of(self, of=self.place)
        self.place.hide()
        self._over = over
        self.text = label("", name=f"{name}-text", wrap=True, selectable=True)
        self.close_button = Button(tr("Tutup"), f"{name}-close", clicked=self.clear)
        # A click on it leaves the keyboard in the field where someone is writing.
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.offers: list[Button] = []
        self._row = row_of(
            (self.text, 1), self.close_button, space=SPACE_S, of=self, margins=(SPACE_M, SPACE_XS, SPACE_XS, SPACE_XS)
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_over)
        look.changed.connect(self._fit)
        self.hide()

    def say(
        self,
        sentence: str,
        tone: MessageTone = "info",
        seconds: float | None = None,
        offers: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show the sentence. `seconds`: how long, or UNTIL_CLOSED; None means 6 s for good news, else UNTIL_CLOSED.

        `offers`: what one may do next, by a button each; pressed, it closes the message.
        """
        self._show_offers(offers)
        self.text.setText(f"{_MARKS[tone]}  {sentence}")
        self.setAccessibleName(sentence)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            for part in (self, self.text, self.close_button):
                part.style().unpolish(part)
                part.style().polish(part)
        if seconds is None:
            seconds = PASSING_SECONDS if tone in ("info", "ok") else UNTIL_CLOSED
        if seconds == UNTIL_CLOSED:
            self._timer.stop()
            self._into_place()
            self.place.show()
            self.show()
        else:
            self.place.hide()
            self._timer.start(round(seconds * 1000))
            self._float()
        self.visibility_changed.emit(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def refuse(self, error: OfficeError) -> None:
        """Says why something was refused."""
        self.say(tr_phrase(error.phrase), "danger")

    def _show_offers(self, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        for button in self.offers:
            take_out(self._row, button)
        self.offers = []
        for words, act in offers:
            button = Button(words, f"{self.objectName()}-offer", clicked=lambda _=False, act=act: (self.clear(), act()))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.insertWidget(self._row.count() - 1, button)
            self.offers.append(button)

    def clear(self) -> None:
        self._timer.stop()
        self._into_place()
        self.place.hide()
        self.visibility_changed.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It keeps to its window, and goes and comes with its screen."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fit()
        elif event.type() == QEvent.Type.Hide and self._timer.isActive():
            self._into_place()
        elif event.type() == QEvent.Type.Show and self._timer.isActive():
            self._float()
        return super().eventFilter(watched, event)

    def _time_is_over(self) -> None:
        """It stays while the pointer or the keyboard is on it, for a click that comes in this moment."""
        if self.underMouse() or any(button.hasFocus() for button in (self.close_button, *self.offers)):
            self._timer.start(_HELD_MS)
        else:
            self.clear()

    @property
    def _screen(self) -> QWidget:
        screen = self.place.parentWidget()
        assert screen is not None, "its place is on a screen"
        return screen

    def _into_place(self) -> None:
        """Out of sight, and the screen's own again: it goes when the screen is destroyed."""
        self.hide()
        if self.parent() is not self.place:
            self._place_column.addWidget(self)

    def _float(self) -> None:
        """At the foot, where its screen is in front; else when it comes to be."""
        self._screen.installEventFilter(self)
        if not self._screen.isVisible():
            return
        over = self._over or self._screen.window()
        if self.parent() is not over:
            self.setParent(over)
            over.installEventFilter(self)
        self.raise_()
        # In its place before it is seen: a pointer elsewhere is not over it.
        self._fit()
        self.show()

    def _fit(self) -> None:
        """As wide as its sentence, beginning where the screen's title does, or before where it has no room there."""
        over = self.parentWidget()
        if over is None or over is self.place:
            return
        margin = SCREEN_MARGINS[0] - SPACE_M
        besides = self.sizeHint().width() - self.text.sizeHint().width()
        wanted = besides + self.text.fontMetrics().horizontalAdvance(self.text.text()) + SPACE_S
        width = min(wanted, over.width() - 2 * margin)
        left = margin if self._over else self._screen.mapTo(over, QPoint(margin, 0)).x()
        left = max(margin, min(left, over.width() - margin - width))
        height = self.heightForWidth(width)
        self.setGeometry(left, over.height() - height - _FOOT, width, height)
