"""A computer of 1.0.0 beside today's, after a complaint got another register number: it reads on and works on."""

import json
from pathlib import Path

import pytest

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


@pytest.mark.parametrize("later", ["today", "1.0.0"])
def test_a_computer_of_1_0_0_reads_on_and_works_on_a_complaint_with_another_number(
    frozen: Program, tmp_path: Path, later: str
):
    new, old, district = (tmp_path / name for name in ("new", "old", "district"))
    file = tmp_path / "complaint.json"
    file.write_text(json.dumps({"kind": "complaint", "body": "Lampu jalan padam"}), encoding="utf-8")
    order = [(TODAY, new), (frozen, old)] if later == "1.0.0" else [(frozen, old), (TODAY, new)]
    receipts = [
        program.office_each(data, [("init", "--unit", UNIT, "--user", USER), ("record", "--json", file)])[1].object
        for program, data in order
    ]
    assert receipts[0]["number"] == receipts[1]["number"]
    case, former = receipts[1]["id"], receipts[1]["number"]
    with TODAY.serving(district) as server:
        for (program, data), code in zip(order, TODAY.codes_for(district, UNIT, UNIT), strict=True):
            program.office_each(data, [("enrol", server.url, code), ("sync",)])
        _, renumbered, *_ = TODAY.office_each(new, [("sync",), ("renumber", former), ("sync",)])
        assert (renumbered.object["id"], renumbered.object["former"]) == (case, former)
        number = renumbered.object["number"]
        _, shown, checked, *_ = frozen.office_each(
            old, [("sync",), ("show", case, "--json"), ("check", "--json"), ("act", case, "verify"), ("sync",)]
        )
        assert shown.object["number"] == former
        [note] = [step["note"] for step in shown.object["history"] if step["step"] == "noted"]
        assert number in note
        assert not any(step.get("unknown") or step["misplaced"] for step in shown.object["history"])
        assert checked.object["clean"]
        _, shown, checked = TODAY.office_each(new, [("sync",), ("show", number, "--json"), ("check", "--json")])
        assert (shown.object["id"], shown.object["stage"], shown.object["former_numbers"]) == (
            case,
            "verified",
            [former],
        )
        assert (checked.object["clean"], checked.object["doubled"]) == (True, [])
    assert "Semua utuh" in TODAY.district(district, "check")
