"""A field for a password, with a button that shows what was typed."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from complaints import passwords
from desktop.widgets.button import Button
from desktop.widgets.layouts import STRETCH, row_of
from desktop.widgets.qt_numbers import KEY_F8, NO_FOCUS
from desktop.widgets.theme import look
from desktop.wording.translation import tr, tr_in

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_SEE_WIDTH = 60


class PasswordEdit(QLineEdit):
    """A line for a secret; the button at its end, or F8, shows and covers it.

    Tab passes the button by, as it does in Windows' own fields: whoever types a password, Tab, and the password again means the next
    field, and letters that a button has no use for would come back into this one, unseen.
    """

    def __init__(self, *, new: bool = False) -> None:
        """`new`: one that is being chosen, and judged."""
        super().__init__()
        self._new = new
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button = Button(tr_in("sandi", "Lihat"), "see", self, role="link")
        self.show_button.setCheckable(True)
        self.show_button.setProperty("focusPolicy", NO_FOCUS)
        self.show_button.setToolTip(tr("Lihat atau tutupi kata sandi (F8)"))
        self.show_button.setAccessibleName(self.show_button.toolTip())
        self.show_button.toggled.connect(self._show)
        row_of(STRETCH, self.show_button, of=self, margins=(0, 0, 4, 0))
        self.setTextMargins(0, 0, look.px(_SEE_WIDTH), 0)

    def cover(self) -> None:
        """Hides the password from whoever comes next."""
        self.show_button.setChecked(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._new and not passwords.is_loaded():
            Thread(target=passwords.load, name="passwords", daemon=True).start()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == KEY_F8:
            self.show_button.toggle()
        else:
            super().keyPressEvent(event)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.show_button.setText(tr("Tutupi") if on else tr_in("sandi", "Lihat"))
