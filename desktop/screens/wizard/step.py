"""What each page of the first start is: a title, what it is for, its fields, and whether one may go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets import label, named
from desktop.widgets.layouts import column_of
from desktop.widgets.theme import SPACE_L, SPACE_S
from desktop.wording.first_start import step_words


class WizardStep(QWidget):
    """`ready_changed` when going on became possible or impossible; `forward` when Enter in the last field means 'go on'."""

    ready_changed = Signal()
    forward = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.words = step_words(name)
        named(self, f"step-{name}", self.words.title)
        self.column = column_of(
            column_of(
                label(self.words.title, "title", f"{name}-title"),
                label(self.words.sentence, "muted", f"{name}-sentence", wrap=True),
                space=SPACE_S,
            ),
            space=SPACE_L,
            of=self,
        )

    def begin(self) -> None:
        """The page is in front: put the focus where typing begins."""

    def ready(self) -> bool:
        """Whether 'go on' can be pressed."""
        return True

    def check(self) -> bool:
        """Look at the fields when 'go on' is pressed; say what is wrong beside them."""
        return True
