"""A dot before words, in the colour of their tone; the words say the same without it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.widgets.theme import look
from desktop.wording.names import Tone


def paint_dot(painter: QPainter, middle: QPointF, side: int, tone: Tone) -> None:
    """`side` is its width in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_colour(tone)))
    painter.drawEllipse(middle, side / 2, side / 2)
    painter.restore()


def _colour(tone: Tone) -> str:
    colours = look.colours
    by_tone = {"ok": colours.ok, "warning": colours.warning, "danger": colours.danger, "info": colours.info}
    return by_tone.get(tone, colours.edge)
