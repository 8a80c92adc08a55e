"""The whole program in its window over a data folder, and what somebody at its keyboard does."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop import preferences
from desktop.options import WindowOptions
from desktop.screens.app import Program
from desktop.screens.login import LoginPage
from desktop.screens.navigate import Goto
from desktop.screens.restoring import RestorePage
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.section import Section
from desktop.screens.wizard.page import WizardPage
from desktop.screens.workspace import Workspace

Key = Qt.Key
PATIENCE_MS = 15_000
AS_KEPT = WindowOptions()


class ProgramRoom:
    """Started as `run` does, with what an earlier session kept; `asked` is what the command line asks for besides."""

    def __init__(self, qtbot, qapp: QApplication, folder: Path, asked: WindowOptions = AS_KEPT) -> None:
        self._qtbot, self._ended = qtbot, False
        folder.mkdir(parents=True, exist_ok=True)
        self.program = Program(qapp, folder, preferences.load(folder), demo=asked.demo, language=asked.language or None)
        self.window = self.program.window
        with qtbot.waitActive(self.window):
            self.program.start()
            self.window.showNormal()
            self.window.setFixedSize(1366, 768)
            self.window.activateWindow()
        self.until(lambda: self.program.watch is not None)
        if asked.demo:
            qtbot.waitUntil(lambda: isinstance(self.window.page, Workspace), timeout=8 * PATIENCE_MS)
        self.settle()

    @property
    def login(self) -> LoginPage:
        assert isinstance(self.window.page, LoginPage)
        return self.window.page

    @property
    def desk(self) -> Workspace:
        assert isinstance(self.window.page, Workspace), self.said()
        return self.window.page

    @property
    def wizard(self) -> WizardPage:
        assert isinstance(self.window.page, WizardPage)
        return self.window.page

    @property
    def restoring(self) -> RestorePage:
        assert isinstance(self.window.page, RestorePage)
        return self.window.page

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def settle(self) -> None:
        """Everything asked for has come back, and what that asked for as well."""
        for _ in range(3):
            self.arrive()
            assert self.program.operations.wait()
            QApplication.processEvents()

    def arrive(self) -> None:
        """The screen gone to is in front; what comes in turns of the event loop has come."""
        if isinstance(desk := self.window.page, Workspace):
            self.until(lambda: desk._destination is None)

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=PATIENCE_MS)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def key(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def ctrl(self, key: Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def enter(self, *texts: str) -> None:
        """Types each text and Enter after it."""
        for text in texts:
            self.type(text)
            self.key(Key.Key_Return)

    def log_in(self, name: str, password: str) -> None:
        """By keyboard; the name may stand there already."""
        if self.login.name.editor.text() != name:
            self.login.name.editor.setFocus()
            self.login.name.editor.selectAll()
            self.enter(name)
        self.enter(password)
        self.settle()

    def stops(self) -> list[str]:
        """The names of everything that Tab comes to, until it is where it began."""
        names = [self.focus.objectName()]
        while True:
            self.key(Key.Key_Tab)
            if self.focus.objectName() in names:
                return names
            names.append(self.focus.objectName())

    def press(self, name: str) -> None:
        """The button of this name, wherever it stands."""
        found = [button for button in QApplication.allWidgets() if button.objectName() == name and button.isVisible()]
        assert len(found) == 1, name
        button = found[0]
        assert isinstance(button, QAbstractButton)
        button.click()
        QApplication.processEvents()
        self.arrive()

    def settings(self, section: str) -> tuple[SettingsScreen, Section]:
        """Ctrl and the number of the settings in the side bar, and this section in front."""
        self.ctrl(Key(Key.Key_1 + list(self.desk.buttons).index("settings")))
        self.arrive()
        screen = self.desk._screens["settings"]
        assert isinstance(screen, SettingsScreen)
        screen.go(Goto("settings", action=section))
        self.settle()
        return screen, screen._sections[screen.list.currentRow()]

    def said(self) -> str:
        """Every word that can be seen in the window now."""
        words = []
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible():
                if isinstance(widget, QPlainTextEdit):
                    words.append(widget.toPlainText())
                elif isinstance(widget, QLabel | QLineEdit) or hasattr(widget, "text"):
                    text = widget.text  # type: ignore[attr-defined]
                    words.append(str(text() if callable(text) else text))
        return "\n".join(words)

    def end(self) -> None:
        """As when the window is closed for good."""
        if not self._ended:
            self._ended = True
            self.window.may_close = lambda: True
            self.window.close()
            self.program.end()
            self.window.deleteLater()
            QApplication.processEvents()
