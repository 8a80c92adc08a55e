"""The question about attachments that can't be cleaned of what they hide: one after the other, sent as it is or kept on this PC."""

from typing import Literal

from PySide6.QtCore import Qt, Signal

from complaints.attachment import media_type, safe_name
from complaints.complaint import Attachment
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.office.sync_situation import held_file, held_files_reason
from desktop.screens.complaints.attached import AttachedFiles
from desktop.screens.navigate import Goto, Navigate
from desktop.store.held_files import HeldFile
from desktop.widgets import Button, Card, heading, hint, label
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording.translation import tr, tr_count


class HeldFilesCard(Card):
    """Hidden while nothing waits for a decision; `decided` after each one. A file leaves as it is only after it was looked at."""

    decided = Signal()

    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("sync-held", tone="notice", space=SPACE_M)
        self._operations, self._office, self._navigate = operations, office, navigate
        self._files: list[HeldFile] = []
        self._at = 0
        self._looked_at: set[str] = set()
        self._viewer = AttachedFiles(operations, office)
        self._viewer.setParent(self)
        self.title = heading("", "sync-held-title")
        self.reason = hint(held_files_reason(), "sync-held-reason")
        self.file = label("", name="sync-held-file", wrap=True)
        self.look = Button(tr("Lihat…"), "sync-held-look", clicked=self._look)
        self.case = Button(tr("Buka pengaduan"), "sync-held-case", clicked=self._open_case)
        self.send = Button(tr("Kirim apa adanya"), "sync-held-send", clicked=lambda: self._decide("send"))
        self.keep = Button(tr("Simpan di komputer ini saja"), "sync-held-keep", clicked=lambda: self._decide("keep"))
        self.next = Button(tr("Berikutnya"), "sync-held-next", clicked=self._next)
        add_to(
            self.column,
            row_of((self.title, 1), (self.next, 0, Qt.AlignmentFlag.AlignTop)),
            self.reason,
            self.file,
            row_of(self.look, self.case, STRETCH, self.send, self.keep, space=SPACE_S),
        )
        self.hide()

    def show_count(self, count: int) -> None:
        """Asks for the files when their number has changed."""
        if count != len(self._files):
            self.refresh()

    def refresh(self) -> None:
        office = self._office
        self._operations.query(
            "held-files",
            lambda: [file for file in office.district.held_files() if not file.decision],
            self._show_files,
        )

    def _show_files(self, files: list[HeldFile]) -> None:
        self._files = files
        self._at = min(self._at, max(len(files) - 1, 0))
        self._show()

    @property
    def shown_file(self) -> HeldFile | None:
        return self._files[self._at] if self._files else None

    def _show(self) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        file = self.shown_file
        self.setVisible(file is not None)
        if file is None:
            return
        self.title.setText(tr_count("{count} lampiran menunggu keputusan Anda", count=len(self._files)))
        words = held_file(safe_name(file.name), file.size, file.number)
        self.file.setText(words)
        self.case.setVisible(bool(file.number))
        self.next.setVisible(len(self._files) > 1)
        looked_at = file.sha256 in self._looked_at
        self.send.setEnabled(looked_at)
        self.send.setToolTip("" if looked_at else tr("Lihat dahulu isinya."))
        for button in (self.look, self.send, self.keep):
            button.setAccessibleName(f"{button.text()}: {words}")
        if had_focus:
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is pressed -------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        file = self.shown_file
        if file is None:
            return
        kind = media_type(safe_name(file.name), b"")
        self._viewer.open(Attachment(file.sha256, file.name, kind, file.size))
        self._looked_at.add(file.sha256)
        self._show()

    def _open_case(self) -> None:
        file, office = self.shown_file, self._office
        if file is not None:
            number = file.number
            self._operations.query(
                "held-case",
                lambda: office.case(number).complaint.id,
                lambda complaint: self._navigate(Goto("complaints", complaint=complaint)),
            )

    def _next(self) -> None:
        self._at = (self._at + 1) % max(len(self._files), 1)
        self._show()

    def _decide(self, decision: Literal["send", "keep"]) -> None:
        file, office = self.shown_file, self._office
        if file is not None:
            digest = file.sha256
            self._operations.change(
                lambda: office.district.decide_on_file(digest, decision), lambda _: self._after(), kinds=("sync",)
            )

    def _after(self) -> None:
        self.refresh()
        self.decided.emit()
