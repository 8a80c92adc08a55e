"""Both starters, the shell's and Windows', keep the same rules: what is started, when it is given up, what is passed on."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.resources import resource

# Says which version it is, and each argument on a line of its own; ends with the number of arguments.
SHELL_PROGRAM = """#!/bin/sh
echo "$(basename "$(dirname "$0")")"
for argument; do echo "$argument"; done
exit $#
"""
WINDOWS_PROGRAM = r"""
#include <windows.h>
#include <stdio.h>
static void say(const WCHAR *text) {
    char line[4096]; DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, line, sizeof line - 1, NULL, NULL);
    line[length - 1] = '\n';
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    WriteFile(out, line, length, &written, NULL);
}
int wmain(int count, WCHAR **arguments) {
    static WCHAR place[32768];
    GetModuleFileNameW(NULL, place, 32768);
    *wcsrchr(place, L'\\') = 0;
    say(wcsrchr(place, L'\\') + 1);
    for (int at = 1; at < count; at++) say(arguments[at]);
    STARTUPINFOW startup;
    GetStartupInfoW(&startup);
    if (startup.dwFlags & 0x1000 /* the title is the name of a button on the taskbar */) {
        wcscat(place, L"\\button");
        FILE *file = _wfopen(place, L"wb");
        fprintf(file, "%ls", startup.lpTitle);
        fclose(file);
    }
    return count - 1;
}
"""
COMPILER = "x86_64-w64-mingw32-gcc"


@dataclass
class Place:
    """An installation: `windows` starts its window, `commands` its command line."""

    root: Path
    program: Path
    program_names: tuple[str, ...]
    windows: list[str]
    commands: list[str]

    def add(self, version: str) -> None:
        (self.root / version).mkdir()
        for name in self.program_names:
            shutil.copy2(self.program, self.root / version / name)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.root / name.replace("_", "-")).write_text(text)

    def line(self, name: str) -> str | None:
        file = self.root / name
        return file.read_text().strip() if file.exists() else None

    def open(self) -> None:
        """The window is started; Windows' starter doesn't wait for it."""
        assert subprocess.run(self.windows, capture_output=True, timeout=60, check=False).returncode == 0

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.commands, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )

    def version(self) -> str:
        return self.run("list").stdout.splitlines()[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starters and a program for Windows."""
    folder = tmp_path_factory.mktemp("starters")
    subprocess.run([resource("installer/make_starters.sh"), folder], check=True)
    (folder / "program.c").write_text(WINDOWS_PROGRAM)
    subprocess.run([COMPILER, "-municode", "-mconsole", folder / "program.c", "-o", folder / "program.exe"], check=True)
    return folder


@pytest.fixture(params=["shell", "windows"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    root = tmp_path / "Program Ma'ruf (desa) é"
    root.mkdir()
    if request.param == "shell":
        if os.name == "nt":
            pytest.skip("Windows has no shell for it")
        starter = shutil.copy2(resource("installer/starter.sh"), root / "Buku Aduan")
        (tmp_path / "program").write_text(SHELL_PROGRAM)
        (tmp_path / "program").chmod(0o755)
        return Place(root, tmp_path / "program", ("buku-aduan",), [str(starter)], [str(starter)])
    if not (shutil.which("wine") and shutil.which(COMPILER) and "WINEPREFIX" in os.environ):
        pytest.skip("needs wine with a WINEPREFIX, and mingw-w64 (.ci/windows has them)")
    made: Path = request.getfixturevalue("made")
    for name in ("Buku Aduan.exe", "buku-aduan-cli.exe"):
        shutil.copy2(made / name, root)
    windows, commands = (["wine", str(root / name)] for name in ("Buku Aduan.exe", "buku-aduan-cli.exe"))
    return Place(root, made / "program.exe", ("buku-aduan.exe", "buku-aduan-cli.exe"), windows, commands)


def test_current_is_started_with_every_argument_as_it_was_typed_and_its_exit_code_comes_back(place: Place):
    place.add("1.0.0")
    place.add("1.1.0")
    place.write(current="1.0.0\n")
    typed = ["show", "2026-A-0001", "--note", 'dua kata "dikutip"', "é 印", ""]
    ended = place.run(*typed)
    assert ended.stdout.splitlines() == ["1.0.0", *typed]
    assert ended.returncode == len(typed)


def test_every_version_has_the_button_of_the_shortcuts_on_the_taskbar(place: Place):
    if place.program_names == ("buku-aduan",):
        pytest.skip("only Windows has such buttons")
    installer = resource("installer/windows.nsi").read_text("utf-8")
    place.add("1.0.0")
    place.write(current="1.0.0\n")
    place.open()
    button = place.root / "1.0.0" / "button"
    end = time.monotonic() + 60  # the starter doesn't wait for the program
    while not (button.exists() and button.read_text()):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert f'!define TASKBAR_BUTTON "{button.read_text()}"' in installer
    button.unlink()
    assert place.version() == "1.0.0"
    assert not button.exists()


def test_a_version_that_is_not_there_is_given_up_for_the_previous_one(place: Place):
    place.add("1.0.0")
    place.write(current="1.1.0\n", previous="1.0.0\n", starting="1\n")
    assert place.version() == "1.0.0"
    assert (place.line("current"), place.line("went-back")) == ("1.0.0", "1.1.0")
    assert (place.line("previous"), place.line("starting")) == (None, None)


def test_two_starts_without_a_home_screen_bring_the_previous_version_back(place: Place):
    place.add("1.0.0")
    place.add("1.1.0")
    place.write(current="1.1.0\n", previous="1.0.0\n")
    place.open()
    assert (place.line("current"), place.line("starting")) == ("1.1.0", "1")
    place.open()
    assert (place.line("current"), place.line("starting")) == ("1.1.0", "2")
    place.open()
    assert (place.line("current"), place.line("went-back")) == ("1.0.0", "1.1.0")
    assert (place.line("previous"), place.line("starting")) == (None, None)
    assert place.version() == "1.0.0"


def test_a_version_that_showed_its_home_screen_stays(place: Place):
    place.add("1.0.0")
    place.add("1.1.0")
    place.write(current="1.1.0\n", previous="1.0.0\n")
    place.open()
    (place.root / "previous").unlink()
    (place.root / "starting").unlink()
    for _ in range(3):
        place.open()
    assert (place.version(), place.line("starting"), place.line("went-back")) == ("1.1.0", None, None)


def test_commands_are_no_failed_starts(place: Place):
    place.add("1.0.0")
    place.add("1.1.0")
    place.write(current="1.1.0\n", previous="1.0.0\n")
    assert [place.version() for _ in range(3)] == ["1.1.0"] * 3
    assert place.line("starting") is None


@pytest.mark.parametrize("current", [None, "", "\0" * 6, "2.0.0\n", "../1.9.0\n"])
def test_a_lost_line_starts_the_newest_version_that_is_there(place: Place, current: str | None):
    for version in ("1.9.0", "1.10.0"):
        place.add(version)
    (place.root / "1.11.0").mkdir()
    if current is not None:
        place.write(current=current)
    assert place.version() == "1.10.0"


def test_no_version_at_all_is_told_with_a_sentence(place: Place):
    place.write(current="1.0.0\n")
    ended = place.run("list")
    assert ended.returncode == 1
    assert "Data kantor aman" in ended.stderr
