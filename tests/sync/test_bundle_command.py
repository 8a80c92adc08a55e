"""`bundle write` and `bundle read` of both programs, as real processes: an office without a network, and its district."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PASSWORD, Founded
from tests.sync.server.processes import code_for, command, serving

UNIT = "73.07.05.2005"


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Programs:
    """An office's program and its district's; `stick` is the folder where a stick is mounted."""

    office_folder: Path
    district_folder: Path
    stick: Path

    def office(self, *words: object) -> Ended:
        arguments = [sys.executable, "-m", "desktop", "--data", str(self.office_folder), *map(str, words)]
        return _ended(arguments, os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD})

    def district(self, *words: object) -> Ended:
        return _ended(command(self.district_folder, *map(str, words)), dict(os.environ))


def _ended(arguments: list[str], environment: dict[str, str]) -> Ended:
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", timeout=60, env=environment)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def programs(founded: Founded, tmp_path: Path) -> Programs:
    """Enrolled and synced once, after which the server is gone."""
    found = Programs(founded.folder, tmp_path / "district", tmp_path / "stick")
    found.stick.mkdir()
    with serving(found.district_folder) as running:
        assert found.office("enrol", running.url, code_for(running.folder, UNIT)).code == 0
        assert found.office("sync").code == 0
    return found


def test_a_complaint_with_a_file_goes_and_the_answer_comes_back(programs: Programs, tmp_path: Path):
    picture = tmp_path / "surat.txt"
    picture.write_text("Surat warga Dusun Bonto")
    complaint = tmp_path / "aduan.json"
    fields = {"kind": "complaint", "body": "Jembatan putus", "attachments": [str(picture)]}
    complaint.write_text(json.dumps(fields))
    assert programs.office("record", "--json", complaint).code == 0
    made = programs.office("bundle", "write", programs.stick, "--json")
    assert made.code == 0, made.err
    file = Path(made.object["file"])
    assert file.name.startswith(f"kirim-{UNIT}-A-")
    assert (made.object["events"], made.object["files"], made.object["left"]) == (2, 1, 0)
    assert programs.office("status", "--json").object["waiting"] == 2

    read = programs.district("bundle", "read", file, "--json")
    assert read.code == 0, read.err
    assert read.object == {"unit": UNIT, "letter": "A", "events": 2, "files": 1, "forked": 0}
    assert programs.district("bundle", "read", file, "--json").object["events"] == 0
    assert len(programs.district("list", "--json").out.splitlines()) == 1
    answer = programs.stick / "balasan.aduan-usb"
    written = programs.district("bundle", "write", UNIT, answer)
    assert written.code == 0, written.err
    assert "Balasan untuk" in written.out
    assert programs.district("check").code == 0

    assert programs.office("bundle", "read", file).code == 1  # the wrong one of the two
    got = programs.office("bundle", "read", answer, "--json")
    assert got.code == 0, got.err
    assert got.object == {"acknowledged": 2, "received": 0, "files": 0, "waiting": 0}
    again = programs.office("bundle", "read", answer)
    assert (again.code, again.out) == (0, "")
    assert "sudah pernah dibaca" in again.err
    status = programs.office("status", "--json").object
    assert (status["waiting"], status["waiting_files"]) == (0, 0)
    assert programs.office("check").code == 0


def test_what_is_refused_is_one_line_and_exit_code_1(programs: Programs, tmp_path: Path):
    assert programs.office("bundle", "read", programs.stick / "tidak-ada.aduan-usb").code == 1
    letter = programs.stick / "surat.aduan-usb"
    letter.write_text("Ini surat biasa")
    for ended in (
        programs.office("bundle", "read", letter),
        programs.office("bundle", "write", letter),
        programs.district("bundle", "read", letter),
        programs.district("bundle", "write", UNIT, letter),
        programs.district("bundle", "write", "73.07.01.2001", programs.stick / "balas.aduan-usb"),
    ):
        assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1), ended
    assert letter.read_text() == "Ini surat biasa"
    assert [one.name for one in programs.stick.iterdir()] == ["surat.aduan-usb"]
    assert programs.office("bundle", "sideways", letter).code == 2
