"""A line that opens under what it belongs to and closes again; one is for a span of days."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets import Button, label, named
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.picking import DayEdit
from desktop.widgets.theme import SPACE_S, look
from desktop.wording.translation import tr


class InlineLine(QWidget):
    """Enter or its button takes what was typed, Esc closes it."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.row = row_of(space=SPACE_S, of=self)
        self.hide()

    def end_with(self, word: str, name: str) -> None:
        take = Button(word, f"{name}-take", clicked=self.take)
        cancel = Button(tr("Batal"), f"{name}-cancel", role="link", clicked=self.close_line)
        add_to(self.row, take, cancel, STRETCH)

    def take(self) -> None:
        raise NotImplementedError

    def close_line(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)


class SpanLine(InlineLine):
    """From a day to a day; either may be left empty."""

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__("filter-span")
        self.first, self.last = DayEdit(), DayEdit()
        for edit, name, title in (
            (self.first, "filter-from", tr("Diterima dari")),
            (self.last, "filter-to", tr("sampai")),
        ):
            named(edit, name, title)
            edit.setPlaceholderText(tr("hari-bulan-tahun"))
            edit.setFixedWidth(look.px(150))
            add_to(self.row, label(title, "field"), edit)
        self.fault = label("", "error", "filter-span-fault")
        self.row.addWidget(self.fault)
        self.end_with(tr("Terapkan"), "filter-span")

    def open(self, first: date | None, last: date | None, today: date) -> None:
        for edit, on in ((self.first, first), (self.last, last)):
            edit.today = today
            edit.set_day(on)
        self.fault.setText("")
        self.show()
        self.first.setFocus()
        self.first.selectAll()

    def take(self) -> None:
        first, last = self.first.day(), self.last.day()
        unread = any(edit.text().strip() and edit.day() is None for edit in (self.first, self.last))
        if unread or (first and last and first > last):
            self.fault.setText(
                "⚠ " + (tr("Periksa tanggalnya.") if unread else tr("Tanggal awal sesudah tanggal akhir."))
            )
            return
        self.chosen.emit(first, last)
        self.close_line()
