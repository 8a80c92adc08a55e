"""What a screen says moves nothing under anyone's hand, and can be read, closed and reached by keyboard."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.widgets import Button, Card
from desktop.widgets.message import UNTIL_CLOSED
from desktop.widgets.screen_column import ScreenColumn
from desktop.widgets.theme import look


class Screen(QWidget):
    """A title, the message's place, and below it a card with a field and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        column = ScreenColumn(self, "Catat pengaduan")
        self.messages = column.messages
        self.card, self.field, self.button = Card("card"), QLineEdit(), Button("Simpan", "save")
        self.card.column.addWidget(self.field)
        self.card.column.addWidget(self.button)
        column.addWidget(self.card)
        column.addStretch()


@pytest.fixture
def screen(qtbot):
    made = Screen()
    qtbot.addWidget(made)
    look.dress(made)
    made.resize(1000, 600)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    QTest.mouseMove(made.button)
    return made


def told(screen: Screen) -> QRect:
    """Where the message is."""
    QApplication.processEvents()
    assert screen.messages.isVisible()
    return place_of(screen.messages, screen)


def place_of(part: QWidget, screen: Screen) -> QRect:
    return QRect(part.mapTo(screen, part.rect().topLeft()), part.size())


@pytest.mark.parametrize("tone", ["ok", "info"])
def test_good_news_comes_and_goes_without_moving_anything(screen, qtbot, tone):
    before = place_of(screen.button, screen)
    screen.messages.say("Tersimpan.", tone, 1)
    assert told(screen).top() > before.bottom()
    assert place_of(screen.button, screen) == before
    qtbot.waitUntil(lambda: not screen.messages.isVisible())
    assert place_of(screen.button, screen) == before


def test_a_warning_that_goes_away_by_itself_moves_nothing_either(screen):
    before = place_of(screen.button, screen)
    screen.messages.say("2 isian perlu diperbaiki.", "warning", 20)
    told(screen)
    assert place_of(screen.button, screen) == before


@pytest.mark.parametrize(("tone", "seconds"), [("danger", None), ("warning", None), ("ok", UNTIL_CLOSED)])
def test_what_stands_until_it_is_closed_hides_nothing(screen, tone, seconds):
    screen.messages.say("Kabupaten tidak dapat dihubungi. " * 12, tone, seconds)
    at = told(screen)
    title = screen.findChild(QLabel, "screen-title")
    assert title is not None
    assert title.geometry().bottom() < at.top()
    assert at.bottom() < screen.card.y()
    screen.messages.say("Tersimpan.", "ok")
    assert told(screen).top() > screen.card.geometry().bottom()
    assert screen.card.y() < at.bottom()


def test_a_long_sentence_is_whole_also_in_large_letters_and_a_narrower_window(screen, qapp):
    screen.messages.say("Cadangan ditulis ke /home/kantor/cadangan/2026/11/26. " * 4, "ok")
    for change in (lambda: None, lambda: screen.resize(700, 600), lambda: look.apply(qapp, "light", 130)):
        change()
        at = told(screen)
        assert screen.rect().contains(at)
        assert screen.messages.text.heightForWidth(screen.messages.text.width()) <= screen.messages.text.height()
    look.apply(qapp, "light", 100)


def test_it_goes_with_its_screen_and_comes_back_with_it(screen):
    screen.messages.say("Tersimpan.", "ok")
    told(screen)
    screen.hide()
    assert screen.messages.isHidden()
    screen.show()
    told(screen)
    screen.messages.clear()
    screen.hide()
    screen.show()
    assert not screen.messages.isVisible()


def test_it_does_not_go_from_under_the_pointer_or_the_keyboard(screen, qtbot):
    screen.field.setFocus()
    with qtbot.waitSignal(screen.messages._timer.timeout):
        screen.messages.say("Tersimpan.", "ok", 1)
        told(screen)
        QTest.mouseMove(screen.messages)
    assert screen.messages.isVisible()
    QTest.mouseMove(screen.button)
    with qtbot.waitSignal(screen.messages._timer.timeout):
        screen.messages.say("Tersimpan.", "ok", 1)
        screen.messages.close_button.setFocus()
    assert screen.messages.isVisible()
    QTest.keyClick(screen.messages.close_button, Qt.Key.Key_Return)
    assert not screen.messages.isVisible()


def test_a_click_on_close_leaves_the_keyboard_in_the_field(screen, qtbot):
    screen.field.setFocus()
    screen.messages.say("Tersimpan.", "ok")
    QTest.mouseClick(screen.messages.close_button, Qt.MouseButton.LeftButton)
    assert not screen.messages.isVisible()
    assert QApplication.focusWidget() is screen.field


def test_tab_comes_to_the_button_that_closes_it(screen):
    screen.messages.say("Tersimpan.", "ok")
    screen.field.setFocus()
    stops = set()
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        stops.add(focused)
    assert screen.messages.close_button in stops
