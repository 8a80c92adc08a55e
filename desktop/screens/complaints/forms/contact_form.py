"""Hubungi pelapor: what to tell them at this step, ready to send or to read out, and the note that it was done."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from complaints import contact, phone
from complaints.complaint import Complainant
from complaints.contact import CONTACT_CHANNELS, PURPOSES, ContactChannel, Purpose
from complaints.errors import OfficeError
from desktop.office.case import Case
from desktop.office.ready_texts import (
    BY_NUMBER,
    SPOKEN,
    contact_advice,
    contact_words,
    first_receiver,
    person_at,
    receivers,
)
from desktop.screens.complaints.forms.step_form import StepForm, Typed
from desktop.widgets import Button, FormField, hint, label, show_text
from desktop.widgets.combo_box import combo_box
from desktop.widgets.editors import TextEdit
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording import names
from desktop.wording.step_texts import no_program_for_messages
from desktop.wording.translation import tr


class ContactForm(StepForm):
    """The number is shown only after it was asked for, and that is logged as everywhere."""

    def build(self) -> None:
        complaint = self.case.complaint
        self._shown: Case | None = self.case if self.case.identity_shown else None
        # What was filled in last: text that somebody wrote over it stays.
        self._filled_text, self._filled_note = "", ""
        purposes = ((names.purpose(purpose), purpose) for purpose in PURPOSES)
        self.purpose = combo_box(purposes, contact.purpose_of(complaint))
        channels = ((names.channel(channel), channel) for channel in CONTACT_CHANNELS)
        self.channel = combo_box(channels, "notice_board" if complaint.anonymous or complaint.erased else "whatsapp")
        self.receiver = combo_box(receivers(self.case), first_receiver(self.case))
        self.receiver_field = FormField(tr("Kepada"), self.receiver, "step-receiver")
        self.text = TextEdit(96, 210)
        self.text_field = FormField(tr("Teks siap kirim"), self.text, "contact-text")
        self.advice = hint("", "contact-instead")
        add_to(
            self.column,
            self.receiver_field,
            row_of(
                (FormField(tr("Yang disampaikan"), self.purpose, "step-purpose"), 1),
                (FormField(tr("Lewat"), self.channel, "step-channel"), 1),
                space=SPACE_M,
            ),
            self.text_field,
            self._build_number(),
            row_of(self.not_needed, STRETCH, space=SPACE_S),
            self.advice,
        )
        # Only in their place: shown before, they would be windows of their own.
        self.receiver_field.setVisible(bool(complaint.supporters))
        self.not_needed.setVisible("no-contact" in self.case.actions)
        for box in (self.receiver, self.purpose, self.channel):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.start = self.purpose
        self.reads = {
            "channel": self.channel.currentData,
            "purpose": self.purpose.currentData,
            "supporter": self.receiver.currentData,
        }
        self._show()

    def _build_number(self) -> QHBoxLayout:
        self.number = label("", "code", "contact-number")
        self.show_number = Button(
            tr("Tampilkan nomor (dicatat)"), "contact-show-number", clicked=self._ask_for_the_number
        )
        self.open = Button("", "contact-open", clicked=self._open)
        self.copy = Button(tr("Salin teks"), "contact-copy", keys="Ctrl+Shift+C", clicked=self._copy)
        self.not_needed = Button(tr("Tidak perlu dikabari"), "contact-not-needed", clicked=self._mark_not_needed)
        return row_of(self.number, self.show_number, self.open, self.copy, STRETCH, space=SPACE_S)

    @property
    def person(self) -> Complainant | None:
        """Who is told; None while the people are masked."""
        return None if self._shown is None else person_at(self._shown.complaint, self.receiver.currentData())

    # What is shown -----------------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Purpose, ContactChannel]:
        return self.purpose.currentData(), self.channel.currentData()

    def _show(self) -> None:
        purpose, channel = self._chosen()
        number = self.person.phone if self.person is not None else ""
        by_number = channel in BY_NUMBER
        may_ask = self.person is None and not self.case.complaint.erased and "show-identity" in self.case.actions
        self.number.setText(phone.pretty(number) if by_number else "")
        self.number.setVisible(bool(number) and by_number)
        self.show_number.setVisible(by_number and may_ask)
        self.open.set_text(tr("Buka SMS") if channel == "sms" else tr("Buka WhatsApp"))
        self.open.setVisible(bool(number) and channel in ("whatsapp", "sms"))
        self._fill(purpose, channel)
        self._advise(contact_advice(self.case, channel, self.person, may_ask=may_ask))

    def _fill(self, purpose: Purpose, channel: ContactChannel) -> None:
        """The ready text and note, unless somebody wrote in them."""
        self.text_field.set_title(tr("Yang dikatakan") if channel in SPOKEN else tr("Teks siap kirim"))
        text, note = contact_words(self.office, self.case.complaint, purpose, channel, self.person)
        if self.text.toPlainText() in ("", self._filled_text):
            self.text.setPlainText(text)
        if self.note.toPlainText() in ("", self._filled_note):
            self.note.setPlainText(note)
        self._filled_text, self._filled_note = text, note

    def _advise(self, sentence: str) -> None:
        show_text(self.advice, sentence)

    def typed(self) -> Typed:
        """Without the ready text and note as the program filled them: they hold a name where one is shown."""
        filled = {self.text.objectName(): self._filled_text, self.note.objectName(): self._filled_note}
        return {name: text for name, text in super().typed().items() if filled.get(name) != text}

    def forget_people(self) -> None:
        if self._shown is not None:
            self._shown = None
            # What was added by hand may hold a name as well.
            self.text.setPlainText("")
            self._show()

    # What is done ------------------------------------------------------------------------------------------------------

    def _ask_for_the_number(self) -> None:
        office, complaint = self.office, self.case.complaint.id
        self.show_number.setEnabled(False)
        self.operations.change(
            lambda: office.show_identity(complaint, tr("Menghubungi pelapor")),
            self._show_person,
            ("complaints",),
            self._refuse_person,
        )

    def _show_person(self, case: Case) -> None:
        self._shown = case
        self.show_number.setEnabled(True)
        self._show()
        (self.open if self.open.isVisible() else self.copy).setFocus()

    def _refuse_person(self, refusal: OfficeError) -> None:
        self.show_number.setEnabled(True)
        self.refused(refusal)

    def _open(self) -> None:
        _, channel = self._chosen()
        if self.person is None:
            return
        link_to = contact.sms_link if channel == "sms" else contact.whatsapp_link
        link = link_to(self.person.phone, self.text.toPlainText())
        if not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            self._advise(no_program_for_messages())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._advise(tr("Teks tersalin. Setelah terkirim, catat dengan Ctrl+Enter."))

    def _mark_not_needed(self) -> None:
        office, complaint = self.office, self.case.complaint.id
        self.confirmed.emit(lambda: office.act(complaint, "no-contact"))

    def confirm_word(self) -> str:
        return tr("Catat sudah disampaikan")
