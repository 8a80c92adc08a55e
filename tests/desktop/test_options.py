"""What the program is asked for when it is started: a window, a file in it, or a command."""

import io
import sys
from pathlib import Path

import pytest

from desktop.__main__ import replace_missing_streams
from desktop.options import WindowOptions, WrongUsage, window_options


@pytest.mark.parametrize(
    "arguments",
    [
        ["open", "FILE"],
        ["FILE"],
        ["--data", "kantor", "FILE"],
        ["FILE", "--data=kantor"],
        ["--minimised", "open", "FILE"],
    ],
)
@pytest.mark.parametrize("name", ["balas.aduan-usb", "CADANGAN.ADUAN", "Ma'ruf (desa) 1.aduan-usb", "é 印.aduan"])
def test_a_file_of_ours_is_opened_in_the_window(tmp_path: Path, arguments: list[str], name: str):
    options = window_options([str(tmp_path / name) if word == "FILE" else word for word in arguments])
    assert options is not None
    assert options.file == tmp_path / name
    assert options.minimised == ("--minimised" in arguments)
    assert options.data == (Path("kantor") if "kantor" in " ".join(arguments) else None)


def test_a_name_without_a_folder_is_one_of_the_folder_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert window_options(["balas.aduan-usb"]) == WindowOptions(file=tmp_path / "balas.aduan-usb")


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["record", "--json", "a.aduan"],
        ["bundle", "read", "a.aduan-usb"],
        ["restore", "a.aduan"],
        ["foto.jpg"],
    ],
)
def test_a_command_and_what_is_no_file_of_ours_open_no_window(arguments: list[str]):
    assert window_options(arguments) is None


def test_opening_needs_a_file():
    with pytest.raises(WrongUsage):
        window_options(["open"])


def test_a_program_without_streams_reads_nothing_and_writes_nowhere(monkeypatch: pytest.MonkeyPatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    replace_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        print("ditulis", file=stream, flush=True)
        stream.close()
    assert isinstance(sys.stdin, io.TextIOWrapper)
    assert not sys.stdin.isatty()
    assert sys.stdin.buffer.read() == b""
