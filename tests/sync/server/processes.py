"""The real server: started as its users start it, found by the line that it writes when it listens."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import requests


@dataclass
class Running:
    """A server process and where it listens."""

    process: subprocess.Popen[str]
    url: str
    folder: Path
    log: list[str]
    words: tuple[str, ...] = ()

    def post(self, path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        """As pcs.Post wants it."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/msgpack"}
        if encoding:
            headers["Content-Encoding"] = encoding
        with requests.post(self.url + path, body, headers=headers, timeout=30, stream=True) as answer:
            raw = answer.raw.read(decode_content=False)
            return answer.status_code, raw, answer.headers.get("Content-Encoding", "")


def command(folder: Path, *words: str, at: float | None = None) -> list[str]:
    """`at`: the moment (seconds since 1970) at which it believes to start; now without it."""
    program = ["sync.server"] if at is None else ["tests.at_moment", str(at), "sync.server"]
    return [sys.executable, "-m", *program, "--data", str(folder), *words]


def run(folder: Path, *words: str) -> str:
    """What the command prints."""
    return subprocess.run(command(folder, *words), check=True, capture_output=True, text=True, timeout=60).stdout


def code_for(folder: Path, unit: str, *words: str) -> str:
    return run(folder, "enrol-code", unit, *words).split()[-1]


@contextmanager
def serving(folder: Path, *words: str, cwd: Path | None = None, at: float | None = None) -> Iterator[Running]:
    """A server on a free port, which reminds nobody. `cwd` holds the program's packages when they are not those of today; `at`: its

    clock starts at this moment (seconds since 1970).
    """
    quiet = () if cwd else ("--no-remind",)
    process = subprocess.Popen(
        command(folder, "serve", "--port", "0", *quiet, *words, at=at),
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=cwd,
    )
    assert process.stderr is not None
    reader = None
    try:
        for line in process.stderr:
            said = json.loads(line)
            if said["event"] == "listening":
                written: list[str] = []
                reader = Thread(target=written.extend, args=(process.stderr,))
                reader.start()  # or the server would wait for room in the pipe
                yield Running(process, f"http://{said['host']}:{said['port']}", folder, written, words)
                break
        else:
            raise AssertionError(f"the server ended with {process.wait()}")
    finally:
        process.terminate()
        process.wait(30)
        if reader is not None:
            reader.join()
        process.stderr.close()
