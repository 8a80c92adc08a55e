"""Buttons: the plain one, and the main one of a screen, with its key beside the word.

Of Qt only what log in needs is loaded with this file: the namespace `Qt` alone takes 30 ms of a start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.widgets.theme import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize, SignalInstance
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    Clicked = Callable[..., object] | SignalInstance | None


def lettered(text: str) -> str:
    """The text for a button or menu entry, where Qt would take a lone & for 'underline the next letter'."""
    return text.replace("&", "&&")


class EnterButton(QPushButton):
    """Enter, on either side of the keyboard, pressed once and alone, presses it while it has the keyboard, as Space does.

    Qt gives Enter to the buttons of dialogs only, and most of ours stand in a screen.
    """

    def set_text(self, text: str) -> None:
        """The words on it, and what a screen reader says."""
        self.setText(lettered(text))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alone and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class Button(EnterButton):
    """`clicked` is called, or the signal emitted, when it is pressed; `keys` ('Ctrl+T') press it too, and stand in its tool tip.

    Enter among the keys is meant on either side of the keyboard.
    """

    def __init__(
        self,
        text: str,
        name: str,
        parent: QWidget | None = None,
        *,
        role: Literal["", "primary", "accent", "danger", "link", "row"] = "",
        keys: str = "",
        clicked: Clicked = None,
    ) -> None:
        # Not with the text: choosing among the constructors loads Qt's icons, 4 ms of a start.
        super().__init__(parent)
        self.set_text(text)
        self.setObjectName(name)
        self.setAutoDefault(False)
        if clicked is not None:
            self.clicked.connect(clicked)
        if role:
            self.setProperty("role", role)
        self.keys = keys
        if keys:
            self.setToolTip(f"{text} ({keys})")
            # Not setShortcut: a button that shows its key must also work while a field has the focus, and only when it is seen.
            from PySide6.QtGui import QKeySequence, QShortcut

            # Qt calls the main Enter key Return.
            for sequence in {keys, keys.replace("Enter", "Return")}:
                QShortcut(QKeySequence(sequence), self).activated.connect(self._pressed_by_key)

    def _pressed_by_key(self) -> None:
        if self.isVisible() and self.isEnabled():
            # At once, not animateClick: its 100 ms would let what a fast typist writes next come before it.
            self.click()


class LinkButton(Button):
    """A word in a line of text, with the role 'link': no higher than the line. The stylesheet knows it by its class."""


class PrimaryButton(Button):
    """The main button of a screen; its key stands small beside the word."""

    def __init__(
        self,
        text: str,
        name: str,
        *,
        keys: str = "",
        role: Literal["primary", "accent"] = "primary",
        clicked: Clicked = None,
    ) -> None:
        super().__init__(text, name, role=role, keys=keys, clicked=clicked)
        self._accent = role == "accent"

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self.keys:
            size.setWidth(size.width() + self._key_width() + look.px(6))
        return size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _key_width(self) -> int:
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(look.font(11)).horizontalAdvance(self.keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.keys:
            super().paintEvent(event)
            return
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QColor
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        colours = look.colours
        ink = QColor(colours.accent_ink if self._accent else colours.primary_ink)
        if not self.isEnabled():
            ink = QColor(colours.muted)
        painter.setPen(ink)
        painter.setFont(look.font(13, bold=True))
        area = self.rect().adjusted(12, 0, -12, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text().replace("&&", "&")
        )
        painter.setFont(look.font(11, bold=self._accent))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.keys)
