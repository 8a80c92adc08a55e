"""Anki's sync server and client, each a process of its own: the peer of our exchange, where the extra `bench` is installed."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

USER, PASSWORD = "siti", "rahasia-kantor-1"
ABSENT = "Anki is not installed: pip install 'buku-aduan[bench]'"


def is_here() -> bool:
    return find_spec("anki") is not None


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Anki's server on a free port, with one user."""
    port = free_port()
    told = {"SYNC_USER1": f"{USER}:{PASSWORD}", "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    told |= {"SYNC_BASE": str(folder), "RUST_LOG": "error"}
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"], env=os.environ | told, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.kill()
        server.wait()


class AnkiClient:
    """One collection and its client; what it does is measured in its own process."""

    def __init__(self, folder: Path, port: int) -> None:
        words = [sys.executable, "-m", "tests.bench.anki_client", str(folder), f"http://127.0.0.1:{port}/"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _ask(self, *command: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(command), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"Anki's client ended with {self._process.wait()}")
        return json.loads(answer)

    def upload(self) -> None:
        self._ask("whole", "up")

    def download(self) -> None:
        self._ask("whole", "down")

    def write(self, texts: Sequence[str]) -> None:
        self._ask("write", texts)

    def sync(self) -> float:
        """Seconds."""
        return self._ask("sync")

    def count(self) -> int:
        return self._ask("count")

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def client(folder: Path, port: int) -> Iterator[AnkiClient]:
    made = AnkiClient(folder, port)
    try:
        yield made
    finally:
        made.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("Anki's server does not listen")
