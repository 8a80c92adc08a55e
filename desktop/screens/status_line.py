"""The line at the bottom of every screen: the exchange with the district, a hint for newcomers, and the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from desktop import __version__
from desktop.screens.sync.status import StatusButton
from desktop.screens.theme import SPACE_L, look
from desktop.screens.widgets.card import label
from desktop.screens.widgets.layouts import STRETCH, row_of
from desktop.screens.widgets.restyle import restyle
from desktop.wording.window_edges import backup_words, version_words

if TYPE_CHECKING:
    from datetime import date

    from desktop.office.upkeep import BackupState

HEIGHT = 28


class StatusLine(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.network = StatusButton()
        self.hint = label("", "muted", "status-hint")
        self.backup = label("", name="status-backup")
        self.version = label(version_words(__version__, ""), name="status-version")
        row_of(
            self.network,
            STRETCH,
            self.hint,
            STRETCH,
            self.backup,
            self.version,
            space=SPACE_L,
            of=self,
            margins=(12, 0, 14, 0),
        )
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(look.px(HEIGHT))

    def show_update(self, words: str) -> None:
        """What there is to say of the next version, behind this one's number."""
        self.version.setText(version_words(__version__, words))

    def show_backup(self, state: BackupState, today: date) -> None:
        restyle(self.backup, "role", "error" if state.folder_away else "")
        self.backup.setText(backup_words(state.last, today, folder_away=state.folder_away))
