"""Sealed complaints at the office: recorded with a receipt, and nothing of them to be read on this PC again."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs
from nacl.public import PrivateKey
from sqlalchemy import func, select, update

from complaints import sealed
from complaints.draft import Person
from complaints.errors import InvalidField, Refused
from complaints.events import Attached, Sealed
from complaints.numbering import parse_sealed_receipt
from complaints.workflow import Role
from desktop.office.office import Office
from desktop.store import kept_values
from desktop.store.attachments import Content
from desktop.store.backup import DATABASE, extract, read_manifest
from desktop.store.database import reading, writing
from desktop.store.listing import Query
from desktop.store.schema import device
from desktop.store.users import User
from sync.messages import Notice
from tests.conftest import Founded
from tests.desktop.command import runner
from tests.desktop.store.pages import everything
from tests.offices import bridge

PRIVATE = bytes(PrivateKey.generate())
PUBLIC = sealed.public_of(PRIVATE)
DISTRICT = sealed.public_of(bytes(PrivateKey.generate()))
BODY = "Kepala desa memakai dana posyandu untuk mobilnya"
NAME, NIK, SUBJECT = "Zulkarnain Wahyudi", "7307031504870001", "Kepala Quraisy"
SECRETS = [
    word.encode(coding)
    for word in ("posyandu", "Zulkarnain", "zulkarnain", NIK, "Quraisy", "kuitansi")
    for coding in ("utf-8", "utf-16-le")
]
EVIDENCE = Content("kuitansi.txt", b"kuitansi posyandu" + b" " * 2000)


def secret(**more: object):
    person = Person(name=NAME, national_id=NIK)
    return bridge(sealed=True, title="", body=BODY, subject=SUBJECT, complainant=person, **more)


def publish(office: Office, key: bytes = PUBLIC) -> None:
    """What a sync does with the district's notice."""
    notice = Notice(1, "73.07", "Kabupaten Sinjai", b"", b"", inspectorate=key)
    with writing(office.engine) as connection:
        kept_values.save(connection, "notice", notice)


def type_in(office: Office, text: str) -> None:
    office.change_settings(structs.replace(office.settings, inspectorate_key=text))


def steps(office: Office) -> list[object]:
    return [event.step for event in office.events()]


def said(folder: Founded) -> list[bytes]:
    found = everything(folder.folder, folder.unlocked.key)
    return [word for word in SECRETS if word in found]


@pytest.fixture
def sealing(office: Office) -> Office:
    publish(office)
    return office


def test_a_sealed_complaint_gives_a_receipt_and_is_seen_nowhere_else(sealing: Office):
    before = sealing.next_number()
    receipt = sealing.record(secret(), [EVIDENCE])
    assert parse_sealed_receipt(receipt.number) == receipt.number
    assert receipt.tracking_code == ""
    assert sealing.page(Query()) == []
    assert sealing.page(Query(text="posyandu")) == []
    assert sealing.page(Query(text=receipt.number)) == []
    assert sealing.counts().total == 0
    assert sealing.next_number() == before
    for name in (receipt.number, receipt.id):
        with pytest.raises(Refused):
            sealing.case(name)
        with pytest.raises(Refused):
            sealing.act(name, "verify")


def test_its_events_name_nobody_and_tell_nothing(sealing: Office):
    receipt = sealing.record(secret(received_on=date(2026, 1, 2)), [EVIDENCE])
    recorded, files = sealing.events()
    assert isinstance(recorded.step, Sealed)
    assert recorded.step.receipt == receipt.number
    assert recorded.step.on == sealing.today()
    assert isinstance(files.step, Attached)
    assert files.step.name == ""
    for event in (recorded, files):
        assert event.actor == ""
        assert event.unit == sealing.settings.unit_code
        assert event.complaint == receipt.id == recorded.id


