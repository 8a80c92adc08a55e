"""Offices of 1.0.0 and of today's program in one district: what one writes the other shows, works on and sends back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.v1_0_0.cases import ADDED, COMPLAINTS, STEPS, Fields, every_field, with_added
from tests.v1_0_0.programs import NEIGHBOUR, TODAY, UNIT, USER, Program
from tests.v1_0_0.reading import differences, kept

ANSWER, PHONE = "Jembatan sudah diperbaiki.", "+6281299900011"


@dataclass(frozen=True, slots=True)
class Together:
    """An office of today's program, its neighbour and a second computer with 1.0.0, and the folder of today's server."""

    folder: Path
    frozen: Program

    @property
    def district(self) -> Path:
        return self.folder / "district"

    @property
    def new(self) -> Path:
        return self.folder / "new"

    @property
    def old(self) -> Path:
        return self.folder / "old"

    @property
    def second(self) -> Path:
        return self.folder / "second"

    def file(self, name: str, fields: Fields) -> Path:
        file = self.folder / f"{name}.json"
        file.write_text(json.dumps(fields), encoding="utf-8")
        return file


def lines_of(file: Path) -> list[Fields]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def together(frozen: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    world = Together(tmp_path_factory.mktemp("together"), frozen)
    with TODAY.serving(world.district) as server:
        codes = TODAY.codes_for(world.district, UNIT, NEIGHBOUR, UNIT)
        founded = ((TODAY, world.new, UNIT), (frozen, world.old, NEIGHBOUR), (frozen, world.second, UNIT))
        for (program, data, unit), code in zip(founded, codes, strict=True):
            program.office_each(
                data, [("init", "--unit", unit, "--user", USER), ("enrol", server.url, code), ("sync",)]
            )
        yield world
    assert "Semua utuh" in TODAY.district(world.district, "check")


@pytest.mark.parametrize("writer", ["today", "1.0.0"])
def test_a_complaint_with_every_field_goes_to_the_other_version_and_its_answer_comes_back(
    together: Together, writer: str
):
    here, there = (TODAY, together.new, UNIT), (together.frozen, together.old, NEIGHBOUR)
    if writer == "1.0.0":
        here, there = there, here
    (program, data, _), (other, neighbour, receiver) = here, there
    fields = every_field()
    recorded_fields = with_added(fields, ADDED) if program is TODAY else fields
    name = f"every-{writer}"
    attached = together.folder / f"{name}.txt"
    attached.write_text(f"Surat untuk {receiver}", encoding="utf-8")
    file = together.file(name, recorded_fields | {"attachments": [str(attached)]})
    case = program.office(data, "record", "--json", file).object["id"]  # both offices have a complaint 2026-A-0001
    program.office_each(data, [("act", case, "verify"), ("act", case, "forward", "--to", receiver), ("sync",)])

    correction = together.file(f"{name}-correction", {"complainant": {"phone": PHONE}})
    _, shown, *_, checked = other.office_each(
        neighbour,
        [
            ("sync",),
            ("show", case, "--with-identity", "--json"),
            ("act", case, "accept"),
            ("act", case, "correct", "--json", correction),
            ("act", case, "respond", "--note", ANSWER),
            ("sync",),
            ("check", "--json"),
        ],
    )
    assert differences(fields, shown.object) == []
    assert [one["name"] for one in shown.object["attachments"]] == [attached.name]
    assert checked.object["clean"]

    # Who a person is says the office that recorded the complaint; the other one's correction is a request to it (PROTOCOL.md).
    _, answered, checked = program.office_each(
        data, [("sync",), ("show", case, "--with-identity", "--json"), ("check", "--json")]
    )
    assert differences(recorded_fields, answered.object) == []
    assert (answered.object["stage"], answered.object["response"]) == ("responded", ANSWER)
    assert checked.object["clean"]
    if program is TODAY:
        (request,) = answered.object["requests"]
        assert (request["wish"], request["unit"], request["person"], request["open"]) == (
            "correct", receiver, {"phone": PHONE}, True,
        )  # fmt: skip
        assert answered.object["needs_decision"]
        device, _, seq = request["event"].rpartition("-")
        decision = {"event_device": device, "event_seq": int(seq), "granted": True, "note": "Sudah ditelepon"}
        carry_out = ("act", case, "review", "--json", together.file(f"{name}-decision", decision))
    else:
        [note] = [step["note"] for step in answered.object["history"] if step["step"] == "noted"]
        assert note.startswith("Permintaan kepada kantor yang mencatat: ubah nomor telepon"), note
        carry_out = ("act", case, "correct", "--json", correction)
    corrected = with_added(recorded_fields, {"complainant": {"phone": PHONE}})
    _, _, shown, checked = program.office_each(
        data, [carry_out, ("sync",), ("show", case, "--with-identity", "--json"), ("check", "--json")]
    )
    assert differences(corrected, shown.object) == []
    assert checked.object["clean"]
    _, shown, checked = other.office_each(
        neighbour, [("sync",), ("show", case, "--with-identity", "--json"), ("check", "--json")]
    )
    assert differences(with_added(fields, {"complainant": {"phone": PHONE}}), shown.object) == []
    assert checked.object["clean"]


@pytest.mark.parametrize("owner", ["today", "1.0.0"])
def test_erasing_by_an_office_that_did_not_record_takes_nobodys_name(together: Together, owner: str):
    here, there = (TODAY, together.new), (together.frozen, together.old, NEIGHBOUR)
    if owner == "1.0.0":
        here, there = (together.frozen, together.old), (TODAY, together.new, UNIT)
    (program, data), (other, neighbour, receiver) = here, there
    fields = every_field()
    case = program.office(data, "record", "--json", together.file(f"erase-{owner}", fields)).object["id"]
    program.office_each(data, [("act", case, "verify"), ("act", case, "forward", "--to", receiver), ("sync",)])
    other.office_each(
        neighbour, [("sync",), ("act", case, "erase", "--note", "Diminta lewat kami"), ("sync",), ("check", "--json")]
    )
    _, shown, checked = program.office_each(
        data, [("sync",), ("show", case, "--with-identity", "--json"), ("check", "--json")]
    )
    assert (shown.object["erased"], shown.object["complainant"]["name"]) == (False, fields["complainant"]["name"])
    assert checked.object["clean"]
    if owner == "1.0.0":
        notes = [step["note"] for step in shown.object["history"] if step["step"] == "noted"]
        assert notes == ["Permintaan kepada kantor yang mencatat: hapus data pribadi. Alasan: Diminta lewat kami"]
    else:
        [request] = shown.object["requests"]
        assert (request["wish"], request["reason"], request["open"]) == ("erase", "Diminta lewat kami", True)
        device, _, seq = request["event"].rpartition("-")
        decision = {"event_device": device, "event_seq": int(seq), "granted": False, "note": "Pelapor tidak mau"}
        program.office_each(data, [("act", case, "review", "--json", together.file("declined", decision)), ("sync",)])
        return
    _, _, shown = program.office_each(
        data, [("act", case, "erase", "--note", "ya"), ("sync",), ("show", case, "--with-identity", "--json")]
    )
    assert (shown.object["erased"], shown.object["complainant"]["name"]) == (True, "")
    _, shown = other.office_each(neighbour, [("sync",), ("show", case, "--with-identity", "--json")])
    assert (shown.object["erased"], shown.object["complainant"]["name"]) == (True, "")
    assert [request["open"] for request in shown.object["requests"]] == [False]


def test_every_step_of_todays_program_is_shown_by_a_computer_of_1_0_0_beside_it(together: Together):
    complaints = {name: fields for name, fields in COMPLAINTS.items() if "attachments" not in fields}
    records = [("record", "--json", together.file(name, fields)) for name, fields in complaints.items()]
    recorded = TODAY.office_each(together.new, records)
    cases = {name: ended.object["id"] for name, ended in zip(complaints, recorded, strict=True)}
    acts = [
        ("act", cases[name], action, "--json", together.file(f"{name}-{count}", fields))
        for name, steps in STEPS.items()
        for count, (action, fields) in enumerate(steps)
    ]
    TODAY.office_each(together.new, [*acts, ("sync",)])
    wrote, read = together.folder / "wrote.jsonl", together.folder / "read.jsonl"
    commands = [("list", "--json"), ("log", "--json")]
    *written, _ = TODAY.office_each(together.new, [*commands, ("export", wrote, "--with-identity")])
    _, *shown, _, checked = together.frozen.office_each(
        together.second, [("sync",), *commands, ("export", read, "--with-identity"), ("check", "--json")]
    )
    for todays, theirs in zip(written, shown, strict=True):
        assert differences(kept(theirs.objects), kept(todays.objects)) == []
    assert not any(row.get("unknown") for row in shown[1].objects)
    ours, theirs = ({line["id"]: line for line in kept(lines_of(file))} for file in (wrote, read))
    assert list(ours) == list(theirs)
    # 1.0.0 carries out the erasure that another unit only asks for: what the test of erasing left here, and nothing else.
    carried_out = [case for case, line in theirs.items() if line["erased"] and not ours[case]["erased"]]
    assert not set(carried_out) & set(cases.values())
    for shown_here in TODAY.office_each(together.new, [("show", case, "--json") for case in carried_out]):
        assert [(request["wish"], request["unit"]) for request in shown_here.object["requests"]] == [
            ("erase", NEIGHBOUR)
        ]
    for case in carried_out:
        del ours[case], theirs[case]
    assert differences(theirs, ours) == []
    assert checked.object["clean"]
