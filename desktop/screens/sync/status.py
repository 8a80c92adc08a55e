"""How the exchange stands, at the bottom of every screen: a dot, words, and a click that leads to the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.screens.sync import sentences
from desktop.screens.theme import look
from desktop.screens.widgets.button import Button
from desktop.screens.widgets.dot import paint_dot
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from desktop.screens.sync.automatic import Situation
    from desktop.wording.names import Tone


class StatusButton(Button):
    """Nothing is said before it is known."""

    def __init__(self) -> None:
        super().__init__("", "status-network")
        self.setToolTip(tr("Buka sinkronisasi"))
        self._tone: Tone = "neutral"
        self.hide()

    def show_situation(self, now: Situation, today: date) -> None:
        told = sentences.status(now, today)
        text = f"{told.words}      {told.since}" if told.since else told.words
        if (text, told.tone) != (self.text(), self._tone) or self.isHidden():
            self._tone = told.tone
            self.setText(text)
            self.setAccessibleName(f"{told.words}. {told.since}" if told.since else told.words)
            self.show()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        from PySide6.QtGui import QPainter

        side = look.px(8)
        painter = QPainter(self)
        paint_dot(painter, QPointF(2 + side / 2, self.height() / 2 + 0.5), side, self._tone)
        painter.end()
