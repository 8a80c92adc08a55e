"""An update from end to end with a really built program: `python -m tests.built_update FOLDER`, FOLDER as PyInstaller made it.

A district offers a release; the installed program fetches it, is killed on the way and goes on at the byte; the next start is the new
version, which stays once its home screen is filled. A version that never gets there is given up after two starts, and the district
hears of it. Keys are the tests' own. Its last line has the figures.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sync.release import making
from sync.release.making import Words
from tests.releases import KEYS, TESTS_ONLY_KEY
from tests.sync.server.processes import Running, code_for, run, serving

UNIT = "73.07.01.2003"
PAYLOAD_BYTES = 24_000_000  # so many that the program can be killed while it fetches
LONGEST_WAIT = 180.0  # seconds
KEY_FILE = "".join(f"{key.hex()}  # for tests only\n" for key in KEYS)


@dataclass(frozen=True)
class Pc:
    """A PC with the program installed in `root` and an office's data beside it."""

    root: Path
    data: Path

    def _environment(self, **more: str) -> dict[str, str]:
        fixed = {"BUKU_ADUAN_PASSWORD": "rahasia-kantor-1", "QT_QPA_PLATFORM": "offscreen"}
        return os.environ | fixed | {"XDG_DATA_HOME": str(self.data.parent / "home")} | more

    def start(self, *words: str, **more: str) -> "subprocess.Popen[bytes]":
        command = [str(self.root / "Buku Aduan"), *words]
        return subprocess.Popen(
            command, env=self._environment(**more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def run(self, *words: str) -> str:
        command = [str(self.root / "Buku Aduan"), "--data", str(self.data), *words]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, timeout=LONGEST_WAIT)
        if done.returncode:
            raise SystemExit(f"{words} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def state(self) -> dict[str, Any]:
        return json.loads(self.run("update", "--json"))

    def line(self, name: str) -> str:
        path = self.root / name
        return path.read_text().strip() if path.exists() else ""

    def shows(self, moment: str, *words: str) -> None:
        """Starts the window and waits for this moment of its start; then it is ended."""
        trace = self.data.parent / "trace"
        trace.unlink(missing_ok=True)
        process = self.start(*words, BUKU_ADUAN_TRACE=str(trace))
        try:
            until(lambda: trace.exists() and f"{moment} " in trace.read_text(), moment)
            if moment == "home filled":
                until(lambda: not (self.root / "went-back").exists() and not self.line("previous"), "the version stays")
        finally:
            process.kill()
            process.wait()


def until(reached: "object", what: str) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while not reached():  # pyright: ignore[reportCallIssue]
        if time.monotonic() > end:
            raise SystemExit(f"never: {what}")
        time.sleep(0.02)


def same(actual: object, expected: object, what: str) -> None:
    if actual != expected:
        raise SystemExit(f"{what}: {actual!r} instead of {expected!r}")


def install(program: Path, root: Path, version: str) -> Path:
    """As the installer does, with the tests' keys in place of the builder's."""
    shutil.copytree(program, root / version, copy_function=_link, symlinks=True)
    for path in (root / version).rglob("release-keys.txt"):
        path.unlink()
        path.write_text(KEY_FILE)
    shutil.copy2(Path(__file__).parents[1] / "resources" / "installer" / "starter.sh", root / "Buku Aduan")
    (root / "current").write_text(f"{version}\n")
    return root / version


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def released(place: Path, old: tuple[str, Path], new: tuple[str, Path]) -> Path:
    path = place / f"{new[0]}.aduan-rilis"
    making.make(making.built(new[1]), {old[0]: making.built(old[1])}, Words(new[0]), path)
    making.sign_file(path, TESTS_ONLY_KEY)
    return path


def changed_version(place: Path, old: Path, name: str) -> Path:
    """A version that differs from the old one in its look, and brings something that no patch makes small."""
    folder = place / name
    shutil.copytree(old, folder, copy_function=_link, symlinks=True)
    (style,) = folder.rglob("window.qss")
    text = style.read_text() + "\n/* the next version */\n"
    style.unlink()
    style.write_text(text)
    (folder / "_internal" / "payload").write_bytes(Random(1).randbytes(PAYLOAD_BYTES))
    return folder


def broken_version(place: Path, old: Path, name: str) -> Path:
    """A version whose window never comes."""
    folder = place / name
    shutil.copytree(old, folder, copy_function=_link, symlinks=True)
    (folder / "buku-aduan").unlink()
    (folder / "buku-aduan").write_text("#!/bin/sh\nexit 1\n")
    (folder / "buku-aduan").chmod(0o755)
    return folder


def offer(server: Running, path: Path, place: Path) -> None:
    keys = place / "public.txt"
    keys.write_text(KEY_FILE)
    run(server.folder, "release", "add", str(path), "--public-keys", str(keys))


def seen(server: Running) -> dict[str, Any]:
    (line,) = map(json.loads, run(server.folder, "device", "list").splitlines())
    return line


def fetch_with_a_kill(pc: Pc) -> tuple[int, float]:
    """Kills the sync while the release comes, then lets one end. Returns how many bytes were there, and the seconds of the second."""
    process = pc.start("--data", str(pc.data), "sync")
    until(lambda: process.poll() is not None or _received(pc) > 1_000_000, "the first pieces")
    process.kill()
    process.wait()
    received = _received(pc)
    same(0 < received < PAYLOAD_BYTES, True, f"killed on its way, with {received} bytes here")
    same(pc.state()["received"], received, "what came is kept")
    since = time.monotonic()
    pc.run("sync")
    return received, time.monotonic() - since


def _received(pc: Pc) -> int:
    return sum(path.stat().st_size for path in (pc.data / "updates").glob("*.part"))


def update(program: Path, place: Path) -> str:
    pc = Pc(place / "Buku Aduan", place / "data")
    pc.root.mkdir()
    old = install(program, pc.root, "1.0.0")
    new = changed_version(place, old, "tree-1.1.0")
    path = released(place, ("1.0.0", old), ("1.1.0", new))
    with serving(place / "district") as server:
        pc.run("init", "--unit", UNIT, "--user", "Siti")
        pc.run("enrol", server.url, code_for(server.folder, UNIT))
        pc.run("sync")
        offer(server, path, place)
        received, seconds = fetch_with_a_kill(pc)
        same(
            (pc.line("current"), pc.line("previous"), pc.state()["ready"]), ("1.1.0", "1.0.0", None), "the next version"
        )
        same(pc.state()["version"], "1.1.0", "the version that commands run now")
        same((seen(server)["version"], seen(server)["behind"]), ("1.0.0", "1.1.0"), "what the district knew before")
        pc.shows("home filled", "--demo")
        same((pc.line("current"), pc.line("previous"), pc.line("starting")), ("1.1.0", "", ""), "the new version stays")
        pc.run("sync")
        same((seen(server)["version"], seen(server)["behind"]), ("1.1.0", None), "what the district knows now")
        broken = released(place, ("1.1.0", pc.root / "1.1.0"), ("1.2.0", broken_version(place, new, "tree-1.2.0")))
        offer(server, broken, place)
        pc.run("sync")
        same(pc.line("current"), "1.2.0", "the version that fails")
        for _ in range(2):
            same(pc.start().wait(LONGEST_WAIT), 1, "a start of the version that fails")
        pc.shows("painted")
        same((pc.line("current"), pc.line("went-back")), ("1.1.0", "1.2.0"), "the version before is back")
        pc.shows("home filled", "--demo")
        same((pc.state()["version"], pc.state()["failed"]), ("1.1.0", "1.2.0"), "what the program knows of it")
        pc.run("sync")
        same((seen(server)["version"], seen(server)["failed"]), ("1.1.0", "1.2.0"), "what the district knows of it")
        same(pc.line("current"), "1.1.0", "the version that failed is not taken again")
    return (
        f"update of the built program: {path.stat().st_size:,} bytes, killed at {received:,}, the rest fetched, applied and "
        f"verified in {seconds:.0f} s, then given up a version after two starts"
    )


def delta(old: Path, new: Path, most: int | None) -> str:
    """The size of a release between two builds. With `most` it may have so many bytes, and not be one of the same build."""
    with tempfile.TemporaryDirectory() as folder:
        size = released(Path(folder), ("1.0.0", old), ("1.1.0", new)).stat().st_size
        unchanged = released(Path(folder), ("1.1.0", new), ("1.2.0", new)).stat().st_size
    told = f"release of {new} for {old}: {size:,} bytes, {unchanged:,} of them its list of files"
    if most is not None and not unchanged < size <= most:
        raise SystemExit(f"{told}; more than that list and at most {most:,} were expected")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.built_update", description=__doc__)
    parser.add_argument("program", type=Path, metavar="FOLDER", help="a program that PyInstaller built")
    parser.add_argument(
        "--delta", type=Path, metavar="OLD", help="only tell how large a release for this older build is"
    )
    parser.add_argument("--most", type=int, metavar="BYTES", help="with --delta: fails when it is larger")
    given = parser.parse_args()
    if given.delta is not None:
        sys.stdout.write(delta(given.delta, given.program, given.most) + "\n")
        return
    with tempfile.TemporaryDirectory(dir=given.program.absolute().parent) as folder:
        sys.stdout.write(update(given.program.absolute(), Path(folder)) + "\n")


if __name__ == "__main__":
    main()
