"""A field for a password, with a button that shows what was typed, and the strength of a new one in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.screens.theme import look
from desktop.screens.tr import tr
from desktop.screens.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.screens.words import Tone

# Qt.FocusPolicy.TabFocus as a number: loading the namespace `Qt` takes 30 ms of a start.
_TAB_FOCUS = 1
_SEE_WIDTH = 60


class PasswordEdit(QLineEdit):
    """A line for a secret; the button at its end shows and covers it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.see = Button(tr("Lihat"), "see", self, role="link")
        self.see.setCheckable(True)
        self.see.setProperty("focusPolicy", _TAB_FOCUS)
        self.see.setAccessibleName(tr("Lihat kata sandi"))
        self.see.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.addStretch()
        row.addWidget(self.see)
        self.setTextMargins(0, 0, look.px(_SEE_WIDTH), 0)

    def cover(self) -> None:
        """Not readable for whoever comes next."""
        self.see.setChecked(False)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.see.setText(tr("Tutupi") if on else tr("Lihat"))


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
