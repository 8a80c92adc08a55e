"""Hubungi pelapor: what to tell them at this step, ready to send or to read out, and the note that it was done."""

from msgspec import structs
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from complaints import contact, phone
from complaints.complaint import Complainant
from complaints.contact import CONTACT_CHANNELS, PURPOSES, ContactChannel, Purpose
from complaints.errors import OfficeError
from complaints.steps import StepDetails
from desktop.office.case import Case
from desktop.office.ready_texts import placeholder_values
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.record.editors import TextEdit
from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.widgets import Button, FormField, hint, label
from desktop.screens.widgets.layouts import STRETCH, add_to, row_of
from desktop.wording import names
from desktop.wording.translation import tr

_BY_NUMBER: frozenset[ContactChannel] = frozenset({"whatsapp", "sms", "phone"})
_SPOKEN: frozenset[ContactChannel] = frozenset({"phone", "in_person"})


class ContactForm(StepForm):
    """The number is shown only after it was asked for, and that is logged as everywhere."""

    def build(self) -> None:
        complaint = self.case.complaint
        self.person: Complainant | None = complaint.complainant if self.case.identity_shown else None
        self._nameless = complaint.anonymous or complaint.erased
        # What was filled in last: text that somebody wrote over it stays.
        self._filled_text, self._filled_note = "", ""
        self.purpose, self.channel = QComboBox(), QComboBox()
        for purpose in PURPOSES:
            self.purpose.addItem(names.purpose(purpose), purpose)
        for channel in CONTACT_CHANNELS:
            self.channel.addItem(names.channel(channel), channel)
        self.purpose.setCurrentIndex(PURPOSES.index(contact.purpose_of(complaint)))
        self.channel.setCurrentIndex(CONTACT_CHANNELS.index("notice_board" if self._nameless else "whatsapp"))
        self.text = TextEdit(96, 210)
        self.text_field = FormField(tr("Teks siap kirim"), self.text, "contact-text")
        self.advice = hint("", "contact-instead")
        add_to(
            self.column,
            row_of(
                (FormField(tr("Yang disampaikan"), self.purpose, "step-purpose"), 1),
                (FormField(tr("Lewat"), self.channel, "step-channel"), 1),
                space=SPACE_M,
            ),
            self.text_field,
            self._build_number(),
            self.advice,
        )
        for box in (self.purpose, self.channel):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.start = self.purpose
        self._show()

    def _build_number(self) -> QHBoxLayout:
        self.number = label("", "code", "contact-number")
        self.show_number = Button(
            tr("Tampilkan nomor (dicatat)"), "contact-show-number", clicked=self._ask_for_the_number
        )
        self.open = Button("", "contact-open", clicked=self._open)
        self.copy = Button(tr("Salin teks"), "contact-copy", keys="Ctrl+Shift+C", clicked=self._copy)
        return row_of(self.number, self.show_number, self.open, self.copy, STRETCH, space=SPACE_S)

    # What is shown -----------------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Purpose, ContactChannel]:
        return self.purpose.currentData(), self.channel.currentData()

    def _show(self) -> None:
        purpose, channel = self._chosen()
        number = self.person.phone if self.person is not None else ""
        by_number = channel in _BY_NUMBER
        may_ask = self.person is None and not self.case.complaint.erased and "show-identity" in self.case.actions
        self.number.setText(phone.pretty(number) if by_number else "")
        self.number.setVisible(bool(number) and by_number)
        self.show_number.setVisible(by_number and may_ask)
        self.open.setText(tr("Buka SMS") if channel == "sms" else tr("Buka WhatsApp"))
        self.open.setAccessibleName(self.open.text())
        self.open.setVisible(bool(number) and channel in ("whatsapp", "sms"))
        self._fill(purpose, channel)
        self._advise(self._advice(channel, number, may_ask=may_ask))

    def _fill(self, purpose: Purpose, channel: ContactChannel) -> None:
        """The ready text, unless somebody wrote in it; on the notice board without a name."""
        spoken = channel in _SPOKEN
        self.text_field.set_title(tr("Yang dikatakan") if spoken else tr("Teks siap kirim"))
        addressee = Complainant() if self.person is None or channel == "notice_board" else self.person
        complaint = structs.replace(self.case.complaint, complainant=addressee)
        ready = self.office.contact_texts[purpose]
        text = ready.call if spoken else ready.message
        text = contact.fill(text, placeholder_values(complaint, self.office)).strip()
        if self.text.toPlainText() in ("", self._filled_text):
            self.text.setPlainText(text)
        note = "" if spoken else tr("Teks “{purpose}” disampaikan.", purpose=names.purpose(purpose))
        if self.note.toPlainText() in ("", self._filled_note):
            self.note.setPlainText(note)
        self._filled_text, self._filled_note = text, note

    def _advice(self, channel: ContactChannel, number: str, *, may_ask: bool) -> str:
        if channel == "notice_board":
            return tr("Untuk papan pengumuman: tanpa nama, alamat dan nomor. Cetak atau salin, lalu tempel.")
        if channel not in _BY_NUMBER or number:
            return ""
        if self.case.complaint.erased:
            return tr("Data pribadi pelapor sudah dihapus. Sampaikan lewat papan pengumuman, tanpa nama.")
        if self._nameless:
            return tr(
                "Pelapor anonim. Sampaikan lewat papan pengumuman, tanpa nama; mereka dapat mencarinya dengan nomor atau kode lacak."
            )
        if may_ask:
            return tr("Nomornya disamarkan. Yang melihatnya dicatat di riwayat.")
        if self.person is None:
            return tr("Peran Anda tidak boleh melihat nomornya; mintalah petugas.")
        return tr(
            "Nomor telepon tidak tercatat. Titipkan lewat kepala dusun atau RT/RW, kirim surat, atau pakai papan pengumuman."
        )

    def _advise(self, sentence: str) -> None:
        self.advice.setText(sentence)
        self.advice.setVisible(bool(sentence))

    def forget_people(self) -> None:
        if self.person is not None:
            self.person = None
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
        self.person = case.complaint.complainant
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
            self._advise(
                tr("Tidak ada program yang membukanya di komputer ini. Salin teksnya, lalu kirim dari telepon.")
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._advise(tr("Teks tersalin. Setelah terkirim, catat dengan Ctrl+Enter."))

    def details(self) -> StepDetails:
        purpose, channel = self._chosen()
        return structs.replace(super().details(), channel=channel, purpose=purpose)

    def confirm_word(self) -> str:
        return tr("Catat sudah disampaikan")
