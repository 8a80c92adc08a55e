"""One program a data folder: a second start raises the window of the first and ends."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from desktop.screens.trace import mark

_RAISE = b"raise\n"
_PATIENCE_MS = 3000


class Instance(QObject):
    """The lock on a data folder. A lock whose process is gone, after a crash or a power cut, counts for nothing."""

    asked_to_show = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "running.lock"))
        # Never stale by age: a program may well run for weeks. Qt still breaks the lock of a process that is gone.
        self._lock.setStaleLockTime(0)
        self._folder = folder
        self._server: QObject | None = None

    def take(self) -> bool:
        """Whether this is the first. Raises PermissionError when the folder can't be written at all."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() == QLockFile.LockError.PermissionError:
            raise PermissionError
        return False

    def listen(self) -> None:
        """Hear of later starts; only after the first paint, because Qt's network part takes time to load."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # The lock says that nobody else serves this folder, so a socket of that name was left by a crash.
        name = server_name(self._folder)
        QLocalServer.removeServer(name)
        server.newConnection.connect(lambda: self._heard(server))
        server.listen(name)
        self._server = server
        mark("listening")

    def raise_first(self) -> bool:
        """Ask the program that has the folder to come to the front; it may still be starting, so try for a while."""
        from PySide6.QtCore import QElapsedTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        name = server_name(self._folder)
        passed = QElapsedTimer()
        passed.start()
        while passed.elapsed() < _PATIENCE_MS:
            socket = QLocalSocket()
            socket.connectToServer(name)
            if socket.waitForConnected(500):
                socket.write(_RAISE)
                socket.waitForBytesWritten(500)
                socket.disconnectFromServer()
                return True
            QThread.msleep(100)
        return False

    def release(self) -> None:
        self._lock.unlock()

    def _heard(self, server: QObject) -> None:
        from PySide6.QtNetwork import QLocalServer

        assert isinstance(server, QLocalServer)
        while (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked_to_show.emit()


def server_name(folder: Path) -> str:
    """A name of the folder for this user that tells nothing about either."""
    from hashlib import blake2b

    whose = f"{Path.home()}\0{os.path.realpath(folder)}"
    return "buku-aduan-" + blake2b(whose.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
