"""Fields to type into that also open something to pick from: a calendar, the list of categories."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QCompleter, QFrame, QLineEdit, QListView, QToolButton

from complaints import typed_values
from complaints.tokens import with_all_words
from desktop.colours import DARK
from desktop.resources import resource
from desktop.widgets.layouts import column_of
from desktop.widgets.theme import SPACE_XS, look
from desktop.wording import formats
from desktop.wording.translation import language

ARROW = 12
_ARROW_ROOM = 26


class PickEdit(QLineEdit):
    """A line with an arrow at its end; a click there, F4 or Alt+Down asks to pick."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextMargins(0, 0, _ARROW_ROOM - 8, 0)

    def pick(self) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        shade = "dark" if look.colours is DARK else "light"
        arrow = QIcon(str(resource(f"icons/down-{shade}.png")))
        place = QRect(self.width() - _ARROW_ROOM + 4, (self.height() - ARROW) // 2, ARROW, ARROW)
        arrow.paint(QPainter(self), place)

    def _on_arrow(self, at: QPoint) -> bool:
        return at.x() > self.width() - _ARROW_ROOM - 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        arrow = self._on_arrow(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if arrow else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._on_arrow(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pick()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if (event.key() == Qt.Key.Key_F4 and not event.modifiers()) or (event.key() == Qt.Key.Key_Down and alt):
            self.pick()
            return
        super().keyPressEvent(event)


class DayEdit(PickEdit):
    """A day, typed in any usual way and rewritten as '09-11-2026' when the field is left; Up and Down go a day on and back."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2000, 1, 1)
        self._calendar: QFrame | None = None
        self.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        try:
            return typed_values.day(self.text(), self.today)
        except typed_values.Unreadable:
            return None

    def set_day(self, on: date | None) -> None:
        text = formats.typed_date(on) if on is not None else ""
        if text != self.text():
            self.setText(text)
            self.chosen.emit()

    def _tidy(self) -> None:
        on = self.day()
        if on is not None:
            self.set_day(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            on = (self.day() or self.today).toordinal() + (step if self.text().strip() else 0)
            self.set_day(date.fromordinal(min(max(on, 1), date.max.toordinal())))
            return
        super().keyPressEvent(event)

    def pick(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("page")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar()
        calendar.setObjectName(f"{self.objectName()}-calendar")
        on = self.day() or self.today
        calendar.setSelectedDate(QDate(on.year, on.month, on.day))
        calendar.setMinimumSize(look.px(300), look.px(240))
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        column_of(calendar, of=popup, margins=(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS))
        self._calendar = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.destroyed.connect(self.activateWindow)
        popup.show()
        calendar.setFocus()

    def _picked(self, chosen: QDate) -> None:
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None


def _calendar() -> QCalendarWidget:
    """A calendar in the user's language and the program's look; weeks begin on Monday."""
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale(QLocale.Language.English if language() == "en" else QLocale.Language.Indonesian))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    days, header = QTextCharFormat(), QTextCharFormat()
    days.setForeground(QColor(look.colours.danger_pair.ink))
    header.setForeground(QColor(look.colours.muted))
    calendar.setHeaderTextFormat(header)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, days)
    # Qt's own arrows are black pictures, unseen on a dark ground.
    for name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(QIcon())
            button.setText(sign)
    return calendar


class CategoryEdit(PickEdit):
    """A category, by typing a part of its label. While it is empty, the suggested one stands there in grey and Tab accepts it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._suggested = ""
        self._labels: list[str] = []
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._popup.setProperty("role", "popup")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._typed)

    def set_labels(self, labels: list[str]) -> None:
        self._labels = labels
        self._offered.setStringList(labels)

    def suggest(self, label: str) -> None:
        """What Tab accepts as long as nothing is typed; '' for nothing."""
        self._suggested = label
        self.setPlaceholderText(label)

    def pick(self) -> None:
        matches = self._offer("" if self.text() in self._labels else self.text()) or self._offer("")
        self._open_popup()
        current = self.text() or self._suggested
        if current in matches:
            self._popup.setCurrentIndex(self._popup.model().index(matches.index(current), 0))

    def _offer(self, typed: str) -> list[str]:
        """The popup has the labels with all these words."""
        matches = with_all_words(self._labels, typed)
        self._offered.setStringList(matches)
        return matches

    def _open_popup(self) -> None:
        if not self._popup.styleSheet():
            # A window of its own, with a stylesheet of its own in memory: only once it is opened.
            look.dress(self._popup)
        self._completer.complete()

    def _typed(self, text: str) -> None:
        if self._offer(text) and text.strip():
            self._open_popup()
            self._popup.setCurrentIndex(self._popup.model().index(0, 0))
        else:
            self._popup.hide()

    def _take(self, label: str) -> None:
        self._popup.hide()
        self.setText(label)
        self.setCursorPosition(0)
        self.chosen.emit()

    def event(self, event: QEvent) -> bool:
        # Tab never reaches keyPressEvent. It moves the focus after this.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.pick()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.text().strip():
            self._accept()

    def _accept(self) -> None:
        """Takes the suggestion when nothing is typed, else the first label that has all the typed words."""
        if self._popup.isVisible() and self._popup.currentIndex().isValid():
            self._take(str(self._popup.currentIndex().data()))
            return
        text = self.text().strip()
        if not text:
            if self._suggested:
                self._take(self._suggested)
            return
        if text in self._labels:
            return
        matches = self._offer(text)
        if matches and len(text) >= 2:
            self._take(matches[0])
