"""Updates while an office is open: the home screen of a new version is filled, one was given up, or the next one is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop.lanes.lane import Progress
    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.updates.updates import UpdateState

AFTER_MS = 5_000  # the first screen has all that it asked for


class ProgramUpdates(QObject):
    """`told` carries what the status line says of the next version, `warned` a sentence for the user."""

    told = Signal(str)
    warned = Signal(str)

    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self._reached = False

    def reach_home(self) -> None:
        """The home screen is filled: at once, so that the starter counts no failed start; what is old is removed a little later."""
        if self._reached:
            return
        self._reached = True
        self._operations.query("update-stay", self._office.update_state, self._stay)

    def ask(self) -> None:
        if self._reached:
            self._operations.query("update-state", self._office.update_state, self._show)

    def _stay(self, state: UpdateState | None) -> None:
        if state is None or state.beside is not None:
            return
        installation = self._office.updates.installation
        assert installation is not None
        self._operations.query("update-stayed", installation.stay, lambda _: None)
        QTimer.singleShot(AFTER_MS, self, self._clear)
        self._show(state)

    def _clear(self) -> None:
        updates = self._office.updates

        def work(_progress: Progress) -> str:
            return updates.reached_home()

        self._operations.task(work, self._say_given_up)

    def _say_given_up(self, version: str) -> None:
        if version:
            from desktop.office.update_words import given_up_sentence

            self.warned.emit(given_up_sentence(version))

    def _show(self, state: UpdateState | None) -> None:
        if state is not None:
            from desktop.office.update_words import status_words

            self.told.emit(status_words(state))
