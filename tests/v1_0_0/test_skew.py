"""What today's district says that 1.0.0 never heard of: a minimum version, a notice with more in it, a release on the stick."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.releases import KEYS, release
from tests.v1_0_0.programs import TODAY, UNIT, USER, Left, Program

REASON = "CVE-2026-1234: lampiran dapat menjalankan program"


def test_below_a_minimum_an_office_of_1_0_0_goes_on_and_only_its_files_wait(
    left: Left, frozen: Program, tmp_path: Path
):
    picture, file = tmp_path / "surat.txt", tmp_path / "aduan.json"
    picture.write_text("Surat warga")
    complaint = {"kind": "complaint", "body": "Talud longsor", "attachments": [str(picture)]}
    file.write_text(json.dumps(complaint), encoding="utf-8")
    asked = TODAY.district(left.district, "district", "--minimum", "99.0.0", "--reason", REASON)
    assert json.loads(asked)["minimum"] == {"version": "99.0.0", "reason": REASON}
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        first, recorded, second, status, checked = frozen.office_each(
            left.office,
            [
                ("sync", "--json"),
                ("record", "--json", file),
                ("sync", "--json"),
                ("status", "--json"),
                ("check", "--json"),
            ],
        )
    assert first.object["received"] > 0
    assert second.object["sent"] == 2
    assert (status.object["waiting"], status.object["waiting_files"] > 0) == (0, True)
    assert checked.object["clean"]
    listed = TODAY.district(left.district, "list", "--json")
    assert recorded.object["number"] in {json.loads(line)["number"] for line in listed.splitlines()}


def test_parts_of_an_agency_are_read_by_1_0_0_and_their_parents_passed_over(
    left: Left, frozen: Program, tmp_path: Path
):
    listed, file = tmp_path / "unit.csv", tmp_path / "aduan.json"
    listed.write_text(
        "code,name,kind,parent_code\n73.07-PUPR,Dinas PUPR Sinjai,dinas,73.07\n73.07-AIR,Bidang Air Minum,dinas,73.07-PUPR\n"
    )
    file.write_text(json.dumps({"kind": "complaint", "body": "Pipa bocor"}), encoding="utf-8")
    TODAY.district(left.district, "units", "import", listed)
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        number = frozen.office_each(left.office, [("sync",), ("record", "--json", file)])[1].object["number"]
        *_, shown, checked = frozen.office_each(
            left.office,
            [
                ("act", number, "verify"),
                ("act", number, "forward", "--to", "Bidang Air Minum"),
                ("sync",),
                ("show", number, "--json"),
                ("check", "--json"),
            ],
        )
    assert shown.object["forwarded_to"] == "73.07-AIR"
    assert checked.object["clean"]


def test_categories_and_texts_of_the_district_are_passed_over_by_1_0_0(left: Left, frozen: Program, tmp_path: Path):
    """A complaint in a category that it doesn't know shows the code there, and comes back as it was."""
    new, file = tmp_path / "aduan-baru.json", tmp_path / "aduan.json"
    new.write_text(
        json.dumps({"kind": "complaint", "body": "Kios bocor", "category": "infrastructure.district_pasar"}),
        encoding="utf-8",
    )
    file.write_text(json.dumps({"kind": "complaint", "body": "Pipa bocor"}), encoding="utf-8")
    files = {"categories": "infrastructure.,Pasar,kios,\n", "replies": '[[reply]]\nname = "Sudah"\ntext = "Sudah"\n'}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    TODAY.district(left.district, "district", *(word for name in files for word in (f"--{name}", tmp_path / name)))
    [code] = TODAY.codes_for(left.district, UNIT)
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        frozen.office_each(left.office, [("sync",), ("record", "--json", file), ("sync",)])
        second = tmp_path / "second"
        *_, recorded, _ = TODAY.office_each(
            second,
            [
                ("init", "--unit", UNIT, "--user", USER),
                ("enrol", running.url, code),
                ("sync",),
                ("record", "--json", new),
                ("sync",),
            ],
        )
        _, shown, checked = frozen.office_each(
            left.office, [("sync",), ("show", recorded.object["number"], "--json"), ("check", "--json")]
        )
    assert shown.object["category"] == "infrastructure.district_pasar"
    assert checked.object["clean"]


def test_todays_office_reads_the_agencies_of_a_district_of_1_0_0(left: Left, frozen: Program):
    with frozen.serving(left.district) as running:
        left.point(frozen, running.url)
        synced, listed, checked = TODAY.office_each(
            left.office, [("sync", "--json"), ("relay", "list", "--json"), ("check", "--json")]
        )
    assert synced.object["sent"] > 0
    assert listed.objects == []
    assert checked.object["clean"]


def test_todays_office_is_told_of_the_minimum_and_its_text_goes(left: Left, frozen: Program):
    TODAY.district(left.district, "district", "--minimum", "99.0.0", "--reason", REASON)
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        synced, status = TODAY.office_each(left.office, [("sync", "--json"), ("status", "--json")])
        assert synced.object["sent"] > 0
        assert "CVE-2026-1234" in synced.err
        assert (status.object["minimum"], status.object["waiting"]) == ("99.0.0", 0)
        TODAY.district(left.district, "district", "--minimum", "")
        _, status = TODAY.office_each(left.office, [("sync", "--json"), ("status", "--json")])
    assert "minimum" not in status.object
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)


def test_an_answer_that_brings_a_release_is_read_by_1_0_0(left: Left, frozen: Program, tmp_path: Path):
    """As it comes where a newer PC is in the same unit."""
    answer, public = tmp_path / "balasan.aduan-usb", tmp_path / "publik.txt"
    public.write_text(KEYS[0].hex())
    TODAY.district_each(
        left.district,
        [
            ("bundle", "read", left.to_district),
            ("release", "add", release(tmp_path / "made", former=()), "--public-keys", public),
        ],
    )
    with closing(sqlite3.connect(left.district / "district.sqlite")) as connection, connection:
        connection.execute("UPDATE device SET version = '1.0.0', updates = 'linux-x86_64' WHERE unit = ?", (UNIT,))
    written = TODAY.district(left.district, "bundle", "write", UNIT, answer, "--json")
    assert json.loads(written)["releases"] == ["1.1.0"]
    got, status, checked = frozen.office_each(
        left.office, [("bundle", "read", answer, "--json"), ("status", "--json"), ("check", "--json")]
    )
    assert got.object["acknowledged"] > 0
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
    assert checked.object["clean"]
