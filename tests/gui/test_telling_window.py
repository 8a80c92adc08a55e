"""Kabari satu per satu: who waits gets a ready text each, and is marked as told only when the officer says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from complaints.draft import Person
from complaints.steps import StepDetails
from desktop.office import list_filters, list_pages, telling_queue
from desktop.screens.complaints.telling_window import TellingWindow
from desktop.screens.navigate import Goto
from tests.gui.complaints_room import Room, of_stage, person


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    links: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: links.append(bytes(url.toEncoded().data()).decode()) or True
    )
    return links


def test_each_is_opened_by_one_key_and_told_only_after_confirmation(qtbot, operations, office, opened):
    first = of_stage(office, "in_progress", complainant=person())
    office.support(first, Person(name="Besse", phone="081234567891"))
    office.act(first, "respond", StepDetails(note="Sudah dikerjakan"))
    second = of_stage(office, "responded", complainant=person(), body="Lampu jalan padam di depan masjid")
    room = Room(qtbot, operations, office)
    assert not room.screen.tell.isVisible()
    room.screen.go(Goto("complaints", query=list_filters.OWED))
    room.settle()
    assert room.screen.tell.isVisible()
    qtbot.mouseClick(room.screen.tell, Qt.MouseButton.LeftButton)
    window = room.screen.window().findChild(TellingWindow)
    assert window is not None
    qtbot.waitUntil(lambda: window.message is not None)
    room.settle()
    assert window.count.text() == "1 dari 3"
    assert "Andi" not in window.text.toPlainText()
    # Passed over, the newest goes on waiting.
    window.skip.click()
    room.settle()
    assert office.case(second).owed is not None
    for link, left in (("6281200001234", (1,)), ("6281234567891", ())):
        window.open_message()
        room.settle()
        assert link in opened[-1]
        owed = office.case(first).owed
        assert owed is not None
        assert len(owed.places) == len(left) + 1
        window.confirm()
        room.settle()
        owed = office.case(first).owed
        assert (owed.places if owed else ()) == left
    assert not window.send.isEnabled()
    assert window.subject.text().startswith("Tidak ada lagi")
    assert [row.id for row in office.page(list_filters.OWED)] == [second]
    window.close()


def test_who_need_not_be_told_waits_no_more_and_no_number_was_shown(qtbot, operations, office, opened):
    one = of_stage(office, "responded", complainant=person())
    window = TellingWindow(office, list_filters.OWED, operations)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.message is not None)
    window.not_needed.click()
    qtbot.waitUntil(lambda: not window.send.isEnabled() and operations.wait())
    assert office.counts().owed_words == 0
    assert opened == []
    assert [step["step"] for step in history(office, one)][-1] == "noted"
    assert not any(step["step"] == "identity_shown" for step in history(office, one))


def history(office, one: str) -> list[dict]:
    from desktop.office.case_fields import history_fields

    steps = history_fields(office.case(one))["history"]
    assert isinstance(steps, list)
    return steps


def test_everybody_waits_in_the_queue_however_many(office, monkeypatch):
    for _ in range(5):
        of_stage(office, "responded", complainant=person())
    monkeypatch.setattr(list_pages, "A_PART", 2)
    assert len({waiting.complaint for waiting in telling_queue.everybody_waiting(office, list_filters.OWED)}) == 5
