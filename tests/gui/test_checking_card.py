"""Laporan: a scanned code is checked by Enter, and the poster keeps what is typed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents.document import Order
from desktop.documents.printable import case_maker
from desktop.lanes.operations import Operations
from desktop.office import channels
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.reports.channel_card import ChannelCard
from desktop.screens.reports.checking_card import CheckingCard
from desktop.screens.reports.screen import ReportsScreen
from tests.desktop.documents import paper_check
from tests.offices import bridge


def test_a_code_that_a_scanner_types_is_checked(qtbot, operations: Operations, office: Office):
    number = office.record(bridge()).number
    [scanned] = paper_check.codes(case_maker("cover")(office, number, Order()).pdf)
    screen = ReportsScreen(operations, office, lambda *_: None)
    qtbot.addWidget(screen)
    screen.show()
    [card] = [card for card in screen.cards if isinstance(card, CheckingCard)]
    QTest.keyClicks(card.code.editor, scanned)
    QTest.keyClick(card.code.editor, Qt.Key.Key_Return)
    assert operations.wait()
    assert "Asli" in card.result.text()
    assert number in card.result.text()
    card.code.editor.setText(scanned.replace(number, "2026-A-0009"))
    card.check()
    assert operations.wait()
    assert "TIDAK ASLI" in card.result.text()
    card.code.editor.setText("bukan kode")
    card.check()
    assert operations.wait()
    assert card.result.isHidden()
    assert "bukan kode" in card.code.below.text()


def test_the_poster_opens_and_keeps_what_was_typed(qtbot, operations: Operations, office: Office):
    screen = ReportsScreen(operations, office, lambda *_: None)
    qtbot.addWidget(screen)
    screen.show()
    assert operations.wait()
    [card] = [card for card in screen.cards if isinstance(card, ChannelCard)]
    card.whatsapp.editor.setText("WA saja")
    card.button.click()
    assert operations.wait()
    assert "0812" in card.whatsapp.below.text()
    card.whatsapp.editor.setText("0812-3456-7890")
    card.hours.editor.setText("Senin 08.00")
    card.cards.click()
    assert operations.wait()
    assert channels.load(office) == channels.Channels("0812-3456-7890", "Senin 08.00")
    windows = [window for window in QApplication.topLevelWidgets() if isinstance(window, PreviewWindow)]
    assert operations.wait()
    assert windows[-1].document is not None
    windows[-1].reject()
