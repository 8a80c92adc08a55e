"""The program with its window: from the first painted page over log in to the workspace and back, and what holds it together.

Before the first paint nothing is imported but Qt and the small modules of the log in page; the store and the screens come
behind the painted window.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from complaints.errors import OfficeError, WrongPassword
from complaints.phrases import Phrase
from desktop.screens import preferences
from desktop.screens.instance import Instance
from desktop.screens.preferences import Preferences
from desktop.screens.theme import load_fonts, look
from desktop.screens.trace import mark
from desktop.screens.window import Window
from desktop.wording import translation

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.office.demo import Demo
    from desktop.office.office import Office
    from desktop.options import Options
    from desktop.screens.bug_window import Bugs
    from desktop.screens.idle import IdleWatch
    from desktop.screens.login import LoginPage
    from desktop.screens.navigate import Goto
    from desktop.screens.operations import Operations
    from desktop.screens.qt_translator import QtTranslator
    from desktop.screens.sync.automatic import AutomaticSync
    from desktop.screens.wizard import WizardPage
    from desktop.screens.wizard.page import Answers
    from desktop.screens.workspace import Workspace
    from desktop.wording.translation import Language


SYNC_AFTER_MS = 1_500  # the first screen has what it asked for
SYNC_ENDS_SECONDS = 3.0


class Missed(NamedTuple):
    """A name and password, or a recovery code, that opened nothing."""

    phrase: Phrase
    wait: float


def run(options: Options) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    from desktop.options import data_folder

    app = QApplication(["buku-aduan"])
    app.setApplicationName("Buku Aduan")
    app.setDesktopFileName("buku-aduan")
    load_fonts()
    if options.demo:
        from desktop.screens.demonstration import demonstration_folder

        folder = demonstration_folder()
    else:
        folder = data_folder(options.data)
    kept = preferences.load(folder)
    translation.use(options.language or kept.language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        instance = Instance(folder)
        first = instance.take()
        raised = not first and instance.raise_first()
    except OSError:
        return _cannot_write(app, folder)
    if not first:
        return 0 if raised else _already_running(app)
    program = Program(app, folder, kept, instance, demo=options.demo, language=options.language or None)
    program.start()
    code = app.exec()
    if not program.end():
        # The interpreter would take its libraries down under a thread that still uses them; the store stands any end.
        os._exit(code)
    return code


class Program(QObject):
    """Owns the window, the lanes and the opened office; pages only ask."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        kept: Preferences,
        instance: Instance | None = None,
        *,
        demo: bool = False,
        language: Language | None = None,
    ) -> None:
        """`language` holds in this run instead of the one that was kept, until somebody chooses another in the settings."""
        super().__init__()
        self.app, self.folder, self.kept, self.instance, self.demo = app, folder, kept, instance, demo
        self._language_of_this_run: Language | None = language
        translation.use(language or kept.language)
        look.first(app, kept.theme, kept.text_size)
        self.office: Office | None = None
        self.sync: AutomaticSync | None = None
        self._joins = False
        self.workspace: Workspace | None = None
        self.wizard: WizardPage | None = None
        self.login: LoginPage | None = None
        self.locked = False
        self.bugs: Bugs | None = None
        self._qt_texts: QtTranslator | None = None
        self.watch: IdleWatch | None = None
        self.window = Window()
        self.window.painted.connect(self._after_first_paint)
        self.window.may_close = self._may_close

    @cached_property
    def operations(self) -> Operations:
        """The lanes, started with the first thing to do."""
        from desktop.screens.operations import Operations

        operations = Operations()
        operations.refused.connect(self._say)
        operations.crashed.connect(self._crashed)
        operations.changed.connect(self._changed)
        return operations

    def start(self) -> None:
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
        self.window.appear()

    def end(self) -> bool:
        """After the last window: finish what was accepted, close the store, give the folder back. Whether nothing runs any more."""
        self._close_office()
        quiet = self.operations.close()
        if self.bugs is not None:
            self.bugs.uninstall()
        if self._qt_texts is not None:
            self.app.removeTranslator(self._qt_texts)
        from desktop import logfile

        logfile.stop()
        if self.instance is not None:
            self.instance.release()
        if self.demo:
            import shutil

            shutil.rmtree(self.folder, ignore_errors=True)
        return quiet

    # Pages -----------------------------------------------------------------------------------------------------------

    def _show_login(self, name: str = "", said: str = "") -> None:
        if self.login is None:
            from desktop.screens.login import LoginPage

            self.login = LoginPage(self.kept.office)
            self.login.submitted.connect(self._unlock)
            self.login.recovered.connect(self._recover)
            self.login.restore_asked.connect(self._show_restore)
            if self.watch is not None:
                self.login.complete()
        self.window.show_page(self.login)
        self.login.set_office(self.kept.office)
        self.login.begin(name, said)
        mark("login")

    def _show_wizard(self) -> None:
        from desktop.screens.wizard import WizardPage

        self.wizard = WizardPage(self.operations, self.folder)
        self.wizard.finished.connect(self._founded)
        self.wizard.restore_asked.connect(self._show_restore)
        self.window.show_page(self.wizard)

    def _show_restore(self) -> None:
        from desktop.screens.restoring import RestorePage

        page, before = RestorePage(self.operations, self.folder), self.window.page

        def back() -> None:
            if before is not None:
                self.window.show_page(before)
            self.window.remove_page(page)
            if before is self.wizard and self.wizard is not None:
                self.wizard.begin()
            elif before is self.login and self.login is not None:
                self.login.password.editor.setFocus()

        def restored(said: str, name: str) -> None:
            wizard, self.wizard = self.wizard, None
            self._show_login(name, said)
            self.window.remove_page(page)
            if wizard is not None:
                self.window.remove_page(wizard)

        page.left.connect(back)
        page.restored.connect(restored)
        self.window.show_page(page)
        page.begin()

    def _founded(self, answers: Answers) -> None:
        """The office is set up; its first user logs in, which shows that the password is known. A further PC goes on to its enrolment."""
        self._joins = answers.joins
        self._keep(self.kept._replace(office=answers.office))
        wizard, self.wizard = self.wizard, None
        self._show_login(
            answers.name, translation.tr("Buku siap dipakai. Masuk dengan nama dan kata sandi yang baru Anda buat.")
        )
        if wizard is not None:
            self.window.remove_page(wizard)

    def _demonstrate(self, made: Demo) -> None:
        page = self.window.page
        self._show_login(made.user)
        self._enter(made.office)
        if page is not None:
            self.window.remove_page(page)
        if self.workspace is not None:
            self.workspace.say(
                translation.tr(
                    "Ini kantor contoh. Untuk masuk lagi: {names}; kata sandi {password}.",
                    names=", ".join(made.people),
                    password=made.password,
                ),
                seconds=60,  # a password takes longer to copy than good news to read
            )

    # Opening and locking ---------------------------------------------------------------------------------------------

    def _unlock(self, name: str, password: str) -> None:
        mark("unlock")
        folder, opened = self.folder, self.office if self.locked else None
        self.operations.change(lambda: _opened(folder, name, password, opened), self._enter, on_error=self._refused)

    def _recover(self, code: str, name: str, password: str) -> None:
        folder = self.folder
        self.operations.change(lambda: _recovered(folder, code, name, password), self._enter, on_error=self._refused)

    def _enter(self, result: Office | Missed) -> None:
        if self.login is None:
            return
        if isinstance(result, Missed):
            self.login.refuse(translation.tr_phrase(result.phrase), result.wait)
            return
        self.locked = False
        if result is not self.office:
            self._leave_workspace()
            self._close_office()
            self.office = result
            self._take_settings()
            self._begin_sync()
            self._show_workspace(self._first())
        elif self.workspace is not None:
            self.window.show_page(self.workspace)
            self.workspace.came_back()
        # The password stays in no field while the workspace is open.
        self.login.begin(result.user.name)
        if self.watch is not None:
            self.watch.start(result.settings.lock_minutes)

    def _begin_sync(self) -> None:
        """The exchange with the district belongs to the opened office: it goes on behind the lock and over a change of screens."""
        from PySide6.QtCore import QTimer

        from desktop.screens.sync.automatic import AutomaticSync

        assert self.office is not None
        self.sync = AutomaticSync(self.operations, self.office, self)
        QTimer.singleShot(SYNC_AFTER_MS, self.sync, self.sync.start)

    def _close_office(self) -> None:
        """What was accepted is finished, a sync under way ends, and then the store is closed."""
        office, sync = self.office, self.sync
        self.office = self.sync = None
        if office is None or sync is None:
            return
        sync.close()
        sync.deleteLater()

        def close() -> None:
            sync.finished(SYNC_ENDS_SECONDS)
            office.close()

        self.operations.change(close)

    def _refused(self, error: OfficeError) -> None:
        """The book itself can't be opened: say why, and offer a backup unless it is only this user."""
        from complaints.errors import Refused

        if self.login is not None:
            self.login.refuse(translation.tr_phrase(error.phrase), 0)
            if not self.locked and not isinstance(error, Refused):
                self.login.offer_restore()

    def _first(self) -> Goto | None:
        """Where one begins: at home, but on a further PC of an office at its enrolment."""
        from desktop.screens.navigate import Goto

        joins, self._joins = self._joins, False
        return Goto("sync") if joins else None

    def _show_workspace(self, first: Goto | None = None) -> None:
        from desktop.screens.workspace import Workspace

        assert self.office is not None
        assert self.sync is not None
        self.workspace = Workspace(self.operations, self.office, self.sync, first)
        self.workspace.lock_asked.connect(self.lock)
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
        self.locked = True
        for window in self.app.topLevelWidgets():
            if window is not self.window and window.isVisible():
                window.close()
        if self.watch is not None:
            self.watch.stop()
        self._show_login(
            self.office.user.name, translation.tr("Terkunci. Isian Anda tetap ada; masuk untuk melanjutkan.")
        )

    def _may_close(self) -> bool:
        if self.workspace is not None and not self.locked:
            self.workspace.leave()
        return self.wizard is None or self.wizard.may_close()

    # What is heard ---------------------------------------------------------------------------------------------------

    def _after_first_paint(self) -> None:
        """Everything that could wait until something is seen."""
        from PySide6.QtCore import QLocale
        from PySide6.QtGui import QIcon

        from desktop import logfile
        from desktop.resources import resource
        from desktop.screens.bug_window import Bugs
        from desktop.screens.garbage import Collector
        from desktop.screens.idle import IdleWatch
        from desktop.screens.qt_translator import QtTranslator, choose_dialogs

        Collector(self)
        logfile.start(self.folder)
        self.bugs = Bugs(lambda: self.folder, self)
        self.bugs.install()
        self.watch = IdleWatch(self)
        self.watch.idle.connect(self.lock)
        QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
        self._qt_texts = QtTranslator(self)
        self.app.installTranslator(self._qt_texts)
        choose_dialogs(translation.language())
        look.apply(self.app, self.kept.theme, self.kept.text_size)
        self.app.setWindowIcon(QIcon(str(resource("icons/buku-aduan.png"))))
        if self.instance is not None:
            self.instance.asked_to_show.connect(self.window.to_front)
            self.instance.listen()
        folder, login = self.folder, self.login
        if login is not None:
            login.complete()
            self.operations.query("wait", lambda: _wait(folder), login.hold)
        self.operations.query("warm", _warm, lambda _: self._warmed())

    def _warmed(self) -> None:
        """What was imported stays: looked through with every search for garbage, it would hold up the window for 30 ms."""
        import gc

        from PySide6.QtWidgets import QScrollArea

        # A widget that Qt itself made is met for the first time: PySide makes the classes of all kinds of widgets, 15 ms of work
        # that would else fall into building the first screen.
        QScrollArea().viewport()
        if self.workspace is None:
            gc.freeze()

    def _say(self, error: OfficeError) -> None:
        sentence = translation.tr_phrase(error.phrase)
        if self.workspace is not None and not self.locked:
            self.workspace.say(sentence, "danger")
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
        chosen, spoken = self.office.settings.language, translation.language()
        if "language" in kinds or chosen != self.kept.language:
            self._language_of_this_run = None
        self._take_settings()
        if self._language_of_this_run is None and chosen != spoken and self.workspace is not None:
            self._speak(chosen)
            here = self.workspace.here()
            self._leave_workspace()
            if self.login is not None:
                self.window.remove_page(self.login)
                self.login = None
            self._show_login(self.office.user.name)
            self._show_workspace(here)

    def _take_settings(self) -> None:
        """What the office's settings say about the window is in force at once and at the next start."""
        assert self.office is not None
        settings = self.office.settings
        office = " · ".join(part for part in (settings.office_name, settings.parent_name) if part)
        self._keep(Preferences(settings.language, settings.theme, settings.text_size, office))
        if self.watch is not None:
            self.watch.start(settings.lock_minutes)

    @staticmethod
    def _speak(language: Language) -> None:
        from desktop.screens.qt_translator import choose_dialogs

        translation.use(language)
        choose_dialogs(language)

    def _keep(self, wanted: Preferences) -> None:
        if wanted == self.kept:
            return
        before, self.kept, folder = self.kept, wanted, self.folder
        self._speak(self._language_of_this_run or wanted.language)
        if (wanted.theme, wanted.text_size) != (before.theme, before.text_size):
            look.apply(self.app, wanted.theme, wanted.text_size)
        self.operations.change(lambda: preferences.save(folder, wanted))


