"""The real program on a real screen: someone sets an office up, types and clicks a complaint to its close, and finds it after a kill."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "rahasia-kantor-1"
PATIENCE = 40
# Closed complaints aren't among the open ones that the list shows at first; its empty page offers to look everywhere.
RECORD_BUTTON, SEARCH_EVERYWHERE, FIRST_ROW = (104, 87), (518, 437), (400, 163)
NEEDED = ("Xvfb", "xdotool")
pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in NEEDED),
    reason=f"needs {' and '.join(NEEDED)}: a screen and a keyboard of its own",
)


class Desk:
    """A virtual screen with a mouse and a keyboard, and the program started on it."""

    def __init__(self, place: Path) -> None:
        self.place, self.data = place, place / "data"
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        self.environment = os.environ | {
            "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "HOME": str(place), "BUKU_ADUAN_TRACE": str(place / "trace"),
            "XDG_CONFIG_HOME": str(place / "config"), "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self.program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the program and waits until it can be seen."""
        (self.place / "trace").unlink(missing_ok=True)
        self.program = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--data", str(self.data)], env=self.environment
        )
        self.until(lambda: self.moments("painted") > 0)
        self.until(lambda: bool(self.windows()))
        self.focus()

    def moments(self, name: str) -> int:
        """How often the program has told of this moment."""
        trace = self.place / "trace"
        return sum(line.rpartition(" ")[0] == name for line in trace.read_text().splitlines()) if trace.exists() else 0

    @contextmanager
    def brings(self, moment: str) -> Iterator[None]:
        """What is done inside leads to this moment: it has come when the block is over."""
        before = self.moments(moment)
        yield
        self.until(lambda: self.moments(moment) > before)

    def focus(self) -> None:
        """Gives the window the keyboard: this screen has no window manager that would, at its start or behind a dialog."""
        self.tool("windowfocus", "--sync", self.windows()[-1])

    def windows(self) -> list[str]:
        return self.tool("search", "--onlyvisible", "--name", "Buku Aduan", fails=True).split()

    def everything(self) -> list[str]:
        """The window and what stands before it."""
        return self.tool(
            "search", "--onlyvisible", "--pid", str(self.program.pid if self.program else 0), fails=True
        ).split()

    def tool(self, *arguments: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=not fails,
            timeout=PATIENCE,
        )
        return done.stdout

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "15", text)

    def key(self, *names: str) -> None:
        for name in names:
            self.tool("key", name)

    def click(self, place: tuple[int, int], moment: str, *, ever: bool = False) -> None:
        """Clicks there until it leads to this moment: what was just filled may be shown a blink later. `ever`: or had led before."""
        before = 0 if ever else self.moments(moment)

        def came() -> bool:
            self.tool("mousemove", "--sync", *map(str, place), "click", "1")
            end = time.monotonic() + 2
            while self.moments(moment) == before and time.monotonic() < end:
                time.sleep(0.1)
            return self.moments(moment) > before

        self.until(came)

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert self.program is None or self.program.poll() is None, "the program ended"
            assert time.monotonic() < end, "it never came to that"
            time.sleep(0.1)

    def asked(self, *command: str) -> list[dict[str, Any]]:
        """What another process sees in the same book, while the window is open."""
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "--data", str(self.data), *command, "--json"],
            env=self.environment | {"BUKU_ADUAN_PASSWORD": PASSWORD}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return [json.loads(line) for line in done.stdout.splitlines()]

    def stage(self) -> str:
        return "".join(one["stage"] for one in self.asked("list"))

    def kill(self) -> None:
        if self.program is not None:
            self.program.kill()
            self.program.wait()
            self.program = None

    def close(self) -> None:
        self.kill()
        self.server.terminate()
        self.server.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def test_a_complaint_is_typed_and_clicked_to_its_close_and_found_after_a_kill(desk: Desk):
    desk.start()
    set_up(desk)
    log_in(desk)
    record(desk)
    desk.until(lambda: desk.stage() == "new")

    with desk.brings("list filled"):
        desk.key("ctrl+2")
    find(desk, "lampu padam")
    for stage, note in (
        ("verified", ""),
        ("in_progress", "Sudah disurvei bersama kepala dusun."),
        ("responded", "Lampu sudah diganti."),
        ("closed", ""),
    ):
        take_next_step(desk, note)
        desk.until(lambda stage=stage: desk.stage() == stage)

    desk.kill()
    desk.start()
    log_in(desk)
    (kept,) = desk.asked("list")
    assert kept["stage"] == "closed"
    assert kept["title"] == "Lampu jalan padam di depan masjid Nurul Huda sejak hari Sabtu malam"
    # It is found in the window, too: a note written there lands in its history.
    with desk.brings("list filled"):
        desk.key("ctrl+2")
    find(desk, "nurul huda", SEARCH_EVERYWHERE)
    take_next_step(desk, "Pelapor berterima kasih.")
    desk.until(lambda: "Pelapor berterima kasih." in str(desk.asked("show", kept["number"])))
    export(desk)


