"""A report of SP4N-LAPOR! that the district hands to an office of 1.0.0: it is pulled, shown and answered there, and the answer goes back."""

import json
from pathlib import Path

import pytest

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


@pytest.mark.slow
def test_an_office_of_1_0_0_answers_a_report_of_lapor(frozen: Program, tmp_path: Path):
    district, office = tmp_path / "district", tmp_path / "office"
    TODAY.district(district, "district", "--code", "73.07", "--name", "Kabupaten Sinjai")
    with TODAY.serving(district) as server:
        [code] = TODAY.codes_for(district, UNIT)
        frozen.office_each(office, [("init", "--unit", UNIT, "--user", USER), ("enrol", server.url, code), ("sync",)])
        (tmp_path / "l.csv").write_text(
            f"ID Laporan;Judul;Isi Laporan;Tanggal Laporan;Disposisi ke;Target\n8416894;Jalan;Jalan rusak;20-11-2024;{UNIT};05-12-2099\n"
        )
        told = json.loads(TODAY.district(district, "lapor", "import", str(tmp_path / "l.csv"), "--json"))
        assert told["disposed"] == 1, told
        [case] = [row["complaint"] for row in told["rows"]]
        synced, shown = frozen.office_each(office, [("sync",), ("show", case, "--json")])
        complaint = shown.object
        assert (complaint["lapor_id"], complaint["channel"], complaint["title"]) == (
            "8416894",
            "disposition",
            "Jalan",
        ), synced
        assert "Target selesai 05-12-2099." in json.dumps(complaint["history"], ensure_ascii=False)
        frozen.office_each(
            office,
            [
                ("act", case, "follow-up", "--note", "Sudah ditinjau"), ("act", case, "respond", "--note", "Jalan sudah diperbaiki"),
                ("sync",),
            ],
        )  # fmt: skip
        ready = [
            json.loads(line) for line in TODAY.district(district, "lapor", "list", "--ready", "--json").splitlines()
        ]
        if not ready:
            frozen.office_each(office, [("act", case, "approve"), ("sync",)])
            ready = [
                json.loads(line) for line in TODAY.district(district, "lapor", "list", "--ready", "--json").splitlines()
            ]
        assert [row["lapor_id"] for row in ready] == ["8416894"]
        assert "Jalan sudah diperbaiki" in TODAY.district(district, "lapor", "text", "8416894")
        TODAY.district(district, "lapor", "done", "8416894")
        synced, shown, checked = frozen.office_each(office, [("sync",), ("show", case, "--json"), ("check", "--json")])
        assert "SP4N-LAPOR!" in json.dumps(shown.object["history"], ensure_ascii=False), synced
        assert checked.object["clean"]
    assert "Semua utuh" in TODAY.district(district, "check")
