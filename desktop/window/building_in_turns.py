"""Builds screens part by part in turns of the event loop, so that the window answers between any two parts.

Cleverness for speed: the record form alone takes longer to build than a key may wait. What is typed meanwhile is kept
(held_keys.py) for the screen that comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

from desktop.widgets.later import later
from desktop.window.held_keys import HeldKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Name = TypeVar("Name", bound=str)


class BuildingInTurns(QObject, Generic[Name]):
    """`build` makes a screen as an iterator of its parts; `built` is called with each screen that was finished in turns."""

    def __init__(self, build: Callable[[Name], Iterator[None]], built: Callable[[Name], None], parent: QObject) -> None:
        super().__init__(parent)
        self._build, self._built = build, built
        self._under_way: dict[Name, Iterator[None]] = {}
        self.keys = HeldKeys(self)
        # Started anew after each part, it comes after whatever waits; `QTimer.singleShot` lets two parts go before that.
        self._timer = later(self, 0, self._build_part)

    def begin(self, name: Name) -> None:
        """Build this screen in the turns to come."""
        self._iterator(name)
        self._timer.start()

    def finish(self, name: Name) -> None:
        """Build what is left of this screen at once."""
        for _ in self._iterator(name):
            pass

    def _iterator(self, name: Name) -> Iterator[None]:
        return self._under_way.setdefault(name, self._parts(name))

    def _parts(self, name: Name) -> Iterator[None]:
        try:
            # Before anything is built, the side bar shows where one goes.
            yield
            yield from self._build(name)
        finally:
            del self._under_way[name]

    def _build_part(self) -> None:
        """The next part of the newest screen under way; somebody may meanwhile have gone elsewhere."""
        name = next(reversed(self._under_way), None)
        if name is None:
            return
        try:
            for _ in self._under_way[name]:
                return
        except Exception:
            self.keys.forget()
            raise
        finally:
            self._timer.start()
        self._built(name)
