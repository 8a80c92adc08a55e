"""Log in: shows its page, tries the vault in a lane, and hands over the office that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.trace import mark
from desktop.wording.translation import tr_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from complaints.errors import OfficeError
    from complaints.phrases import Phrase
    from desktop.lanes.operations import Operations
    from desktop.office.office import Office
    from desktop.office.unlocking import Miss
    from desktop.screens.login import LoginPage
    from desktop.window.window import Window


class Entrance(QObject):
    """`opened` carries the office: another one, or `locked_office`, which is open behind the lock."""

    opened = Signal(object)
    restore_asked = Signal()
    _working = Signal(object)  # what is done to a book of an older version; comes from a lane

    def __init__(self, window: Window, folder: Path, operations: Callable[[], Operations], parent: QObject) -> None:
        """`operations` gives the lanes, which don't run before somebody needs them."""
        super().__init__(parent)
        self._window, self._folder, self._operations = window, folder, operations
        self._first_paint_over = False
        self.opening = False  # a password was tried, and the book has neither been opened nor was it the wrong one
        self.locked_office: Office | None = None
        self.page: LoginPage | None = None
        self._working.connect(self._show_work)

    def show(self, office: str, name: str = "", sentence: str = "", names: Sequence[str] = ()) -> None:
        """`office` is whose book this is, `name` who is expected, `sentence` what there is to say above the fields.

        `names` are all who may log in.
        """
        if self.page is None:
            from desktop.screens.login import LoginPage

            self.page = LoginPage(office)
            self.page.submitted.connect(self._unlock)
            self.page.recovered.connect(self._recover)
            self.page.restore_asked.connect(self.restore_asked)
            if self._first_paint_over:
                self.page.complete()
        self._window.show_page(self.page)
        self.page.set_office(office)
        self.page.offer_names(names)
        self.page.begin(name, sentence)
        mark("login")

    def complete(self) -> None:
        """What the first paint didn't wait for: also how long nobody may try yet."""
        self._first_paint_over = True
        if self.page is not None:
            self.page.complete()
            folder = self._folder

            def seconds_to_wait() -> float:
                from desktop.store.vault import Vault

                return Vault(folder).wait_seconds()

            self._operations().query("wait", seconds_to_wait, self.page.hold)

    def remove(self) -> None:
        """The next one is built anew, in another language."""
        if self.page is not None:
            self._window.remove_page(self.page)
            self.page = None

    def _unlock(self, name: str, password: str) -> None:
        mark("unlock")
        self.opening = True
        folder, locked_office = self._folder, self.locked_office

        def work() -> Office | Miss:
            from desktop.office.unlocking import unlock

            return unlock(folder, name, password, locked_office, lambda: mark("unlocked"), self._working.emit)

        self._operations().change(work, self._enter, on_error=self._refuse)

    def _recover(self, code: str, name: str, password: str) -> None:
        self.opening = True
        folder = self._folder

        def work() -> Office | Miss:
            from desktop.office.unlocking import recover

            return recover(folder, code, name, password, self._working.emit)

        self._operations().change(work, self._enter, on_error=self._refuse)

    def _show_work(self, work: Phrase) -> None:
        if self.page is not None and self.opening:
            self.page.say(tr_phrase(work))

    def _enter(self, result: Office | Miss) -> None:
        from desktop.office.unlocking import Miss

        self.opening = False
        if not isinstance(result, Miss):
            self.opened.emit(result)
        elif self.page is not None:
            self.page.refuse(tr_phrase(result.phrase), result.wait)

    def _refuse(self, error: OfficeError) -> None:
        """The book itself can't be opened: say why, and offer a backup unless it is only this user."""
        from complaints.errors import Refused

        if self.page is not None:
            self.page.refuse(tr_phrase(error.phrase), 0)
            if self.locked_office is None and not isinstance(error, Refused):
                self.page.offer_restore()
