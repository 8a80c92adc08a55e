"""One program a data folder: a second start raises the window of the first and ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from desktop.trace import mark

_PATIENCE_MS = 3000
_MARK = b"!"


class Instance(QObject):
    """The lock on a data folder. A lock whose process is gone, after a crash or a power cut, counts for nothing."""

    asked_to_show = Signal()
    asked_to_open = Signal(Path)  # comes behind `asked_to_show`

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / "running.lock"))
        # Never stale by age: a program may well run for weeks. Qt still breaks the lock of a process that is gone.
        self._lock.setStaleLockTime(0)
        # Written to, it asks, with the file to open behind the mark; emptied, it answers. Qt's sockets would do the same for 3 MB of memory.
        self._bell = folder / "running.bell"

    def take(self) -> bool:
        """Whether this is the first. Raises PermissionError when the folder can't be written at all."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() == QLockFile.LockError.PermissionError:
            raise PermissionError
        return False

    def listen(self) -> None:
        """Ask to be shown at every later start, also at one that came before this."""
        from PySide6.QtCore import QFileSystemWatcher

        self._bell.touch()
        QFileSystemWatcher([str(self._bell)], self).fileChanged.connect(self._answer)
        self._answer()
        mark("listening")

    def raise_first(self, file: Path | None = None) -> bool:
        """Ask the program that has the folder to come to the front, and to open this file there.

        It may still be starting, so wait for a while.

        Raises OSError where the folder takes no more.
        """
        from PySide6.QtCore import QElapsedTimer, QThread

        _let_others_come_to_the_front()
        self._bell.write_bytes(_MARK + (os.fsencode(file) if file is not None else b""))
        passed = QElapsedTimer()
        passed.start()
        while passed.elapsed() < _PATIENCE_MS:
            QThread.msleep(50)
            if not self._bell.stat().st_size:
                return True
        return False

    def release(self) -> None:
        self._lock.unlock()

    def _answer(self) -> None:
        asked = self._bell.read_bytes() if self._bell.exists() else b""
        if asked:
            self._bell.write_bytes(b"")
            self.asked_to_show.emit()
            if file := asked.removeprefix(_MARK):
                self.asked_to_open.emit(Path(os.fsdecode(file)))


def _let_others_come_to_the_front() -> None:
    """Windows lets only the program that the user has just started bring a window forward, unless it passes this on."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFF_FFFF
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
