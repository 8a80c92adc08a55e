"""From one day to another, both of them included."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets import DateEdit, FormField
from desktop.widgets.layouts import row_of
from desktop.widgets.theme import SPACE_L
from desktop.wording.translation import tr


class DayRange(QWidget):
    """The days of this year until today, at first. `changed` comes with each new day; `names` are those of the two fields."""

    changed = Signal()

    def __init__(self, title: str, today: date, names: tuple[str, str]) -> None:
        super().__init__()
        self.first = FormField(title, DateEdit(date(today.year, 1, 1)), names[0])
        self.last = FormField(tr("sampai tanggal"), DateEdit(today), names[1])
        for field in (self.first, self.last):
            field.editor.dateChanged.connect(self._day_changed)
        row_of((self.first, 1), (self.last, 1), space=SPACE_L, of=self)

    @property
    def days(self) -> tuple[date, date]:
        return self.first.editor.day(), self.last.editor.day()

    @property
    def in_order(self) -> bool:
        """When not, an error stands under the second field."""
        first, last = self.days
        return first <= last

    def _day_changed(self) -> None:
        self.last.set_error("" if self.in_order else tr("Tanggal akhir sebelum tanggal awal."))
        self.changed.emit()
