"""The attachments of a form: dropped, pasted or picked, shown small, and removed again with one key."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from complaints.errors import InvalidField
from complaints.phrases import Phrase
from desktop.lanes.operations import Operations
from desktop.office.chosen_files import checked, is_image, limits, pasted_name, why_not
from desktop.office.office import Office
from desktop.screens.record.file_chip import DropLine, FileChip
from desktop.store.attachments import Content
from desktop.widgets import FlowLayout, FormField
from desktop.widgets.editors import brings_files
from desktop.widgets.file_dialogs import ask_files
from desktop.widgets.layouts import column_of
from desktop.widgets.theme import SPACE_S
from desktop.widgets.thumbnails import as_png, thumbnail
from desktop.wording.translation import tr, tr_phrase

EDGE = 96  # of a kept thumbnail; enough for twice the pixels of what is shown
Source = Path | Content | QImage


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """Files that were read: those that may be attached with their thumbnails, and why the others were refused."""

    files: tuple[tuple[Content, QImage | None], ...]
    refusals: tuple[Phrase, ...]


def read_and_check(sources: list[Source], now: datetime) -> CheckedFiles:
    """Runs outside the GUI thread."""
    files: list[tuple[Content, QImage | None]] = []
    refusals: list[Phrase] = []
    for source in sources:
        try:
            if isinstance(source, QImage):
                source = Content(pasted_name(now), as_png(source))
            file = checked(source)
        except InvalidField as refusal:
            refusals.append(refusal.phrase)
        else:
            files.append((file, thumbnail(file.content, EDGE) if is_image(file) else None))
    return CheckedFiles(tuple(files), tuple(refusals))


class Files(QWidget):
    """The field that takes files, and a list of those that are attached. `changed` when the list changes."""

    changed = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._files: list[Content] = []
        self._reading = 0
        self.line = DropLine()
        self.field = FormField(tr("Lampiran"), self.line, "attachments")
        self.line.clicked.connect(self._pick)
        self.list = QWidget()
        self.list.setObjectName("attachment-list")
        self._flow = FlowLayout(self.list, SPACE_S)
        self.list.hide()
        column_of(self.field, of=self)
        self._say("")

    def watch(self, office: Office, column: QBoxLayout) -> None:
        """Offers what is new in the scanner's folder, in this column below the list of what is attached."""
        from desktop.screens.record.scanned_files import ScannedFiles

        self.scanned = ScannedFiles(self._operations, office, lambda source: self.add([source]), self.line)
        column.insertWidget(column.indexOf(self.list) + 1, self.scanned)

    @property
    def files(self) -> list[Content]:
        return list(self._files)

    @property
    def busy(self) -> bool:
        """Whether files are still being read."""
        return self._reading > 0

    def set_files(self, files: list[Content]) -> None:
        """Shows these files, as a restored draft brings them."""
        self.clear()
        if files:
            self.add([*files])

    def clear(self) -> None:
        self._files = []
        for chip in self.chips():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.list.hide()
        self._say("")

    def chips(self) -> list[FileChip]:
        items = (self._flow.itemAt(i) for i in range(self._flow.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), FileChip)]

    def take(self, mime: QMimeData) -> None:
        """Attaches what was dropped or pasted."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add([*paths])
        elif mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QPixmap):
                image = image.toImage()
            if isinstance(image, QImage) and not image.isNull():
                self.add([image])

    def add(self, sources: list[Source]) -> None:
        self._reading += 1
        now = datetime.now().astimezone()
        self._operations.query(
            f"record.files.{id(sources)}.{self._reading}", lambda: read_and_check(sources, now), self._show_files
        )

    def _show_files(self, checked: CheckedFiles) -> None:
        self._reading -= 1
        refusals = list(checked.refusals)
        before = len(self._files)
        for file, image in checked.files:
            if (refusal := why_not(file, self._files)) is None:
                self._files.append(file)
                self._show(file, image)
            elif refusal not in refusals:
                refusals.append(refusal)
        self._say(" ".join(tr_phrase(refusal) for refusal in refusals))
        if len(self._files) != before:
            self.changed.emit()

    def _show(self, file: Content, image: QImage | None) -> None:
        chip = FileChip(file, image, self.list)
        chip.removed.connect(lambda: self._remove(chip, file))
        before = self.chips()
        self._flow.addWidget(chip)
        chip.show()
        self.list.show()
        self.list.updateGeometry()
        if before:
            QWidget.setTabOrder(before[-1], chip)

    def _remove(self, chip: FileChip, file: Content) -> None:
        place = self.chips().index(chip)
        self._files = [attached for attached in self._files if attached is not file]
        self._flow.removeWidget(chip)
        chip.deleteLater()
        remaining = self.chips()
        if remaining:
            remaining[min(place, len(remaining) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.hide()
        self._say("")
        self.changed.emit()

    def _say(self, fault: str) -> None:
        self.field.set_hint(limits())
        self.field.set_error(fault)

    def _pick(self) -> None:
        files = ask_files(self, tr("Pilih berkas untuk dilampirkan"))
        if files:
            self.add([*files])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            mime = QApplication.clipboard().mimeData()
            if mime is not None:
                self.take(mime)
            return
        super().keyPressEvent(event)

    def accept_drag(self, event: QDragEnterEvent) -> None:
        """A drag onto the form around it."""
        if brings_files(event.mimeData()):
            event.acceptProposedAction()

    def accept_drop(self, event: QDropEvent) -> None:
        """A drop on the form around it."""
        if brings_files(event.mimeData()):
            event.acceptProposedAction()
            self.take(event.mimeData())
