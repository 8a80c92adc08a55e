"""A unit's report among districts and offices of 1.0.0: they keep it and pass it on without showing it; the district finds it once it is updated."""

import json
from pathlib import Path

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


def test_a_report_passes_a_district_and_a_colleague_of_1_0_0(frozen: Program, tmp_path: Path):
    district, today, old = tmp_path / "district", tmp_path / "today", tmp_path / "old"
    with frozen.serving(district) as server:
        for program, data in ((TODAY, today), (frozen, old)):
            (code,) = frozen.codes_for(district, UNIT)
            program.office_each(
                data, [("init", "--unit", UNIT, "--user", USER), ("enrol", server.url, code), ("sync",)]
            )
        sent, _, told, checked = TODAY.office_each(
            today,
            [
                ("report", "period", "2025-T4", "--send", "--obstacles", "Tidak ada", "--json"), ("sync",),
                ("report", "period", "2025-T4", "--sent", "--json"), ("check", "--json"),
            ],
        )  # fmt: skip
        assert sent.object["nihil"] is True
        assert told.object["arrived"] is True
        assert checked.object["clean"]
        _, log, checked, _, _ = frozen.office_each(
            old, [("sync",), ("log", "--json"), ("check", "--json"), ("list", "--json"), ("sync",)]
        )
        assert checked.object["clean"]
        assert "reported" in log.out
    assert "Semua utuh" in frozen.district(district, "check")
    assert "Semua utuh" in TODAY.district(district, "check")
    states = {
        one["unit"]: one
        for one in map(json.loads, TODAY.district(district, "reports", "--period", "2025-T4", "--json").splitlines())
    }
    assert (states[UNIT]["nihil"], states[UNIT]["received"]) == (True, 0)
    with TODAY.serving(district) as server:
        fresh = tmp_path / "fresh"
        (code,) = TODAY.codes_for(district, UNIT)
        TODAY.office_each(fresh, [("init", "--unit", UNIT, "--user", USER), ("enrol", server.url, code), ("sync",)])
        (again,) = TODAY.office_each(fresh, [("report", "period", "2025-T4", "--sent", "--json")])
        assert again.object["report"]["narrative"]["obstacles"] == "Tidak ada"


def test_a_report_goes_by_stick_to_a_district_of_1_0_0_too(frozen: Program, tmp_path: Path):
    district, today, stick = tmp_path / "district", tmp_path / "today", tmp_path / "kirim.aduan-usb"
    with frozen.serving(district) as server:
        (code,) = frozen.codes_for(district, UNIT)
        TODAY.office_each(today, [("init", "--unit", UNIT, "--user", USER), ("enrol", server.url, code), ("sync",)])
    TODAY.office_each(today, [("report", "period", "2025", "--send"), ("bundle", "write", stick)])
    frozen.district(district, "bundle", "read", stick)
    (one,) = TODAY.district(district, "reports", "--period", "2025", "--unit", UNIT, "--json").splitlines()
    assert json.loads(one)["report"]["office"]
