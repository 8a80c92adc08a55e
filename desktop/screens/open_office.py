"""An opened office and its exchange with the district, which goes on behind the lock and over a change of screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.screens.sync.automatic import AutomaticSync

if TYPE_CHECKING:
    from desktop.lanes.operations import Operations
    from desktop.office.office import Office

SYNC_AFTER_MS = 1_500  # the first screen has what it asked for
SYNC_ENDS_SECONDS = 3.0


class OpenOffice(QObject):
    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self.office = operations, office
        self.sync = AutomaticSync(operations, office, self)
        QTimer.singleShot(SYNC_AFTER_MS, self.sync, self.sync.start)

    def close(self) -> None:
        """What was accepted is finished, a sync under way ends, and then the store is closed."""
        office, sync = self.office, self.sync
        sync.close()
        self.deleteLater()

        def close() -> None:
            sync.finished(SYNC_ENDS_SECONDS)
            office.close()

        self._operations.change(close)
