"""Dispositions with target day, priority and several units, among offices of 1.0.0: each reads all of it in words, and answers."""

from pathlib import Path

import pytest

from tests.sync.server.test_roles import account, enter
from tests.sync.server.test_unit_desk import Officer
from tests.v1_0_0.programs import NEIGHBOUR, TODAY, UNIT, USER, Program
from tests.v1_0_0.test_web_unit import shown


@pytest.mark.slow
def test_offices_of_1_0_0_understand_a_disposition_to_several_units(frozen: Program, tmp_path: Path):
    district, village, neighbour = tmp_path / "district", tmp_path / "village", tmp_path / "neighbour"
    kecamatan = UNIT[:8]
    with TODAY.serving(district) as server:
        codes = TODAY.codes_for(district, UNIT, NEIGHBOUR)
        account(district, "Rahma", "--role", "coordinator")
        account(district, "Camat", "--role", "unit", "--unit", kecamatan)
        for data, unit, code in zip((village, neighbour), (UNIT, NEIGHBOUR), codes, strict=True):
            frozen.office_each(data, [("init", "--unit", unit, "--user", USER), ("enrol", server.url, code), ("sync",)])
        file = tmp_path / "case.json"
        file.write_text('{"kind": "complaint", "body": "Talud jebol"}', encoding="utf-8")
        case: str = frozen.office(village, "record", "--json", file).object["id"]
        frozen.office(village, "sync")
        rahma = Officer(server, "Rahma", enter(server, "Rahma")[0])
        order = {
            "unit": NEIGHBOUR,
            "also": kecamatan,
            "due_on": "2099-01-05",
            "priority": "urgent",
            "note": "Bantu alat berat",
        }
        assert rahma.post(f"/aduan/{case}/disposisi", None, **order).status_code == 303
        for data in (village, neighbour):
            complaint = shown(frozen, data, case)
            assert (complaint["stage"], complaint["forwarded_to"]) == ("forwarded", NEIGHBOUR)
            note = [step for step in complaint["history"] if step["step"] == "forwarded"][-1]["note"]
            for words in ("Segera.", "Target selesai 05-01-2099.", "bersama", "Bantu alat berat"):
                assert words in note
            assert not [step for step in complaint["history"] if step.get("misplaced")]
        frozen.office_each(
            neighbour, [("act", case, "accept"), ("act", case, "respond", "--note", "Talud sudah dipasang"), ("sync",)]
        )
        assert shown(frozen, village, case)["response"] == "Talud sudah dipasang"
        assert "Talud sudah dipasang" in rahma.get(f"/aduan/{case}").text
    assert "Semua utuh" in TODAY.district(district, "check")
