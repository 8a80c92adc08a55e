"""The icon beside the clock: what it says, locked or not, and what closing the window does with it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.office import due_notices
from desktop.office.due_notices import NoticeChoices
from desktop.screens import tray
from tests.conftest import PASSWORD, USER
from tests.gui.complaints_room import of_stage, person
from tests.gui.program_room import ProgramRoom


@pytest.fixture
def shown(monkeypatch) -> list[tuple[str, str]]:
    """The notices that the system was asked to show."""
    notices: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, title, line, *_: notices.append((title, line)))
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _self: True)
    return notices


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    made = start(founded.folder)
    made.log_in(USER, PASSWORD)
    return made


def looked(room) -> None:
    room.program.tray.look()
    room.settle()


def test_it_tells_once_counts_behind_the_lock_and_closing_puts_the_window_away(room, shown, monkeypatch):
    program, office = room.program, room.program.office
    monkeypatch.setattr(office, "clock", lambda: datetime(2026, 11, 30, 4, tzinfo=UTC).timestamp())
    due_notices.save_choices(office, NoticeChoices(summary=False, always=True, off=("sync", "due_today")))
    program.tray = program.make_tray()
    looked(room)
    shown.clear()
    one = of_stage(office, "awaiting_approval", complainant=person())
    number = office.case(one).complaint.number
    looked(room)
    assert [title for title, _ in shown] == ["Tanggapan menunggu persetujuan"]
    assert number in shown[0][1]
    looked(room)
    assert len(shown) == 1
    program.lock()
    of_stage(office, "awaiting_approval", complainant=person(), body="Pipa bocor di pasar")
    looked(room)
    assert shown[1][1] == "1 tanggapan menunggu persetujuan"
    # Closing ends the program, unless it was chosen to stay.
    assert program._may_close()
    due_notices.save_choices(office, NoticeChoices(always=True, close_to_tray=True))
    looked(room)
    assert not program._may_close()
    assert not program.window.isVisible()
    program.window.to_front()
    assert program.window.isVisible()


def test_the_settings_switch_each_kind_and_say_where_there_is_no_tray(room, monkeypatch):
    monkeypatch.setattr(tray, "is_available", lambda: False)
    _, section = room.settings("notices")
    room.settle()
    assert section.missing.isVisible()
    section.kinds["reply"].click()
    section.close_to_tray.click()
    room.settle()
    choices = due_notices.load_choices(room.program.office)
    assert (choices.off, choices.close_to_tray) == (("reply",), True)
    assert room.program.tray is None
