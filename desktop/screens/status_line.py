"""The line at the bottom of every screen: the exchange with the district, a hint for newcomers, and the last backup."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame

from desktop import __version__
from desktop.screens.sync.status import StatusButton
from desktop.widgets.card import label
from desktop.widgets.layouts import STRETCH, row_of
from desktop.widgets.theme import SPACE_L, look, restyle
from desktop.wording.formats import without_middle
from desktop.wording.window_edges import backup_place_words, backup_words, version_words

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop.office.upkeep import BackupState

HEIGHT = 28
LONGEST_PLACE = 22  # letters
MARGINS = (12, 0, 14, 0)


class StatusLine(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.network = StatusButton()
        self.hint = label("", "muted", "status-hint")
        self.backup = label("", name="status-backup")
        self._backup_words = ("", "")  # short, and with the place
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
            margins=MARGINS,
        )
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Without the hint, which gives way where there is no room for it."""
        return QSize(self._width_without_hint(), look.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def show_hint(self, text: str) -> None:
        self.hint.setText(text)
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Says where the backup is, and shows the hint, where all of it has room."""
        short, whole = self._backup_words
        more = self.backup.fontMetrics().horizontalAdvance(whole) - self.backup.fontMetrics().horizontalAdvance(short)
        self.backup.setText(whole if self._width_without_hint() + more <= self.width() else short)
        room = self.width() - self._width_without_hint() - max(0, more) - 2 * SPACE_L
        self.hint.setVisible(bool(self.hint.text()) and self.hint.sizeHint().width() <= room)

    def _width_without_hint(self) -> int:
        """With the short words about the backup, whatever is shown."""
        shown = [part for part in (self.network, self.backup, self.version) if not part.isHidden()]
        left, _, right, _ = MARGINS
        metrics, short = self.backup.fontMetrics(), self._backup_words[0]
        longer = metrics.horizontalAdvance(self.backup.text()) - metrics.horizontalAdvance(short)
        return left + right + sum(part.sizeHint().width() for part in shown) - longer + (len(shown) + 1) * SPACE_L

    def show_update(self, words: str) -> None:
        """What there is to say of the next version, behind this one's number."""
        self.version.setText(version_words(__version__, words))

    def show_backup(self, state: BackupState, today: date) -> None:
        restyle(self.backup, "role", "error" if state.folder_away else "")
        place = without_middle(str(PurePath(state.file).parent), LONGEST_PLACE) if state.file else ""
        away = state.folder_away
        self._backup_words = (
            backup_words(state.last, today, folder_away=away),
            backup_words(state.last, today, folder_away=away, place=place, chosen_on=state.chosen_on),
        )
        self._fit_hint()
        self.backup.setToolTip(backup_place_words(state.file, state.chosen_on, today, folder_away=state.folder_away))
