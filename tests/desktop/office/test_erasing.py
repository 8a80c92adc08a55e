"""An erased person is gone: from every page of the store, from what a backup brings back, and from whoever is told by sync."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from complaints.draft import Person
from complaints.errors import Refused
from complaints.events import Erased
from complaints.identity import PersonChange
from complaints.steps import Change, StepDetails
from complaints.workflow import Role
from desktop.office.office import Office
from desktop.store import restore
from desktop.store.database import reading
from desktop.store.listing import Query
from desktop.store.schema import complaint, identity_key
from desktop.store.users import User
from tests.conftest import Founded
from tests.desktop.store.pages import everything, left_behind
from tests.offices import bridge

NAME, OTHER_NAME, SUBJECT = "Zulkarnain", "Maimunah", "Quraisy"
# Without their first letters: those that a word shares with the one before it, the search index keeps only once.
PARTS = [name[3:] for name in (NAME, OTHER_NAME, SUBJECT)]
KEEPER = Person(name="Hasnah Daeng")


def recorded(office: Office) -> str:
    """A complaint with a complainant, a supporter and a subject, among others."""
    for _ in range(3):
        office.record(bridge(complainant=KEEPER))
    number = office.record(bridge(complainant=Person(name=NAME, phone="081298765432"), subject=SUBJECT)).number
    office.support(number, Person(name=OTHER_NAME))
    office.correct(number, Change(complainant=PersonChange(address="Lorong Zulkarnain 3")))
    office.record(bridge(complainant=KEEPER))
    return number


def everywhere(founded: Founded) -> list[str]:
    return left_behind(founded.folder, founded.unlocked.key, PARTS)


def test_no_page_holds_a_word_of_them_after(founded: Founded):
    office = founded.open()
    try:
        number = recorded(office)
        key = key_of(office, number)
        assert key in everything(founded.folder, founded.unlocked.key)
        assert set(everywhere(founded)) == set(PARTS), "or this would see nothing"
        office.act(number, "erase", StepDetails(note="Permintaan pelapor"))
        assert everywhere(founded) == []
        assert key not in everything(founded.folder, founded.unlocked.key)
        assert office.count(Query(text="zulkarnain")) == 0
        assert office.count(Query(text="hasnah")) == 4
        case = office.show_identity(number)
        assert case.complaint.erased
        assert [person.name for person in case.complaint.supporters] == [""]
        assert office.upkeep.check().clean
        assert office.upkeep.check().mended == ()
    finally:
        office.close()
    assert everywhere(founded) == []


def key_of(office: Office, number: str) -> bytes:
    with reading(office.engine) as connection:
        query = select(identity_key.c.key).join(complaint, complaint.c.id == identity_key.c.complaint)
        return connection.execute(query.where(complaint.c.number == number)).scalar_one()


@pytest.mark.parametrize("role", ["officer", "head", "admin"])
def test_head_and_admin_erase_and_it_is_logged_with_their_name(office: Office, role: Role):
    number = recorded(office)
    office.user = User(office.user.slot, "Andi Tenri", role)
    if role == "officer":
        with pytest.raises(Refused):
            office.act(number, "erase")
        assert office.show_identity(number).complaint.complainant.name == NAME
        return
    office.act(number, "erase", StepDetails(note="Surat permintaan 3/XI"))
    *_, last = office.events()
    assert isinstance(last.step, Erased)
    assert (last.actor, last.step.reason) == ("Andi Tenri", "Surat permintaan 3/XI")


def test_a_backup_from_before_does_not_bring_them_back(founded: Founded, tmp_path: Path):
    office = founded.open()
    number = recorded(office)
    office.upkeep.backup(tmp_path / "b.aduan")
    office.act(number, "erase", StepDetails(note="Permintaan pelapor"))
    office.close()
    restore.restore(tmp_path / "b.aduan", founded.folder, lambda _: founded.unlocked, datetime.now(UTC))
    office = founded.open()
    try:
        restored = office.show_identity(number).complaint
        assert restored.erased
        assert restored.complainant.name == ""
        assert office.count(Query(text="zulkarnain")) == 0
        assert office.show_identity("2026-A-0001").complaint.complainant.name == KEEPER.name
        assert [event for event in office.events() if isinstance(event.step, Erased)]
        assert office.upkeep.check().clean
        assert everywhere(founded) == []
    finally:
        office.close()
    again = founded.open()
    assert sum(isinstance(event.step, Erased) for event in again.events()) == 1
    again.close()


def test_a_backup_that_is_restored_elsewhere_still_holds_them(founded: Founded, tmp_path: Path):
    """As the screen says before: backups of before hold them until newer ones have taken their place."""
    office = founded.open()
    number = recorded(office)
    office.upkeep.backup(tmp_path / "b.aduan")
    office.act(number, "erase", StepDetails(note="Permintaan pelapor"))
    office.upkeep.backup(tmp_path / "c.aduan")
    office.close()
    found = {}
    for name in ("b", "c"):
        folder = tmp_path / name
        restore.restore(tmp_path / f"{name}.aduan", folder, lambda _: founded.unlocked, datetime.now(UTC))
        opened = Founded(folder, founded.unlocked, founded.recovery_code).open()
        found[name] = opened.show_identity(number).complaint.complainant.name
        opened.close()
    assert found == {"b": NAME, "c": ""}
