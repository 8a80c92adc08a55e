"""The line that opens under the filter chips for the name of a filter to save."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.widgets import label, named
from desktop.widgets.layouts import add_to
from desktop.widgets.span_line import InlineLine
from desktop.widgets.theme import look
from desktop.wording.translation import tr

LONGEST_NAME = 40


class NameLine(InlineLine):
    """The name under which the filters in force are saved, and whether for this user alone."""

    named = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__("filter-name-line")
        self.edit = named(QLineEdit(), "filter-name", tr("Nama saringan"))
        self.edit.setMaxLength(LONGEST_NAME)
        self.edit.setFixedWidth(look.px(260))
        self.own = named(QCheckBox(tr("Hanya untuk saya")), "filter-own", tr("Hanya untuk saya"))
        add_to(self.row, label(tr("Nama saringan"), "field"), self.edit, self.own)
        self.end_with(tr("Simpan"), "filter-name")

    def open(self, suggestion: str) -> None:
        self.edit.setText(suggestion)
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def take(self) -> None:
        name = " ".join(self.edit.text().split())
        if name:
            self.named.emit(name, self.own.isChecked())
            self.close_line()
