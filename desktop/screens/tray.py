"""The icon beside the clock and its notices. Loaded only some seconds after an office was opened, and where the system has a tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.office import due_notices, notice_lines
from desktop.widgets.later import every, later
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from desktop.lanes.operations import Operations
    from desktop.office.due_notices import DueNotice, NoticeChoices
    from desktop.screens.open_office import OpenOffice
    from desktop.window.window import Window

LOOK_MS = 60_000
_SOON_MS = 2_000  # after something changed: a sync brings many at once


def is_available() -> bool:
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Looks once a minute, and after each change, whether a notice is due in the office that is `opened`."""

    lock_asked = Signal()

    def __init__(
        self,
        app: QApplication,
        window: Window,
        operations: Operations,
        opened: Callable[[], OpenOffice | None],
        is_locked: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._app, self._window, self._operations = app, window, operations
        self._opened, self._is_locked = opened, is_locked
        self.choices: NoticeChoices | None = None
        self.icon = QSystemTrayIcon(app.windowIcon(), self)
        self.icon.setToolTip("Buku Aduan")
        self.menu = QMenu()
        self._entries = [
            self._entry(tr("Buka Buku Aduan"), window.to_front),
            self._entry(tr("Kunci"), self.lock_asked.emit),
            self._entry(tr("Keluar"), self.quit),
        ]
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(window.to_front)
        self.icon.show()
        self._soon = later(self, _SOON_MS, self.look)
        every(self, LOOK_MS, self.look).start()
        operations.changed.connect(self._changed)
        self.look()

    def _entry(self, words: str, act: Callable[[], object]) -> QAction:
        entry = self.menu.addAction(words)
        entry.triggered.connect(act)
        return entry

    @property
    def keeps_running(self) -> bool:
        """Whether closing the window only puts it away."""
        return self.choices is not None and self.choices.close_to_tray and self.icon.isVisible()

    def quit(self) -> None:
        self.icon.hide()
        self._window.close()
        self._app.quit()

    def look(self) -> None:
        opened = self._opened()
        if opened is None:
            return
        office = opened.office
        broken = due_notices.is_sync_broken(opened.sync.situation, office.now)
        self._operations.query(
            "notices",
            lambda: (due_notices.load_choices(office), due_notices.look(office, sync_broken=broken)),
            self._show,
        )

    def _show(self, looked: tuple[NoticeChoices, list[DueNotice]]) -> None:
        self.choices, notices = looked
        for notice in notices:
            title, line = notice_lines.words(notice, locked=self._is_locked())
            self.icon.showMessage(title, line, self.icon.icon())

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"complaints", "sync", "notices"}:
            self._soon.start()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        reasons = QSystemTrayIcon.ActivationReason
        if reason in (reasons.Trigger, reasons.DoubleClick):
            self._window.to_front()
