"""What is new in the scanner's folder, below the field that takes files: one click attaches it."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from complaints.errors import OfficeError
from desktop.lanes.operations import Operations
from desktop.office import scan_folder, scanner
from desktop.office.office import Office
from desktop.office.scan_folder import NewFile, ScanFolder
from desktop.store.attachments import Content
from desktop.widgets import Button, FlowLayout, label
from desktop.widgets.later import every
from desktop.widgets.layouts import column_of
from desktop.widgets.theme import SPACE_S, SPACE_XS
from desktop.wording.formats import short_file_name
from desktop.wording.translation import tr, tr_phrase

EVERY_MS = 3_000


class ScannedFiles(QWidget):
    """Hidden while there is nothing new. `attach` is given the file that was chosen."""

    looked = Signal(object)  # list of NewFile, None while the folder is away; comes from another thread

    def __init__(
        self, operations: Operations, office: Office, attach: Callable[[Path | Content], object], before: QWidget
    ) -> None:
        """`before` has the keyboard before these."""
        super().__init__()
        self._before = before
        self._operations, self._office, self._attach = operations, office, attach
        self._folder = ""
        self._taken: set[Path] = set()
        self._looking = False
        self._shown: list[NewFile] = []
        self.title = label(tr("Baru di folder pemindai:"), "hint", "scanned-title")
        self._flow = FlowLayout(None, SPACE_S)
        self.scan = Button(tr("Pindai…"), "scan", clicked=self._scan)
        self.fault = label("", "error", "scan-fault", wrap=True)
        self.fault.hide()
        column_of(
            (self.scan, 0, Qt.AlignmentFlag.AlignLeft), self.fault, self.title, self._flow, space=SPACE_XS, of=self
        )
        # Only now: shown before it has a place, it is a window of its own, which takes the keyboard from the program's.
        self.scan.setVisible(scanner.is_possible())
        self._tick = every(self, EVERY_MS, self.look)
        self.looked.connect(self._show)
        self.title.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        office = self._office
        self._operations.query("scan-folder", lambda: scan_folder.load(office), self._begin)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _begin(self, chosen: ScanFolder) -> None:
        self._folder = chosen.folder
        if chosen.folder:
            self._tick.start()
            self.look()
        else:
            self._show([])

    def look(self) -> None:
        """In a thread of its own: a share that doesn't answer holds nobody up, and is asked again only once it did."""
        if self._looking or not self._folder or not self.isVisible():
            return
        self._looking = True
        folder, taken, now_ms = self._folder, frozenset(self._taken), int(time.time() * 1000)

        def work() -> None:
            files = scan_folder.new_files(folder, now_ms, taken)
            if isValid(self):
                self.looked.emit(files)

        Thread(target=work, name="scan-folder", daemon=True).start()

    def _show(self, files: list[NewFile] | None) -> None:
        self._looking = False
        files = [file for file in files or () if file.path not in self._taken]
        if files == self._shown:
            return
        self._shown = files
        while (item := self._flow.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        before = self._before
        for place, file in enumerate(files):
            name = file.path.name
            button = Button(
                "+ " + short_file_name(name).replace("&", "&&"), f"scanned-{place}",
                clicked=lambda _=False, path=file.path: self._take(path),
            )  # fmt: skip
            button.setAccessibleName(tr("Lampirkan {name}", name=name))
            self._flow.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button
        self.title.setVisible(bool(files))

    def _scan(self) -> None:
        """Windows' own dialogs are in front meanwhile."""
        self.scan.setEnabled(False)
        self.fault.hide()
        self._operations.task(
            lambda _progress: scanner.scan(datetime.now().astimezone()), self._scanned, on_error=self._refuse
        )

    def _scanned(self, pages: Content) -> None:
        self.scan.setEnabled(True)
        self._attach(pages)

    def _refuse(self, error: OfficeError) -> None:
        self.scan.setEnabled(True)
        self.fault.setText(tr_phrase(error.phrase))
        self.fault.show()

    def _take(self, path: Path) -> None:
        self._taken.add(path)
        self._attach(path)
        self._show([file for file in self._shown if file.path != path])
