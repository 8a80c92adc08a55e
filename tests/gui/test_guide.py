"""The guide: F1 opens the page of the screen in front, offline, in both languages; a hint at the first visit, once."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from desktop import guide
from desktop.screens.guide_window import GuideWindow
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    made = start(founded.folder)
    made.log_in(USER, PASSWORD)
    return made


def opened(room: ProgramRoom) -> GuideWindow:
    made = room.desk.help.guide
    assert made is not None
    return made


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_has_a_title_its_pictures_and_links_that_lead_somewhere(language):
    for page in guide.read_all(language):
        assert page.text.startswith(f"# {page.title}\n")
        assert all(content.startswith(b"\x89PNG") for content in page.pictures.values())
        for link in _LINK.findall(page.text):
            assert link.removesuffix(".md") in guide.PAGES, (page.name, link)


def test_both_languages_tell_the_same_pages_with_the_same_pictures():
    indonesian, english = guide.read_all("id"), guide.read_all("en")
    assert [(one.name, one.pictures) for one in indonesian] == [(one.name, one.pictures) for one in english]


def test_f1_opens_the_page_of_the_screen_in_front_and_esc_closes(room):
    for key, screen, title in ((Key.Key_2, "complaints", "Mencari dan menangani"), (Key.Key_1, "home", "Beranda")):
        room.ctrl(key)
        room.until(lambda screen=screen: room.desk._current == screen)
        room.key(Key.Key_F1)
        room.until(lambda: room.desk.help.guide is not None)
        room.settle()
        window = opened(room)
        assert window.isVisible()
        assert title in window.text.toPlainText()
        window.close_button.click()
        assert not window.isVisible()
        room.window.activateWindow()
        room.until(room.window.isActiveWindow)


def test_the_pages_are_narrowed_by_words_and_links_lead_on(room):
    room.key(Key.Key_F1)
    room.settle()
    window = opened(room)
    window.search.edit.setText("flashdisk kabupaten")
    window.search.searched.emit("flashdisk kabupaten")
    seen = [window.list.item(row).text() for row in range(window.list.count()) if not window.list.item(row).isHidden()]
    assert "Sinkronisasi dengan kabupaten" in seen
    assert "Beranda: yang perlu dikerjakan hari ini" not in seen
    window.go("start")
    assert "Mulai di sini" in window.text.toPlainText()
    document = window.text.document()
    picture = document.resource(QTextDocument.ResourceType.ImageResource, QUrl("home.png"))
    assert isinstance(picture, QImage)
    assert picture.width() > 500
    window.text.anchorClicked.emit(QUrl("record.md"))
    assert "Mencatat pengaduan" in window.text.toPlainText()


def test_a_first_visit_says_how_the_screen_is_used_and_the_second_does_not(room):
    room.until(lambda: "F1" in room.desk.status.hint.text())
    room.ctrl(Key.Key_2)
    room.until(lambda: "Ctrl+T" in room.desk.status.hint.text())
    room.ctrl(Key.Key_1)
    room.until(lambda: room.desk._current == "home")
    room.settle()
    assert room.desk.status.hint.text() == ""


def test_shift_f1_shows_every_key(room):
    room.key(Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    room.until(lambda: room.desk.help.overlay is not None)
    assert "F5" in room.said()


def test_the_guide_ships_with_the_program():
    assert (Path(guide.__file__).parent.parent / "resources" / "help" / "id" / "start.md").exists()
