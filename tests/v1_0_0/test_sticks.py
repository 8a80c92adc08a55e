"""Files on USB sticks between 1.0.0 and today's program, each way and whichever of the two is newer."""

from pathlib import Path

import pytest

from tests.v1_0_0.programs import TODAY, UNIT, Left, Program

FORWARDED = "2026-A-0006"


def test_a_stick_of_1_0_0_is_read_at_todays_district_and_its_answer_at_the_office_of_1_0_0(
    left: Left, frozen: Program, tmp_path: Path
):
    before = len(left.read["district"]["list"])
    assert UNIT in TODAY.district(left.district, "bundle", "read", str(left.to_district))
    assert len(TODAY.district(left.district, "list", "--json").splitlines()) == before + 1
    assert len(TODAY.district(left.district, "list", "--sealed", "--json").splitlines()) == 2
    answer = tmp_path / "balasan.aduan-usb"
    TODAY.district(left.district, "bundle", "write", UNIT, str(answer))
    assert "Semua utuh" in TODAY.district(left.district, "check")
    got, shown, status, checked = frozen.office_each(
        left.office,
        [
            ("bundle", "read", answer, "--json"),
            ("show", FORWARDED, "--json"),
            ("status", "--json"),
            ("check", "--json"),
        ],
    )
    assert got.object["acknowledged"] > 0
    assert shown.object["response"] == "Jalan sudah ditambal."
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
    assert checked.object["clean"]


@pytest.mark.parametrize("way", ["answer of 1.0.0", "answer of today"])
def test_an_answer_of_1_0_0_is_read_in_todays_office_and_its_stick_at_the_district_of_1_0_0(
    left: Left, frozen: Program, tmp_path: Path, way: str
):
    stick, answer = tmp_path / "kirim.aduan-usb", tmp_path / "balasan.aduan-usb"
    read, shown, written = TODAY.office_each(
        left.office,
        [
            ("bundle", "read", left.to_office, "--json"),
            ("show", FORWARDED, "--json"),
            ("bundle", "write", stick, "--json"),
        ],
    )
    assert read.object["received"] > 0
    assert shown.object["response"] == "Jalan sudah ditambal."
    assert written.object["events"] > 0
    frozen.district(left.district, "bundle", "read", str(stick))
    assert "Semua utuh" in frozen.district(left.district, "check")
    (frozen if way == "answer of 1.0.0" else TODAY).district(left.district, "bundle", "write", UNIT, str(answer))
    got, status = TODAY.office_each(left.office, [("bundle", "read", answer, "--json"), ("status", "--json")])
    assert got.object["acknowledged"] == written.object["events"]
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
