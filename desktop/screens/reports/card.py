"""What all cards of the screen have in common: their head, and the moments when they ask for news."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_M
from desktop.screens.widgets import Card, heading, hint
from desktop.screens.widgets.message import MessageTone


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a card works with. `say` confirms or warns over the cards."""

    operations: Operations
    office: Office
    navigate: Navigate
    say: Callable[[str, MessageTone], None]


class ReportCard(Card):
    """One thing that the screen offers, under its heading and one line that says what it is for."""

    def __init__(self, around: Surroundings, name: str, title: str, sentence: str = "") -> None:
        super().__init__(f"reports-{name}")
        self.around = around
        self.setAccessibleName(title)
        self.column.setSpacing(SPACE_M)
        self.column.addWidget(heading(title, f"reports-{name}-title"))
        if sentence:
            self.column.addWidget(hint(sentence, f"reports-{name}-sentence"))

    @property
    def first(self) -> QWidget | None:
        """The control that has the keyboard when the screen comes to the front and this card is the first."""
        return None

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """The card's keys, for F1."""
        return ()

    def shown(self) -> None:
        """The screen comes to the front: ask for what may have changed."""

    def go(self, goto: Goto) -> None:
        """Someone came here for something: a list to export, an action that this card offers."""

    def changed(self, kinds: frozenset[str]) -> None:
        """Something of these kinds was changed, here or elsewhere."""
