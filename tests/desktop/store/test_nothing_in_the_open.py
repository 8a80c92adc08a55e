"""No name, NIK or word of a complaint, and no plain database, ever stands in a file of the data folder."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from desktop import logfile
from desktop.office.office import Office
from desktop.store.attachments import Content
from desktop.store.listing import Query
from tests.conftest import USER, Founded

NAME, NIK, PHONE, BODY, ANSWER, SUBJECT = (
    "Zulkarnain Wahyudi", "7307031504870001", "081234567890", "Papan jembatan gantung lapuk", "Papan sudah diganti", "Kaur Quraisy",
)  # fmt: skip
SECRETS = [
    one.encode(coding)
    for one in (
        NAME,
        "Zulkarnain",
        "zulkarnain",
        NIK,
        PHONE,
        "81234567890",
        BODY,
        "jembatan",
        ANSWER,
        "Quraisy",
        USER,
        "Siti",
        "catatan-rahasia",
    )
    for coding in ("utf-8", "utf-16-le")
] + [b"SQLite format 3", b"CREATE TABLE"]


def readable(folder: Path) -> list[str]:
    """Every place in the folder where something stands that mustn't."""
    found: list[str] = []
    for file in folder.rglob("*"):
        if any(secret.decode("latin1") in file.name for secret in SECRETS):
            found.append(str(file))
        if file.is_file():
            content = file.read_bytes()
            found += [f"{file.name}: {secret!r}" for secret in SECRETS if secret in content]
    return found


def work(office: Office) -> None:
    person = Person(name=NAME, national_id=NIK, phone=PHONE)
    office.save_draft(f"{NAME} {BODY}".encode(), [Content(f"{NAME}.txt", BODY.encode())])
    number = office.record(
        Draft(kind="complaint", body=BODY, complainant=person, subject=SUBJECT),
        [Content(f"{NAME}.txt", f"{NAME} {BODY}".encode())],
    ).number
    list(office.record_many(Draft(kind="complaint", body=f"{BODY} {i}", complainant=person) for i in range(600)))
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note=ANSWER))
    office.show_identity(number, "catatan-rahasia")
    office.page(Query(text="papan"))


def test_in_no_file_while_working_and_after(founded: Founded):
    logfile.start(founded.folder)
    office = founded.open()
    try:
        work(office)
        assert readable(founded.folder) == []
        office.upkeep.daily()
        office.upkeep.backup(founded.folder / "backups" / "sendiri.aduan")
        office.upkeep.check()
        try:
            raise ValueError(f"{NAME} {NIK}")
        except ValueError as error:
            logfile.note_unexpected(error)
        assert readable(founded.folder) == []
    finally:
        office.close()
        logfile.stop()
    assert readable(founded.folder) == []
    assert len(list(founded.folder.rglob("*"))) > 8


def test_not_while_a_large_transaction_is_open(founded: Founded):
    """The journal and whatever SQLite spills stand on the disk before a commit, too."""
    office = founded.open()
    seen: list[str] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            for file in founded.folder.rglob("*"):
                try:
                    content = file.read_bytes() if file.is_file() else b""
                except OSError:
                    continue
                seen.extend(f"{file.name}: {secret!r}" for secret in SECRETS if secret in content)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work(office)
    finally:
        stop.set()
        watcher.join()
        office.close()
    assert seen == []


def test_a_killed_program_leaves_nothing_readable(founded: Founded):
    code = (
        "import os, sys; from pathlib import Path; from tests.desktop.store.test_nothing_in_the_open import work; "
        "from desktop.office.office import Office; from desktop.store.vault import Unlocked; "
        f"office = Office(Path({str(founded.folder)!r}), Unlocked(bytes.fromhex({founded.unlocked.key.hex()!r}), {founded.unlocked.slot!r}), ''); "
        "work(office); os._exit(9)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[3], capture_output=True, check=False, timeout=120
    )
    assert ended.returncode == 9, ended.stderr
    assert readable(founded.folder) == []


def test_another_program_can_not_open_it(founded: Founded):
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(founded.folder / "book.db").execute("SELECT count(*) FROM sqlite_master")
