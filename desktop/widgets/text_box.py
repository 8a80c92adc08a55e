"""A box for several lines of text, which Tab leaves."""

from PySide6.QtWidgets import QPlainTextEdit

from desktop.widgets.theme import look


def text_box(text: str = "", *, height: int = 0, read_only: bool = False) -> QPlainTextEdit:
    """`height` in pixels at 100 percent, 0 for whatever room there is."""
    box = QPlainTextEdit(text)
    box.setReadOnly(read_only)
    box.setTabChangesFocus(True)
    if height:
        box.setFixedHeight(look.px(height))
    return box