def _opened(folder: Path, name: str, password: str, already: Office | None) -> Office | Missed:
    """The office for this user; the one that is open behind the lock when it is theirs."""
    from desktop.store.vault import Vault

    vault = Vault(folder)
    try:
        unlocked = vault.unlock(name, password)
    except WrongPassword as error:
        return Missed(error.phrase, vault.wait_seconds())
    mark("unlocked")
    if already is not None and already.user.slot == unlocked.slot:
        return already
    from desktop.office.office import Office

    return Office(folder, unlocked, name)


def _recovered(folder: Path, code: str, name: str, password: str) -> Office | Missed:
    """A new password for this user by the recovery code, and the office opened with it."""
    from desktop.office.office import Office
    from desktop.store.vault import Vault

    vault = Vault(folder)
    try:
        unlocked = vault.unlock_with_recovery(code)
    except WrongPassword as error:
        return Missed(error.phrase, vault.wait_seconds())
    office = Office(folder, unlocked, name)
    try:
        office.members.reset_password(office.user, password)
        name = office.user.name
    finally:
        office.close()
    return Office(folder, vault.unlock(name, password), name)


def _wait(folder: Path) -> float:
    from desktop.store.vault import Vault

    return Vault(folder).wait_seconds()


def _warm() -> None:
    """Bring in behind the painted window what log in and the first screen need."""
    import importlib

    for name in ("desktop.office.office", "desktop.screens.workspace", "desktop.screens.home"):
        importlib.import_module(name)


def _notice(app: QApplication, sentence: str) -> int:
    from PySide6.QtWidgets import QMessageBox

    from desktop.screens.qt_translator import QtTranslator

    app.installTranslator(QtTranslator(app))
    look.apply(app, "system")
    box = QMessageBox(QMessageBox.Icon.Warning, "Buku Aduan", sentence, QMessageBox.StandardButton.Close)
    box.setObjectName("notice")
    look.dress(box)
    box.exec()
    return 1


def _cannot_write(app: QApplication, folder: Path) -> int:
    return _notice(
        app,
        translation.tr(
            "Folder data tidak dapat ditulisi:\n{folder}\n\nTidak ada yang diubah. Periksa izin folder atau kunci tulis pada disk, lalu mulai lagi.",
            folder=folder,
        ),
    )


def _already_running(app: QApplication) -> int:
    return _notice(
        app,
        translation.tr(
            "Buku aduan ini sedang dibuka oleh program lain dan belum menjawab.\n\n"
            "Data aman. Tutup program itu, atau tunggu sebentar lalu mulai lagi."
        ),
    )
