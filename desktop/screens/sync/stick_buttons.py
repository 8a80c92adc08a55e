"""The buttons of the USB stick: a file for the district, its answer, and a stick of a unit below. The result stands below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.office.carried_words import exchanged
from desktop.office.sync_situation import bundle_kinds, stick_read, stick_stopped, stick_written
from desktop.options import BUNDLE_ENDING
from desktop.widgets import Button, TaskRow, show_text
from desktop.widgets.file_dialogs import ask_file, ask_folder, ask_new_file
from desktop.widgets.layouts import in_column, row_of
from desktop.widgets.message import UNTIL_CLOSED, MessageBar, MessageTone
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording import formats
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.lanes.lane import Progress
    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.office.stick import ReadAnswer, WrittenFile

T = TypeVar("T")


class StickButtons(QWidget):
    """`below` is for the progress and the result; it has no height as long as there is neither."""

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__()
        self.setObjectName("sync-stick")
        self._operations, self._office = operations, office
        self._folder = Path.home()
        self.send = Button(tr("Kirim lewat flashdisk…"), "sync-stick-send", clicked=self._choose_place)
        self.send.setToolTip(tr("Menulis yang menunggu ke sebuah berkas untuk dibawa ke kabupaten"))
        self.receive = Button(tr("Terima dari flashdisk…"), "sync-stick-receive", clicked=self._choose_answer)
        self.receive.setToolTip(tr("Membaca berkas balasan yang dibuat kabupaten"))
        self.village = Button("", "sync-stick-village", clicked=self._choose_village)
        self.village.setToolTip(tr("Membawa kirimannya tanpa membacanya, dan menaruh balasan kabupaten untuknya"))
        self.village.hide()
        row_of(self.village, self.send, self.receive, space=SPACE_M, of=self)
        self.task = TaskRow(operations, "sync-stick-task", amount=formats.size)
        self.messages = MessageBar(name="sync-stick-message")
        self.below = in_column(self.task, self.messages.place, space=SPACE_S)
        self.below.hide()
        self.messages.visibility_changed.connect(self._fit)
        self._pressed = self.send

    def offer_below(self, words: str) -> None:
        """The button for the sticks of units below this office; '' hides it."""
        show_text(self.village, words)

    # Choosing --------------------------------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        office, folder = self._office, self._folder
        self._operations.query("sync-stick-name", lambda: office.stick.suggested_name(folder), self._ask_place)

    def _ask_place(self, name: str) -> None:
        file = ask_new_file(self, tr("Kirim lewat flashdisk"), self._folder / name, bundle_kinds())
        if file is not None:
            self.write(file)

    def _choose_answer(self) -> None:
        file = ask_file(self, tr("Terima dari flashdisk"), self._folder, bundle_kinds())
        if file is not None:
            self.read(file)

    def _choose_village(self) -> None:
        chosen = ask_folder(self, self.village.text().rstrip("…"), str(self._folder))
        if chosen is not None:
            relay, folder = self._office.relay, Path(chosen)
            title = tr("Membaca {name}…", name=folder.name or chosen)
            self._start(
                self.village, folder / "-", title, lambda _: exchanged(relay.take([folder]), relay.give(folder)),
                self._exchanged, {"sync"},
            )  # fmt: skip

    def _exchanged(self, sentence: str) -> None:
        self._end(sentence, "ok")

    # Doing -----------------------------------------------------------------------------------------------------------

    def write(self, file: Path) -> None:
        """Writes what waits there; without an ending the file gets the usual one."""
        if not file.name.endswith(BUNDLE_ENDING):
            file = file.with_name(file.name + BUNDLE_ENDING)
        stick = self._office.stick
        title = tr("Menulis {name}…", name=file.name)
        self._start(
            self.send, file, title, lambda progress: stick.write(file, progress), self._bundle_written, {"sync"}
        )

    def read(self, file: Path) -> None:
        """Reads the district's answer there, unless another file is being written or read."""
        if self.task.busy:
            busy = tr("{name} belum dibaca: berkas lain sedang dikerjakan. Buka lagi sesudah selesai.", name=file.name)
            self.messages.say(busy, "warning", UNTIL_CLOSED)
            return
        stick = self._office.stick
        title, kinds = tr("Membaca {name}…", name=file.name), {"sync", "complaints", "settings"}
        self._start(self.receive, file, title, lambda progress: stick.read(file, progress), self._answer_read, kinds)

    def _start(
        self,
        pressed: Button,
        file: Path,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        kinds: set[str],
    ) -> None:
        self._pressed, self._folder = pressed, file.parent
        self.messages.clear()
        self.task.start(title, work, done, failed=self._failed, stopped=self._stopped, kinds=kinds)
        self._fit()
        # Before the buttons are switched off: the keyboard must not land on another screen's button.
        self.task.stop.setFocus()
        self.setEnabled(False)

    def _end(self, sentence: str, tone: MessageTone) -> None:
        self.setEnabled(True)
        self._pressed.setFocus()
        self.messages.say(sentence, tone, UNTIL_CLOSED)

    def _fit(self) -> None:
        self.below.setVisible(self.task.busy or not self.messages.isHidden())

    def _bundle_written(self, bundle: WrittenFile) -> None:
        self._end(stick_written(bundle), "ok")

    def _answer_read(self, answer: ReadAnswer) -> None:
        self._end(stick_read(answer), "info" if answer.is_empty else "ok")

    def _failed(self, sentence: str) -> None:
        self._operations.changed.emit(frozenset({"sync"}))  # the history has it, too
        self._end(sentence, "danger")

    def _stopped(self) -> None:
        self._operations.changed.emit(frozenset({"sync"}))
        self._end(stick_stopped(), "info")
