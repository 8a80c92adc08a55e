"""The files of a case: small pictures and names; a click opens an image, and asks where to save any other file."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from complaints.attachment import safe_name
from complaints.complaint import Attachment
from desktop.lanes.operations import Operations
from desktop.office.attaching import write_copy
from desktop.office.office import Office
from desktop.widgets import Button, FlowLayout, named
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.image_window import ImageWindow
from desktop.widgets.layouts import clear, column_of
from desktop.widgets.theme import SPACE_S, look
from desktop.widgets.thumbnails import thumbnail
from desktop.wording import formats
from desktop.wording.translation import tr

EDGE = 64


class AttachedFiles(QWidget):
    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__()
        named(self, "case-files", tr("Lampiran"))
        self._operations, self._office = operations, office
        buttons = QWidget()
        self._flow = FlowLayout(buttons, SPACE_S)
        column_of(buttons, of=self)
        self._files: tuple[Attachment, ...] = ()
        self.hide()

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        if files == self._files:
            return
        self._files = files
        clear(self._flow)
        for file in files:
            self._add(file)
        self.setVisible(bool(files))
        if files:
            self._operations.query(f"held-{id(self)}", self._held, self._mark_held)

    def _held(self) -> frozenset[str]:
        return frozenset(file.sha256 for file in self._office.district.held_files() if file.decision != "send")

    def _mark_held(self, held: frozenset[str]) -> None:
        """Says of a file that can't be cleaned that it hasn't left: the sync screen asks what is to become of it."""
        for at, file in enumerate(self._files):
            item = self._flow.itemAt(at)
            button = item.widget() if item is not None else None
            if file.sha256 in held and isinstance(button, Button):
                why = tr("Belum dikirim: data tersembunyi di dalamnya tidak dapat dihapus. Diputuskan di Sinkronisasi.")
                button.setText(tr("{name} · tertahan", name=formats.short_file_name(safe_name(file.name))))
                button.setToolTip(f"{button.toolTip()}\n{why}")
                button.setAccessibleDescription(why)

    def _add(self, file: Attachment) -> None:
        name = safe_name(file.name)
        button = Button(formats.short_file_name(name), "case-file", role="row", clicked=lambda: self.open(file))
        button.setAccessibleName(tr("Buka lampiran {name}, {size}", name=name, size=formats.size(file.size)))
        button.setToolTip(f"{name.replace('<', '‹')}\n{formats.size(file.size)}")
        button.setIconSize(QSize(look.px(26), look.px(26)))
        self._flow.addWidget(button)
        button.show()
        if file.media_type.startswith("image/"):
            self._operations.query(
                f"thumbnail-{file.sha256}-{id(button)}",
                lambda: thumbnail(self._office.attachment(file.sha256), EDGE),
                lambda image: _show_picture(button, image),
                lambda _refusal: None,  # it is shown when the file is opened
            )

    def open(self, file: Attachment) -> None:
        """An image in a window of its own; other files are saved first, by a dialog."""
        if not file.media_type.startswith("image/"):
            self.save(file)
            return
        window = ImageWindow(safe_name(file.name), self)
        window.save_asked.connect(lambda: self.save(file))
        window.show()
        self._operations.query(
            f"image-{id(window)}",
            lambda: thumbnail(self._office.attachment(file.sha256), 4000),
            window.show_image,
            window.refuse,
        )

    def save(self, file: Attachment) -> None:
        if target := ask_new_file(self, tr("Simpan lampiran"), Path.home() / safe_name(file.name)):
            self.write(file, target)

    def write(self, file: Attachment, target: Path) -> None:
        office = self._office
        self._operations.task(lambda _progress: write_copy(office, file.sha256, target))


def _show_picture(button: Button, image: QImage | None) -> None:
    from shiboken6 import isValid

    if image is not None and isValid(button):
        button.setIcon(QIcon(QPixmap.fromImage(image)))