def test_the_inspektorat_reads_all_that_was_typed_and_brought(sealing: Office):
    receipt = sealing.record(secret(anonymous=False, suspected_loss=5_000_000), [EVIDENCE])
    recorded, files = steps(sealing)
    assert isinstance(recorded, Sealed)
    assert isinstance(files, Attached)
    opened = sealed.open_box(recorded.box, PRIVATE)
    assert (opened.receipt, opened.unit, opened.office) == (receipt.number, "73.07.05.2005", "Desa Saotanre")
    assert opened.officer == sealing.user.name
    assert opened.facts.body == BODY
    assert opened.facts.suspected_loss == 5_000_000
    assert (opened.identity.name, opened.identity.national_id, opened.identity.subject) == (NAME, NIK, SUBJECT)
    blob = sealing.attachment(files.sha256)
    assert files.sha256 == opened.files == sha256(blob).hexdigest()
    [file] = sealed.open_files(blob, PRIVATE, opened.files)
    assert (file.name, file.media_type, file.content) == ("kuitansi.txt", "text/plain", EVIDENCE.content)


def test_nothing_of_it_stands_in_any_page_not_even_of_the_draft_before(founded: Founded):
    office = founded.open()
    try:
        publish(office)
        half = f"{NAME} {NIK} {BODY} {SUBJECT} kuitansi".encode()
        for length in (len(half) // 2, len(half)):
            office.save_draft(half[:length] * 60, [Content("kuitansi.txt", half * 200)])
        office.save_draft(half)
        assert len(said(founded)) >= 5, "or this test would see nothing"
        office.record(secret(), [EVIDENCE], drop_draft=True)
        assert office.load_draft() is None
        assert said(founded) == []
        office.upkeep.check()
        assert said(founded) == []
    finally:
        office.close()
    assert said(founded) == []


def test_what_a_reader_held_back_in_the_journal_is_gone_after_a_kill_and_a_start(founded: Founded):
    office = founded.open()
    publish(office)
    office.save_draft(f"{NAME} {NIK} {BODY} {SUBJECT} kuitansi".encode() * 60)
    with reading(office.engine) as connection:
        assert connection.scalar(select(func.count()).select_from(device)) == 1
        office.record(secret(), [EVIDENCE], drop_draft=True)
        killed = founded.copy(founded.folder.with_name("killed"))
        assert said(killed), "the reader keeps the journal, or this test would see nothing"
    again = killed.open()
    try:
        assert said(killed) == []
        assert len(again.sealing.receipts()) == 1
    finally:
        again.close()
        office.close()


def test_a_draft_that_is_to_be_sealed_is_dropped_without_a_trace(founded: Founded):
    office = founded.open()
    try:
        office.save_draft(f"{NAME} {BODY}".encode() * 50, [EVIDENCE])
        assert said(founded)
        office.drop_draft(without_trace=True)
        assert said(founded) == []
    finally:
        office.close()


def test_a_backup_holds_no_draft(founded: Founded, tmp_path: Path):
    office = founded.open()
    try:
        office.save_draft(f"{NAME} {BODY}".encode() * 50, [EVIDENCE])
        office.upkeep.backup(tmp_path / "b.aduan")
    finally:
        office.close()
    extract(tmp_path / "b.aduan", read_manifest(tmp_path / "b.aduan"), DATABASE, tmp_path / "copy" / "book.db")
    found = everything(tmp_path / "copy", founded.unlocked.key)
    assert b"CREATE TABLE" in found
    assert [word for word in SECRETS if word in found] == []


def test_it_teaches_no_suggestion(sealing: Office):
    sealing.suggest_category("jalan")
    sealing.suggestions.taught()
    sealing.record(secret(category="infrastructure.bridge"))
    assert sealing.suggestions._recorded == []
    assert sealing.similar(BODY, secret().location, sealing.today()) == []


def test_the_check_is_clean_and_making_everything_anew_changes_nothing(sealing: Office):
    sealing.record(bridge())
    sealing.record(secret(), [EVIDENCE])
    report = sealing.upkeep.check()
    assert report.clean
    assert report.mended == ()
    assert len(sealing.page(Query())) == 1


def test_the_command_line_gives_the_receipt_and_shows_an_opaque_step(
    founded: Founded, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run = runner(founded.folder, capsys, monkeypatch)
    office = founded.open()
    type_in(office, PUBLIC.hex())
    office.save_draft(b"orang lain")
    office.close()
    (tmp_path / "kuitansi.jpg").write_bytes(EVIDENCE.content)
    given = {"kind": "complaint", "body": BODY, "sealed": True, "subject": SUBJECT, "attachments": ["kuitansi.jpg"]}
    (tmp_path / "one.json").write_text(json.dumps(given))
    ended = run("record", "--json", tmp_path / "one.json")
    assert "masih terbaca" in ended.err
    printed = ended.object
    assert set(printed) == {"number", "tracking_code", "id"}
    assert printed["tracking_code"] == ""
    assert parse_sealed_receipt(printed["number"]) == printed["number"]
    assert run("list", "--json").out == ""
    shown = run("show", printed["number"].lower(), "--json")
    assert (shown.code, shown.out) == (1, "")
    assert "aduan tersegel" in shown.err
    assert "Inspektorat" in shown.err
    [receipt] = run("list", "--sealed", "--json").objects
    assert (receipt["number"], receipt["sent"]) == (printed["number"], False)
    ended = run("log", "--json")
    opaque, files = ended.objects
    assert (opaque["step"], opaque["receipt"], opaque["actor"]) == ("sealed", printed["number"], "")
    assert opaque["box_bytes"] > 4000
    assert files["step"] == "attached"
    assert not any(word.decode("latin1") in ended.out for word in SECRETS)
    assert run("check").code == 0
    assert said(founded) == []


# Keys ----------------------------------------------------------------------------------------------------------------


def test_without_a_key_it_is_refused_and_says_what_to_do(office: Office):
    with pytest.raises(InvalidField, match="sinkronkan") as caught:
        office.record(secret(), [EVIDENCE])
    assert caught.value.field == "sealed"
    assert steps(office) == []
    assert list(office.attachments.files()) == []


def test_an_admin_may_type_the_key_until_the_district_publishes_one(office: Office):
    type_in(office, f" {PUBLIC.hex().upper()} \n")
    assert office.settings.inspectorate_key == PUBLIC.hex()
    found = office.sealing.key()
    assert found is not None
    assert (found.public, found.source) == (PUBLIC, "office")
    assert office.record(secret()).sealed_for == sealed.fingerprint(PUBLIC)
    publish(office, DISTRICT)
    found = office.sealing.key()
    assert found is not None
    assert (found.public, found.source) == (DISTRICT, "district")
    assert office.record(secret()).sealed_for == sealed.fingerprint(DISTRICT)
    publish(office, b"")
    assert office.sealing.key() is not None


@pytest.mark.parametrize("text", ["bukan kunci", "00" * 32, "ab" * 31])
def test_what_is_no_key_is_refused(office: Office, text: str):
    with pytest.raises(InvalidField):
        type_in(office, text)
    assert office.sealing.key() is None


@pytest.mark.parametrize("role", ["officer", "head"])
def test_only_an_admin_sets_the_key(office: Office, role: Role):
    office.user = User(office.user.slot, office.user.name, role)
    with pytest.raises(Refused, match="admin"):
        type_in(office, PUBLIC.hex())


# Refusals, receipts --------------------------------------------------------------------------------------------------


def test_attachments_too_large_together_are_refused_with_the_limit(sealing: Office):
    half = [Content(f"{i}.mp4", bytes(sealed.MOST_FILE_BYTES // 2 + 1)) for i in range(2)]
    with pytest.raises(InvalidField, match="20 MB"):
        sealing.record(secret(), half)
    with pytest.raises(InvalidField, match="program"):
        sealing.record(secret(), [Content("virus.exe", b"MZ\x90\x00")])
    with pytest.raises(InvalidField, match="belum diisi"):
        sealing.record(bridge(sealed=True, body=" "))
    assert steps(sealing) == []
    assert list(sealing.attachments.files()) == []


def test_an_import_does_not_seal(sealing: Office):
    [refusal] = sealing.record_many([secret()])
    assert isinstance(refusal, InvalidField)
    assert steps(sealing) == []


def test_the_receipts_are_listed_with_their_day_and_whether_they_are_sent(sealing: Office):
    first = sealing.record(secret())
    sealing.record(bridge())
    second = sealing.record(secret(), [EVIDENCE])
    today = sealing.today()
    assert [(one.number, one.on, one.sent) for one in sealing.sealing.receipts()] == [
        (second.number, today, False), (first.number, today, False),
    ]  # fmt: skip
    with writing(sealing.engine) as connection:
        connection.execute(update(device).where(device.c.id == sealing.device.id).values(acknowledged=2))
    assert [one.sent for one in sealing.sealing.receipts()] == [False, True]


def test_receipts_tell_no_order(sealing: Office):
    numbers = [sealing.record(secret()).number for _ in range(12)]
    assert numbers != sorted(numbers)
    assert len(set(numbers)) == 12
