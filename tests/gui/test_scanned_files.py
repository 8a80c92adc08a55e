"""What a scanner puts into the chosen folder is offered at Catat and attached by one click."""

import os
import time
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.lanes.operations import Operations
from desktop.office import scan_folder
from desktop.office.office import Office
from desktop.screens.record.attachments import Files
from desktop.widgets import Button


def field(qtbot, operations: Operations, office: Office) -> tuple[Files, QWidget]:
    """The field, and the window that holds it."""
    place = QWidget()
    qtbot.addWidget(place)
    column: QBoxLayout = QVBoxLayout(place)
    files = Files(operations)
    column.addWidget(files)
    column.addWidget(files.list)
    files.watch(office, column)
    place.show()
    return files, place


def scanned(files: Files) -> list[Button]:
    return [button for button in files.scanned.findChildren(Button) if button.isVisible()]


def test_a_new_scan_is_offered_and_attached_once(qtbot, operations: Operations, office: Office, tmp_path: Path):
    folder = tmp_path / "pindaian"
    folder.mkdir()
    scan_folder.save(office, str(folder))
    scan = folder / "surat warga.pdf"
    scan.write_bytes(b"%PDF-1.7 isi")
    before = time.time() - 60
    os.utime(scan, (before, before))
    files, _place = field(qtbot, operations, office)
    assert operations.wait()
    qtbot.waitUntil(lambda: len(scanned(files)) == 1)
    scanned(files)[0].click()
    assert operations.wait()
    assert [file.name for file in files.files] == ["surat warga.pdf"]
    files.scanned.look()
    qtbot.waitUntil(lambda: not files.scanned._looking)
    assert not scanned(files)
    assert scan.exists()


def test_a_stick_that_is_away_shows_nothing(qtbot, operations: Operations, office: Office, tmp_path: Path):
    scan_folder.save(office, str(tmp_path / "stik"))
    files, _place = field(qtbot, operations, office)
    assert operations.wait()
    qtbot.waitUntil(lambda: not files.scanned._looking)
    assert not scanned(files)


def test_without_a_folder_nothing_is_looked_at(qtbot, operations: Operations, office: Office):
    scan_folder.save(office, "")
    files, _place = field(qtbot, operations, office)
    assert operations.wait()
    assert not files.scanned._tick.isActive()
