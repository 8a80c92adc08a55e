"""A unit that works on the web, among offices of 1.0.0: they read its steps as that unit's, also its own PC, and nothing is out of place."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sync.server.test_roles import account, enter
from tests.sync.server.test_unit_desk import Officer, picture
from tests.v1_0_0.programs import NEIGHBOUR, TODAY, UNIT, USER, Program


def shown(program: Program, data: Path, case: str) -> dict[str, Any]:
    synced, complaint, checked = program.office_each(data, [("sync",), ("show", case, "--json"), ("check", "--json")])
    assert checked.object["clean"], synced
    return complaint.object


@pytest.mark.slow
def test_offices_of_1_0_0_read_what_a_unit_does_on_the_web(frozen: Program, tmp_path: Path):
    district, village, own = tmp_path / "district", tmp_path / "village", tmp_path / "own"
    with TODAY.serving(district) as server:
        codes = TODAY.codes_for(district, UNIT, NEIGHBOUR)
        account(district, "Lurah", "--role", "unit", "--unit", NEIGHBOUR, "--head")
        for data, unit, code in zip((village, own), (UNIT, NEIGHBOUR), codes, strict=True):
            frozen.office_each(data, [("init", "--unit", unit, "--user", USER), ("enrol", server.url, code), ("sync",)])
        cases = [handed_over(frozen, village, number, tmp_path) for number in range(3)]
        answered, refused, postponed = cases
        lurah = Officer(server, "Lurah", enter(server, "Lurah")[0])
        assert lurah.step(answered, "accept") == 303
        assert lurah.step(answered, "follow-up", "Sudah dicek ke lokasi") == 303
        assert lurah.post(f"/meja/{answered}/lampiran", {"file": ("bukti.jpg", picture())}).status_code == 303
        shown(frozen, own, answered)
        frozen.office_each(own, [("act", answered, "note", "--note", "Dari komputer lurah"), ("sync",)])
        assert "Dari komputer lurah" in lurah.get(f"/meja/{answered}").text
        assert lurah.step(answered, "respond", "Talud sudah diperbaiki", draft="1") == 303
        assert lurah.step(answered, "approve") == 303
        assert lurah.step(refused, "not-ours", "Jalan kabupaten") == 303
        assert lurah.step(postponed, "postpone", "Alamat belum jelas") == 303
        for data in (village, own):
            complaint = shown(frozen, data, answered)
            assert (complaint["stage"], complaint["response"]) == ("responded", "Talud sudah diperbaiki")
            assert [file["name"] for file in complaint["attachments"]] == ["bukti.jpg"]
            assert shown(frozen, data, refused)["stage"] == "in_progress"
            assert shown(frozen, data, postponed)["stage"] == "returned"
            for case in cases:
                steps = shown(frozen, data, case)["history"]
                assert not [step for step in steps if step.get("misplaced")], steps
        closing_where_it_belongs(frozen, village, answered, lurah)
    assert "Semua utuh" in TODAY.district(district, "check")


def handed_over(frozen: Program, village: Path, number: int, folder: Path) -> str:
    """A complaint that the village forwarded to its neighbour."""
    file = folder / f"{number}.json"
    file.write_text(json.dumps({"kind": "complaint", "body": f"Talud jebol {number}"}), encoding="utf-8")
    case: str = frozen.office(village, "record", "--json", file).object["id"]
    frozen.office_each(village, [("act", case, "verify"), ("act", case, "forward", "--to", NEIGHBOUR), ("sync",)])
    return case


def closing_where_it_belongs(frozen: Program, village: Path, case: str, lurah: Officer) -> None:
    """The office goes on from the web unit's answer, and the unit sees it."""
    frozen.office_each(village, [("act", case, "close"), ("sync",)])
    assert "Selesai" in lurah.get(f"/meja/{case}").text
