"""The screen that records, opened over a real office, and what a typing officer does with it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.record.screen import RecordScreen
from desktop.widgets.theme import look

Key = Qt.Key


def record_screen(operations: Operations, office: Office, navigate: Navigate) -> RecordScreen:
    screen = RecordScreen(operations, office, navigate)
    for _ in screen.parts():
        pass
    return screen


class RecordDesk:
    def __init__(self, qtbot, operations: Operations, office: Office) -> None:
        self.operations, self.office = operations, office
        self.went: list[Goto] = []
        self.screen = record_screen(operations, office, self.went.append)
        self.form, self.beside = self.screen.form, self.screen.beside
        qtbot.addWidget(self.screen)
        look.dress(self.screen)
        self.screen.resize(1136, 730)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitExposed(self.screen)
        self.screen.shown()
        self.settle()

    def settle(self) -> None:
        """Everything that waits for a pause has happened."""
        for _ in range(2):
            if self.screen._pause.isActive():
                self.screen._pause.stop()
                self.screen._paused()
            assert self.operations.wait()
        QApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> None:
        first, *rest = text.split("\n")
        QTest.keyClicks(self.focus, first)
        for line in rest:
            self.key(Key.Key_Return)
            QTest.keyClicks(self.focus, line)

    def key(self, key: Key, times: int = 1, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifiers)

    def tab(self, times: int = 1) -> None:
        self.key(Key.Key_Tab, times)

    def line(self, name: str):
        return self.form.line(name)

    def below(self, name: str) -> str:
        """What stands under a field."""
        field = self.form.fields[name]
        return field.below.text() if field.below.isVisibleTo(self.screen) else ""

    def put(self, **values: str) -> None:
        """Type into fields by name, one after the other."""
        for name, text in values.items():
            editor = self.form.fields[name].editor
            editor.setFocus()
            self.type(text)
        self.settle()

    def complete(self, body: str = "Lampu jalan di poros Manimpahoi padam sudah dua minggu") -> None:
        """The least that can be saved."""
        self.put(body=body, category="Penerangan")
        self.tab()
        self.put(name="Hasnah")
        self.form.body.setFocus()
        self.settle()

    def save(self) -> None:
        self.screen.save.click()
        assert self.operations.wait()
        self.settle()

    @property
    def numbers(self) -> list[str]:
        from desktop.store.listing import Query

        return [row.number for row in self.office.page(Query())]
