"""Invitation and relay by the commands of both programs, as real processes: no operator types `bundle read`, nobody has a network twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PASSWORD
from tests.sync.server.processes import code_for, run, serving

KECAMATAN, VILLAGE, NEIGHBOUR = "73.07.04", "73.07.04.2009", "73.07.04.2010"


def office(folder: Path, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--data", str(folder), *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, env=os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done


def told(folder: Path, *words: object) -> dict[str, Any]:
    return json.loads(office(folder, *words, "--json").stdout)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def founded(folder: Path, unit: str) -> Path:
    office(folder, "init", "--unit", unit, "--user", "Siti Aminah")
    return folder


def invited(district: Path, folder: Path, unit: str, stick: Path) -> Path:
    """An office that was invited by `stick`, and has recorded one complaint."""
    founded(folder, unit)
    code = run(district, "bundle", "invite", unit, str(stick)).split()[-1]
    (invitation,) = stick.glob(f"undangan-{unit}-*")
    assert told(folder, "enrol", invitation, code)["unit"] == unit
    invitation.unlink()
    complaint = folder / "aduan.json"
    complaint.write_text(json.dumps({"kind": "complaint", "body": "Jembatan putus"}))
    office(folder, "record", "--json", complaint)
    return folder


def test_a_village_takes_part_over_its_kecamatan_by_commands_alone(tmp_path: Path, stick: Path):
    district = tmp_path / "district"
    kecamatan = founded(tmp_path / "kecamatan", KECAMATAN)
    with serving(district) as server:
        office(kecamatan, "enrol", server.url, code_for(district, KECAMATAN))
        office(kecamatan, "sync")
        village = invited(district, tmp_path / "village", VILLAGE, stick)
        assert told(village, "status")["invited"] is True
        office(village, "bundle", "write", stick)
        first = told(kecamatan, "relay", "exchange", stick)
        assert (first["bundles"], first["units"], first["given"]) == (1, [VILLAGE], [])
        office(kecamatan, "sync")
        again = told(kecamatan, "relay", "exchange", stick)
        assert (again["bundles"], again["given"]) == (0, [VILLAGE])
    (answer,) = stick.glob("balas-*")
    read = told(village, "bundle", "read", answer)
    assert (read["enrolled"], read["acknowledged"], read["waiting"]) == (True, 1, 0)
    status = told(village, "status")
    assert (status["enrolled"], status["invited"]) == (True, False)
    assert status["last_answer"]
    row = json.loads(office(kecamatan, "relay", "list", "--json").stdout)
    assert (row["unit"], row["waiting"], row["refused"]) == (VILLAGE, 0, None)
    assert row["answer_made"] == row["given_made"]
    listed = [json.loads(line) for line in run(district, "list", "--json").splitlines()]
    assert [one["unit"] for one in listed] == [VILLAGE]
    office(village, "sync", code=1)  # no address, and it says so


def test_a_folder_of_bundles_is_read_and_answered_in_one_go(tmp_path: Path, stick: Path):
    district = tmp_path / "district"
    villages = [invited(district, tmp_path / unit, unit, stick) for unit in (VILLAGE, NEIGHBOUR)]
    for village in villages:
        office(village, "bundle", "write", stick)
    (stick / "rusak.aduan-usb").write_bytes(next(stick.glob("kirim-*")).read_bytes()[:-1])
    done = subprocess.run(
        [sys.executable, "-m", "sync.server", "--data", str(district), "bundle", "exchange", str(stick)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "rusak.aduan-usb" in done.stderr
    for village, unit in zip(villages, (VILLAGE, NEIGHBOUR), strict=True):
        (answer,) = stick.glob(f"balas-{unit}-*")
        assert told(village, "bundle", "read", answer)["enrolled"] is True
    (stick / "rusak.aduan-usb").unlink()
    lines = run(district, "bundle", "read", str(stick), "--json").splitlines()
    assert [json.loads(line)["events"] for line in lines] == [0, 0]


def test_what_can_not_be_carried_is_refused_in_one_line(tmp_path: Path, stick: Path):
    kecamatan = founded(tmp_path / "kecamatan", KECAMATAN)
    for words in (
        ("take", stick),
        ("exchange", stick),
        ("give", stick / "tidak-ada"),
        ("exchange", stick / "tidak-ada"),
    ):
        refused = office(kecamatan, "relay", *words, code=1)
        assert (refused.stdout, len(refused.stderr.splitlines())) == ("", 1), words
    assert office(kecamatan, "relay", "list").stdout == ""
    office(kecamatan, "relay", "sideways", code=2)
    office(kecamatan, "enrol", stick / "tidak-ada.aduan-usb", "K7QM-4T2X-9DNB", code=1)


def test_new_keys_for_sticks_are_told_and_what_is_on_its_way_is_still_read(tmp_path: Path, stick: Path):
    district = tmp_path / "district"
    village = invited(district, tmp_path / "village", VILLAGE, stick)
    office(village, "bundle", "write", stick)
    before = json.loads(run(district, "district"))
    run(district, "bundle", "new-keys")
    after = json.loads(run(district, "district"))
    assert {name for name in before if before[name] != after[name]} == {"version", "bundle_key", "signing_key"}
    run(district, "bundle", "exchange", str(stick))
    (answer,) = stick.glob("balas-*")
    office(village, "bundle", "read", answer, code=1)
    code = run(district, "bundle", "invite", VILLAGE, str(stick)).split()[-1]
    (invitation,) = stick.glob("undangan-*")
    office(village, "enrol", invitation, code)
    answer.unlink()
    office(village, "bundle", "write", stick)
    run(district, "bundle", "exchange", str(stick))
    (answer,) = stick.glob("balas-*")
    assert told(village, "bundle", "read", answer)["enrolled"] is True
