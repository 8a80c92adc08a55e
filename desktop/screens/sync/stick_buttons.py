"""The two buttons of the USB stick: a file for the district, and the district's answer; what became of it stands below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.widgets import Button
from desktop.screens.widgets.layouts import column_of, row_of
from desktop.screens.widgets.message import STANDS, MessageBar, MessageTone
from desktop.screens.widgets.task_row import TaskRow
from desktop.wording import formats
from desktop.wording.translation import tr, tr_count

if TYPE_CHECKING:
    from desktop.office.office import Office
    from desktop.office.stick import Read, WrittenFile
    from desktop.screens.operations import Operations, Progress

ENDING = "aduan-usb"


class StickWays(QWidget):
    """The buttons. `below` is for the progress and the result, and has no height until there is something to tell."""

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__()
        self.setObjectName("sync-stick")
        self._operations, self._office = operations, office
        self._folder = Path.home()
        self.send = Button(tr("Kirim lewat flashdisk…"), "sync-stick-send", clicked=self._choose_place)
        self.send.setToolTip(tr("Menulis yang menunggu ke sebuah berkas untuk dibawa ke kabupaten"))
        self.receive = Button(tr("Terima dari flashdisk…"), "sync-stick-receive", clicked=self._choose_answer)
        self.receive.setToolTip(tr("Membaca berkas balasan yang dibuat kabupaten"))
        row_of(self.send, self.receive, space=SPACE_M, of=self)
        self.task = TaskRow(operations, "sync-stick-task", amount=formats.size)
        self.messages = MessageBar(name="sync-stick-message")
        self.below = QWidget()
        column_of(self.task, self.messages.place, space=SPACE_S, of=self.below)
        self.below.hide()
        self.messages.shown.connect(self._fit)
        self._pressed = self.send

    # Choosing --------------------------------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        office, folder = self._office, self._folder
        self._operations.query("sync-stick-name", lambda: office.stick.suggested_name(folder), self._ask_place)

    def _ask_place(self, name: str) -> None:
        start = self._folder / name
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Kirim lewat flashdisk"), str(start), self._kinds())
        if chosen:
            self.write(Path(chosen))

    def _choose_answer(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Terima dari flashdisk"), str(self._folder), self._kinds())
        if chosen:
            self.read(Path(chosen))

    def _kinds(self) -> str:
        ours, every = tr("Berkas flashdisk Buku Aduan"), tr("Semua berkas")
        return f"{ours} (*.{ENDING});;{every} (*)"

    # Doing -----------------------------------------------------------------------------------------------------------

    def write(self, file: Path) -> None:
        """Writes what waits there; without an ending the file gets the usual one."""
        if not file.name.endswith(f".{ENDING}"):
            file = file.with_name(f"{file.name}.{ENDING}")
        office = self._office

        def work(progress: Progress) -> WrittenFile:
            return office.stick.write(file, progress)

        self._begin(self.send, file)
        self.task.start(
            tr("Menulis {name}…", name=file.name),
            work,
            self._written,
            failed=self._failed,
            stopped=self._stopped,
            kinds={"sync"},
        )
        self._wait()

    def read(self, file: Path) -> None:
        """Reads the district's answer there."""
        office = self._office

        def work(progress: Progress) -> Read:
            return office.stick.read(file, progress)

        self._begin(self.receive, file)
        self.task.start(
            tr("Membaca {name}…", name=file.name),
            work,
            self._read,
            failed=self._failed,
            stopped=self._stopped,
            kinds={"sync", "complaints"},
        )
        self._wait()

    def _begin(self, pressed: Button, file: Path) -> None:
        self._pressed, self._folder = pressed, file.parent
        self.messages.clear()

    def _wait(self) -> None:
        self._fit()
        # Before the buttons are switched off: the keyboard must not land on another screen's button.
        self.task.stop.setFocus()
        self.send.setEnabled(False)
        self.receive.setEnabled(False)

    def _end(self, sentence: str, tone: MessageTone) -> None:
        self.send.setEnabled(True)
        self.receive.setEnabled(True)
        self._pressed.setFocus()
        self.messages.say(sentence, tone, STANDS)

    def _fit(self) -> None:
        self.below.setVisible(self.task.busy or not self.messages.isHidden())

    # Telling ---------------------------------------------------------------------------------------------------------

    def _written(self, done: WrittenFile) -> None:
        sentence = tr(
            "{file} ditulis dan dibaca ulang: {events} perubahan, {files} lampiran ({size}). Cabut flashdisk dengan aman dan bawa ke "
            "kabupaten; baru terhitung terkirim sesudah balasannya diterima di sini.",
            file=done.file.name, events=formats.number(done.events), files=formats.number(done.files), size=formats.size(done.size),
        )  # fmt: skip
        if done.left:
            left = tr_count("{count} lampiran tidak muat dan ikut kiriman berikutnya.", count=done.left)
            sentence = f"{sentence} {left}"
        self._end(sentence, "ok")

    def _read(self, done: Read) -> None:
        if done.is_empty:
            self._end(
                tr("Balasan ini sudah pernah dibaca atau tidak membawa yang baru. Tidak ada yang berubah."),
                "info",
            )
            return
        sentence = tr(
            "Balasan kabupaten diterima: {acknowledged} perubahan terkirim, {received} perubahan dan {files} lampiran baru.",
            acknowledged=formats.number(done.acknowledged), received=formats.number(done.received), files=formats.number(done.files),
        )  # fmt: skip
        self._end(sentence, "ok")

    def _failed(self, sentence: str) -> None:
        self._operations.changed.emit(frozenset({"sync"}))  # the history tells of it, too
        self._end(sentence, "danger")

    def _stopped(self) -> None:
        self._operations.changed.emit(frozenset({"sync"}))
        self._end(
            tr("Dihentikan. Data aman di komputer ini; berkas yang sama boleh dibuat atau dibaca lagi kapan saja."),
            "info",
        )
