"""An announcement reaches offices of today, which say that they read it, and one of 1.0.0 goes on as if there were none."""

import re
from pathlib import Path

import pytest

from tests.sync.server.test_roles import account, enter
from tests.sync.server.test_unit_desk import Officer
from tests.v1_0_0.programs import NEIGHBOUR, TODAY, UNIT, USER, Program


@pytest.mark.slow
def test_an_announcement_is_read_at_the_office_and_known_at_the_district(frozen: Program, tmp_path: Path):
    district, village, old = tmp_path / "district", tmp_path / "village", tmp_path / "old"
    with TODAY.serving(district) as server:
        codes = TODAY.codes_for(district, UNIT, NEIGHBOUR)
        account(district, "Rahma", "--role", "coordinator")
        account(district, "Lurah", "--role", "unit", "--unit", NEIGHBOUR)
        for program, data, unit, code in ((TODAY, village, UNIT, codes[0]), (frozen, old, NEIGHBOUR, codes[1])):
            program.office_each(
                data, [("init", "--unit", unit, "--user", USER), ("enrol", server.url, code), ("sync",)]
            )
        rahma, lurah = (Officer(server, name, enter(server, name)[0]) for name in ("Rahma", "Lurah"))
        assert rahma.post("/pengumuman/kirim", text="Rapat koordinasi Senin").status_code == 303
        assert rahma.post("/pengumuman/kirim", text="Hanya lurah", units=NEIGHBOUR).status_code == 303
        for wrong in ({"text": " "}, {"text": "x" * 2001}, {"text": "x", "units": "99.99.99"}):
            assert rahma.post("/pengumuman/kirim", None, **wrong).status_code == 422
        synced, shown = TODAY.office_each(village, [("sync",), ("announcements", "--json")])
        assert [one["text"] for one in shown.objects] == ["Rapat koordinasi Senin"], synced
        assert "Dibaca 0" in rahma.get("/pengumuman").text
        number = str(shown.objects[0]["number"])
        read, _, again = TODAY.office_each(
            village, [("announcements", "--read", number, "--json"), ("sync",), ("announcements", "--json")]
        )
        assert read.objects == again.objects == []
        page = rahma.get("/pengumuman").text
        assert re.findall(r"Dibaca (\d+)", page) == ["0", "1"]
        frozen.office_each(old, [("sync",), ("check", "--json")])
        assert "Hanya lurah" in lurah.get("/meja").text
        assert lurah.post("/meja/pengumuman", number=number).status_code == 303
        assert "Rapat koordinasi" not in lurah.get("/meja").text
        assert lurah.post("/meja/pengumuman", number="2").status_code == 303
        assert "Hanya lurah" not in lurah.get("/meja").text
        assert rahma.post("/pengumuman/tarik", number=number).status_code == 303
        assert "ditarik" in rahma.get("/pengumuman").text
        assert lurah.post("/pengumuman/kirim", text="x").status_code == 403
    assert "Semua utuh" in TODAY.district(district, "check")
