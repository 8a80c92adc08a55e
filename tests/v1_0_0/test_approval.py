"""An answer corrected and approved in one step, beside a computer of 1.0.0: it reads two steps that it knows, and the same answer."""

import json
from pathlib import Path

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


def test_a_computer_of_1_0_0_reads_the_corrected_answer(frozen: Program, tmp_path: Path):
    new, old, district = (tmp_path / name for name in ("new", "old", "district"))
    file, draft = tmp_path / "complaint.json", tmp_path / "draft.json"
    file.write_text(json.dumps({"kind": "complaint", "body": "Lampu jalan padam"}), "utf-8")
    draft.write_text(json.dumps({"draft": True}), "utf-8")
    frozen.office_each(old, [("init", "--unit", UNIT, "--user", USER)])
    _, recorded, *_ = TODAY.office_each(new, [("init", "--unit", UNIT, "--user", USER), ("record", "--json", file)])
    case = recorded.object["id"]
    with TODAY.serving(district) as server:
        for (program, data), code in zip(
            [(TODAY, new), (frozen, old)], TODAY.codes_for(district, UNIT, UNIT), strict=True
        ):
            program.office_each(data, [("enrol", server.url, code), ("sync",)])
        TODAY.office_each(
            new, [("act", case, "verify"), ("act", case, "respond", "--note", "Nanti.", "--json", draft), ("sync",)]
        )
        _, waiting = frozen.office_each(old, [("sync",), ("show", case, "--json")])
        assert waiting.object["stage"] == "awaiting_approval"
        TODAY.office_each(new, [("act", case, "approve", "--answer", "Lampu sudah diganti."), ("sync",)])
        _, shown, checked = frozen.office_each(old, [("sync",), ("show", case, "--json"), ("check", "--json")])
        assert (shown.object["stage"], shown.object["response"]) == ("responded", "Lampu sudah diganti.")
        assert not any(step.get("unknown") or step["misplaced"] for step in shown.object["history"])
        assert checked.object["clean"]
        # What 1.0.0 does then is read here as ever.
        frozen.office_each(old, [("act", case, "close"), ("sync",)])
        assert TODAY.office_each(new, [("sync",), ("show", case, "--json")])[1].object["stage"] == "closed"
    assert "Semua utuh" in TODAY.district(district, "check")
