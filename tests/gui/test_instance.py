"""One program a data folder, with real processes: the second raises the first, and what a killed one left is no obstacle."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtTest import QTest

from desktop.window.instance import Instance

PATIENCE = 30


@pytest.fixture
def launch(tmp_path):
    """Starts the program over a folder; none outlives the test."""
    started = []

    def launched(folder: Path, trace: Path | None = None) -> subprocess.Popen[bytes]:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        if trace is not None:
            environment["BUKU_ADUAN_TRACE"] = str(trace)
        started.append(subprocess.Popen([sys.executable, "-m", "desktop", "--data", str(folder)], env=environment))
        return started[-1]

    yield launched
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(process: subprocess.Popen[bytes], trace: Path, moment: str = "painted") -> None:
    end = time.monotonic() + PATIENCE
    while not (trace.exists() and moment in trace.read_text()):
        assert process.poll() is None, "the program ended"
        assert time.monotonic() < end, f"it was never {moment}"
        time.sleep(0.05)


def test_a_second_start_ends_at_once_and_the_first_goes_on(launch, founded, tmp_path):
    first = launch(founded.folder, tmp_path / "trace")
    until(first, tmp_path / "trace")
    second = launch(founded.folder)
    assert second.wait(PATIENCE) == 0
    assert first.poll() is None


def test_the_first_is_asked_to_come_to_the_front(launch, founded, qtbot):
    first = Instance(founded.folder)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.asked_to_show, timeout=PATIENCE * 1000):
        second = launch(founded.folder)
    assert second.wait(PATIENCE) == 0
    first.release()


def test_a_killed_program_is_no_obstacle_to_the_next(launch, founded, tmp_path):
    first = launch(founded.folder, tmp_path / "trace")
    until(first, tmp_path / "trace", "listening")
    first.kill()
    first.wait()
    assert (founded.folder / "running.lock").exists()
    second = launch(founded.folder, tmp_path / "trace-2")
    until(second, tmp_path / "trace-2")
    third = launch(founded.folder)
    assert third.wait(PATIENCE) == 0
    assert second.poll() is None


def test_two_folders_are_two_programs(launch, founded_once, tmp_path):
    both = []
    for name in ("satu", "dua"):
        folder = founded_once.copy(tmp_path / name).folder
        both.append(launch(folder, tmp_path / f"trace-{name}"))
        until(both[-1], tmp_path / f"trace-{name}")
    assert [process.poll() for process in both] == [None, None]


def test_one_who_asked_before_the_first_listened_is_heard_once(founded, qtbot):
    first = Instance(founded.folder)
    assert first.take()
    (founded.folder / "running.bell").write_bytes(b"!")
    with qtbot.waitSignal(first.asked_to_show):
        first.listen()
    with qtbot.assertNotEmitted(first.asked_to_show):
        first._answer()
    first.release()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere; Windows has no such mode")
def test_a_folder_that_can_not_be_written_is_told_apart_from_one_in_use(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            Instance(tmp_path).take()
    finally:
        tmp_path.chmod(0o700)


def test_a_file_that_is_opened_while_the_program_runs_is_opened_there(founded, qtbot, tmp_path):
    first = Instance(founded.folder)
    assert first.take()
    first.listen()
    file = tmp_path / "balas 73.07 dari Ma'ruf.aduan-usb"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    opened: list[Path] = []
    first.asked_to_open.connect(opened.append)
    command = [sys.executable, "-m", "desktop", "--data", str(founded.folder), "open", str(file)]
    with qtbot.waitSignal(first.asked_to_open, timeout=PATIENCE * 1000):
        second = subprocess.Popen(command, env=environment)
    assert second.wait(PATIENCE) == 0
    assert opened == [file]
    first.release()


def test_a_second_start_of_an_installed_program_is_no_failed_one(founded, tmp_path):
    """An update waits to be shown: the starter counted this start, which only raises the window of the first."""
    root = tmp_path / "Program Ma'ruf (desa)"
    (root / "1.1.0").mkdir(parents=True)
    (root / "current").write_text("1.1.0\n")
    (root / "previous").write_text("1.0.0\n")
    first = Instance(founded.folder)
    assert first.take()
    first.listen()
    command = (
        "import sys; sys.frozen = True; sys.executable = sys.argv.pop(1); "
        "from desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    for arguments in ([], ["--minimised"], ["open", "balas.aduan-usb"]):
        (root / "starting").write_text("1\n")
        second = subprocess.Popen(
            [
                sys.executable,
                "-c",
                command,
                str(root / "1.1.0" / "buku-aduan"),
                "--data",
                str(founded.folder),
                *arguments,
            ],
            env=environment,
        )
        ended = QElapsedTimer()
        ended.start()
        while second.poll() is None:
            assert ended.elapsed() < PATIENCE * 1000
            QTest.qWait(20)
        assert second.returncode == 0
        assert not (root / "starting").exists()
    assert (root / "previous").exists(), "only a home screen ends the way back"
    first.release()
