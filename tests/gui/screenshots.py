"""`python -m tests.gui.screenshots`: pictures of the real program on the demo office, 1366×768, light and dark, into resources/screenshots.

`--scale 1.25` shows what a screen at 125 % shows (1093×614 of the program's own pixels); `--to FOLDER` puts them elsewhere.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "resources" / "screenshots"
GUIDE = ("home", "desk", "record", "complaints", "reports", "monitoring", "sync", "settings")
GUIDE_WIDTH = 620


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gui.screenshots", description=__doc__)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = given.scale
    given.to.mkdir(parents=True, exist_ok=True)
    take(given.to, float(given.scale))
    return 0


def take(place: Path, scale: float) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.widgets.theme import load_fonts

    app = QApplication([])
    load_fonts()
    for theme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            for name, grab in pages(app, Path(folder), theme, scale):
                file = place / f"{name}-{theme}.png"
                picture = grab()
                assert picture.save(str(file))
                if theme == "light" and place == FOLDER and name in GUIDE:
                    _for_the_guide(picture, name)
                sys.stderr.write(f"{file}\n")


def _for_the_guide(picture, name: str) -> None:
    from PySide6.QtCore import Qt

    small = picture.scaledToWidth(GUIDE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    assert small.save(str(FOLDER.parent / "help" / "pictures" / f"{name}.png"))


def pages(app, folder: Path, theme, scale: float) -> Iterator[tuple[str, Callable]]:
    """Walks through the program as someone would, and stops wherever there is something to see."""
    from msgspec import structs
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtTest import QTest

    from desktop.office import demo
    from desktop.preferences import Preferences
    from desktop.screens.app import Program
    from desktop.screens.navigate import Goto
    from desktop.store.listing import Query

    size = QSize(round(1366 / scale), round(768 / scale))

    def settle(seconds: float = 1.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            app.processEvents()
            time.sleep(0.005)

    def shown(folder: Path, kept: Preferences) -> Program:
        made = Program(app, folder, kept)
        made.start()
        # Qt's off screen is smaller than the screens that offices have.
        made.window.showNormal()
        made.window.setFixedSize(size)
        made.window.activateWindow()
        settle()
        return made

    empty = folder / "empty"
    empty.mkdir()
    first = shown(empty, Preferences(theme=theme))
    QTest.keyClicks(app.focusWidget(), "saotanre")
    settle()
    yield "wizard", first.window.grab
    first.window.close()
    first.end()

    made = demo.make(folder / "office")
    made.office.change_settings(structs.replace(made.office.settings, theme=theme))
    exchanged(made.office, folder / "district")
    made.office.close()
    running = shown(folder / "office", Preferences(theme=theme, office="Desa Saotanre · Sinjai Tengah"))
    login = running.login
    assert login is not None
    login.name.editor.setText(made.office.user.name)
    settle(0.5)
    yield "login", running.window.grab
    login.password.editor.setText(demo.PASSWORD)
    login.enter.click()
    settle(2.5)
    yield "home", running.window.grab
    desk, window = running.workspace, running.window
    assert desk is not None
    desk.navigate(Goto("desk"))
    settle(1.5)
    yield "desk", window.grab
    desk.navigate(Goto("complaints", query=Query()))
    settle(1.5)
    QTest.keyClick(app.focusWidget(), Qt.Key.Key_Down)
    settle()
    yield "complaints", window.grab
    desk.navigate(Goto("complaints", search="jembatan"))
    settle(1.5)
    yield "search", window.grab
    desk.navigate(Goto("record"))
    settle()
    QTest.keyClicks(
        app.focusWidget(), "Lampu jalan di depan masjid Nurul Huda Dusun Lappae padam sejak hari Sabtu malam."
    )
    settle(2)
    yield "record", window.grab
    desk.navigate(Goto("reports"))
    settle()
    yield "reports", window.grab
    desk.navigate(Goto("monitoring"))
    settle(1.5)
    yield "monitoring", window.grab
    desk.navigate(Goto("sync"))
    settle()
    yield "sync", window.grab
    desk.navigate(Goto("settings"))
    settle()
    yield "settings", window.grab
    window.close()
    running.end()


def exchanged(office, folder: Path) -> None:
    """Some days of exchange with a real district, whose server is away now: what was recorded since still waits."""
    from complaints.draft import Draft
    from complaints.errors import NoNetwork
    from desktop.store.attachments import Content
    from tests.sync.server.processes import code_for, serving

    folder.mkdir()
    with serving(folder) as server:
        office.district.enrol(server.url, code_for(folder, office.settings.unit_code))
        # The clock of this PC is four minutes slow; its earlier syncs were some days ago.
        for days, body in (
            (6.2, "Lampu jalan poros Manimpahoi padam"),
            (4.1, "Jadwal posyandu Dusun Lappae berubah tanpa pemberitahuan"),
            (2.3, "Data penerima bantuan ganda di Dusun Bonto"),
            (240 / 86_400, "Air PDAM keruh tiga hari di RT 02"),
        ):
            office.clock = lambda days=days: time.time() - days * 86_400
            office.record(Draft(kind="complaint", body=body))
            office.district.sync()
    office.clock = time.time
    photo = Content("saluran.png", (FOLDER / "record-light.png").read_bytes())
    office.record(Draft(kind="complaint", body="Saluran irigasi tersumbat di Dusun Lappae"), [photo])
    office.record(Draft(kind="information_request", body="Syarat pindah domisili ke Kecamatan Sinjai Tengah"))
    with suppress(NoNetwork):
        office.district.sync()


if __name__ == "__main__":
    sys.exit(main())
