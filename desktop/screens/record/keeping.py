"""Saves what is being typed as a draft: a moment after the last keystroke, and at once when the screen is left or locked.

A complaint that is to be sealed has no draft: when that is chosen, the draft so far is deleted without a trace in the book's files.
"""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.lanes.operations import Operations
from desktop.office import typed_draft
from desktop.office.office import Office
from desktop.office.typed_draft import TypedDraft
from desktop.store.attachments import Content
from desktop.widgets.later import TypingPause


class DraftKeeper(QObject):
    """`saved` comes when a draft was written, `restored` with the draft of an earlier time, if there is one."""

    saved = Signal(datetime)
    restored = Signal(object, object, datetime)

    def __init__(self, operations: Operations, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._office = operations, office
        self._typed = typed_draft.EMPTY
        self._files: list[Content] = []
        self._files_changed = False
        self._stored = False
        self._sealed = False
        self._pause = TypingPause(self, self.flush)

    def load(self) -> None:
        """Asks for the draft in the lane of changes, so after what another screen still writes."""
        self._operations.change(self._office.load_draft, self._loaded)

    def edited(self, typed: TypedDraft) -> None:
        self._typed = typed
        if typed.sealed != self._sealed:
            self._sealed = typed.sealed
            self._sealed_changed()
        self._soon()

    def files_changed(self, files: list[Content]) -> None:
        self._files, self._files_changed = files, True
        self._soon()

    def flush(self) -> None:
        """Saves at once what has changed since the last time."""
        if self._sealed or not (self._pause.is_under_way or self._files_changed):
            return
        self._pause.stop()
        files = self._files if self._files_changed else None
        self._files_changed = False
        if typed_draft.is_empty(self._typed) and not self._files:
            self._drop()
            return
        self._stored = True
        content, office = typed_draft.encode(self._typed), self._office
        self._operations.change(lambda: office.save_draft(content, files), self._saved, kinds=("drafts",))

    def discard(self) -> None:
        """The draft isn't wanted any more."""
        self.forget()
        self._drop()

    def forget(self) -> None:
        """The draft is gone already: it went with the complaint that was recorded."""
        self._pause.stop()
        self._typed, self._files, self._files_changed, self._sealed = typed_draft.EMPTY, [], False, False

    def _drop(self) -> None:
        if self._stored:
            self._stored = False
            self._operations.change(self._office.drop_draft, kinds=("drafts",))

    def _sealed_changed(self) -> None:
        if not self._sealed:
            self._files_changed = bool(self._files)
            return
        self._pause.stop()
        self._stored = False
        # After what is still being saved; and also when this screen saved nothing, for an earlier draft may be of this complaint.
        self._operations.change(lambda: self._office.drop_draft(without_trace=True), kinds=("drafts",))

    def _soon(self) -> None:
        if not self._sealed:
            self._pause.start()

    def _saved(self, at: object) -> None:
        # A method and not the signal itself: of a method the lane knows when this screen is gone.
        self.saved.emit(at)

    def _loaded(self, draft: object) -> None:
        if isinstance(draft, tuple):
            saved, files = draft
            self._stored = True
            self._files = list(files)
            self.restored.emit(typed_draft.decode(saved.content), list(files), saved.saved)