def set_up(desk: Desk) -> None:
    """The wizard: office, officer, backup, recovery code, its confirmation."""
    desk.until(lambda: desk.moments("units found") > 0)
    desk.type("saotanre sinjai tengah")
    with desk.brings("step-officer"):
        desk.key("Return")
    desk.type("Siti Aminah")
    desk.key("Return")
    desk.type(PASSWORD)
    desk.key("Return")
    desk.type(PASSWORD)
    with desk.brings("step-backup"):
        desk.key("Return")
    with desk.brings("step-code"):
        desk.key("Return")
    # The code can be kept as a file: Tab to the second button, and the name that is offered.
    desk.key("Tab", "space")
    desk.until(lambda: len(desk.everything()) > 1)
    kept = desk.place / "kode-pemulihan.txt"
    desk.key("Return")
    desk.until(kept.exists)
    code = next(line for line in kept.read_text("utf-8").splitlines() if line.count("-") == 4)
    desk.until(lambda: len(desk.everything()) == 1)
    desk.focus()
    with desk.brings("step-confirm"):
        desk.key("alt+Right")
    desk.type(code.split("-")[3])
    with desk.brings("login"):
        desk.key("Return")


def log_in(desk: Desk) -> None:
    """The name stands there already; the password has the keyboard."""
    desk.type(PASSWORD)
    with desk.brings("home filled"):
        desk.key("Return")


def record(desk: Desk) -> None:
    """Saved before everything is there, the screen leads to what is missing: Tab takes the category that it suggests."""
    desk.click(RECORD_BUTTON, "screen record")
    # A pause while typing asks for proposals, too: what comes after the last part was asked for at the first's end at the earliest.
    for part in ("Lampu jalan padam di depan masjid Nurul Huda sejak hari Sabtu malam", ", gelap sekali."):
        with desk.brings("proposals"):
            desk.type(part)
    desk.key("ctrl+s", "Tab", "ctrl+s")
    desk.type("Budi Santoso")
    desk.key("ctrl+s")


def find(desk: Desk, words: str, *before: tuple[int, int]) -> None:
    """Types the words, clicks what must be clicked before, and clicks the first row that is found: the only complaint."""
    with desk.brings("list filled"):
        desk.key("ctrl+f")
        desk.type(words)
    for place in before:
        desk.click(place, "list filled")
    desk.click(FIRST_ROW, "case shown", ever=True)


def export(desk: Desk) -> None:
    """By Ctrl+E, which Qt's fields keep for themselves on Linux: from a day asks for the file, from the search leads to the card."""
    with desk.brings("screen reports"):
        desk.key("ctrl+4")
    desk.key("ctrl+e")
    desk.until(lambda: len(desk.everything()) > 1)
    desk.key("Escape")
    desk.until(lambda: len(desk.everything()) == 1)
    desk.focus()
    with desk.brings("screen complaints"):
        desk.key("ctrl+f")
    with desk.brings("screen reports"):
        desk.key("ctrl+e")


def take_next_step(desk: Desk, note: str) -> None:
    """The case's main button, what it asks for, and Ctrl+Enter."""
    with desk.brings("form shown"):
        desk.key("ctrl+t")
    if note:
        desk.type(note)
    desk.key("ctrl+Return")
