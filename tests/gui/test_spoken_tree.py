"""What AT-SPI tells a screen reader of the real program: every control, list, splitter and page that scrolls has a role and a name.

Menus stand in no tree of Qt's; tests/gui/test_keyboard_lap.py asks Qt itself about them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import PASSWORD, USER
from tests.gui.test_end_to_end import NEEDED, Desk
from tests.offices import bridge

WALKER = Path(__file__).with_name("spoken_tree.py")
PYTHON = "/usr/bin/python3"  # Debian's, whose `gi` is no library of ours
LAUNCHER = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
# Qt knows no other word for what only holds others, and names nothing that isn't come to.
WITHOUT_A_NAME = {"filler", "layered pane", "panel", "image", "scroll bar", "table column header"}
SCREENS = ("home", "complaints", "dispositions", "reports", "monitoring", "sync", "settings")


def has_walker() -> bool:
    asked = [PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    return Path(PYTHON).exists() and subprocess.run(asked, check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    not (all(shutil.which(tool) for tool in (*NEEDED, "dbus-daemon")) and LAUNCHER.exists() and has_walker()),
    reason="needs Xvfb, xdotool, dbus-daemon, at-spi2-core and gir1.2-atspi-2.0",
)


class Spoken(NamedTuple):
    role: str
    name: str
    showing: bool
    focused: bool
    depth: int


@pytest.fixture
def desk(tmp_path: Path, founded) -> Iterator[Desk]:
    office = founded.open()
    for _ in range(3):
        office.record(bridge())
    office.close()
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    made = Desk(tmp_path / "desk")
    made.place.mkdir()
    made.data = founded.folder
    made.environment |= {
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    yield made
    made.close()
    bus.terminate()
    bus.wait()


def told(desk: Desk) -> list[Spoken]:
    environment = desk.environment | {"PATH": os.defpath}
    walked = subprocess.run(
        [PYTHON, str(WALKER)], env=environment, capture_output=True, text=True, check=True, timeout=90
    )
    return [one for line in json.loads(walked.stdout) if (one := Spoken(*line)).showing]


def check(desk: Desk, where: str) -> list[Spoken]:
    tree = told(desk)
    assert len(tree) > 10, (where, tree)
    nameless = [one for one in tree if not one.name.strip() and one.role not in WITHOUT_A_NAME]
    assert not nameless, (where, nameless)
    assert not [one for one in tree if one.role in ("unknown", "invalid")], where
    assert not [one for one in tree if one.focused and one.role == "menu bar"], where
    return tree


def spoken(tree: list[Spoken], role: str) -> set[str]:
    return {one.name for one in tree if one.role == role}


def test_a_screen_reader_is_told_what_everything_is(desk: Desk) -> None:
    desk.start()
    login = check(desk, "login")
    assert "Kata sandi" in spoken(login, "password text")
    if not any(one.name == USER for one in login):
        desk.type(USER)
    with desk.brings("home filled"):
        desk.key("Return")
        desk.type(PASSWORD)
        desk.key("Return")
    for number, name in enumerate(SCREENS, 1):
        with desk.brings(f"screen {name}"):
            desk.key(f"ctrl+{number}")
        if name == "complaints":
            desk.until(lambda: desk.moments("list filled") > 0)
            case(desk)
        else:
            check(desk, name)
    with desk.brings("screen record"):
        desk.key("ctrl+n")
    assert "Catat pengaduan" in spoken(check(desk, "record"), "panel")


def case(desk: Desk) -> None:
    """List and case: the splitter, the chips, the history, and the pages that scroll."""
    with desk.brings("case shown"):
        desk.key("Down")
    tree = check(desk, "complaints")
    assert "Daftar pengaduan" in spoken(tree, "table")
    assert "Daftar dan perkara" in spoken(tree, "split pane")
    assert "Batas antara daftar dan perkara" in spoken(tree, "separator")
    assert "Riwayat" in spoken(tree, "list")
    assert any("Dicatat" in name for name in spoken(tree, "list item"))
    assert {"Perkara", "Isi pengaduan"} <= spoken(tree, "panel")
    assert {"Diarsipkan", "Dusun ▾"} <= spoken(tree, "check box")
