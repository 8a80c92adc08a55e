"""What every section of the settings has in common: its head, its cards, and one way to save and to confirm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from complaints.errors import OfficeError
from desktop.office.office import Office
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_M, SPACE_S, SPACE_XS
from desktop.screens.widgets import Card, heading, hint, label, lettered
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of
from desktop.screens.widgets.message import MessageTone
from desktop.screens.widgets.naming import named
from desktop.store.settings import Settings
from desktop.wording.translation import tr, tr_phrase

Value = TypeVar("Value", str, int)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a section works with, and what it is called in the list and over itself.

    `say` confirms or warns over the sections; `rules_changed` reckons due days again.
    """

    operations: Operations
    office: Office
    say: Callable[[str, MessageTone], None]
    rules_changed: Callable[[], None]
    name: str = ""
    title: str = ""

    @property
    def admin(self) -> bool:
        return self.office.user.role == "admin"


class Section(QWidget):
    """A column of cards under a title. Sections for admins can be read by all."""

    def __init__(self, around: Surroundings, sentence: str, *, for_admins: bool = True) -> None:
        super().__init__()
        self.around, self.name, self.title = around, around.name, around.title
        self.setObjectName(f"section-{self.name}")
        self.setAccessibleName(self.title)
        outer = column_of(
            column_of(
                label(self.title, "case-title", f"{self.name}-title"),
                label(sentence, "muted", f"{self.name}-sentence", wrap=True),
                space=SPACE_XS,
            ),
            space=SPACE_M,
            of=self,
            margins=(0, 0, SPACE_M, SPACE_M),
        )
        self.may_change = not for_admins or around.admin
        if not self.may_change:
            notice = Card(f"{self.name}-read-only", tone="notice", space=SPACE_M)
            notice.column.addWidget(
                label(tr("Hanya admin yang dapat mengubah bagian ini. Anda dapat membacanya."), wrap=True)
            )
            outer.addWidget(notice)
        body = QWidget()
        body.setEnabled(self.may_change)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_M)
        add_to(outer, body, STRETCH)

    @property
    def settings(self) -> Settings:
        return self.around.office.settings

    def shown(self) -> None:
        """The section comes to the front: ask for what may have changed."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Something of these kinds was changed, here or elsewhere."""

    def card(self, name: str, title: str = "", sentence: str = "") -> Card:
        """A new card at the end of the column."""
        made = Card(name)
        if title:
            made.column.addWidget(heading(title))
        if sentence:
            made.column.addWidget(hint(sentence))
        self.column.addWidget(made)
        return made

    def save(
        self, said: str, *, after: Callable[[], None] | None = None, rules: bool = False, **changes: object
    ) -> None:
        """Changes these settings and confirms it with `said`. `rules`: due days depend on them."""
        office = self.around.office

        def done(_: None) -> None:
            self.around.say(said, "ok")
            if after is not None:
                after()
            if rules:
                self.around.rules_changed()

        # The newest settings, in the lane: two quick changes never undo one another.
        self.around.operations.change(
            lambda: office.change_settings(structs.replace(office.settings, **changes)),
            self.while_here(done), kinds=("settings",), on_error=self.refuse,
        )  # fmt: skip

    def while_here(self, told: Callable[[T], None]) -> Callable[[T], None]:
        """Tells only while the section exists: a change of language builds all screens anew, also with a save under way."""

        def guarded(result: T) -> None:
            if isValid(self):
                told(result)

        return guarded

    def leave(self) -> None:
        """The desk is about to be covered: nothing secret may stay in a field."""

    def refuse(self, error: OfficeError) -> None:
        self.around.say(tr_phrase(error.phrase), "danger")


def button_row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row


def choices(
    name: str, title: str, options: Sequence[tuple[Value, str]], current: Value, chosen: Callable[[Value], None]
) -> QWidget:
    """Radio buttons under one name; `chosen` hears of a choice by the user at once."""
    made = named(QWidget(), name, title)
    group = QButtonGroup(made)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_M)
    for value, text in options:
        button = named(QRadioButton(lettered(text)), f"{name}-{value}", f"{title}: {text}")
        button.setChecked(value == current)
        # `clicked` and the arrow keys, not `toggled`: setting the state from the store must not save it again.
        button.clicked.connect(lambda _=False, value=value: chosen(value))
        group.addButton(button)
        if value != current:
            # As Qt does after the first click: Tab stops at the choice in force, arrows go on from there.
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch()
    return made
