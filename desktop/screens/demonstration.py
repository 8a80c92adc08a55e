"""`--demo`: a throwaway office filled with a year's complaints, made behind a page that says so, then opened."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.lanes.operations import Operations
from desktop.widgets.busy_bar import busy_bar
from desktop.widgets.card import label
from desktop.widgets.layouts import Stretch, column_of
from desktop.widgets.theme import SPACE_M, look
from desktop.wording import program_texts
from desktop.wording.translation import tr


class DemonstrationPage(QWidget):
    ready = Signal(object)  # desktop.office.demo.Demo, its office open

    def __init__(self, operations: Operations, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        column = column_of(Stretch(2), space=SPACE_M, of=self, margins=None)
        title = label(tr("Menyiapkan kantor contoh…"), "title", "demo-title")
        sentence = label(program_texts.what_is_demonstrated(), "muted", "demo-said")
        bar = busy_bar("demo-progress", title.text())
        bar.setFixedWidth(look.px(420))
        for part in (title, sentence, bar):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        operations.change(lambda: _make(folder), self.ready.emit)


def _make(folder: Path) -> object:
    from desktop.office import demo

    return demo.make(folder)
