"""On every screen, at the sizes and scales that offices have, a message that passes covers neither title, number nor the state of a draft."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from complaints.steps import StepDetails
from desktop.screens.navigate import Goto, ScreenName
from desktop.screens.settings.screen import sections
from desktop.store.listing import Query
from desktop.widgets import MessageBar
from desktop.widgets.theme import look
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import ProgramRoom
from tests.offices import bridge

# What a screen of 1366×768 or 1024×600 shows at 100, 125 and 150 %, as the program counts; the window is no smaller than its least.
SIZES = [(1366, 768), (1093, 614), (911, 512), (1024, 600), (880, 420)]
TEXT_SIZES = (100, 130)
SCREENS: tuple[ScreenName, ...] = (
    "home", "desk", "record", "dispositions", "reports", "monitoring", "sync", "import", "lapor",
)  # fmt: skip
NUMBER_AND_DRAFT = ("case-line", "case-title", "case-stage", "record-about", "lapor-number")
LONG = "2026-A-0001: tanggapan dikirim kepada kepala desa untuk disetujui"


def place_of(widget: QWidget) -> QRect:
    """Where it can be seen in its window; empty where a scroll area hides it."""
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(widget.window(), QPoint(0, 0)))


def never_covered(room: ProgramRoom) -> list[QWidget]:
    return [
        found
        for found in room.window.findChildren(QWidget)
        if found.isVisible()
        and (
            found.objectName() in NUMBER_AND_DRAFT or (isinstance(found, QLabel) and found.property("role") == "title")
        )
    ]


def check(room: ProgramRoom, where: str) -> None:
    """Says something by each of the screen's bars, as after a step, with two offers."""
    bars = [bar for bar in room.window.findChildren(MessageBar) if bar._screen.isVisible()]
    assert bars, where
    for bar in bars:
        bar.say(LONG, "ok", offers=[("Batalkan", bar.clear), ("Berikutnya", bar.clear)])
        QApplication.processEvents()
        toast = QRect(bar.mapTo(room.window, QPoint(0, 0)), bar.size())
        assert bar.isVisible(), where
        assert room.window.rect().contains(toast), (where, toast)
        assert bar.text.heightForWidth(bar.text.width()) <= bar.text.height(), where
        assert toast.height() >= bar.close_button.height()
        for part in never_covered(room):
            at = place_of(part)
            # A case that is scrolled half out of sight is not read there.
            if at.height() == part.height():
                assert not at.intersects(toast), (where, part.objectName(), at, toast)
        bar.clear()


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    office = founded.open()
    for place in range(3):
        complaint = office.record(bridge()).id
        office.act(complaint, "verify", StepDetails())
        if place:
            office.act(complaint, "respond", StepDetails(note="Tali diganti hari Rabu.", draft=True))
    office.close()
    return start(founded.folder)


def walk(room: ProgramRoom, where: str) -> None:
    for name in SCREENS:
        room.desk.navigate(Goto(name))
        room.settle()
        check(room, f"{name}, {where}")
    room.desk.navigate(Goto("complaints", query=Query()))
    room.settle()
    screen = room.desk._screens["complaints"]
    screen.table.selectRow(0)  # type: ignore[attr-defined]
    room.settle()
    check(room, f"complaints, {where}")
    for entry in sections():
        room.settings(entry.name)
        check(room, f"{entry.name}, {where}")


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_a_passing_message_covers_neither_title_number_nor_draft(room: ProgramRoom, qapp, percent) -> None:
    room.log_in(USER, PASSWORD)
    look.apply(qapp, "light", percent)
    for width, height in SIZES:
        room.window.setFixedSize(width, height)
        QApplication.processEvents()
        walk(room, f"{width}×{height} at {percent} %")
