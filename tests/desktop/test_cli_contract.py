"""cli.md, line by line: other programs rely on these forms and exit codes."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from desktop import __version__
from tests.conftest import PASSWORD, Founded
from tests.desktop.command import Run, runner

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "kind": "complaint", "title": "Jembatan Bonto lapuk", "body": "Papan jembatan gantung lapuk.", "expectation": "Papan diganti.",
    "channel": "letter", "received_on": "2026-11-20", "occurred_on": "2026-11-18", "category": "infrastructure.bridge",
    "supervisory": False, "anonymous": False, "confidential": True,
    "location": {"dusun": "Bonto", "rt": "03", "rw": "01", "detail": "dekat masjid", "latitude": -5.2, "longitude": 120.1},
    "subject": "Kaur Umum", "suspected_loss": 1500000,
    "complainant": {
        "name": "Andi Baso Ramli", "national_id": "7307031504870001", "sex": "male", "phone": "+6281234567890",
        "email": "andi@contoh.id", "address": "Dusun Bonto", "disability": "tunanetra",
        "role": "community_leader",
    },
    "lapor_id": "8416894",
}  # fmt: skip


def program(
    *arguments: object, given: bytes = b"", password: str | None = PASSWORD, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BUKU_ADUAN")} | {"PYTHONPATH": str(ROOT)}
    if password is not None:
        environment["BUKU_ADUAN_PASSWORD"] = password
    command = [sys.executable, "-m", "desktop", *(str(one) for one in arguments)]
    return subprocess.run(
        command, input=given, capture_output=True, env=environment, timeout=120, check=False, cwd=cwd or ROOT
    )


def write(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


@pytest.fixture
def whole(run: Run, tmp_path: Path) -> str:
    return run("record", "--json", write(tmp_path, "whole.json", WHOLE)).object["number"]


def test_a_subcommand_never_imports_qt(founded: Founded):
    code = (
        "import sys; from desktop.__main__ import main; "
        f"code = main(['--data', {str(founded.folder)!r}, 'list', '--json']); "
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    environment = os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr


def test_version_and_help_need_no_office(tmp_path: Path):
    assert program("--version").stdout.decode().split() == ["buku-aduan", __version__]
    assert program("--data", tmp_path / "none", "list", "--help", password=None).returncode == 0


def test_init_prints_the_recovery_code_once_and_it_opens_the_vault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from desktop.store.vault import Vault

    run = runner(tmp_path / "new", capsys, monkeypatch)
    ended = run("init", "--unit", "73.07.01.2003", "--user", "Siti Aminah")
    assert ended.code == 0
    assert re.fullmatch(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}\n", ended.out)
    assert Vault(tmp_path / "new").unlock_with_recovery(ended.out).key
    status = run("status", "--json").object
    assert (status["enrolled"], status["waiting"], status["last_success"]) == (False, 0, None)
    assert status["unit"] == "73.07.01.2003"


def test_init_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    run = runner(tmp_path / "new", capsys, monkeypatch)
    made = run("init", "--unit", "73.07.01.2003", "--user", "Siti", "--role", "admin", "--json").object
    assert re.fullmatch(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", made["recovery_code"])


@pytest.mark.parametrize("unit", ["73.07.01.9999", "73.07", "", "'; DROP", "٧٣"])
def test_init_refuses_what_is_no_village(
    unit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run = runner(tmp_path / "new", capsys, monkeypatch)
    ended = run("init", "--unit", unit, "--user", "Siti")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "new").exists()


def test_init_refuses_a_place_that_can_be_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_bytes(b"x")
    # On Windows the root is that of a drive, where an office may be kept: `--data E:\\`.
    roots = () if os.name == "nt" else (Path("/"),)
    for place in (tmp_path / "file", tmp_path / "file" / "below", *roots):
        ended = runner(place, capsys, monkeypatch)("init", "--unit", "73.07.01.2003", "--user", "Siti")
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "tak terduga" not in ended.err
    assert (tmp_path / "file").read_bytes() == b"x"


def test_the_demo_is_not_founded_or_restored(run: Run, tmp_path: Path):
    assert run("--demo", "init", "--unit", "73.07.01.2003", "--user", "Siti").code == 1
    assert run("--demo", "restore", tmp_path / "b.aduan").code == 1


def test_text_that_no_terminal_should_send_is_cleaned(run: Run, whole: str):
    assert run("act", whole, "note", "--note", "a\udc80\x00b\x1b[31m").code == 0
    assert run("list", "--query", "\udc80 a").code == 0
    assert run("list", "--json", "--user", "\udc80").code == 3


def test_init_never_touches_an_office_that_is_there(run: Run, founded: Founded):
    before = (founded.folder / "keys.json").read_bytes()
    assert run("init", "--unit", "73.07.01.2003", "--user", "Siti").code == 1
    assert (founded.folder / "keys.json").read_bytes() == before


def test_record_and_show_carry_every_field(run: Run, whole: str):
    shown = run("show", whole, "--json", "--with-identity").object
    assert {name: shown[name] for name in WHOLE} == WHOLE
    assert (shown["number"], shown["stage"], shown["conflicts"], shown["attachments"]) == (whole, "new", [], [])
    assert [step["step"] for step in shown["history"]] == ["recorded", "identity_shown"]
    assert [found["step"] for found in shown["deadlines"]] == ["verify", "follow_up", "done"]


def test_show_masks_identities_and_showing_them_is_logged(run: Run, whole: str):
    masked = run("show", whole, "--json")
    for secret in ("Andi Baso", "7307031504870001", "81234567890", "andi@contoh.id", "Kaur Umum", "tunanetra"):
        assert secret not in masked.out
    assert set(masked.object["complainant"]) == set(WHOLE["complainant"])  # type: ignore[arg-type]
    assert [event["step"] for event in run("log", "--json").objects] == ["recorded"]
    run("show", whole, "--json", "--with-identity")
    assert [event["step"] for event in run("log", "--json").objects] == ["recorded", "identity_shown"]


def test_record_prints_number_code_and_id(run: Run, tmp_path: Path):
    given = write(tmp_path, "one.json", {"kind": "aspiration", "body": "Mohon lampu jalan ditambah di Lappae."})
    receipt = run("record", "--json", given).object
    assert set(receipt) == {"number", "tracking_code", "id"}
    assert re.fullmatch(r"\d{4}-A-0001", receipt["number"])
    assert run("show", receipt["id"], "--json").object["title"] == "Lampu jalan ditambah di Lappae"
    assert run("show", receipt["tracking_code"], "--json").object["number"] == receipt["number"]


def test_record_reads_stdin_and_writes_utf8(founded: Founded):
    ended = program(
        "--data", founded.folder, "record", "--json", "-", given='{"kind":"complaint","body":"Désa Pu’u — ꦀ"}'.encode()
    )
    assert ended.returncode == 0, ended.stderr
    number = json.loads(ended.stdout)["number"]
    shown = program("--data", founded.folder, "show", number, "--json").stdout.decode("utf-8")
    assert json.loads(shown)["body"] == "Désa Pu’u — ꦀ"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_record_reads_what_windows_tools_write(run: Run, tmp_path: Path, encoding: str):
    file = tmp_path / "one.json"
    file.write_text('{"kind":"complaint","body":"Jalan rusak"}', encoding=encoding)
    assert run("record", "--json", file).code == 0


def test_attachments_are_found_beside_the_json(run: Run, tmp_path: Path):
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0 foto")
    given = write(tmp_path, "one.json", {"kind": "complaint", "body": "Jalan rusak", "attachments": ["foto.jpg"]})
    number = run("record", "--json", given).object["number"]
    (attached,) = run("show", number, "--json").object["attachments"]
    assert (attached["name"], attached["media_type"], attached["size"]) == ("foto.jpg", "image/jpeg", 9)


@pytest.mark.parametrize(
    "given",
    [
        b"", b"{", b"[]", b"null", b'{"kind":"complaint"}', b'{"body":"x"}', b'{"kind":"nonsense","body":"x"}',
        b'{"kind":"complaint","body":""}', b'{"kind":"complaint","body":"x","surprise":1}',
        b'{"kind":"complaint","body":"x","received_on":"2026-02-30"}', b'{"kind":"complaint","body":"x","suspected_loss":-1}',
        b'{"kind":"complaint","body":"x","suspected_loss":1e400}', b'{"kind":"complaint","body":"x","complainant":{"national_id":"12"}}',
        b'{"kind":"complaint","body":"x","attachments":["/nope"]}', b'{"kind":"complaint","body":"x","attachments":["a\\u0000b"]}',
        b'{"kind":"complaint","body":"x","attachments":["."]}', b'{"kind":"complaint","body":"\\ud800\\udc"}',
        b'{"kind":"complaint","body":"x","location":' + b"[" * 5000 + b"]" * 5000 + b"}", b"\xff\xfe\x00", b"\x00" * 100,
        b'{"kind":"complaint","body":"x","sealed":true}', b'{"kind":"complaint","body":"x","location":{"latitude":1}}',
    ],
)  # fmt: skip
def test_hostile_json_is_refused_with_one_line_and_nothing_recorded(run: Run, tmp_path: Path, given: bytes):
    file = tmp_path / "hostile.json"
    file.write_bytes(given)
    ended = run("record", "--json", file)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "tak terduga" not in ended.err
    assert run("list", "--json").out == ""


def test_a_fault_names_its_field(run: Run, tmp_path: Path):
    given = write(tmp_path, "one.json", {"kind": "complaint", "body": "x", "complainant": {"phone": "abc"}})
    assert "complainant.phone" in run("record", "--json", given).err


def test_a_step_is_taken_and_a_wrong_one_refused(run: Run, whole: str):
    assert run("act", whole, "verify", "--note", "Lengkap").object["stage"] == "verified"
    refused = run("act", whole, "close")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert run("act", whole, "forward", "--to", "73.07.05").object["stage"] == "forwarded"
    assert run("act", whole, "follow-up", "--note", "Ditanya ke kecamatan").code == 0
    assert run("show", whole, "--json").object["forwarded_to"] == "73.07.05"
    assert run("act", whole, "forward", "--to", "Kaur Umum").object["stage"] == "in_progress"
    assert run("act", whole, "forward", "--to", "99.99.99").code == 1
    assert run("act", whole, "respond", "--note", "- Papan sudah diganti").object["stage"] == "responded"
    assert run("act", whole, "close").object["stage"] == "closed"
    assert run("act", whole, "reopen", "--note", "Lapuk lagi").object["stage"] == "in_progress"
    assert run("act", whole, "note", "--note", "-penting").code == 0
    assert run("act", whole, "archive", "--note", "Sama dengan lain").object["stage"] == "archived"
    history = run("show", whole, "--json").object["history"]
    assert [step["step"] for step in history] == [
        "recorded", "verified", "forwarded", "followed_up", "forwarded", "responded", "closed", "reopened", "noted", "archived",
    ]  # fmt: skip
    assert history[-2]["note"] == "-penting"


def test_a_correction_keeps_the_old_value(run: Run, whole: str, tmp_path: Path):
    change = write(tmp_path, "change.json", {"title": "Jembatan Bonto putus", "complainant": {"phone": "081298765432"}})
    assert run("act", whole, "correct", "--json", change, "--note", "Salah tulis").code == 0
    shown = run("show", whole, "--json", "--with-identity").object
    step = shown["history"][1]
    assert (step["fields"], step["before"]) == ({"title": "Jembatan Bonto putus"}, {"title": "Jembatan Bonto lapuk"})
    assert shown["complainant"]["phone"] == "+6281298765432"
    assert shown["complainant"]["name"] == "Andi Baso Ramli"


def test_correct_without_fields_or_with_unknown_ones_is_refused(run: Run, whole: str, tmp_path: Path):
    assert run("act", whole, "correct").code == 1
    assert run("act", whole, "correct", "--json", write(tmp_path, "x.json", {"nonsense": 1})).code == 1
    assert run("act", whole, "verify", "--json", write(tmp_path, "y.json", {"wieght": "light"})).code == 1
    assert run("act", whole, "verify", "--json", write(tmp_path, "z.json", {"weight": "light"})).code == 0
    assert run("show", whole, "--json").object["weight"] == "light"


def test_a_file_is_attached(run: Run, whole: str, tmp_path: Path):
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7 surat")
    assert run("act", whole, "attach", tmp_path / "surat.pdf").code == 0
    assert run("show", whole, "--json").object["attachments"][0]["media_type"] == "application/pdf"
    assert run("act", whole, "attach").code == 1
    assert run("act", whole, "attach", tmp_path / "tidak-ada").code == 1
    assert run("act", whole, "attach", tmp_path).code == 1


@pytest.mark.parametrize(
    "number", ["2026-A-9999", "", "x" * 5000, "'; DROP TABLE event; --", "2026-A-0001\udc80", "../../x"]
)
def test_a_number_that_is_not_there_gets_a_sentence(run: Run, number: str):
    for arguments in (["show", number, "--json"], ["act", number, "verify"]):
        ended = run(*arguments)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


@pytest.fixture
def several(run: Run, tmp_path: Path) -> list[str]:
    day = datetime.now().astimezone().date().isoformat()
    rows = [("Jembatan lapuk", "2025-01-06"), ("Lampu padam", day), ("Lampu jalan mati", "2025-02-03")]
    given = [
        write(tmp_path, "one.json", {"kind": "complaint", "body": body, "received_on": on}) for body, on in rows[:1]
    ]
    numbers = [run("record", "--json", given[0]).object["number"]]
    for body, on in rows[1:]:
        file = write(tmp_path, "one.json", {"kind": "complaint", "body": body, "received_on": on})
        numbers.append(run("record", "--json", file).object["number"])
    run("act", numbers[2], "verify")
    return numbers


def test_the_list_filters_searches_and_limits(run: Run, several: list[str]):
    def numbers(*arguments: str) -> list[str]:
        return [row["number"] for row in run("list", *arguments, "--json").objects]

    assert numbers() == several[::-1]
    assert numbers("--limit", "2") == several[:0:-1]
    assert numbers("--limit", "0") == []
    assert numbers("--status", "new") == [several[1], several[0]]
    assert numbers("--status", "open", "--limit", "1") == [several[2]]
    assert numbers("--overdue") == [several[0], several[2]]
    assert numbers("--query", "lampu") == [several[2], several[1]]
    assert numbers("--query", "lampu", "--status", "verified") == [several[2]]
    assert numbers("--query", "lampu", "--overdue") == [several[2]]
    assert numbers("--query", "!!! ***") == []
    assert numbers("--query", '" OR 1=1 NEAR(') == []
    assert len(run("list").out.splitlines()) == 3


def test_the_list_goes_on_behind_its_first_page(run: Run, founded: Founded):
    from complaints.draft import Draft
    from desktop.office.recording import Receipt

    office = founded.open()
    try:
        answers = office.record_many(Draft(kind="complaint", body=f"Aduan {i}") for i in range(1203))
        made = [answer.number for answer in answers if isinstance(answer, Receipt)]
    finally:
        office.close()
    assert [row["number"] for row in run("list", "--json").objects] == made[::-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--status", "nonsense"], ["list", "--limit", "-1"], ["list", "--limit", "many"], ["nonsense"], ["act", "1"],
        ["act", "1", "nonsense"], ["record"], ["init"], ["export"], ["export", "x.csv", "--from", "31-12-2026"],
        ["--lang", "fr", "list"], ["--data"], ["list", "--json", "surplus"], ["import"], [],
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")


def test_a_wrong_password_ends_with_3_and_the_right_one_waits_out_the_delay(
    run: Run, founded: Founded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", "salah-sekali")
    wrong = run("list", "--json")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (3, "", 1)
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
    assert run("list", "--json").code == 0
    assert not (founded.folder / "attempts.json").exists()


def test_a_long_delay_is_not_waited_out(run: Run, founded: Founded):
    import time

    (founded.folder / "attempts.json").write_text(json.dumps({"failures": 9, "last": time.time()}))
    assert run("list", "--json").code == 3


def test_every_users_password_opens_as_that_user(
    run: Run, founded: Founded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    office = founded.open()
    office.members.put("H. Tahir", "sandi-kepala-1", "head")
    office.close()
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", "sandi-kepala-1")
    number = run("record", "--json", write(tmp_path, "a.json", {"kind": "complaint", "body": "x"}))
    assert run("log", "--json").objects[0]["actor"] == "H. Tahir"
    assert run("list", "--json", "--user", "H. Tahir").code == 0
    assert run("list", "--json", "--user", "Siti Aminah").code == 3
    assert number.code == 0


def test_without_a_password_or_a_terminal_it_ends_with_3(founded: Founded):
    ended = program("--data", founded.folder, "list", "--json", password=None)
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert b"BUKU_ADUAN_PASSWORD" in ended.stderr


def test_without_an_office_it_ends_with_1_and_makes_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run = runner(tmp_path / "none", capsys, monkeypatch)
    for arguments in (["list", "--json"], ["check"], ["status", "--json"], ["backup", tmp_path / "b.aduan"]):
        ended = run(*arguments)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "none").exists()


def test_backup_check_restore(run: Run, whole: str, tmp_path: Path):
    made = run("backup", tmp_path / "b.aduan", "--json").object
    assert (made["complaints"], made["events"]) == (1, 1)
    again = write(tmp_path, "one.json", {"kind": "complaint", "body": "Sesudah cadangan"})
    later = run("record", "--json", again).object["number"]
    restored = run("restore", tmp_path / "b.aduan", "--json").object
    assert restored["complaints"] == 1
    assert [row["number"] for row in run("list", "--json").objects] == [whole]
    after = run("record", "--json", again).object["number"]
    assert after not in (whole, later)
    assert run("check", "--json").object["clean"] is True


def test_a_restore_onto_a_fresh_pc(
    run: Run, whole: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run("backup", tmp_path / "b.aduan")
    fresh = runner(tmp_path / "fresh", capsys, monkeypatch)
    assert fresh("restore", tmp_path / "b.aduan").code == 0
    assert fresh("show", whole, "--json").object["title"] == WHOLE["title"]
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", "salah-sekali")
    assert fresh("restore", tmp_path / "b.aduan").code == 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"x" * 1000])
def test_a_file_that_is_no_backup_is_refused(run: Run, whole: str, tmp_path: Path, content: bytes):
    (tmp_path / "b.aduan").write_bytes(content)
    ended = run("restore", tmp_path / "b.aduan")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert run("restore", tmp_path / "none").code == 1
    assert run("restore", tmp_path).code == 1
    assert run("show", whole, "--json").code == 0


def test_a_damaged_projection_is_mended_by_check(run: Run, whole: str, founded: Founded):
    from sqlalchemy import text

    from desktop.store.database import writing

    office = founded.open()
    with writing(office.engine) as connection:
        connection.execute(text("UPDATE complaint SET title = 'lain'"))
    office.close()
    ended = run("check", "--json")
    assert ended.code == 0
    assert ended.object["mended"]
    assert run("list", "--json").object["title"] == WHOLE["title"]


def test_a_changed_event_is_found_by_check(run: Run, whole: str, founded: Founded):
    from sqlalchemy import text

    from desktop.store.database import writing

    office = founded.open()
    with writing(office.engine) as connection:
        connection.execute(text("UPDATE event SET content = CAST(content || x'00' AS BLOB)"))
    office.close()
    ended = run("check", "--json")
    assert ended.code == 1
    assert ended.object["clean"] is False


def test_english_is_spoken_when_asked(run: Run, founded: Founded):
    assert "is a folder" in run("--lang", "en", "restore", founded.folder).err
    assert "Semua utuh" in run("check").err


def test_a_closed_pipe_is_no_error(founded: Founded):
    from complaints.draft import Draft

    office = founded.open()
    list(office.record_many(Draft(kind="complaint", body=f"Aduan {i} " + "x" * 200) for i in range(800)))
    office.close()
    environment = os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "desktop", "--data", str(founded.folder), "list", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_the_demo_needs_no_password():
    ended = program("--demo", "list", "--json", "--limit", "3", password=None)
    assert ended.returncode == 0, ended.stderr
    assert len(ended.stdout.splitlines()) == 3


def test_nothing_typed_drives_the_terminal(run: Run, tmp_path: Path):
    body = "Jalan \u001b[31m rusak \u202e kabur"
    run("record", "--json", write(tmp_path, "a.json", {"kind": "complaint", "body": body}))
    assert "\u001b" not in run("list").out
    assert "\u202e" not in run("list").out


def test_a_step_on_several_complaints_and_one_undo_for_all(run: Run, tmp_path: Path):
    numbers = [
        run("record", "--json", write(tmp_path, f"{n}.json", {"kind": "complaint", "body": f"Lampu {n}"})).object[
            "number"
        ]
        for n in range(4)
    ]
    assert run("act", numbers[0], "verify").code == 0
    tried = run("act", *numbers, "verify", "--dry-run")
    assert [one.get("refused", "") for one in tried.objects] == ["", "", "", "statusnya terverifikasi"]
    assert tried.code == 1
    assert [one["stage"] for one in tried.objects[:3]] == ["new"] * 3
    done = run("act", "--note", "Lengkap", *numbers, "verify")
    assert done.code == 1
    assert [one.get("stage") for one in done.objects] == ["verified"] * 3 + [None]
    assert run("act", "undo").code == 0
    assert [run("show", number, "--json").object["stage"] for number in numbers] == ["verified", "new", "new", "new"]
    assert run("act", "undo").code == 1
    (tmp_path / "daftar.jsonl").write_text(run("list", "--status", "new", "--json").out, encoding="utf-8")
    listed = run("act", "verify", "--from-list", tmp_path / "daftar.jsonl")
    assert (listed.code, len(listed.objects)) == (0, 3)
    assert run("act", *numbers, "undo", "--note", "keliru").code == 0
    assert [run("show", number, "--json").object["stage"] for number in numbers] == ["new"] * 4
    assert run("act", numbers[0], "tidak-ada", "verify").code == 1
    assert run("act", *numbers, "archive").code == 1, "without the reason that archiving needs"
    assert run("act", numbers[0], numbers[1], "erase").code == 1
    assert [run("show", number, "--json").object["stage"] for number in numbers] == ["new"] * 4
