"""The words that this office uses: what complainants are told at each step, and ready answers by category."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from complaints.contact import PLACEHOLDERS, PURPOSES, ContactText, Purpose, Reply
from desktop.screens.record.editors import TextEdit
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_L
from desktop.screens.widgets import Button, Field, PrimaryButton, heading, hint
from desktop.screens.widgets.layouts import add_to, row_of
from desktop.wording import names
from desktop.wording.translation import language, tr

LONGEST = 2000
LONGEST_NAME = 60


class TextsSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Kata-kata kantor ini saat menghubungi pelapor, dan balasan yang ditawarkan saat menanggapi."),
        )
        self._build_texts()
        self._build_replies()
        self._show_text()
        self._show_replies(0)

    def _build_texts(self) -> None:
        card = self.card("texts-card")
        self.purpose = QComboBox()
        for purpose in PURPOSES:
            self.purpose.addItem(names.purpose(purpose), purpose)
        self.message = Field(tr("Untuk WhatsApp dan SMS"), TextEdit(96, 200), "texts-message", needed=True)
        self.call = Field(tr("Untuk telepon"), TextEdit(96, 200), "texts-call", needed=True)
        placeholders = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.save_text = PrimaryButton(tr("Simpan"), "texts-save", keys="Ctrl+S", clicked=self._save_text)
        self.revert = Button(tr("Kembali ke bawaan"), "texts-revert", clicked=self._revert)
        add_to(
            card.column,
            heading(tr("Teks untuk pelapor")),
            Field(tr("Yang disampaikan"), self.purpose, "texts-purpose"),
            row_of(
                (self.message, 1, Qt.AlignmentFlag.AlignTop), (self.call, 1, Qt.AlignmentFlag.AlignTop), space=SPACE_L
            ),
            hint(tr("Diisi sendiri dari pengaduannya: {names}", names=placeholders), "texts-placeholders"),
            button_row(self.save_text, self.revert),
        )
        self.purpose.currentIndexChanged.connect(lambda _: self._show_text())
        for field in (self.message, self.call):
            field.editor.textChanged.connect(self._typed)

    def _build_replies(self) -> None:
        card = self.card("replies-card")
        self.reply = QComboBox()
        self.reply_name = Field(tr("Nama"), QLineEdit(), "reply-name", needed=True)
        self.reply_name.editor.setMaxLength(LONGEST_NAME)
        self.category = QComboBox()
        self.category.addItem(tr("Semua kategori"), "")
        for category in self.around.office.categories:
            self.category.addItem(category.label_en if language() == "en" else category.label, category.code)
        self.reply_text = Field(tr("Isi balasan"), TextEdit(80, 200), "reply-text", needed=True)
        self.save_reply = Button(tr("Simpan balasan"), "reply-save", clicked=self._save_reply)
        self.drop_reply = Button(tr("Hapus balasan"), "reply-drop", role="danger", clicked=self._drop_reply)
        add_to(
            card.column,
            heading(tr("Balasan siap pakai")),
            hint(tr("Tanpa nama pelapor: tanggapan dibaca juga oleh kabupaten. Balasan bawaan tetap ditawarkan.")),
            Field(tr("Balasan kantor ini"), self.reply, "replies-list"),
            row_of((self.reply_name, 1), (Field(tr("Kategori"), self.category, "reply-category"), 1), space=SPACE_L),
            self.reply_text,
            button_row(self.save_reply, self.drop_reply),
        )
        self.reply.currentIndexChanged.connect(lambda _: self._show_reply())
        self.reply_name.editor.textChanged.connect(self._typed_reply)
        self.reply_text.editor.textChanged.connect(self._typed_reply)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._typed()
            # Not while the list is the same: a reply may be half written.
            shown = [self.reply.itemText(at) for at in range(1, self.reply.count())]
            if shown != [one.name for one in self.settings.replies]:
                self._show_replies(self.reply.currentIndex())

    # Texts -------------------------------------------------------------------------------------------------------------

    def _purpose(self) -> Purpose:
        return self.purpose.currentData()

    def _show_text(self) -> None:
        text = self.around.office.contact_texts[self._purpose()]
        self.message.editor.setPlainText(text.message.strip())
        self.call.editor.setPlainText(text.call.strip())
        self._typed()

    def _written(self) -> ContactText:
        return ContactText(_text(self.message.editor), _text(self.call.editor))

    def _typed(self) -> None:
        written, kept = self._written(), self.around.office.contact_texts[self._purpose()]
        missing = not (written.message and written.call)
        same = (written.message, written.call) == (kept.message.strip(), kept.call.strip())
        self.message.set_error("" if written.message else tr("Teksnya tidak boleh kosong."))
        self.call.set_error("" if written.call else tr("Teksnya tidak boleh kosong."))
        self.save_text.setEnabled(not missing and not same)
        self.revert.setEnabled(self._purpose() in self.settings.contact_texts)

    def _save_text(self) -> None:
        own = self.settings.contact_texts | {self._purpose(): self._written()}
        self.save(tr("Teks tersimpan."), contact_texts=own)

    def _revert(self) -> None:
        own = {name: text for name, text in self.settings.contact_texts.items() if name != self._purpose()}
        self.save(tr("Teks bawaan dipakai lagi."), after=self._show_text, contact_texts=own)

    # Replies -----------------------------------------------------------------------------------------------------------

    def _show_replies(self, chosen: int) -> None:
        """Behind 'a new one' those that are kept."""
        self.reply.blockSignals(True)
        self.reply.clear()
        self.reply.addItem(tr("+ Balasan baru"))
        self.reply.addItems([one.name for one in self.settings.replies])
        self.reply.setCurrentIndex(min(max(chosen, 0), len(self.settings.replies)))
        self.reply.blockSignals(False)
        self._show_reply()

    def _chosen(self) -> int:
        """The place of the chosen reply among those kept; -1 for a new one."""
        return self.reply.currentIndex() - 1

    def _show_reply(self) -> None:
        at = self._chosen()
        shown = self.settings.replies[at] if at >= 0 else Reply("", "")
        self.reply_name.editor.setText(shown.name)
        self.reply_text.editor.setPlainText(shown.text)
        self.category.setCurrentIndex(max(self.category.findData(shown.category), 0))
        self.drop_reply.setVisible(at >= 0)
        self._typed_reply()

    def _typed_reply(self) -> None:
        self.save_reply.setEnabled(bool(self.reply_name.editor.text().strip() and _text(self.reply_text.editor)))

    def _save_reply(self) -> None:
        made = Reply(self.reply_name.editor.text().strip(), _text(self.reply_text.editor), self.category.currentData())
        own, at = list(self.settings.replies), self._chosen()
        if at >= 0:
            own[at] = made
        else:
            own.append(made)
        self.save(tr("Balasan tersimpan."), after=lambda: self._show_replies(0), replies=tuple(own))

    def _drop_reply(self) -> None:
        at = self._chosen()
        own = tuple(one for place, one in enumerate(self.settings.replies) if place != at)
        self.save(tr("Balasan dihapus."), after=lambda: self._show_replies(0), replies=own)


def _text(editor: TextEdit) -> str:
    return editor.toPlainText().strip()[:LONGEST]
