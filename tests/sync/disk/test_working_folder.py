"""Folders to work in: found at once or refused at once, and gone at the end."""

import ast
import os
import time
from pathlib import Path

import pytest

from sync import working_folder as module
from sync.working_folder import clear_leftovers, new_folder, probe, working_folder
from tests.sync.disk.test_faults import windows_error

ROOT = Path(__file__).parents[3]


def test_a_folder_that_may_not_be_written_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []

    def refuse(path: Path, _mode: int = 0o777) -> None:
        tries.append(path)
        raise windows_error(5, 13)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="Windows"):
        new_folder(".x-", tmp_path)
    assert len(tries) == 1


def test_names_that_are_taken_end_after_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "token_hex", lambda _: "sama")
    new_folder(".x-", tmp_path)
    with pytest.raises(FileExistsError):
        new_folder(".x-", tmp_path)


def test_nothing_stays_also_after_an_error(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "berkas").write_text("Siti Aminah")
        raise RuntimeError

    with pytest.raises(RuntimeError), working_folder(".x-", tmp_path) as folder:
        fail(folder)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "nt", reason="elsewhere an open file can be removed")
def test_a_file_that_a_scanner_holds_fails_nothing(tmp_path: Path) -> None:
    with working_folder(".x-", tmp_path) as folder:
        (folder / "berkas").write_text("Siti Aminah")
        held = (folder / "berkas").open("rb")
    held.close()


def test_a_probe_leaves_nothing(tmp_path: Path) -> None:
    probe(tmp_path)
    assert not list(tmp_path.iterdir())
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "tidak ada")


def test_leftovers_of_yesterday_go(tmp_path: Path) -> None:
    young, old = tmp_path / ".x-1", tmp_path / ".x-2"
    for folder in (young, old):
        folder.mkdir()
        (folder / "berkas").touch()
    yesterday = time.time() - 2 * 86_400
    os.utime(old, (yesterday, yesterday))
    clear_leftovers(tmp_path, ".x-*")
    assert list(tmp_path.iterdir()) == [young]


def test_names_change_only_by_way_of_the_disk_room() -> None:
    """`Path.replace`, `rename` and `os.replace` by themselves fail when a scanner looks at the file."""
    files = [path for room in ("desktop", "sync") for path in (ROOT / room).rglob("*.py")]
    renames = [
        f"{file}:{node.lineno}"
        for file in files
        if not file.is_relative_to(ROOT / "sync" / "disk")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_rename(node, node.func)
    ]
    assert len(files) > 300
    assert not renames


def _is_rename(call: ast.Call, method: ast.Attribute) -> bool:
    of_os = isinstance(method.value, ast.Name) and method.value.id == "os"
    alone = len(call.args) == 1 and not call.keywords
    return method.attr == "rename" or (method.attr == "replace" and (alone or of_os))
