"""What the workspace asks of a screen: the one contract between the two. A screen says only where it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.screens.navigate import Goto
from desktop.wording.screen_keys import screen_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.screens.navigate import Navigate, ScreenName


class Screen(QWidget):
    """Built when it is first gone to, and kept until the office is closed.

    `filled` comes when everything is shown, from a screen whose first look is waited for. After a change of a kind in
    `refreshes_on` it is `refresh`ed, at once or when it comes to the front.
    """

    filled = Signal()
    refreshes_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, name: ScreenName, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__()
        self.name: ScreenName = name
        self.setObjectName(name)
        self._operations, self._office, self._navigate = operations, office, navigate
        self._stale = True
        self._entry: QWidget | None = None
        if self.refreshes_on:
            operations.changed.connect(self._refresh_if_changed)

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """The screen's own keys with what each does, for Shift+F1."""
        return screen_keys(self.name)

    def parts(self) -> Iterator[None]:
        """The rest of a large screen, built in turns of the event loop once it has its place in the window."""
        yield from ()

    def shown(self) -> None:
        """It comes to the front: ask for what may have changed."""
        if self._stale and self.refreshes_on:
            self.refresh()

    def refresh(self) -> None:
        """Ask for all that is shown."""
        self._stale = False

    def _refresh_if_changed(self, kinds: frozenset[str]) -> None:
        if kinds & self.refreshes_on:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def go(self, goto: Goto) -> None:
        """Someone comes for something: a list, a text, a complaint, an action. Its own name alone asks for nothing."""

    def here(self) -> Goto:
        """Where one stands, to come back to it."""
        return Goto(self.name)

    def enter_at(self, widget: QWidget) -> None:
        """Whatever gives the screen the keyboard gives it to this widget. A focus proxy would do more: Tab leaves out all that lies before it."""
        self._entry = widget

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        entry = self._entry
        if entry is not None and isValid(entry):
            entry.setFocus(reason)
        else:
            super().setFocus(reason)

    def take_focus(self) -> None:
        """The keyboard goes to where one works on it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, text: str) -> bool:  # noqa: ARG002
        """Ctrl+F: the keyboard goes to the screen's own search, with this text in it. Whether it has one."""
        return False

    def leave(self) -> None:
        """It is about to be covered or closed: keep what is being typed, and nothing secret on the screen."""
