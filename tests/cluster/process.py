"""Programs of the cluster: each with a folder and ports of its own, started, killed, frozen and woken like a machine's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LONGEST_WAIT = 90.0  # seconds until a program must have come up on a busy machine
_given: set[int] = set()


class NeverCame(Exception):
    """What was waited for did not happen."""


def free_port() -> int:
    """A port that nobody listens on and that was given to nobody else in this run."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port not in _given:
            _given.add(port)
            return port


def wait_for(reached: Callable[[], object], what: str, seconds: float = LONGEST_WAIT) -> float:
    """Asks again and again until it is true; how many seconds that took. Raises NeverCame."""
    began = time.monotonic()
    while not reached():
        if time.monotonic() - began > seconds:
            raise NeverCame(f"{what} never came, in {seconds:.0f} seconds")
        time.sleep(0.05)
    return time.monotonic() - began


@dataclass
class Program:
    """One program with what it starts. `user` owns its folder and runs it; its output lies in `folder`/log."""

    name: str
    command: Sequence[str]
    folder: Path
    user: str = "root"
    environment: dict[str, str] = field(default_factory=dict[str, str])
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        own(self.folder, self.user)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=os.environ | self.environment,
                user=self.user,
                group=self.user,
                extra_groups=[],
            )

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def family(self) -> list[psutil.Process]:
        """The process and all that it started."""
        if self.process is None:
            return []
        try:
            parent = psutil.Process(self.process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def send(self, number: signal.Signals) -> None:
        """To the whole family, the first one first."""
        for process in self.family():
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue

    def kill(self) -> None:
        """As a power cut does."""
        self.send(signal.SIGKILL)
        self._reap()

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def wake(self) -> None:
        self.send(signal.SIGCONT)

    def stop(self) -> None:
        """Asks it to end, and kills what has not ended in ten seconds."""
        family = self.family()
        if self.process is not None:
            self.process.terminate()
        _, left = psutil.wait_procs(family, 10)
        for process in left:
            process.kill()
        self._reap()

    def _reap(self) -> None:
        if self.process is not None:
            self.process.wait()
            self.process = None


def own(folder: Path, user: str) -> None:
    """The folder and what is in it belong to this user, and to nobody else."""
    from shutil import chown

    folder.chmod(0o700)
    for path in (folder, *folder.rglob("*")):
        chown(path, user, user)
