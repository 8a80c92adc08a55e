"""Text fields that do a little more: a body that takes pictures and files, and a line that masks its text."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.widgets.theme import look


def brings_files(mime: QMimeData) -> bool:
    """Whether a paste or drop is meant as an attachment: files, or a picture without text."""
    return any(url.isLocalFile() for url in mime.urls()) or (mime.hasImage() and not mime.hasText())


class TextEdit(QPlainTextEdit):
    """Several lines; Tab leaves it; its height follows the text, in pixels at 100 %. `files_inserted` instead of their names."""

    files_inserted = Signal(QMimeData)

    def __init__(self, least_height: int, most_height: int) -> None:
        super().__init__()
        self._least_height, self._most_height = least_height, most_height
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(5)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        look.changed.connect(self._grow)
        self._grow()

    def go_on_with(self, text: str) -> None:
        """Puts back what was typed before, with the cursor behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Narrower, the same text has more lines.
        self._grow()

    def _grow(self) -> None:
        lines = self.document().documentLayout().documentSize().height()
        height = round(lines * self.fontMetrics().lineSpacing()) + look.px(28)
        self.setFixedHeight(min(max(height, look.px(self._least_height)), look.px(self._most_height)))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return brings_files(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if brings_files(source):
            self.files_inserted.emit(source)
        elif source.hasText():
            # Plain text only: what Word or a web page brings with it stays out.
            self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


class MaskedEdit(QLineEdit):
    """Masks its text unless one edits it, for other people see an officer's screen. Read it with `value`, not `text`."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        super().__init__()
        self._mask = mask
        self._value = ""
        self._open = False
        self.textEdited.connect(self._edited)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self.setText(value if self._open else self._mask(value))

    def _edited(self, text: str) -> None:
        self._value = text

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._open = True
        if self.text() != self._value:
            self.setText(self._value)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The field's own context menu takes the focus too, and pastes into what stands there.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._open = False
            self.setText(self._mask(self._value))
            self.setCursorPosition(0)
