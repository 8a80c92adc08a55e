"""`--demo`: a throwaway office filled with a year's complaints, made behind a page that says so, then opened."""

from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_M, look
from desktop.screens.widgets.card import label
from desktop.screens.widgets.layouts import Stretch, column_of
from desktop.screens.widgets.naming import named
from desktop.wording.translation import tr
from sync import working_folder
from sync.disk.renaming import discard
from sync.working_folder import DEMONSTRATION

_marks: list[BinaryIO] = []


def demonstration_folder() -> Path:
    """A new folder that goes away with the program."""
    folder = working_folder.new_folder(DEMONSTRATION)
    _marks.append(working_folder.take(folder))
    return folder


def throw_away(folder: Path) -> None:
    while _marks:
        _marks.pop().close()
    discard(folder)


class DemonstrationPage(QWidget):
    ready = Signal(object)  # desktop.office.demo.Demo, its office open

    def __init__(self, operations: Operations, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        column = column_of(Stretch(2), space=SPACE_M, of=self, margins=None)
        title = label(tr("Menyiapkan kantor contoh…"), "title", "demo-title")
        sentence = label(
            tr("Sekitar 200 pengaduan rekaan dalam segala tahap. Semuanya dibuang saat program ditutup."),
            "muted",
            "demo-said",
        )
        bar = named(QProgressBar(), "demo-progress", title.text())
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(look.px(420))
        for part in (title, sentence, bar):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        operations.change(lambda: _make(folder), self.ready.emit)


def _make(folder: Path) -> object:
    from desktop.office import demo

    return demo.make(folder)
