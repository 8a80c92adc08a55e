"""The first start: by keyboard from nothing to an office, and nothing left behind by one that was broken off."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from desktop.office.office import Office
from desktop.store.vault import Vault
from tests.gui.program_room import Key, ProgramRoom

NAME, PASSWORD = "Siti Aminah", "empat kata yang panjang"


def choose(room: ProgramRoom, words: str) -> None:
    office = room.wizard.office
    office.search.edit.selectAll()
    room.type(words)
    room.until(lambda: office._listed_for == words)


def come_to_backup(room: ProgramRoom) -> None:
    room.settle()
    choose(room, "saotanre sinjai tengah")
    room.key(Key.Key_Return)
    room.enter(NAME, PASSWORD, PASSWORD)
    assert at(room) == "backup"


def come_to_code(room: ProgramRoom) -> None:
    come_to_backup(room)
    room.key(Key.Key_Return)
    room.settle()
    assert at(room) == "code"


def at(room: ProgramRoom) -> str:
    page = room.wizard.stack.currentWidget()
    assert page is not None
    return page.objectName().removeprefix("step-")


def left_in(folder) -> list[str]:
    """What stands in the data folder besides the log."""
    return [path.name for path in folder.iterdir() if path.name not in ("log", "window.txt")]


def answer(room: ProgramRoom, button: QMessageBox.StandardButton) -> None:
    """Presses this button of the question that is about to come."""

    def press() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QMessageBox)
        asked.button(button).click()

    QTimer.singleShot(200, room.window, press)


def test_enter_before_the_units_have_come_goes_on_when_one_is_found(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    room.type("saotanre sinjai tengah")
    room.key(Key.Key_Return)
    room.until(lambda: at(room) == "officer")
    assert room.wizard.office.unit is not None
    assert room.wizard.office.unit.code == "73.07.04.2009"


def test_tab_leads_from_the_password_to_its_repetition_and_f8_shows_either(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    choose(room, "saotanre sinjai tengah")
    room.key(Key.Key_Return)
    room.enter(NAME)
    room.type(PASSWORD)
    room.key(Key.Key_Tab)
    room.type(PASSWORD)
    first, second = room.wizard.officer.first.editor, room.wizard.officer.second.editor
    assert (first.text(), second.text()) == (PASSWORD, PASSWORD)
    room.key(Key.Key_F8)
    assert (first.echoMode(), second.echoMode()) == (QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal)
    room.key(Key.Key_F8)
    assert second.echoMode() == QLineEdit.EchoMode.Password


def test_an_office_is_founded_and_entered_by_keyboard_alone(start, tmp_path):
    room = start(tmp_path)
    come_to_code(room)
    code = room.wizard.code.code_label.text()
    assert not (tmp_path / "keys.json").exists()
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.enter(code.split("-")[3].lower())
    room.settle()

    assert room.login.name.editor.text() == NAME
    assert "Desa Saotanre · Sinjai Tengah" in room.said()
    assert code not in room.said()
    room.enter(PASSWORD)
    room.settle()
    office = room.desk._office
    assert (office.user.name, office.user.role) == (NAME, "admin")
    assert (office.settings.office_name, office.settings.parent_name) == ("Desa Saotanre", "Sinjai Tengah")
    room.end()

    assert not (tmp_path / "mulai").exists()
    opened = Office(tmp_path, Vault(tmp_path).unlock_with_recovery(code), NAME)
    assert opened.next_number().endswith("-A-0001")
    opened.close()


def test_villages_of_sinjai_stand_first_and_none_is_chosen(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    assert {unit.code[:5] for unit in room.wizard.office.list.lines.lines} == {"73.07"}
    assert not room.wizard.next.isEnabled()
    room.key(Key.Key_Return)
    assert at(room) == "office"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("ulee lheue meuraxa", "Aceh"),
        ("senayan kebayoran", "Jakarta"),
        ("sota merauke", "Papua"),
        ("wamena kota", "Papua"),
    ],
)
def test_any_village_of_the_country_is_found_by_typing(start, tmp_path, words, place):
    room = start(tmp_path)
    room.settle()
    choose(room, words)
    unit = room.wizard.office.unit
    assert unit is not None
    assert words.split()[0] in unit.title.casefold() or words.split()[0] in unit.path.casefold()
    assert place in unit.path
    assert room.wizard.next.isEnabled()


def test_what_matches_nothing_is_said_and_esc_brings_sinjai_back(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    choose(room, "qqxzz")
    assert "Tidak ada yang cocok" in room.said()
    assert not room.wizard.next.isEnabled()
    room.key(Key.Key_Escape)
    room.until(lambda: bool(room.wizard.office.list.lines.lines))
    assert room.wizard.office.list.lines.lines[0].code.startswith("73.07")


def test_a_row_of_the_list_is_chosen_with_the_arrows(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    room.key(Key.Key_Down)
    room.key(Key.Key_Down)
    assert room.wizard.office.unit == room.wizard.office.list.lines.lines[1]
    room.key(Key.Key_Return)
    assert at(room) == "officer"


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("pendek", "pendek", "paling sedikit 8 huruf"),
        ("cukup panjang", "cukup panjanG", "belum sama"),
        ("12345678", "12345678", "pertama dicoba orang"),
        ("siti aminah", "siti aminah", "pertama dicoba orang"),
    ],
)
def test_a_password_too_short_or_typed_otherwise_goes_no_further(start, tmp_path, first, second, sentence):
    room = start(tmp_path)
    room.settle()
    choose(room, "saotanre sinjai tengah")
    room.key(Key.Key_Return)
    room.enter(NAME, first, second)
    assert at(room) == "officer"
    assert sentence in room.said()
    assert left_in(tmp_path) == []


def test_the_recovery_code_must_be_confirmed(start, tmp_path):
    room = start(tmp_path)
    come_to_code(room)
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.enter("AAAAA")
    room.settle()
    assert "Belum cocok" in room.said()
    assert not (tmp_path / "keys.json").exists()
    room.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at(room) == "code"


def test_a_backup_folder_that_is_not_there_is_refused_before_anything_is_made(start, tmp_path):
    room = start(tmp_path)
    come_to_backup(room)
    room.enter("/tidak/ada/di/sini")
    room.settle()
    assert at(room) == "backup"
    assert "Folder cadangan ini tidak ada" in room.said()
    assert not (tmp_path / "mulai" / "keys.json").exists()


def test_leaving_before_anything_was_made_asks_nothing_and_leaves_nothing(start, tmp_path):
    room = start(tmp_path)
    come_to_backup(room)
    assert room.window.close()
    room.settle()
    room.end()
    assert left_in(tmp_path) == []


def test_leaving_with_the_code_in_sight_is_asked_and_then_leaves_nothing(start, tmp_path):
    room = start(tmp_path)
    come_to_code(room)
    answer(room, QMessageBox.StandardButton.No)
    assert not room.window.close()
    assert at(room) == "code"
    answer(room, QMessageBox.StandardButton.Yes)
    assert room.window.close()
    room.end()
    assert left_in(tmp_path) == []


def test_what_a_killed_first_start_left_is_gone_at_the_next(start, tmp_path):
    half = tmp_path / "mulai"
    half.mkdir()
    (half / "keys.json").write_text("setengah jadi")
    room = start(tmp_path)
    room.settle()
    assert at(room) == "office"
    assert left_in(tmp_path) == []


def test_tab_comes_to_everything_of_the_first_page(start, tmp_path):
    room = start(tmp_path)
    room.settle()
    room.key(Key.Key_Down)
    assert set(room.stops()) == {"office-search", "office-list", "office-joins", "wizard-next", "wizard-restore"}
