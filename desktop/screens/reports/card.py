"""What all cards of the screen have in common: their head, and the moments when they ask for news."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.widgets import Button, Card, heading, hint
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.message import MessageTone
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording.report_cards import card_words


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a card works with. `say` confirms or warns over the cards."""

    operations: Operations
    office: Office
    navigate: Navigate
    say: Callable[[str, MessageTone], None]


class ReportCard(Card):
    """One thing that the screen offers: a heading, a line that says what it is for, and the button that does it."""

    button: Button

    def __init__(self, around: ReportContext, name: str) -> None:
        super().__init__(f"reports-{name}", gap=SPACE_M)
        self.around = around
        title, sentence = card_words(name)
        self.setAccessibleName(title)
        add_to(self.column, heading(title, f"reports-{name}-title"), hint(sentence, f"reports-{name}-sentence"))

    def add_button(self, button: Button, *others: Button) -> None:
        """At the foot of what the card has so far, with whatever else it offers beside it."""
        self.button = button
        self.column.addLayout(row_of(button, *others, STRETCH, space=SPACE_S))

    @property
    def first(self) -> QWidget:
        """The control that has the keyboard when the screen comes to the front and this card is the first."""
        return self.button

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """The card's keys, for F1."""
        return ((self.button.keys, self.button.accessibleName()),) if self.button.keys else ()

    def refresh(self) -> None:
        """The screen comes to the front: what may have changed is asked for again."""

    def go(self, goto: Goto) -> None:
        """Someone came here for something: a list to export, an action that this card offers."""

    def changed(self, kinds: frozenset[str]) -> None:
        """Something of these kinds was changed, here or elsewhere."""
