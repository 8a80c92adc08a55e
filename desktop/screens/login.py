"""Log in, and the lock: a name and a password, slower after every miss, never a hint; and the way back with the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from desktop.resources import resource
from desktop.widgets import Button, Card, FormField, PasswordEdit, PrimaryButton, label, show_text
from desktop.widgets.faults import show_faults
from desktop.widgets.later import every
from desktop.widgets.layouts import STRETCH, Gap, Stretch, add_to, column_of, row_of, take_out
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, look
from desktop.wording.translation import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPixmap


class LoginPage(QWidget):
    """Asks only; who owns the page tries the vault and answers with `refuse`, `hold` or by leaving the page."""

    submitted = Signal(str, str)  # name, password
    restore_asked = Signal()
    recovered = Signal(str, str, str)  # recovery code, name, new password

    def __init__(self, office: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._wait_seconds = 0
        self._busy = False
        self._missed = False
        self._recovery: RecoveryForm | None = None
        self._restore: Button | None = None
        self._tick = every(self, 1000, self._count_down)
        self._build(office)

    def _build(self, office: str) -> None:
        self.middle = row_of(STRETCH, STRETCH)
        column_of(Stretch(2), self.middle, Stretch(3), of=self, margins=None)

        self.card = card = Card("login", space=SPACE_XL, gap=SPACE_M)
        self.sign = label("", name="login-sign", plain=False)
        self.sign.setFixedSize(40, 40)
        self.office = label(office, "muted", "login-office", wrap=True, plain=False)
        self.sentence = label("", name="login-said", wrap=True, plain=False)
        self.sentence.hide()
        self.name = FormField(tr("Nama"), QLineEdit(), "login-name")
        self.password = FormField(tr("Kata sandi"), PasswordEdit(), "login-password")
        # Those who may log in, for a click: names are typed rarely, and then wrongly.
        self.names = QWidget()
        self.names.hide()
        self._name_buttons: list[Button] = []
        self.name.editor.returnPressed.connect(self.password.editor.setFocus)
        self.name.editor.textChanged.connect(self._show_names)
        self.password.editor.returnPressed.connect(self._submit)
        self.password.editor.textEdited.connect(self._typed)
        self.enter = PrimaryButton(tr("Masuk"), "login-enter", clicked=self._submit)
        self.enter.setDefault(True)
        self.forgot = Button(tr("Lupa kata sandi?"), "login-forgot", role="link", clicked=self._ask_recovery)
        add_to(
            card.column,
            row_of(
                self.sign,
                (column_of(label("Buku Aduan", "title", "login-title", plain=False), self.office, space=0), 1),
                space=SPACE_M,
            ),
            Gap(SPACE_S),
            self.sentence,
            self.name,
            self.names,
            self.password,
            Gap(SPACE_S),
            self.enter,
            self.forgot,
        )
        card.setFixedWidth(look.px(400))
        self.middle.insertWidget(1, card)
        # Only now: a widget without a parent that is made visible is a window of its own for a moment.
        self.office.setVisible(bool(office))

    def complete(self) -> None:
        """What the first paint didn't wait for."""
        self.sign.setPixmap(_sign(self.devicePixelRatioF()))

    def begin(self, name: str = "", sentence: str = "") -> None:
        """Ready for the next user, whose `name` is filled in where somebody is expected; `sentence` stands above the fields."""
        self.leave_recovery()
        self.set_busy(False)
        self.name.editor.setText(name)
        self.password.editor.clear()
        self.password.editor.cover()
        self._typed()
        if self._restore is not None:
            self._restore.hide()
        self.say(sentence)
        (self.password if name else self.name).editor.setFocus()

    def offer_names(self, names: Sequence[str]) -> None:
        """Each but the one in the field can be chosen by a click."""
        for button in self._name_buttons:
            self._names_row().removeWidget(button)
            button.deleteLater()
        self._name_buttons = [
            Button(name.replace("&", "&&"), f"login-name-{place}", role="link", clicked=lambda _=False, name=name: self._choose_name(name))
            for place, name in enumerate(names if len(names) > 1 else ())
        ]  # fmt: skip
        for button, name in zip(self._name_buttons, names, strict=False):
            button.setAccessibleName(tr("Masuk sebagai {name}", name=name))
            button.setProperty("person", name)
            self._names_row().addWidget(button)
        self._show_names()

    def _names_row(self) -> QLayout:
        row = self.names.layout()
        if row is None:
            # Brings the namespace Qt: only where several use the PC.
            from desktop.widgets.flow import FlowLayout

            row = FlowLayout(self.names, SPACE_S)
        return row

    def _choose_name(self, name: str) -> None:
        self.name.editor.setText(name)
        self._typed()
        self.password.editor.setFocus()

    def _show_names(self) -> None:
        typed = self.name.editor.text().strip()
        for button in self._name_buttons:
            button.setVisible(button.property("person") != typed)
        self.names.setVisible(bool(self._name_buttons))

    def offer_restore(self) -> None:
        """The book can't be opened: a backup may help."""
        if self._restore is None:
            self._restore = Button(tr("Pulihkan dari cadangan…"), "login-restore", clicked=self.restore_asked)
            self.card.column.insertWidget(self.card.column.count() - 1, self._restore)
        self._restore.show()

    def say(self, sentence: str) -> None:
        show_text(self.sentence, sentence)

    def set_office(self, office: str) -> None:
        show_text(self.office, office)

    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be sent twice."""
        self._busy = busy
        for part in (self.name, self.names, self.password, self.forgot):
            part.setEnabled(not busy)
        self._show_enter()
        if self._recovery is not None:
            self._recovery.set_busy(busy)

    def refuse(self, sentence: str, seconds: float) -> None:
        """The try failed: say so, and let nobody try again for this long."""
        self.set_busy(False)
        if self._recovery is not None:
            self._recovery.refuse(sentence)
        else:
            self._missed = seconds > 0
            self.password.set_error(sentence)
            self.password.editor.selectAll()
            self.password.editor.setFocus()
        self.hold(seconds)

    def hold(self, seconds: float) -> None:
        """Not before this many seconds have passed; the rest is counted down on the button."""
        self._wait_seconds = max(0, -int(-seconds // 1))
        if self._wait_seconds:
            self._tick.start()
        self._show_enter()

    def _typed(self) -> None:
        """The fault of the last try is over with the next."""
        self._missed = False
        self.password.set_error("")

    def leave_recovery(self) -> None:
        if self._recovery is not None:
            take_out(self.middle, self._recovery)
            self._recovery = None
            self.card.show()
            self.name.editor.setFocus()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody may try yet."""
        return self._wait_seconds > 0

    def _count_down(self) -> None:
        self._wait_seconds = max(0, self._wait_seconds - 1)
        if not self._wait_seconds:
            self._tick.stop()
            if self._missed:
                # It stays until something is typed: after a first miss the wait is a second, too short to read why.
                self.password.set_error(tr("Nama atau kata sandi tadi tidak cocok. Silakan coba lagi."))
        self._show_enter()

    def _show_enter(self) -> None:
        if self._busy:
            text = tr("Membuka…")
        elif self._wait_seconds:
            text = tr_count("Masuk — tunggu {count} detik", count=self._wait_seconds)
        else:
            text = tr("Masuk")
        self.enter.set_text(text)
        self.enter.setEnabled(not self._busy and not self._wait_seconds)
        if self._recovery is not None:
            self._recovery.set_wait(self._wait_seconds)

    def _submit(self) -> None:
        if self._busy or self._wait_seconds:
            return
        name, password = self.name.editor.text().strip(), self.password.editor.text()
        if show_faults((self.name, "" if name else tr("Isi nama Anda seperti saat didaftarkan."))):
            return
        if show_faults((self.password, "" if password else tr("Isi kata sandi."))):
            return
        self.set_busy(True)
        self.submitted.emit(name, password)

    def _ask_recovery(self) -> None:
        self._recovery = RecoveryForm(self.name.editor.text())
        self._recovery.submitted.connect(self._recover)
        self._recovery.cancelled.connect(self.leave_recovery)
        self._recovery.setFixedWidth(look.px(400))
        self.card.hide()
        self.middle.insertWidget(1, self._recovery)
        self._recovery.code.editor.setFocus()
        self._show_enter()

    def _recover(self, code: str, name: str, password: str) -> None:
        self.set_busy(True)
        self.recovered.emit(code, name, password)


