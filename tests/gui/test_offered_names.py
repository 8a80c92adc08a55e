"""Log in offers who may log in; Settings › Backup brings a backup back on the same PC."""

from desktop import preferences
from desktop.office.office import Office
from desktop.preferences import Preferences, names_offered
from desktop.screens.settings.backup_section import BackupSection
from tests.conftest import PASSWORD, USER
from tests.offices import bridge

OTHER = "Budi Hartono"


def test_the_last_user_stands_there_and_another_is_one_click_away(start, founded):
    office: Office = founded.open()
    office.members.put(OTHER, "jembatan-merah-7", "officer")
    office.close()
    room = start(founded.folder)
    room.settle()
    assert room.login.name.editor.text() == ""
    room.log_in(USER, PASSWORD)
    assert preferences.load(founded.folder).names == [USER, OTHER]
    room.program.end()
    again = start(founded.folder)
    again.settle()
    assert again.login.name.editor.text() == USER
    assert again.focus is again.login.password.editor
    assert not again.login._name_buttons[0].isVisible()
    again.press("login-name-1")
    assert again.login.name.editor.text() == OTHER
    assert again.focus is again.login.password.editor
    again.enter("jembatan-merah-7")
    again.settle()
    assert again.desk._office.user.name == OTHER
    assert preferences.load(founded.folder).names == [OTHER, USER]


def test_who_has_the_separator_in_their_name_types_it():
    assert names_offered("Siti", ["Andi", "Siti", "A|B"]) == "Siti|Andi"
    assert Preferences(users="Siti|Andi").names == ["Siti", "Andi"]
    assert Preferences().names == []


def test_a_backup_is_restored_from_the_settings(start, founded):
    office: Office = founded.open()
    office.record(bridge())
    office.upkeep.backup_now()
    office.record(bridge(title="Sesudah cadangan"))
    office.close()
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    assert room.desk._office.counts().total == 2
    _, section = room.settings("backup")
    assert isinstance(section, BackupSection)
    section.table.choose(0)
    room.press("backup-restore")
    room.until(lambda: room.program.office is None)
    room.settle()
    room.enter(USER, PASSWORD)
    room.settle()
    assert "1 pengaduan" in room.said()
    room.enter(PASSWORD)
    room.settle()
    assert room.desk._office.counts().total == 1
    assert room.desk._office.upkeep.check().clean


def test_back_from_restoring_leaves_the_book_as_it_was(start, founded):
    office: Office = founded.open()
    office.record(bridge())
    office.upkeep.backup_now()
    office.close()
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    _, section = room.settings("backup")
    section.table.choose(0)
    room.press("backup-restore")
    room.until(lambda: room.program.office is None)
    room.settle()
    room.press("restore-back")
    room.settle()
    assert room.login.name.editor.text() == USER
    room.enter(PASSWORD)
    room.settle()
    assert room.desk._office.counts().total == 1
