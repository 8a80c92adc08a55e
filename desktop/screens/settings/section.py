"""What every section of the settings has in common: its head, its cards, and one way to save and to confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from complaints.errors import OfficeError
from desktop.lanes.lane import Refusal
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.navigate import Navigate
from desktop.store.settings import Settings
from desktop.widgets import Card, label, lettered, named
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.message import MessageTone
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XS
from desktop.wording import settings_explanations
from desktop.wording.translation import tr, tr_phrase

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.lanes.lane import Progress
    from desktop.widgets.layouts import Part
    from desktop.widgets.task_row import TaskRow

Value = TypeVar("Value", str, int)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SectionContext:
    """What a section works with, and its name and words.

    `say` confirms or warns over the sections; `rules_changed` reckons due days again; `navigate` leads elsewhere.
    """

    operations: Operations
    office: Office
    say: Callable[[str, MessageTone], None]
    rules_changed: Callable[[], None]
    name: str = ""
    title: str = ""
    sentence: str = ""
    navigate: Navigate | None = None

    @property
    def admin(self) -> bool:
        return self.office.user.role == "admin"


class Section(QWidget):
    """A column of cards under a title. Sections for admins can be read by all.

    `saved` comes when its settings were changed. After a change of a kind in `reloads_on`, here or elsewhere, it asks again for what it shows.
    """

    saved = Signal()
    reloads_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, around: SectionContext, *, for_admins: bool = True) -> None:
        super().__init__()
        self.around, self.office, self.operations = around, around.office, around.operations
        self.name, self.title = around.name, around.title
        named(self, f"section-{self.name}", self.title)
        outer = column_of(
            column_of(
                label(self.title, "case-title", f"{self.name}-title"),
                label(around.sentence, "muted", f"{self.name}-sentence", wrap=True),
                space=SPACE_XS,
            ),
            space=SPACE_M,
            of=self,
            margins=(0, 0, SPACE_M, SPACE_M),
        )
        self.may_change = not for_admins or around.admin
        if not self.may_change:
            notice = Card(f"{self.name}-read-only", tone="notice", space=SPACE_M)
            notice.column.addWidget(label(settings_explanations.read_only(), wrap=True))
            outer.addWidget(notice)
        body = QWidget()
        body.setEnabled(self.may_change)
        self.column = column_of(space=SPACE_M, of=body)
        add_to(outer, body, STRETCH)

    @property
    def settings(self) -> Settings:
        return self.office.settings

    def reload(self) -> None:
        """The section comes to the front: ask for what may have changed."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Something of these kinds was changed, here or elsewhere."""
        if kinds & self.reloads_on:
            self.reload()

    def open_file(self, file: Path) -> None:
        """Somebody opened this file, and it is for this section."""

    def leave(self) -> None:
        """The workspace is about to be covered: nothing secret may stay in a field."""

    def card(self, name: str, *parts: Part) -> None:
        """A new card at the end of the column, with these parts on it."""
        card = Card(name)
        add_to(card.column, *parts)
        self.column.addWidget(card)

    def say(self, sentence: str, tone: MessageTone = "ok") -> None:
        self.around.say(sentence, tone)

    def run(
        self,
        task: TaskRow,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        stopped: str,
        kinds: Iterable[str] = (),
    ) -> None:
        """Long work with its bar on a card; a refusal, and that it was stopped, are said over the sections."""
        started = task.start(
            title,
            work,
            done,
            failed=lambda sentence: self.say(sentence, "danger"),
            stopped=lambda: self.say(stopped, "info"),
            kinds=kinds,
        )
        if not started:
            self.say_busy()

    def say_busy(self) -> None:
        self.say(tr("Pekerjaan sebelumnya belum selesai; tunggu sebentar atau hentikan."), "info")

    def refuse(self, error: OfficeError) -> None:
        self.say(tr_phrase(error.phrase), "danger")

    def change(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        *,
        kinds: Iterable[str] = (),
        on_error: Refusal | None = None,
    ) -> None:
        """Changes something outside the GUI thread; then `done`, or unless said otherwise a message over the sections."""
        self.operations.change(work, done, kinds, on_error or self.refuse)

    def save(
        self,
        confirmation: str,
        *,
        after: Callable[[], None] | None = None,
        rules: bool = False,
        kinds: Iterable[str] = ("settings",),
        **changes: object,
    ) -> None:
        """Changes these settings and confirms it. `rules`: due days depend on them."""
        office = self.office

        def done(_: None) -> None:
            self.say(confirmation)
            self.saved.emit()
            if after is not None:
                after()
            if rules:
                self.around.rules_changed()

        # The newest settings, in the lane: two quick changes never undo one another.
        self.change(lambda: office.change_settings(structs.replace(office.settings, **changes)), done, kinds=kinds)


def button_row(*buttons: QWidget) -> QHBoxLayout:
    return row_of(*buttons, STRETCH, space=SPACE_S)


def radio_buttons(
    name: str, title: str, options: Sequence[tuple[Value, str]], current: Value, choose: Callable[[Value], None]
) -> QWidget:
    """Radio buttons under one name; `choose` is called at once when the user chooses."""
    place = named(QWidget(), name, title)
    group = QButtonGroup(place)
    row = row_of(space=SPACE_M, of=place)
    for value, text in options:
        button = named(QRadioButton(lettered(text)), f"{name}-{value}", f"{title}: {text}")
        button.setChecked(value == current)
        # `clicked` and the arrow keys, not `toggled`: setting the state from the store must not save it again.
        button.clicked.connect(lambda _=False, value=value: choose(value))
        group.addButton(button)
        if value != current:
            # As Qt does after the first click: Tab stops at the choice in force, arrows go on from there.
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch()
    return place
