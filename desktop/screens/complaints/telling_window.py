"""Kabari satu per satu: a ready text for everybody who waits, one key to open it, one to say that it was sent."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from complaints import phone
from complaints.contact import CONTACT_CHANNELS
from complaints.errors import OfficeError
from desktop.lanes.operations import Operations
from desktop.office import telling_queue
from desktop.office.office import Office
from desktop.office.telling_queue import ReadyMessage, Waiting
from desktop.store.listing import Query
from desktop.widgets import Button, FormField, PrimaryButton, hint, label
from desktop.widgets.combo_box import combo_box
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.naming import name_window
from desktop.widgets.opening import open_at
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.wording import names
from desktop.wording.translation import tr, tr_phrase


class TellingWindow(QDialog):
    """Nothing is marked before the officer says so; who is passed over goes on waiting."""

    def __init__(self, office: Office, query: Query, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._operations = office, operations
        self._people: list[Waiting] = []
        self._at = 0
        self.message: ReadyMessage | None = None
        name_window(self, "telling", tr("Kabari satu per satu"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 640, 480)
        self._build()
        operations.query("telling", lambda: telling_queue.everybody_waiting(office, query), self._begin)

    def _build(self) -> None:
        self.count = label("", "muted", "telling-count")
        self.subject = label("", "heading", "telling-subject", wrap=True)
        self.number = label("", "code", "telling-number")
        channels = ((names.channel(channel), channel) for channel in CONTACT_CHANNELS)
        self.channel = combo_box(channels, "whatsapp")
        self.channel.currentIndexChanged.connect(lambda _: self._ask())
        self.text = text_box()
        self.advice = hint("", "telling-advice")
        self.send = PrimaryButton(tr("Buka pesannya"), "telling-open", keys="Ctrl+Enter", clicked=self.open_message)
        self.sent = Button(tr("Sudah disampaikan"), "telling-sent", keys="Ctrl+S", clicked=self.confirm)
        self.skip = Button(tr("Lewati"), "telling-skip", keys="Alt+Right", clicked=self._next)
        self.not_needed = Button(tr("Tidak perlu dikabari"), "telling-not-needed", clicked=self._mark_not_needed)
        column_of(
            row_of(self.count, STRETCH, self.number, space=SPACE_M),
            self.subject,
            FormField(tr("Lewat"), self.channel, "telling-channel"),
            (FormField(tr("Teks siap kirim"), self.text, "telling-text"), 1),
            self.advice,
            row_of(self.send, self.sent, self.skip, STRETCH, self.not_needed, space=SPACE_S),
            space=SPACE_M,
            of=self,
            margins=(SPACE_L, SPACE_M, SPACE_L, SPACE_M),
        )
        self._enable(on=False)

    def _begin(self, people: list[Waiting]) -> None:
        self._people, self._at = people, 0
        self._show_place()

    def _show_place(self) -> None:
        self.message = None
        self.number.setText("")
        if self._at >= len(self._people):
            self._enable(on=False)
            self.text.setPlainText("")
            self.count.setText("")
            self.subject.setText(tr("Tidak ada lagi dalam antrean ini. Yang dilewati tetap menunggu kabar."))
            return
        waiting = self._people[self._at]
        self.count.setText(tr("{place} dari {count}", place=self._at + 1, count=len(self._people)))
        self.subject.setText(f"{waiting.number} · {waiting.title} · {waiting.who}")
        self._enable(on=True)
        self._ask()
        self.send.setFocus()

    def _ask(self) -> None:
        """The text for the channel; nobody is shown for it."""
        if self._at >= len(self._people):
            return
        office, waiting, channel = self._office, self._people[self._at], self.channel.currentData()
        self._operations.query(
            "telling-text", lambda: telling_queue.message(office, waiting, channel), self._show, self._refuse
        )

    def _show(self, message: ReadyMessage) -> None:
        self.message = message
        self.text.setPlainText(message.text)
        self.number.setText(phone.pretty(message.person.phone) if message.person is not None else "")

    # What is done ----------------------------------------------------------------------------------------------------

    def open_message(self) -> None:
        """Shows the number, which is logged, and opens WhatsApp or SMS; for another way the text is copied."""
        if self._at >= len(self._people) or not self.send.isEnabled():
            return
        office, waiting, channel = self._office, self._people[self._at], self.channel.currentData()
        self._enable(on=False)
        self._operations.change(
            lambda: telling_queue.message_with_number(office, waiting, channel),
            self._open,
            ("complaints",),
            self._refuse,
        )

    def _open(self, message: ReadyMessage) -> None:
        self._enable(on=True)
        if self.message is not None and self.text.toPlainText() != self.message.text:
            message = replace(message, text=self.text.toPlainText())  # somebody wrote another
        self._show(message)
        if message.link and QDesktopServices.openUrl(QUrl(message.link, QUrl.ParsingMode.StrictMode)):
            self.advice.setText(tr("Kirim pesannya di sana, lalu kembali dan tekan “Sudah disampaikan”."))
        else:
            QGuiApplication.clipboard().setText(message.text)
            self.advice.setText(tr("Teks tersalin. Sampaikan, lalu tekan “Sudah disampaikan”."))
        self.sent.setFocus()

    def confirm(self) -> None:
        if self.message is not None and self.sent.isEnabled():
            office, message = self._office, self.message
            self._change(lambda: telling_queue.confirm(office, message))

    def _mark_not_needed(self) -> None:
        office, waiting = self._office, self._people[self._at]
        self._people = telling_queue.without_others_of(waiting, self._people)
        self._at = self._people.index(waiting)
        self._change(lambda: telling_queue.mark_not_needed(office, waiting))

    def _change(self, work: Callable[[], None]) -> None:
        self._enable(on=False)
        self._operations.change(work, lambda _: self._next(), ("complaints",), self._refuse)

    def _next(self) -> None:
        self._at += 1
        self.advice.setText("")
        self._show_place()

    def _refuse(self, refusal: OfficeError) -> None:
        self._enable(on=True)
        self.advice.setText(f"⚠ {tr_phrase(refusal.phrase)}")

    def _enable(self, *, on: bool) -> None:
        for widget in (self.send, self.sent, self.skip, self.not_needed, self.channel, self.text):
            widget.setEnabled(on)
