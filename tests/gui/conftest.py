"""Screens are driven off screen, dressed as the program is."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest

from desktop.lanes.operations import Operations
from desktop.options import WindowOptions
from desktop.widgets.theme import load_fonts, look
from desktop.window.garbage import collect_if_due
from desktop.wording import translation
from tests.gui.program_room import AS_KEPT, ProgramRoom


@pytest.fixture(autouse=True)
def dressed(qapp):
    if not qapp.property("dressed"):
        load_fonts()
        qapp.setProperty("dressed", True)
        look.apply(qapp, "light")
    elif look.name != "light" or look.percent != 100:
        look.apply(qapp, "light")
    # As in the program: never in a lane's thread, where it would destroy the widgets of an earlier test.
    gc.disable()
    yield
    translation.use("id")
    collect_if_due()


@pytest.fixture
def operations(qapp):
    made = Operations()
    yield made
    made.wait()
    made.close()


@pytest.fixture
def start(qtbot, qapp):
    """Starts the program over a data folder; what was started ends with the test."""
    rooms = []

    def started(folder: Path, asked: WindowOptions = AS_KEPT) -> ProgramRoom:
        rooms.append(ProgramRoom(qtbot, qapp, folder, asked))
        return rooms[-1]

    yield started
    for room in rooms:
        room.end()
