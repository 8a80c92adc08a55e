"""A step that is taken back at today's computer, beside one of 1.0.0: it reads the words, goes on, and both agree after its next step."""

import json
from pathlib import Path

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


def test_a_computer_of_1_0_0_reads_that_a_step_was_taken_back_and_works_on(frozen: Program, tmp_path: Path):
    new, old, district = (tmp_path / name for name in ("new", "old", "district"))
    file = tmp_path / "complaint.json"
    file.write_text(json.dumps({"kind": "complaint", "body": "Lampu jalan padam"}), encoding="utf-8")
    frozen.office_each(old, [("init", "--unit", UNIT, "--user", USER)])
    _, recorded, *_ = TODAY.office_each(new, [("init", "--unit", UNIT, "--user", USER), ("record", "--json", file)])
    case = recorded.object["id"]
    with TODAY.serving(district) as server:
        for (program, data), code in zip(
            [(TODAY, new), (frozen, old)], TODAY.codes_for(district, UNIT, UNIT), strict=True
        ):
            program.office_each(data, [("enrol", server.url, code), ("sync",)])
        *_, undone, shown, _ = TODAY.office_each(
            new, [("act", case, "verify"), ("act", case, "undo"), ("show", case, "--json"), ("sync",)]
        )
        assert undone.object["stage"] == "new"
        assert [step["undone"] for step in shown.object["history"]] == [False, True, False]
        _, shown, checked, *_ = frozen.office_each(
            old,
            [
                ("sync",), ("show", case, "--json"), ("check", "--json"), ("act", case, "note", "--note", "Pelapor menelepon"), ("sync",),
            ],
        )  # fmt: skip
        [note] = [step["note"] for step in shown.object["history"] if step["step"] == "noted"]
        assert note == "Langkah dibatalkan: Verifikasi."
        assert not any(step.get("unknown") or step["misplaced"] for step in shown.object["history"])
        assert checked.object["clean"]
        _, shown, checked = TODAY.office_each(new, [("sync",), ("show", case, "--json"), ("check", "--json")])
        assert (shown.object["stage"], checked.object["clean"]) == ("new", True)
    assert "Semua utuh" in TODAY.district(district, "check")
