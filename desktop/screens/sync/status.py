"""How the exchange stands, at the bottom of every screen: a dot, words, and a click that leads to the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.office import sync_situation
from desktop.widgets.button import Button
from desktop.widgets.dot import paint_dot
from desktop.widgets.theme import look
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from desktop.office.sync_situation import Situation
    from desktop.wording.names import Tone


class StatusButton(Button):
    """Hidden until the first look at how things stand."""

    def __init__(self) -> None:
        super().__init__("", "status-network")
        self.setToolTip(tr("Buka sinkronisasi"))
        self._tone: Tone = "neutral"
        self.hide()

    def show_situation(self, now: Situation, today: date) -> None:
        status = sync_situation.status(now, today)
        text = f"{status.words}      {status.since}" if status.since else status.words
        if (text, status.tone) != (self.text(), self._tone) or self.isHidden():
            self._tone = status.tone
            self.setText(text)
            self.setAccessibleName(f"{status.words}. {status.since}" if status.since else status.words)
            self.show()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        from PySide6.QtGui import QPainter

        side = look.px(8)
        painter = QPainter(self)
        paint_dot(painter, QPointF(2 + side / 2, self.height() / 2 + 0.5), side, self._tone)
        painter.end()
