"""Builds screens part by part in turns of the event loop, so that the window answers between any two parts.

Cleverness for speed: the record form alone takes longer to build than a key may wait. What is typed meanwhile is kept
(held_keys.py) for the screen that comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.screens.held_keys import HeldKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.screens.navigate import ScreenName


class BuildingInTurns(QObject):
    """`build` makes a screen as an iterator of its parts; `built` hears of each whole screen that nobody finished at once."""

    def __init__(
        self, build: Callable[[ScreenName], Iterator[None]], built: Callable[[ScreenName], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._build, self._built = build, built
        self._under_way: dict[ScreenName, Iterator[None]] = {}
        self.held = HeldKeys(self)
        # Started anew after each part, it stands behind whatever waits; `QTimer.singleShot` lets two parts go before that.
        self._turns = QTimer(self)
        self._turns.setSingleShot(True)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._go_on)

    def begin(self, name: ScreenName) -> None:
        """In the turns to come."""
        self._take(name)
        self._turns.start()

    def finish(self, name: ScreenName) -> None:
        """At once, from wherever it is."""
        for _ in self._take(name):
            pass

    def _take(self, name: ScreenName) -> Iterator[None]:
        return self._under_way.setdefault(name, self._parts(name))

    def _parts(self, name: ScreenName) -> Iterator[None]:
        try:
            # First it is seen where one goes.
            yield
            yield from self._build(name)
        finally:
            del self._under_way[name]

    def _go_on(self) -> None:
        """The next part of the newest screen under way; somebody may meanwhile have gone elsewhere."""
        name = next(reversed(self._under_way), None)
        if name is None:
            return
        try:
            for _ in self._under_way[name]:
                return
        except Exception:
            self.held.forget()
            raise
        finally:
            self._turns.start()
        self._built(name)
