"""From the start of the process to the first painted window, from the key to a filled home, and the memory there."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench import seed
from tests.bench.figure import Figure
from tests.bench.screen import screen

ROUNDS = 25
BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        with open(os.environ["BUKU_ADUAN_TRACE"], "a") as file:
            file.write(f"painted {time.monotonic():.6f}\\n")
app = QApplication([])
window = Window()
window.resize(1200, 700)
window.show()
app.exec()
"""


def figures(*, small: bool) -> Iterator[Figure]:
    seeded = seed.copy_of(100_000)
    with screen() as environment:
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            bare.append(_painted(["-c", BARE], environment))
            ours.append(_painted(["-m", "desktop", "--data", str(seeded.folder)], environment))
        platform = environment["QT_QPA_PLATFORM"]
        yield Figure.of(f"start: painted window ({platform})", _ms(ours), "ms", _ms(bare))
        yield Figure.of(f"start: painted window, best ({platform})", min(ours) * 1000, "ms", min(bare) * 1000)
        filled: list[float] = []
        sizes: list[float] = []
        for _ in range(5):
            seconds, size = _filled(seeded.folder, environment)
            filled.append(seconds)
            sizes.append(size)
        yield Figure.of("start: key derived to filled home at 100,000", _ms(filled), "ms")
        yield Figure.of("start: PSS at the filled home at 100,000", statistics.median(sizes), "MB")


def _ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _painted(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of the process to its first painted window."""
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "trace"
        started = time.monotonic()
        process = subprocess.Popen([sys.executable, *command], env=environment | {"BUKU_ADUAN_TRACE": str(trace)})
        try:
            return moment(trace, "painted", process) - started
        finally:
            time.sleep(0.3)
            process.kill()
            process.wait()


def moment(trace: Path, name: str, process: "subprocess.Popen[bytes]") -> float:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if trace.exists():
            for line in trace.read_text().splitlines():
                if line.startswith(name + " "):
                    return float(line.rpartition(" ")[2])
        if process.poll() is not None:
            raise RuntimeError(f"the program ended before {name!r}")
        time.sleep(0.005)
    raise RuntimeError(f"never {name!r}")


def _filled(folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from the derived key to the filled home, and megabytes (PSS) once it rests there."""
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "trace"
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.session", str(folder), "login"],
            env=environment | {"BUKU_ADUAN_TRACE": str(trace)},
            stdout=subprocess.DEVNULL,
        )
        try:
            filled = moment(trace, "home filled", process)
            unlocked = moment(trace, "unlocked", process)
            time.sleep(1)
            memory = psutil.Process(process.pid).memory_full_info()
            return filled - unlocked, getattr(memory, "pss", memory.uss) / 1e6
        finally:
            process.kill()
            process.wait()
