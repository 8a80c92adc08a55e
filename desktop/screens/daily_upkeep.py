"""What an open office does by itself: once a day the backup, and once a minute a look whether another day has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.widgets.later import every
from desktop.wording import program_texts

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.office.upkeep import Daily

_MINUTE_MS = 60_000
_FIRST_AFTER_MS = 3_000  # the first screen has what it asked for


class DailyUpkeep(QObject):
    """`backed_up` carries a BackupState; `warned` a sentence for the user."""

    backed_up = Signal(object)
    warned = Signal(str)

    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self._day = office.today()
        self._done_on: date | None = None
        self._folder_away = False
        every(self, _MINUTE_MS, self.look).start()
        QTimer.singleShot(_FIRST_AFTER_MS, self, self._work)

    def look(self) -> None:
        """Whether the day is another one, and what that asks for."""
        today = self._office.today()
        if today != self._day:
            self._day = today
            # Deadlines move with the day: every screen that shows complaints asks again.
            self._operations.changed.emit(frozenset({"complaints"}))
        self.ask_backup()
        if self._folder_away:
            self._operations.query("backup-folder", self._office.upkeep.place, self._try_folder)
        self._work()

    def _try_folder(self, place: tuple[Path, bool]) -> None:
        """The stick is back: today's backup goes there, too."""
        _, is_fallback = place
        if not is_fallback and self._folder_away:
            self._folder_away = False
            self._done_on = None
            self._work()

    def ask_backup(self) -> None:
        self._operations.query("workspace-backup", self._office.upkeep.backup_state, self.backed_up.emit)

    def _work(self) -> None:
        """Once a day: the backup, answered complaints whose time is over, and due days where the rules have changed."""
        today, upkeep = self._office.today(), self._office.upkeep
        if self._done_on == today:
            return
        self._done_on = today

        def done(daily: Daily) -> None:
            self._folder_away = daily.fallback
            if daily.fallback and daily.backup is not None:
                self.warned.emit(program_texts.backup_folder_away())

        self._operations.task(upkeep.by_itself, done, kinds=("backup", "complaints"))
