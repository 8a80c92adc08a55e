"""Files on USB sticks between 1.0.0 and today's program, each way and whichever of the two is newer."""

from pathlib import Path

import pytest

from tests.v1_0_0.programs import TODAY, UNIT, Left, Program

FORWARDED = "2026-A-0006"


def test_a_stick_of_1_0_0_is_read_at_todays_district_and_its_answer_at_the_office_of_1_0_0(
    left: Left, frozen: Program, tmp_path: Path
):
    answer = tmp_path / "balasan.aduan-usb"
    read, listed, sealed, _, checked_there = TODAY.district_each(
        left.district,
        [
            ("bundle", "read", left.to_district),
            ("list", "--json"),
            ("list", "--sealed", "--json"),
            ("bundle", "write", UNIT, answer),
            ("check",),
        ],
    )
    assert UNIT in read
    assert len(listed.splitlines()) == len(left.read["district"]["list"]) + 1
    assert len(sealed.splitlines()) == len(left.read["district"]["sealed"]) + 1
    assert "Semua utuh" in checked_there
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


@pytest.mark.parametrize("answered_by", ["1.0.0", "today"])
def test_an_answer_of_1_0_0_is_read_in_todays_office_and_its_stick_at_the_district_of_1_0_0(
    left: Left, frozen: Program, tmp_path: Path, answered_by: str
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
    _, checked_there = frozen.district_each(left.district, [("bundle", "read", stick), ("check",)])
    assert "Semua utuh" in checked_there
    (frozen if answered_by == "1.0.0" else TODAY).district(left.district, "bundle", "write", UNIT, answer)
    got, status = TODAY.office_each(left.office, [("bundle", "read", answer, "--json"), ("status", "--json")])
    assert got.object["acknowledged"] == written.object["events"]
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
