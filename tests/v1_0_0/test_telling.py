"""Who was told, and who need not be, beside a computer of 1.0.0: it reads a contact and a note, goes on, and its contacts count."""

import json
from pathlib import Path

from tests.v1_0_0.programs import TODAY, UNIT, USER, Program


def test_a_computer_of_1_0_0_tells_and_reads_who_was_told(frozen: Program, tmp_path: Path):
    new, old, district = (tmp_path / name for name in ("new", "old", "district"))
    file, person, contact = (tmp_path / f"{name}.json" for name in ("complaint", "person", "contact"))
    phone = {"name": "Andi", "phone": "081234567890"}
    file.write_text(json.dumps({"kind": "complaint", "body": "Lampu jalan padam", "complainant": phone}), "utf-8")
    person.write_text(json.dumps({"complainant": {"name": "Besse", "phone": "081234567891"}}), "utf-8")
    contact.write_text(json.dumps({"channel": "whatsapp", "supporter": 1}), "utf-8")
    frozen.office_each(old, [("init", "--unit", UNIT, "--user", USER)])
    _, recorded, *_ = TODAY.office_each(new, [("init", "--unit", UNIT, "--user", USER), ("record", "--json", file)])
    case = recorded.object["id"]

    def waits() -> list[int]:
        return TODAY.office_each(new, [("sync",), ("show", case, "--json")])[1].object["owed_to"]

    with TODAY.serving(district) as server:
        for (program, data), code in zip(
            [(TODAY, new), (frozen, old)], TODAY.codes_for(district, UNIT, UNIT), strict=True
        ):
            program.office_each(data, [("enrol", server.url, code), ("sync",)])
        TODAY.office_each(
            new,
            [
                ("act", case, "support", "--json", person), ("act", case, "verify"), ("act", case, "respond", "--note", "Diganti"),
                ("act", case, "contact", "--note", "dikabari", "--json", contact), ("sync",),
            ],
        )  # fmt: skip
        assert waits() == [0]
        frozen.office_each(old, [("sync",), ("act", case, "contact", "--note", "ditelepon"), ("sync",)])
        assert waits() == []
        TODAY.office_each(new, [("act", case, "close"), ("act", case, "no-contact", "--note", "Sudah tahu"), ("sync",)])
        assert waits() == []
        _, shown, checked = frozen.office_each(old, [("sync",), ("show", case, "--json"), ("check", "--json")])
        told = [step["note"] for step in shown.object["history"] if step["step"] in ("contacted", "noted")]
        assert told == ["dikabari", "ditelepon", "Tidak perlu dikabari. Sudah tahu"]
        assert not any(step.get("unknown") or step["misplaced"] for step in shown.object["history"])
        assert checked.object["clean"]
        assert TODAY.office(new, "check", "--json").object["clean"]
    assert "Semua utuh" in TODAY.district(district, "check")
