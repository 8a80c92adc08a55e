"""Keeps what is being typed: saved a moment after the last keystroke, and at once when the screen is left or locked.

What is to be sealed is not kept: with that choice the draft so far goes, and leaves nothing in the files.
"""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.office import typed_draft
from desktop.office.office import Office
from desktop.office.typed_draft import TypedDraft
from desktop.screens.later import later
from desktop.screens.operations import Operations
from desktop.store.attachments import Content

PAUSE_MS = 1000
LONGEST_MS = 5000  # somebody who never pauses is saved so often


class DraftKeeper(QObject):
    """`saved` comes when a draft was written, `restored` with what was left from before, if anything was."""

    saved = Signal(datetime)
    restored = Signal(object, object, datetime)

    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self._typed = typed_draft.EMPTY
        self._files: list[Content] = []
        self._files_changed = False
        self._kept = False
        self._sealed = False
        self._pause = later(self, PAUSE_MS, self.flush)
        self._longest = later(self, LONGEST_MS, self.flush)

    def load(self) -> None:
        """Asks for the draft, in the lane of changes: behind whatever a screen before this one still writes."""
        self._operations.change(self._office.load_draft, self._loaded)

    def edited(self, typed: TypedDraft) -> None:
        self._typed = typed
        if typed.sealed != self._sealed:
            self._sealed = typed.sealed
            self._turned()
        self._soon()

    def files_changed(self, files: list[Content]) -> None:
        self._files, self._files_changed = files, True
        self._soon()

    def flush(self) -> None:
        """Saves what changed since, now."""
        if self._sealed or not (self._pause.isActive() or self._longest.isActive() or self._files_changed):
            return
        self._pause.stop()
        self._longest.stop()
        files = self._files if self._files_changed else None
        self._files_changed = False
        if typed_draft.is_empty(self._typed) and not self._files:
            self._drop()
            return
        self._kept = True
        content, office = typed_draft.encode(self._typed), self._office
        self._operations.change(lambda: office.save_draft(content, files), self._saved, kinds=("drafts",))

    def discard(self) -> None:
        """The draft isn't wanted any more."""
        self.forget()
        self._drop()

    def forget(self) -> None:
        """The draft is gone already: it went with the complaint that was recorded."""
        self._pause.stop()
        self._longest.stop()
        self._typed, self._files, self._files_changed, self._sealed = typed_draft.EMPTY, [], False, False

    def _drop(self) -> None:
        if self._kept:
            self._kept = False
            self._operations.change(self._office.drop_draft, kinds=("drafts",))

    def _turned(self) -> None:
        if not self._sealed:
            self._files_changed = bool(self._files)
            return
        self._pause.stop()
        self._longest.stop()
        self._kept = False
        # Behind whatever is still being saved, and also when nothing was kept: what stood there before may be this one's.
        self._operations.change(lambda: self._office.drop_draft(without_trace=True), kinds=("drafts",))

    def _soon(self) -> None:
        if self._sealed:
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _saved(self, at: object) -> None:
        # A method of its own: a lane can tell that this screen is gone, which a signal doesn't tell.
        self.saved.emit(at)

    def _loaded(self, found: object) -> None:
        if isinstance(found, tuple):
            saved, files = found
            self._kept = True
            self._files = list(files)
            self.restored.emit(typed_draft.decode(saved.content), list(files), saved.saved)
