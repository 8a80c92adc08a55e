"""Cards, the labels on them, and what an empty list shows."""

from typing import Literal

from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.widgets.layouts import STRETCH, column_of
from desktop.widgets.qt_numbers import ALIGN_H_CENTER, PLAIN_TEXT, SELECTABLE_BY_MOUSE
from desktop.widgets.theme import SPACE_L, SPACE_S


class Card(QFrame):
    """A white surface with a quiet edge and a column of things on it (`column`)."""

    def __init__(
        self,
        name: str,
        *,
        tone: Literal["", "notice", "conflict", "question"] = "",
        space: int = SPACE_L,
        gap: int = SPACE_S,
    ) -> None:
        """`space` pixels within its edge, `gap` between what is on it."""
        super().__init__()
        self.setObjectName(name)
        if tone:
            self.setProperty("tone", tone)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space, space, space, space)
        self.column.setSpacing(gap)


def label(
    text: str,
    role: Literal[
        "", "title", "heading", "case-title", "figure", "field", "muted", "hint", "error", "code", "product"
    ] = "",
    name: str = "",
    *,
    wrap: bool = False,
    plain: bool = True,
    selectable: bool = False,
) -> QLabel:
    """A text in the look of its role. Plain by default: what people typed is never read as markup.

    `selectable`: it can be marked with the pointer, and copied.
    """
    text_label = QLabel(text)
    if plain:
        text_label.setProperty("textFormat", PLAIN_TEXT)
    if role:
        text_label.setProperty("role", role)
    if name:
        text_label.setObjectName(name)
    text_label.setWordWrap(wrap)
    if selectable:
        text_label.setProperty("textInteractionFlags", SELECTABLE_BY_MOUSE)
    return text_label


def show_text(part: QLabel | QAbstractButton, text: str) -> None:
    """The label or the button has this text, and is only seen where there is one."""
    part.setText(text)
    part.setVisible(bool(text))


def heading(text: str, name: str = "") -> QLabel:
    return label(text, "heading", name)


def hint(text: str, name: str = "") -> QLabel:
    return label(text, "hint", name, wrap=True)


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class EmptyState(QWidget):
    """In place of an empty list: that there is nothing, why, and what to do next."""

    def __init__(self, title: str, sentence: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = column_of(STRETCH, space=SPACE_S, of=self, margins=None)
        self.title = label(title, "heading", f"{name}-title", wrap=True)
        self.sentence = label(sentence, "muted", f"{name}-sentence", wrap=True)
        for part in (self.title, self.sentence):
            part.setProperty("alignment", ALIGN_H_CENTER)
            self.column.addWidget(part)
        self.column.addStretch()
        self.setAccessibleName(f"{title}. {sentence}")

    def add(self, widget: QWidget) -> None:
        """One more thing under the sentence, such as the button that helps."""
        from PySide6.QtCore import Qt

        self.column.insertWidget(self.column.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, sentence: str) -> None:
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}")
