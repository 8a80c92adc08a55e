"""A district's folder, and a backup of it, that 1.0.0 wrote: today's server opens and reads them, and the offices of 1.0.0 go on."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.v1_0_0.programs import TODAY, Left, Program
from tests.v1_0_0.reading import differences, kept, read_district


def by_id(reading: dict[str, Any]) -> dict[str, Any]:
    """The reading with its list in one order: since 1.0.0, what was recorded last stands first, not what was received last."""
    return reading | {"list": sorted(reading["list"], key=lambda row: row["id"])}


def same_as_1_0_0(left: Left, district: Path) -> None:
    """Today's program reads in this district's folder all that 1.0.0 read, and lists what was recorded last first."""
    old, new = kept(left.read["district"]), kept(read_district(TODAY, district))
    assert differences(by_id(old), by_id(new)) == []
    recorded_at = {line["complaint"]: line["at"] for line in old["log"] if line["type"] == "Recorded"}
    listed = [row["id"] for row in new["list"]]
    assert listed == sorted(listed, key=recorded_at.__getitem__, reverse=True)


def test_a_district_of_1_0_0_is_read_as_1_0_0_read_it(left: Left):
    assert "Semua utuh" in TODAY.district(left.district, "check")
    same_as_1_0_0(left, left.district)


def test_what_was_sealed_in_1_0_0_is_opened_with_the_key_of_then(left: Left):
    (opened,) = TODAY.district(left.district, "open-sealed", "--key", left.inspectorate_key).splitlines()
    assert "Pungutan oleh kepala dusun" in opened


def test_a_backup_of_a_district_of_1_0_0_is_restored(left: Left, tmp_path: Path):
    folder = tmp_path / "district"
    TODAY.district(folder, "restore", left.district_backup)
    shutil.copy(left.district / "district.keys", folder)
    assert "Semua utuh" in TODAY.district(folder, "check")
    same_as_1_0_0(left, folder)


def test_an_office_of_1_0_0_goes_on_syncing_with_todays_server(left: Left, frozen: Program, tmp_path: Path):
    file = tmp_path / "aduan.json"
    file.write_text(json.dumps({"kind": "complaint", "body": "Lampu jalan padam lagi"}), encoding="utf-8")
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        first, recorded, second, third, status, checked, listed = frozen.office_each(
            left.office,
            [
                ("sync", "--json"),
                ("record", "--json", file),
                ("sync", "--json"),
                ("sync", "--json"),
                ("status", "--json"),
                ("check", "--json"),
                ("list", "--json"),
            ],
        )
    assert first.object["sent"] > 0
    assert first.object["received"] > 0
    assert (second.object["sent"], third.object["sent"], third.object["received"]) == (1, 0, 0)
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
    assert checked.object["clean"]
    checked_there, listed_there = TODAY.district_each(left.district, [("check",), ("list", "--json")])
    assert "Semua utuh" in checked_there
    at_district = [json.loads(line) for line in listed_there.splitlines()]
    assert recorded.object["number"] in {row["number"] for row in at_district}
    assert {row["number"]: row["stage"] for row in at_district} == {
        row["number"]: row["stage"] for row in listed.objects
    }
