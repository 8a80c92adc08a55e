"""The built program's start beside a bare PySide6 window that is built in the same way: for `start --built`, some minutes.

Cold: what the disk gives, and how long that takes, once no file of the program is in the machine's memory. Then what the program
takes while nobody does anything.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from desktop.office.founding import Setup, found_office
from tests.bench.figure import Figure
from tests.bench.screen import screen
from tests.bench.seed import PASSWORD, USER
from tests.bench.start_bench import BARE, moment

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
REST_SECONDS, IDLE_SECONDS = 20, 60


def figures(program: Path | None) -> Iterator[Figure]:
    """`program` is PyInstaller's folder; None builds it, and takes a minute or two."""
    with tempfile.TemporaryDirectory(prefix="buku-aduan-built-", dir=ROOT) as folder, screen() as environment:
        place = Path(folder)
        ours = program or _build(ROOT / "build.spec", place / "ours", "buku-aduan")
        bare = _build(_bare_spec(place), place / "bare", "bare")
        if hasattr(os, "sync"):
            os.sync()  # what isn't on the disk yet would stay in memory
        with tempfile.TemporaryDirectory() as data:
            office, _ = found_office(
                Path(data), Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", USER, PASSWORD)
            )
            office.close()
            commands = [str(ours / _name("buku-aduan")), "--data", data], [str(bare / _name("bare"))]
            starts: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
            for _ in range(ROUNDS):
                for built, command, measured in zip((ours, bare), commands, starts, strict=True):
                    _evict(built)
                    measured.append(_start(command, environment))
        (our_times, our_bytes), (bare_times, bare_bytes) = (zip(*measured, strict=True) for measured in starts)
        median = statistics.median
        if any(bare_bytes):
            yield Figure.of(
                "built: bytes read at a cold start", median(our_bytes) / 1e6, "MB", median(bare_bytes) / 1e6
            )
        yield Figure.of(
            "built: cold start to the painted window", median(our_times) * 1000, "ms", median(bare_times) * 1000
        )
        memory, core = _rest([commands[0][0], "--demo"], environment)
        yield Figure.of("built: memory (PSS) at the demo's home", memory, "MB")
        yield Figure.of(f"built: idle for {IDLE_SECONDS} s at home", core * 100, "% of a core")


def _name(program: str) -> str:
    return f"{program}.exe" if os.name == "nt" else program


def _bare_spec(place: Path) -> Path:
    """build.spec's own rules over a program of ten lines."""
    (place / "bare.py").write_text(BARE, "utf-8")
    text = (ROOT / "build.spec").read_text("utf-8")
    text = text.replace('[str(HERE / "desktop" / "__main__.py")]', repr([str(place / "bare.py")]))
    text = re.sub(r"datas=\[.*?\n    \],", "datas=[],", text, flags=re.DOTALL)
    text = re.sub(r"hiddenimports=HIDDEN", "hiddenimports=[]", text)
    text = text.replace("FOR_WINDOW, FOR_HOME = start_modules()", "FOR_WINDOW, FOR_HOME = [], []")
    text = re.sub(r'programs = \[executable\("buku-aduan".*?\nCOLLECT\(', _BARE_PROGRAMS, text, flags=re.DOTALL)
    text = text.replace("HERE = Path(SPECPATH)", f"HERE = Path({str(ROOT)!r})").replace(
        'name="buku-aduan", strip', 'name="bare", strip'
    )
    spec = place / "bare.spec"
    spec.write_text(text, "utf-8")
    return spec


_BARE_PROGRAMS = 'programs = [executable("bare", "bare", console=not WINDOWS)]\nCOLLECT('


def _build(spec: Path, place: Path, name: str) -> Path:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    subprocess.run([*command, "--distpath", place / "dist", "--workpath", place / "work", spec], check=True)
    return place / "dist" / name


def _evict(folder: Path) -> None:
    """None of its files is in the machine's memory any more, where the system can be asked so."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def _start(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds to the painted window, and bytes that the disk gave for it (0 where the system doesn't count them)."""
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "trace"
        started = time.monotonic()
        process = subprocess.Popen(command, env=environment | {"BUKU_ADUAN_TRACE": str(trace)})
        try:
            seconds = moment(trace, "painted", process) - started
            counted = psutil.Process(process.pid).io_counters() if hasattr(psutil.Process, "io_counters") else None
            return seconds, float(counted.read_bytes) if counted is not None else 0.0
        finally:
            process.kill()
            process.wait()


def _rest(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Megabytes at the filled home, and the share of a core that the program takes there while nobody does anything."""
    with tempfile.TemporaryDirectory() as place:
        trace = Path(place) / "trace"
        process = subprocess.Popen(
            command, env=environment | {"BUKU_ADUAN_TRACE": str(trace)}, stderr=subprocess.DEVNULL
        )
        try:
            moment(trace, "home filled", process)
            time.sleep(REST_SECONDS)
            running = psutil.Process(process.pid)
            before = running.cpu_times()
            time.sleep(IDLE_SECONDS)
            after = running.cpu_times()
            memory = running.memory_full_info()
            taken = after.user + after.system - before.user - before.system
            return getattr(memory, "pss", memory.uss) / 1e6, taken / IDLE_SECONDS
        finally:
            process.kill()
            process.wait()
