"""Log in: by keyboard, slower after every miss, never a hint; and back in with the recovery code."""

import json
import re
import time

import pytest

from desktop.store.vault import Vault
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom

NEW = "kata sandi yang baru"


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    return start(founded.folder)


def until_free(room: ProgramRoom) -> None:
    room.until(lambda: not room.login.is_waiting)


def test_name_enter_password_enter(room):
    room.enter(USER, PASSWORD)
    room.settle()
    assert room.desk._office.user.name == USER
    assert room.program.login is not None
    assert room.program.login.password.editor.text() == ""


def test_every_miss_waits_longer_and_the_button_counts_down(start, founded):
    waits = []
    for failures in (0, 3, 5):
        (founded.folder / "attempts.json").write_text(json.dumps({"failures": failures, "last": time.time() - 999}))
        room = start(founded.folder)
        room.log_in(USER, "bukan ini")
        assert not room.login.enter.isEnabled()
        waits.append(int(re.findall(r"\d+", room.login.enter.text())[0]))
        room.end()
    assert waits == [1, 4, 16]


def test_after_the_wait_one_may_try_again(room):
    room.log_in(USER, "bukan ini")
    assert "tunggu" in room.login.enter.text()
    room.key(Key.Key_Return)
    until_free(room)
    assert room.login.enter.text() == "Masuk"
    assert "tidak cocok" in room.said()
    room.type("s")
    assert "tidak cocok" not in room.said()
    room.login.password.editor.clear()
    room.log_in(USER, PASSWORD)
    assert room.desk


def test_an_unknown_name_is_answered_like_a_wrong_password(room):
    room.log_in(USER, "bukan ini")
    known = room.login.password.below.text()
    until_free(room)
    room.login.name.editor.setFocus()
    room.login.name.editor.selectAll()
    room.enter("Orang Lain", "bukan ini")
    room.settle()
    assert room.login.password.below.text() == known
    assert USER not in known
    assert "Orang Lain" not in known


def test_starting_again_does_not_shorten_the_wait(start, founded):
    (founded.folder / "attempts.json").write_text(json.dumps({"failures": 7, "last": time.time()}))
    room = start(founded.folder)
    assert room.login.is_waiting
    room.enter(USER, PASSWORD)
    room.settle()
    assert room.login.password.editor.text() == PASSWORD
    assert room.login.enter.text().startswith("Masuk — tunggu 3")


def test_empty_fields_are_asked_for_and_cost_no_try(room, founded):
    room.key(Key.Key_Return)
    room.key(Key.Key_Return)
    assert "Isi nama Anda" in room.said()
    room.enter(USER)
    room.key(Key.Key_Return)
    assert "Isi kata sandi." in room.said()
    assert Vault(founded.folder).wait_seconds() == 0


def test_the_office_stands_there_and_who_came_last(start, founded):
    fresh = start(founded.folder)
    assert USER not in fresh.said()
    fresh.log_in(USER, PASSWORD)
    fresh.end()
    room = start(founded.folder)
    assert "Desa Saotanre · Sinjai Tengah" in room.said()
    assert room.login.name.editor.text() == USER
    assert room.focus is room.login.password.editor


def test_a_forgotten_password_is_made_anew_with_the_recovery_code(room, founded):
    room.login.forgot.click()
    room.settle()
    room.enter(founded.recovery_code.lower().replace("-", " "), USER, NEW, NEW)
    room.settle()
    assert room.desk._office.user.name == USER
    room.ctrl(Key.Key_L)
    room.log_in(USER, PASSWORD)
    assert "tidak cocok" in room.said()
    until_free(room)
    room.log_in(USER, NEW)
    assert room.desk


def test_esc_leads_from_the_recovery_back_to_log_in(room):
    room.login.forgot.click()
    room.settle()
    room.type("AAAAA")
    room.key(Key.Key_Escape)
    assert room.login.card.isVisible()
    assert room.focus is room.login.name.editor


def test_a_wrong_recovery_code_opens_nothing_and_waits_as_well(room, founded):
    room.login.forgot.click()
    room.settle()
    room.enter("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", USER, NEW, NEW)
    room.settle()
    assert "tidak cocok" in room.said()
    assert room.login.is_waiting
    until_free(room)
    room.login.leave_recovery()
    room.log_in(USER, PASSWORD)
    assert room.desk


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", USER, NEW, NEW), "Isi kode pemulihan"),
        (("AAAAA", "", NEW, NEW), "Isi nama Anda"),
        (("AAAAA", USER, "pendek", "pendek"), "paling sedikit 8"),
        (("AAAAA", USER, NEW, NEW + "!"), "belum sama"),
    ],
)
def test_what_is_missing_for_the_recovery_is_said_before_anything_is_tried(room, founded, typed, sentence):
    room.login.forgot.click()
    room.settle()
    room.enter(*typed)
    assert sentence in room.said()
    assert Vault(founded.folder).wait_seconds() == 0


def test_tab_comes_to_everything(room):
    assert room.stops() == ["login-name", "login-password", "login-enter", "login-forgot"]
