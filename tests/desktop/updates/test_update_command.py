"""`buku-aduan update`: without a password, from a file, and a sentence where the program can't."""

import os
from pathlib import Path

import pytest

from desktop.updates import installation as installations
from desktop.updates.installation import Installation, find, kind
from sync.release import public_keys
from tests.desktop.command import Run
from tests.releases import STRANGERS_KEY, content_of, install, put, release

PACKAGED = "folder" if os.name == "nt" else "package"  # Windows has no .deb


def test_a_file_is_made_ready_without_a_password(
    run: Run, installed: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("BUKU_ADUAN_PASSWORD")
    path = release(tmp_path / "made")
    checked = run("update", path, "--check")
    assert (checked.code, installed.current) == (0, "1.0.0")
    assert "dapat dipasang" in checked.err
    done = run("update", path)
    assert (done.code, done.out, installed.current) == (0, "1.0.0\n", "1.1.0")
    assert "dipakai saat program dibuka berikutnya" in done.err
    state = run("update", "--json").object
    assert (state["version"], state["ready"], state["how"]) == ("1.0.0", "1.1.0", "installer")


def test_of_a_folder_it_takes_the_newest_release(run: Run, installed: Installation, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    refused = run("update", stick)
    assert (refused.code, installed.current) == (1, "1.0.0")
    assert str(stick) in refused.err
    for version in ("1.1.0", "1.10.0", "1.9.0"):
        release(stick, version)
    (stick / "99.0.0.aduan-rilis").write_bytes(b"BUKU-ADUAN-RLS")
    assert run("update", stick).code == 0
    assert installed.current == "1.10.0"


@pytest.mark.parametrize("way", [(), ("--check",)])
def test_what_is_no_release_of_ours_is_refused(run: Run, installed: Installation, tmp_path: Path, way: tuple[str, ...]):
    strange = release(tmp_path / "made", key=STRANGERS_KEY)
    refused = run("update", strange, *way)
    assert (refused.code, installed.current) == (1, "1.0.0")
    assert "Tanda tangan" in refused.err
    missing = run("update", tmp_path / "nowhere.aduan-rilis", *way)
    assert missing.code == 1
    assert "Traceback" not in missing.err
    assert "kesalahan tak terduga" not in missing.err


def test_a_version_that_failed_is_told_and_can_be_tried_again(run: Run, installed: Installation):
    (installed.root / "failed").write_text("1.1.0\n")
    told = run("update")
    assert "--again" in told.err
    assert run("update", "--json").object["failed"] == "1.1.0"
    assert run("update", "--again", "--json").object["failed"] is None


def test_again_starts_a_version_that_is_still_here(run: Run, installed: Installation):
    put(installed.root / "1.1.0", content_of("1.1.0"))
    (installed.root / "went-back").write_text("1.1.0\n")
    assert run("update", "--again", "--json").object["ready"] == "1.1.0"
    assert (installed.current, installed.given_up) == ("1.1.0", "")
    assert (installed.root / "previous").read_text() == "1.0.0\n"


def test_a_program_without_keys_says_so(run: Run, installed: Installation, tmp_path: Path):
    public_keys.SHIPPED.write_text("# none\n")
    refused = run("update", release(tmp_path / "made"))
    assert (refused.code, installed.current) == (1, "1.0.0")
    assert "tanpa kunci rilis" in refused.err
    assert run("update", "--json").object["keys"] is False


def test_a_program_from_its_source_says_how_it_is_updated(run: Run, tmp_path: Path):
    state = run("update", "--json").object
    assert (state["how"], state["ready"]) == ("source", None)
    refused = run("update", release(tmp_path / "made"))
    assert refused.code == 1
    assert "git" in refused.err


@pytest.mark.parametrize(
    ("executable", "place", "built", "expected"),
    [
        ("/usr/lib/buku-aduan/buku-aduan", "", True, PACKAGED),
        ("/opt/buku-aduan/buku-aduan", "", True, PACKAGED),
        ("/home/siti/unduhan/buku-aduan/buku-aduan", "", True, "folder"),
        ("/usr/bin/python3", "/venv/lib/python3.11/site-packages/desktop/updates/installation.py", False, "pip"),
        ("/usr/bin/python3", "/home/siti/buku-aduan/desktop/updates/installation.py", False, "source"),
    ],
)
def test_how_it_came_onto_the_pc(executable: str, place: str, built: bool, expected: str):
    assert kind(executable, place, is_built=built) == expected


def test_an_installation_is_known_by_its_layout(tmp_path: Path):
    install(tmp_path / "Buku Aduan")
    program = str(tmp_path / "Buku Aduan" / "1.0.0" / "buku-aduan")
    found = find(program, is_built=True)
    assert found is not None
    assert (found.root, found.version) == (tmp_path / "Buku Aduan", "1.0.0")
    assert kind(program, is_built=True) == "installer"
    assert find(program, is_built=False) is None
    (tmp_path / "Buku Aduan" / "current").unlink()
    assert find(program, is_built=True) is None


@pytest.mark.parametrize("line", ["", "1.1.0/../..\n", "../evil\n", "1.1.0" * 40, "\x00\xff", "current"])
def test_a_damaged_line_counts_as_the_running_version(tmp_path: Path, line: str):
    installation = install(tmp_path / "program")
    (installation.root / "current").write_text(line, encoding="latin-1")
    assert installation.current == "1.0.0"
    (installation.root / "failed").write_text(line, encoding="latin-1")
    assert installation.given_up in ("", "1.1.0")
    (installation.root / "went-back").write_text(line, encoding="latin-1")
    assert installation.take_went_back() in ("", "1.1.0")
    assert not (installation.root / "went-back").exists()


def test_a_start_that_ended_well_is_no_failed_one(installed: Installation):
    (installed.root / "starting").write_text("1\n")
    installations.ended_well()
    assert not (installed.root / "starting").exists()
