"""A field for a password, with a button that shows what was typed, and the strength of a new one in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.screens.theme import look
from desktop.screens.widgets.button import Button
from desktop.screens.widgets.layouts import STRETCH, row_of
from desktop.screens.widgets.qt_numbers import KEY_F8, NO_FOCUS
from desktop.wording.translation import tr, tr_in

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.wording.names import Tone

_SEE_WIDTH = 60


class PasswordEdit(QLineEdit):
    """A line for a secret; the button at its end, or F8, shows and covers it.

    Tab passes the button by, as it does in Windows' own fields: whoever types a password, Tab, and the password again means the next
    field, and letters that a button has no use for would come back into this one, unseen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.see = Button(tr_in("sandi", "Lihat"), "see", self, role="link")
        self.see.setCheckable(True)
        self.see.setProperty("focusPolicy", NO_FOCUS)
        self.see.setToolTip(tr("Lihat atau tutupi kata sandi (F8)"))
        self.see.setAccessibleName(self.see.toolTip())
        self.see.toggled.connect(self._show)
        row_of(STRETCH, self.see, of=self, margins=(0, 0, 4, 0))
        self.setTextMargins(0, 0, look.px(_SEE_WIDTH), 0)

    def cover(self) -> None:
        """Not readable for whoever comes next."""
        self.see.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == KEY_F8:
            self.see.toggle()
        else:
            super().keyPressEvent(event)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.see.setText(tr("Tutupi") if on else tr_in("sandi", "Lihat"))


def strength(password: str, name: str = "") -> tuple[str, Tone]:
    """How strong a new password is, in words: estimated from its length, its kinds of letters, repeats and known beginnings."""
    import math

    plain = password.casefold()
    if not plain:
        return "", "neutral"
    kinds = sum(
        size
        for size, has in (
            (26, any(c.islower() for c in password)), (26, any(c.isupper() for c in password)),
            (10, any(c.isdigit() for c in password)), (33, any(not c.isalnum() for c in password)),
        ) if has
    )  # fmt: skip
    telling = [
        c
        for at, c in enumerate(plain)
        if at == 0 or (c != plain[at - 1] and ord(c) - ord(plain[at - 1]) not in (1, -1))
    ]
    bits = len(telling) * math.log2(max(kinds, 2))
    known = any(word in plain for word in _KNOWN) or (len(name) > 2 and name.casefold() in plain)
    if known:
        bits /= 2
    if len(password) < 8:
        return tr("terlalu pendek: paling sedikit 8 huruf"), "danger"
    if bits < 38:
        return tr("lemah: mudah ditebak — tambah beberapa kata"), "danger"
    if bits < 55:
        return tr("cukup"), "warning"
    return tr("kuat"), "ok"


# What people here type first when asked for a password.
_KNOWN = (
    "password", "sandi", "admin", "qwerty", "asdf", "12345", "54321", "111111", "bismillah", "indonesia", "sinjai", "sayang",
    "rahasia", "merdeka", "1945", "desa", "kelurahan", "petugas", "aduan",
)  # fmt: skip
