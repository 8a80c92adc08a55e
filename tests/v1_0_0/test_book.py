"""A book, and a backup of it, that 1.0.0 wrote: today's program opens, reads, writes and syncs them."""

import json
from pathlib import Path

import pytest

from tests.v1_0_0.make import HEAD
from tests.v1_0_0.programs import PASSWORD, TODAY, UNIT, Left, Program
from tests.v1_0_0.reading import differences, kept, read_office


def fresh(folder: Path, body: str = "Jembatan gantung putus talinya") -> Path:
    file = folder / "aduan.json"
    file.write_text(json.dumps({"kind": "complaint", "body": body}), encoding="utf-8")
    return file


def numbers(rows: list[dict[str, str]]) -> list[str]:
    return sorted(row["number"] for row in rows)


def test_a_book_of_1_0_0_is_read_as_1_0_0_read_it(left: Left):
    checked = TODAY.office(left.office, "check", "--json").object
    assert (checked["clean"], checked["problems"], checked["mended"]) == (True, [], [])
    assert differences(kept(left.read["office"]), kept(read_office(TODAY, left.office))) == []


def test_the_second_user_of_a_book_of_1_0_0_still_has_the_role_and_the_password(left: Left):
    listed, refused = TODAY.tried(left.office, [("list", "--json"), ("act", "2026-A-0001", "verify")], user=HEAD)
    assert len(listed.objects) == len(left.read["office"]["list"])
    assert (refused.code, "Peran Anda" in refused.err) == (1, True)


@pytest.mark.parametrize("server", ["today", "frozen"])
def test_a_book_of_1_0_0_is_written_and_synced(left: Left, frozen: Program, tmp_path: Path, server: str):
    district = TODAY if server == "today" else frozen
    with district.serving(left.district) as running:
        left.point(frozen, running.url)
        _, recorded, verified, synced, status, checked, listed = TODAY.office_each(
            left.office,
            [
                ("sync",),
                ("record", "--json", fresh(tmp_path)),
                ("act", "2026-A-0001", "verify", "--note", "Lengkap"),
                ("sync", "--json"),
                ("status", "--json"),
                ("check", "--json"),
                ("list", "--json"),
            ],
        )
    new = recorded.object["number"]
    assert numbers(listed.objects) == sorted([*numbers(left.read["office"]["list"]), new])
    assert verified.object["stage"] == "verified"
    assert synced.object["sent"] == 2
    assert (status.object["waiting"], status.object["waiting_files"]) == (0, 0)
    assert checked.object["clean"]
    checked_there, listed_there = district.district_each(left.district, [("check",), ("list", "--json")])
    assert "Semua utuh" in checked_there
    at_district = [json.loads(line) for line in listed_there.splitlines()]
    assert numbers(at_district) == numbers(listed.objects)
    assert next(row["stage"] for row in at_district if row["number"] == "2026-A-0001") == "verified"


def test_what_the_neighbour_answered_meanwhile_arrives_in_a_book_of_1_0_0(left: Left, frozen: Program):
    with TODAY.serving(left.district) as running:
        left.point(frozen, running.url)
        forwarded = next(one for one in left.read["office"]["show"] if one["title"] == "Jalan ke kelurahan rusak")
        _, shown = TODAY.office_each(left.office, [("sync",), ("show", forwarded["number"], "--json")])
    assert (forwarded["stage"], shown.object["stage"]) == ("forwarded", "responded")
    assert shown.object["response"] == "Jalan sudah ditambal."


def test_a_backup_of_1_0_0_is_restored_written_and_synced(left: Left, frozen: Program, tmp_path: Path):
    folder = tmp_path / "baru"
    restored, listed, checked = TODAY.office_each(
        folder, [("restore", left.backup, "--json"), ("list", "--json"), ("check", "--json")]
    )
    assert restored.object["complaints"] == len(left.read["office"]["list"])
    assert differences(kept(left.read["office"]["list"]), kept(listed.objects)) == []
    assert (checked.object["clean"], checked.object["mended"]) == (True, [])
    with TODAY.serving(left.district) as running:
        (code,) = TODAY.codes_for(left.district, UNIT)
        *_, recorded, synced, status = TODAY.office_each(
            folder,
            [
                ("enrol", running.url, code),
                ("record", "--json", fresh(tmp_path)),
                ("sync", "--json"),
                ("status", "--json"),
            ],
        )
    assert recorded.object["number"] not in numbers(listed.objects)
    assert synced.object["outcome"] == "ok"
    assert status.object["waiting"] == 0
    assert PASSWORD not in restored.err


def test_the_first_opening_of_a_book_of_1_0_0_says_what_it_does_and_the_next_says_nothing(left: Left):
    first, second = (TODAY.office(left.office, "list") for _ in range(2))
    assert "Cadangannya dibuat dan diperiksa dahulu" in first.err
    assert "Buku disesuaikan dengan versi ini: 0 dari" in first.err
    assert second.err == ""
