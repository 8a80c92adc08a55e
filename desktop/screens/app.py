"""The program with its window: from the first painted page over log in to the workspace and back, and what holds it together.

Before the first paint nothing is imported but Qt and the small modules of the log in page; the store and the screens come
behind the painted window.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from complaints.errors import OfficeError
from desktop.options import kind_of_file
from desktop.preferences import Preferences, as_settings_say, names_offered
from desktop.screens.entrance import Entrance
from desktop.window.appearance import Appearance
from desktop.window.window import Window
from desktop.wording.translation import tr, tr_phrase

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.lanes.operations import Operations
    from desktop.office.demo import Demo
    from desktop.office.first_start import FirstStartAnswers
    from desktop.office.office import Office
    from desktop.screens.login import LoginPage
    from desktop.screens.navigate import Goto
    from desktop.screens.open_office import OpenOffice
    from desktop.screens.sync.automatic import AutomaticSync
    from desktop.screens.tray import Tray
    from desktop.screens.wizard.page import WizardPage
    from desktop.screens.workspace import Workspace
    from desktop.widgets.message import MessageTone
    from desktop.window.bug_window import Bugs
    from desktop.window.idle import IdleWatch
    from desktop.window.instance import Instance
    from desktop.window.qt_translator import QtTranslator
    from desktop.wording.translation import Language


TRAY_AFTER_MS = 4_000  # Home has been filled, and what comes next been read


class Program(QObject):
    """Owns the window, the lanes and the opened office; pages only ask."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        saved: Preferences,
        instance: Instance | None = None,
        *,
        demo: bool = False,
        language: Language | None = None,
    ) -> None:
        super().__init__()
        self.app, self.folder, self.instance, self.demo = app, folder, instance, demo
        self.appearance = Appearance(app, folder, saved, language)
        self.open_office: OpenOffice | None = None
        self.waiting_file: Path | None = None  # opened from outside, until somebody has logged in
        self._joins = False  # a further PC of an office goes on to its enrolment
        self.workspace: Workspace | None = None
        self.wizard: WizardPage | None = None
        self.bugs: Bugs | None = None
        self.qt_texts: QtTranslator | None = None
        self.watch: IdleWatch | None = None
        self.tray: Tray | None = None
        self.window = Window()
        self.entrance = Entrance(self.window, folder, lambda: self.operations, self)
        self.entrance.opened.connect(self._enter)
        self.entrance.restore_asked.connect(lambda: self.show_restore())
        self.window.painted.connect(self._complete)
        self.window.may_close = self._may_close

    @cached_property
    def operations(self) -> Operations:
        """The lanes, started with the first thing to do."""
        from desktop.lanes.operations import Operations

        operations = Operations()
        operations.refused.connect(self._say)
        operations.crashed.connect(self._crashed)
        operations.changed.connect(self._changed)
        return operations

    @property
    def office(self) -> Office | None:
        return self.open_office.office if self.open_office is not None else None

    @property
    def sync(self) -> AutomaticSync | None:
        return self.open_office.sync if self.open_office is not None else None

    @property
    def login(self) -> LoginPage | None:
        return self.entrance.page

    @property
    def locked(self) -> bool:
        return self.entrance.locked_office is not None

    def start(self, *, minimised: bool = False) -> None:
        """Show the first page: the demonstration being made, the first start, or log in."""
        if self.demo:
            from desktop.screens.demonstration import DemonstrationPage

            page = DemonstrationPage(self.operations, self.folder)
            page.ready.connect(self._demonstrate)
            self.window.show_page(page)
        elif any(self.folder.glob("keys*.json")):
            self._show_login()
        else:
            self._show_wizard()
        self.window.appear(minimised=minimised, place=self.appearance.saved.window)

    def open_file(self, file: Path) -> None:
        """A file of ours was opened from outside, by a double click or by a start with its name.

        A bundle is read, and a release installed, by who has logged in; a backup is offered to be restored where no book is open.
        """
        from desktop.screens.navigate import Goto

        kind, open_workspace = kind_of_file(file), None if self.locked else self.workspace
        if kind == "backup" and self.office is None:
            self.show_restore(file)
        elif kind == "backup":
            from desktop.wording import program_texts

            self._tell(program_texts.is_a_backup(file.name))
        elif open_workspace is None:
            self.waiting_file = file
            self._tell(tr("Masuk untuk membaca {name}.", name=file.name))
        elif kind == "release":
            open_workspace.go(Goto("settings", action="updates", file=file))
        else:
            open_workspace.go(Goto("sync", file=file))

    def end(self) -> bool:
        """After the last window: finish what was accepted, close the store, give the folder back. Whether nothing runs any more."""
        if self.open_office is not None:
            self.appearance.save(self.appearance.saved._replace(window=self.window.place()), self.operations.change)
        self._close_office()
        if self.tray is not None:
            self.tray.icon.hide()
        quiet = self.operations.close()
        if self.bugs is not None:
            self.bugs.uninstall()
        if self.qt_texts is not None:
            self.app.removeTranslator(self.qt_texts)
        from desktop import logfile

        logfile.stop()
        if self.instance is not None:
            self.instance.release()
        if self.demo:
            from desktop.office.demo_folder import throw_away

            throw_away(self.folder)
        return quiet

    # Pages -----------------------------------------------------------------------------------------------------------

    def _show_login(self, name: str = "", sentence: str = "") -> None:
        names = self.appearance.saved.names
        self.entrance.show(self.appearance.saved.office, name or (names[0] if names else ""), sentence, names)

    def _show_wizard(self) -> None:
        from desktop.screens.wizard.page import WizardPage

        self.wizard = WizardPage(self.operations, self.folder)
        self.wizard.finished.connect(self._founded)
        self.wizard.restore_asked.connect(lambda: self.show_restore())
        self.window.show_page(self.wizard)

    def show_restore(self, file: Path | None = None) -> None:
        """Ask for the backup that becomes the book; `file` is already chosen."""
        from desktop.screens.restoring import RestorePage

        page, previous = RestorePage(self.operations, self.folder), self.window.page

        def go_back() -> None:
            if previous is not None:
                self.window.show_page(previous)
            self.window.remove_page(page)
            if previous is self.wizard and self.wizard is not None:
                self.wizard.begin()
            elif previous is self.login and self.login is not None:
                self.login.password.editor.setFocus()

        def log_in(sentence: str, name: str) -> None:
            self._show_login(name, sentence)
            self.window.remove_page(page)
            self._remove_wizard()

        page.cancelled.connect(go_back)
        page.restored.connect(log_in)
        self.window.show_page(page)
        page.begin(file)

    def _close_and_restore(self, file: Path) -> None:
        """The open book is closed, for another one takes its place; what was begun in it is kept."""
        self._leave_workspace()
        self._close_office()
        if self.watch is not None:
            self.watch.stop()
        self._show_login()
        self.show_restore(file)

    def _founded(self, answers: FirstStartAnswers) -> None:
        """The office is set up; its first user logs in, which shows that the password is known."""
        self._joins = answers.joins
        self.appearance.save(self.appearance.saved._replace(office=answers.office), self.operations.change)
        self._show_login(answers.name, tr("Buku siap dipakai. Masuk dengan nama dan kata sandi yang baru Anda buat."))
        self._remove_wizard()

    def _remove_wizard(self) -> None:
        if self.wizard is not None:
            self.window.remove_page(self.wizard)
            self.wizard = None

    def _demonstrate(self, demo: Demo) -> None:
        page = self.window.page
        self._show_login(demo.user)
        self._enter(demo.office)
        if page is not None:
            self.window.remove_page(page)
        if self.workspace is not None:
            from desktop.widgets.message import UNTIL_CLOSED
            from desktop.wording import program_texts

            sentence = program_texts.demonstration(", ".join(demo.people), demo.password)
            # A password takes longer to copy than good news to read.
            self.workspace.say(sentence, seconds=UNTIL_CLOSED)

    # Opening and locking ---------------------------------------------------------------------------------------------

    def _enter(self, office: Office) -> None:
        from desktop.screens.navigate import Goto
        from desktop.screens.open_office import OpenOffice

        self.entrance.locked_office = None
        if office is not self.office:
            self._leave_workspace()
            self._close_office()
            self.open_office = OpenOffice(self.operations, office, self)
            self._take_settings()
            first = Goto("sync") if self._joins else None
            self._joins = False
            self._show_workspace(first)
            QTimer.singleShot(TRAY_AFTER_MS, self, self._show_tray)
        elif self.workspace is not None:
            self.window.show_page(self.workspace)
            self.workspace.came_back()
        self._remember_names(office)
        # The password stays in no field while the workspace is open.
        if self.login is not None:
            self.login.begin(office.user.name)
        if self.watch is not None:
            self.watch.start(office.settings.lock_minutes)
        if self.waiting_file is not None:
            file, self.waiting_file = self.waiting_file, None
            self.open_file(file)

    def _remember_names(self, office: Office) -> None:
        """Who may log in, for the next time."""

        def take(names: str) -> None:
            self.appearance.save(self.appearance.saved._replace(users=names), self.operations.change)

        last = office.user.name
        self.operations.query(
            "login-names", lambda: names_offered(last, [person.name for person in office.members.list_all()]), take
        )

    def _close_office(self) -> None:
        if self.open_office is not None:
            self.open_office.close()
            self.open_office = None

    def _show_workspace(self, first: Goto | None) -> None:
        from desktop.screens.workspace import Workspace

        assert self.open_office is not None
        self.workspace = Workspace(self.operations, self.open_office.office, self.open_office.sync, first)
        self.workspace.lock_asked.connect(self.lock)
        self.workspace.restore_asked.connect(self._close_and_restore)
        self.window.show_page(self.workspace)

    def _leave_workspace(self) -> None:
        if self.workspace is not None:
            self.workspace.leave()
            self.window.remove_page(self.workspace)
            self.workspace = None

    def lock(self) -> None:
        """Cover the workspace with log in; what was typed stays as it is behind it."""
        if self.workspace is None or self.office is None or self.locked:
            return
        self.workspace.leave()
        self.entrance.locked_office = self.office
        for window in self.app.topLevelWidgets():
            if window is not self.window and window.isVisible():
                window.close()
        if self.watch is not None:
            self.watch.stop()
        self._show_login(self.office.user.name, tr("Terkunci. Isian Anda tetap ada; masuk untuk melanjutkan."))

    def _show_tray(self) -> None:
        """The icon beside the clock, some time after the first screen: it loads what a start needn't."""
        from desktop.screens import tray

        if self.tray is not None or self.office is None:
            return
        if tray.is_available():
            self.tray = self.make_tray()
        else:  # at the beginning of a session it may come after the program
            QTimer.singleShot(tray.LOOK_MS, self, self._show_tray)

    def make_tray(self) -> Tray:
        from desktop.screens.tray import Tray

        made = Tray(self.app, self.window, self.operations, lambda: self.open_office, lambda: self.locked, self)
        made.lock_asked.connect(self.lock)
        return made

    def _may_close(self) -> bool:
        if self.workspace is not None and not self.locked:
            self.workspace.leave()
        if self.tray is not None:
            puts_away = self.tray.keeps_running and not self.app.isSavingSession()
            # With the window out of sight, the last of the others that closes must not end the program.
            self.app.setQuitOnLastWindowClosed(not puts_away)
            if puts_away:
                self.window.hide()
                return False
        return self.wizard is None or self.wizard.may_close()

    # What comes from elsewhere ---------------------------------------------------------------------------------------

    def _complete(self) -> None:
        from desktop.screens import after_first_paint

        self.bugs, self.watch, self.qt_texts = after_first_paint.complete(self.app, self.folder, self)
        self.watch.idle.connect(self.lock)
        self.appearance.complete()
        if self.instance is not None:
            self.instance.asked_to_show.connect(self.window.to_front)
            self.instance.asked_to_open.connect(self.open_file)
            self.instance.listen()
        self.entrance.complete()
        self.operations.query(
            "warm",
            after_first_paint.import_next,
            lambda _: after_first_paint.warmed_up(at_rest=self.workspace is None),
        )

    def _say(self, error: OfficeError) -> None:
        self._tell(tr_phrase(error.phrase), "danger")

    def _tell(self, sentence: str, tone: MessageTone = "info") -> None:
        """Over the screen in front, else at log in."""
        if self.workspace is not None and not self.locked:
            self.workspace.say(sentence, tone)
        elif self.login is not None:
            self.login.say(sentence)

    def _crashed(self, error: BaseException) -> None:
        if self.login is not None:
            self.login.set_busy(False)
        if self.bugs is None:
            raise error
        self.bugs.unexpected(error)

    def _changed(self, kinds: frozenset[str]) -> None:
        if "settings" not in kinds or self.office is None:
            return
        chosen = "language" in kinds or self.office.settings.language != self.appearance.saved.language
        if self._take_settings(language_chosen=chosen) and self.workspace is not None:
            here = self.workspace.here()
            self._leave_workspace()
            self.entrance.remove()
            self._show_login(self.office.user.name)
            self._show_workspace(here)

    def _take_settings(self, *, language_chosen: bool = False) -> bool:
        """What the office's settings say about the window is in force at once. Whether screens now speak another language."""
        assert self.office is not None
        settings = self.office.settings
        if self.watch is not None:
            self.watch.start(settings.lock_minutes)
        chosen = as_settings_say(self.appearance.saved, settings)
        return self.appearance.take(chosen, self.operations.change, language_chosen=language_chosen)