class RecoveryForm(Card):
    """The recovery code in place of the forgotten password, and a new one."""

    submitted = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("recovery", space=SPACE_XL, gap=SPACE_M)
        from desktop.wording.program_texts import forgotten_password

        self._busy, self._wait = False, 0
        add_to(
            self.column,
            label(tr("Lupa kata sandi"), "title", "recovery-title"),
            label(forgotten_password(), "muted", wrap=True),
        )
        self.code = FormField(
            tr("Kode pemulihan"),
            QLineEdit(),
            "recovery-code",
            hint=tr("25 huruf dan angka; tanda hubung boleh tidak diketik"),
        )
        self.name = FormField(tr("Nama"), QLineEdit(name), "recovery-name")
        self.first = FormField(tr("Kata sandi baru"), PasswordEdit(new=True), "recovery-new")
        self.second = FormField(tr("Ulangi kata sandi baru"), PasswordEdit(), "recovery-again")
        fields = (self.code, self.name, self.first, self.second)
        for field, following in zip(fields, (*fields[1:], None), strict=True):
            self.column.addWidget(field)
            field.editor.returnPressed.connect(following.editor.setFocus if following else self._submit)
        self.first.editor.textChanged.connect(self._show_strength)
        self.back = Button(tr("Kembali"), "recovery-back", clicked=self.cancelled)
        self.back.setToolTip(tr("Kembali (Esc)"))
        self.go = PrimaryButton(tr("Ganti kata sandi dan masuk"), "recovery-go", clicked=self._submit)
        add_to(self.column, Gap(SPACE_L - SPACE_M), row_of(self.back, (self.go, 1), space=SPACE_S))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show()

    def set_wait(self, seconds: int) -> None:
        self._wait = seconds
        self._show()

    def refuse(self, sentence: str) -> None:
        self.code.set_error(sentence)
        self.code.editor.setFocus()

    def _show(self) -> None:
        self.go.setEnabled(not self._busy and not self._wait)
        if self._busy:
            self.go.setText(tr("Membuka…"))
        elif self._wait:
            self.go.setText(tr_count("Tunggu {count} detik", count=self._wait))
        else:
            self.go.setText(tr("Ganti kata sandi dan masuk"))

    def _show_strength(self) -> None:
        from desktop.wording.password_strength import strength

        self.first.set_error("")
        self.first.set_hint(strength(self.first.editor.text(), [self.name.editor.text()]))

    def _submit(self) -> None:
        if self._busy or self._wait:
            return
        code, name, password = self.code.editor.text(), self.name.editor.text().strip(), self.first.editor.text()
        from desktop.wording.password_strength import fault

        differs = self.second.editor.text() != password
        wrong = show_faults(
            (self.code, "" if code.strip() else tr("Isi kode pemulihan.")),
            (self.name, "" if name else tr("Isi nama Anda seperti saat didaftarkan.")),
            (self.first, fault(password, [name])),
            (self.second, tr("Kedua kata sandi belum sama.") if differs else ""),
        )
        if wrong is None:
            self.submitted.emit(code, name, password)


def _sign(ratio: float) -> QPixmap:
    """The program's sign, 40 px, drawn for this screen's density."""
    from PySide6.QtGui import QPixmap

    picture = QPixmap(str(resource("icons/buku-aduan-40.png" if ratio == 1 else "icons/buku-aduan-40@2x.png")))
    picture.setDevicePixelRatio(1 if ratio == 1 else 2)
    return picture
