"""The processes of these tests: a server that starts in a moment, again and again, and a client that is killed while it syncs."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from complaints.calendar import national_holidays
from complaints.draft import Draft
from complaints.errors import NoNetwork
from desktop.office.district import DistrictConnection
from desktop.office.office import Office
from desktop.store.vault import Unlocked
from sync.server import app as app  # imported once for all that are forked
from sync.server.__main__ import main
from sync.web import Web
from tests.conftest import USER
from tests.faults.victims import processes, start

SILENT_SECONDS = 3.0
national_holidays(2026, 2026)  # likewise: every server wants them


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(_tell: Connection, arguments: list[str]) -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    main(arguments)


@dataclass(slots=True)
class Server:
    """The district's server on one folder and one port, started and killed as often as a test likes."""

    folder: Path
    port: int
    words: tuple[str, ...] = ()
    process: Any = None

    @property
    def arguments(self) -> list[str]:
        return ["--data", str(self.folder)]

    def start(self) -> None:
        words = [
            "--port",
            str(self.port),
            "--device-pace",
            "1000000",
            "--address-pace",
            "1000000",
            "--no-remind",
            *self.words,
        ]
        self.process, _ = start(serve, [*self.arguments, "serve", *words])
        # As long as it takes: Windows starts each server anew, on a busy machine for minutes.
        while self.process.is_alive():
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("the server ended by itself")

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Server]:
    server = Server(folder, free_port(), words)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def record_and_sync(tell: Connection, folder: Path, unlocked: Unlocked) -> None:
    """Records and syncs as fast as it can; tells each number that was recorded, and how many the district has."""
    office = Office(folder, unlocked, USER)
    district = DistrictConnection(
        office, lambda address: Web(address, silent_seconds=SILENT_SECONDS), lambda _seconds: None
    )
    for turn in count():
        receipt = office.record(Draft(kind="complaint", body=f"Lampu jalan padam, laporan ke-{turn}"))
        tell.send(receipt.number)
        try:
            district.sync()
        except NoNetwork:
            continue


__all__ = ["SILENT_SECONDS", "Server", "free_port", "processes", "record_and_sync", "serve", "serving", "start"]
