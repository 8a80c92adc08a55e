"""The options that every command has, in both programs, as a shell gives them: before the command or after it, never abbreviated."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSWORD, Founded

ROOT = Path(__file__).parents[1]


def program(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD, "ADUAN_DISTRIK_PASSWORD": "rahasia-distrik-1"}
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip


def office(*arguments: object) -> subprocess.CompletedProcess[str]:
    return program("desktop", *arguments)


def district(*arguments: object) -> subprocess.CompletedProcess[str]:
    return program("sync.server", *arguments)


def test_the_office_s_folder_is_taken_before_and_after_the_command(founded: Founded):
    for arguments in (("--data", founded.folder, "list", "--json"), ("list", "--json", "--data", founded.folder)):
        ended = office(*arguments)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_language_and_the_version_are_asked_for_before_and_after_the_command(founded: Founded):
    for arguments in (("--lang", "en", "restore", founded.folder), ("restore", founded.folder, "--lang", "en")):
        assert "is a folder" in office(*arguments).stderr
    for arguments in (("--version",), ("list", "--version"), ("report", "receipt", "--version")):
        assert office(*arguments).stdout.startswith("buku-aduan ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data", "DIR", "--demo"], ["--data", "DIR", "--demo", "list"], ["--data", "DIR", "list", "--demo"],
        ["list", "--demo", "--data", "DIR"],
    ],
)  # fmt: skip
def test_an_office_s_folder_and_the_demo_are_refused_together_before_anything_opens(
    arguments: list[str], tmp_path: Path
):
    folder = tmp_path / "kantor"
    ended = office(*(str(folder) if word == "DIR" else word for word in arguments))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--data dan --demo tidak dapat dipakai bersama" in ended.stderr
    assert not folder.exists()


def test_the_district_s_folder_is_taken_before_and_after_the_command(tmp_path: Path):
    before = district("--data", tmp_path, "enrol-code", "73.07.04.2009")
    assert before.returncode == 0, before.stderr
    assert (tmp_path / "district.sqlite").is_file()
    for arguments in (
        ("check", "--data", tmp_path),
        ("device", "--data", tmp_path, "list"),
        ("device", "list", "--data", tmp_path),
    ):
        ended = district(*arguments)
        assert ended.returncode == 0, ended.stderr
    made = district("admin", "create", "Koordinator", "--data", tmp_path / "lain", "--keys", tmp_path / "kunci")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "kunci").is_file()
    assert (tmp_path / "lain" / "district.sqlite").is_file()


def test_a_server_takes_its_folder_after_the_command_and_never_for_its_database(tmp_path: Path):
    # Refused for the half of a pair that is missing: so the folder was understood, and no server stays behind.
    ended = district("serve", "--data", tmp_path, "--certificate", tmp_path / "sertifikat.pem")
    assert (ended.returncode, ended.stderr) == (
        1,
        "aduan-distrik: TLS memerlukan --certificate dan --key bersama-sama.\n",
    )


@pytest.mark.parametrize("abbreviated", ["--datab=DIR", "--key=DIR"])
def test_the_district_s_end_knows_no_abbreviations(abbreviated: str):
    for arguments in ((abbreviated, "check"), ("device", "list", abbreviated)):
        ended = district(*arguments)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert abbreviated in ended.stderr


@pytest.mark.parametrize("abbreviated", ["--dat=DIR", "--dem"])
def test_the_office_s_program_knows_no_abbreviations(abbreviated: str):
    for arguments in ((abbreviated, "list"), ("list", abbreviated)):
        ended = office(*arguments)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert abbreviated in ended.stderr
