"""A day, written '26-11-2026', with a calendar to pick from."""

from datetime import date

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QDateEdit

from desktop.widgets.own_keys import is_ours


class DateEdit(QDateEdit):
    def __init__(self, on: date) -> None:
        super().__init__(QDate(on.year, on.month, on.day))
        self.setDisplayFormat("dd-MM-yyyy")
        self.setCalendarPopup(True)

    def day(self) -> date:
        on = self.date()
        return date(on.year(), on.month(), on.day())

    def show_day(self, on: date) -> None:
        self.setDate(QDate(on.year, on.month, on.day))

    def event(self, event: QEvent) -> bool:
        return False if is_ours(event) else super().event(event)
