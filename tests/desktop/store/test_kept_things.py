"""What else an office keeps: attached files, drafts, settings and its people."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs

from complaints.attachment import LARGEST_BYTES
from complaints.draft import Draft
from complaints.errors import InvalidField, OfficeError, Refused, WrongPassword
from complaints.policy import InvalidPolicy
from complaints.workflow import Role
from desktop.office.office import Office
from desktop.store.attachments import AttachmentLost, Content
from desktop.store.vault import Vault
from tests.conftest import PASSWORD, USER, Founded

PHOTO = Content("foto.jpg", b"\xff\xd8\xff\xe0 sebuah foto")


def stored(office: Office) -> list[Path]:
    return list(office.attachments.files())


def test_a_file_is_kept_once_however_often_it_is_attached(office: Office):
    office.record(Draft(kind="complaint", body="a"), [PHOTO, Content("salinan.jpg", PHOTO.content)])
    office.record(Draft(kind="complaint", body="b"), [PHOTO])
    assert len(stored(office)) == 1
    assert office.attachment(sha256(PHOTO.content).hexdigest()) == PHOTO.content


def test_the_name_on_the_disk_says_nothing_about_the_content(office: Office, tmp_path: Path):
    office.record(Draft(kind="complaint", body="a"), [PHOTO])
    (file,) = stored(office)
    assert sha256(PHOTO.content).hexdigest()[:8] not in file.name
    assert PHOTO.content not in file.read_bytes()


def test_a_swapped_or_changed_file_is_not_taken_for_the_attachment(office: Office):
    other = Content("lain.jpg", b"\xff\xd8\xff lain")
    office.record(Draft(kind="complaint", body="a"), [PHOTO, other])
    first, second = (office.attachments.path(sha256(one.content).hexdigest()) for one in (PHOTO, other))
    first.write_bytes(second.read_bytes())
    with pytest.raises(AttachmentLost):
        office.attachment(sha256(PHOTO.content).hexdigest())
    first.unlink()
    with pytest.raises(AttachmentLost):
        office.attachment(sha256(PHOTO.content).hexdigest())


@pytest.mark.parametrize(
    "file",
    [
        Content("a.exe", b"MZ"),
        Content("a.jpg", b"MZ program"),
        Content("a.txt", b""),
        Content("a.pdf", b"x" * (LARGEST_BYTES + 1)),
    ],
    ids=["program", "disguised", "empty", "large"],
)
def test_what_may_not_be_attached_is_refused_and_nothing_recorded(office: Office, file: Content):
    with pytest.raises(InvalidField):
        office.record(Draft(kind="complaint", body="a"), [file])
    assert stored(office) == []
    assert list(office.events()) == []


def test_a_named_pipe_is_refused_and_not_waited_for(office: Office, tmp_path: Path):
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(InvalidField):
        office.record(Draft(kind="complaint", body="a", attachments=(str(tmp_path / "pipa"),)))


def test_a_draft_survives_until_it_is_dropped_and_is_each_users_own(founded: Founded):
    office = founded.open()
    office.save_draft(b"setengah", [PHOTO])
    office.save_draft(b"lebih")
    office.members.put("Budi", "sandi-budi-1", "officer")
    office.close()
    again = founded.open()
    kept = again.load_draft()
    assert kept is not None
    assert (kept[0].content, kept[1]) == (b"lebih", [PHOTO])
    other = Office(founded.folder, Vault(founded.folder).unlock("Budi", "sandi-budi-1"), "Budi")
    assert other.load_draft() is None
    other.close()
    again.drop_draft()
    assert again.load_draft() is None
    again.close()


def test_settings_survive_and_a_policy_that_can_not_be_used_changes_nothing(founded: Founded):
    office = founded.open()
    office.change_settings(structs.replace(office.settings, days_per_week=6, head_name="H. Tahir"))
    with pytest.raises(InvalidPolicy):
        office.change_settings(structs.replace(office.settings, policy="nonsense = ", head_name="x"))
    office.close()
    again = founded.open()
    assert (again.settings.days_per_week, again.settings.head_name) == (6, "H. Tahir")
    assert again.rules.calendar.days_per_week == 6
    again.close()


@pytest.mark.parametrize("role", ["officer", "head", "admin"])
def test_a_user_is_added_logs_in_and_is_removed(office: Office, role: Role):
    person = office.members.put("Budi Santoso", "sandi-budi-1", role)
    vault = Vault(office.folder)
    unlocked = vault.unlock("budi santoso", "sandi-budi-1")
    assert office.members.list_all() == sorted([office.user, person], key=lambda one: one.name)
    other = Office(office.folder, unlocked, "Budi Santoso")
    assert other.user == person
    other.close()
    office.members.remove(person)
    with pytest.raises(WrongPassword):
        vault.unlock("Budi Santoso", "sandi-budi-1")
    with pytest.raises(OfficeError):
        Office(office.folder, unlocked, "Budi Santoso")


def test_the_last_admin_stays(office: Office):
    with pytest.raises(Refused):
        office.members.remove(office.user)
    with pytest.raises(Refused):
        office.members.set_role(office.user, "officer")
    assert office.members.list_all() == [office.user]


def test_nobody_takes_anothers_name(office: Office):
    for name in (USER, f"  {USER.upper()} ", "", " \t"):
        with pytest.raises(Refused):
            office.members.put(name, "sandi-lain-1", "officer")


def test_a_forgotten_password_is_set_anew_with_the_recovery_code(founded: Founded):
    unlocked = Vault(founded.folder).unlock_with_recovery(founded.recovery_code)
    office = Office(founded.folder, unlocked, USER)
    assert office.user.name == USER
    office.members.reset_password(office.user, "yang-baru-sekali")
    office.close()
    assert Vault(founded.folder).unlock(USER, "yang-baru-sekali").key == founded.unlocked.key


def test_a_changed_password_needs_the_old_one(office: Office):
    with pytest.raises(WrongPassword):
        office.members.change_password(office.user, "bukan-yang-lama", "yang-baru-1")
    assert Vault(office.folder, lambda: 4e9).unlock(USER, PASSWORD)


@pytest.mark.parametrize("role", ["officer", "head"])
def test_only_an_admin_changes_what_the_office_goes_by(office: Office, role: Role):
    office.user = replace(office.user, role=role)
    before = office.settings
    office.change_settings(structs.replace(before, language="en", theme="dark", text_size=115))
    looked = office.settings
    assert (looked.language, looked.theme, looked.text_size) == ("en", "dark", 115)
    with pytest.raises(Refused, match="hanya dapat diubah oleh admin"):
        office.change_settings(structs.replace(looked, lock_minutes=0))
    with pytest.raises(Refused):
        office.change_settings(structs.replace(looked, theme="light", office_name="Desa Lain"))
    assert office.settings == looked
