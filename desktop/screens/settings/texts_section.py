"""The words that this office uses: what complainants are told at each step, and ready answers by category."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from complaints.contact import PLACEHOLDERS, PURPOSES, ContactText, Purpose, Reply, with_reply
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.widgets import Button, FormField, PrimaryButton, heading, hint
from desktop.widgets.combo_box import combo_box
from desktop.widgets.editors import TextEdit
from desktop.widgets.layouts import row_of
from desktop.widgets.theme import SPACE_L
from desktop.wording import names, settings_explanations
from desktop.wording.translation import language, tr

TEXT_LETTERS = 2000
NAME_LETTERS = 60


class TextsSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        self._build_texts()
        self._build_replies()
        self._show_text()
        self._show_replies(0)

    def _build_texts(self) -> None:
        self.purpose = combo_box((names.purpose(purpose), purpose) for purpose in PURPOSES)
        self.message = FormField(tr("Untuk WhatsApp dan SMS"), TextEdit(96, 200), "texts-message", required=True)
        self.call = FormField(tr("Untuk telepon"), TextEdit(96, 200), "texts-call", required=True)
        placeholders = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.save_text = PrimaryButton(tr("Simpan"), "texts-save", keys="Ctrl+S", clicked=self._save_text)
        self.revert = Button(tr("Kembali ke bawaan"), "texts-revert", clicked=self._revert)
        top = Qt.AlignmentFlag.AlignTop
        self.card(
            "texts-card",
            heading(tr("Teks untuk pelapor")),
            FormField(tr("Yang disampaikan"), self.purpose, "texts-purpose"),
            row_of((self.message, 1, top), (self.call, 1, top), space=SPACE_L),
            hint(tr("Diisi sendiri dari pengaduannya: {names}", names=placeholders), "texts-placeholders"),
            button_row(self.save_text, self.revert),
        )
        self.purpose.currentIndexChanged.connect(lambda _: self._show_text())
        for field in (self.message, self.call):
            field.editor.textChanged.connect(self._show_changed)

    def _build_replies(self) -> None:
        self.reply = QComboBox()
        self.reply_name = FormField(tr("Nama"), QLineEdit(), "reply-name", required=True)
        self.reply_name.editor.setMaxLength(NAME_LETTERS)
        self.category = combo_box([(tr("Semua kategori"), "")])
        for category in self.office.categories:
            self.category.addItem(category.label_en if language() == "en" else category.label, category.code)
        self.reply_text = FormField(tr("Isi balasan"), TextEdit(80, 200), "reply-text", required=True)
        self.save_reply = Button(tr("Simpan balasan"), "reply-save", clicked=self._save_reply)
        self.drop_reply = Button(tr("Hapus balasan"), "reply-drop", role="danger", clicked=self._drop_reply)
        category = FormField(tr("Kategori"), self.category, "reply-category")
        self.card(
            "replies-card",
            heading(tr("Balasan siap pakai")),
            hint(settings_explanations.ready_replies()),
            FormField(tr("Balasan kantor ini"), self.reply, "replies-list"),
            row_of((self.reply_name, 1), (category, 1), space=SPACE_L),
            self.reply_text,
            button_row(self.save_reply, self.drop_reply),
        )
        self.reply.currentIndexChanged.connect(lambda _: self._show_reply())
        self.reply_name.editor.textChanged.connect(self._enable_save_reply)
        self.reply_text.editor.textChanged.connect(self._enable_save_reply)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._show_changed()
            # Not while the list is the same: a reply may be half written.
            listed = [self.reply.itemText(at) for at in range(1, self.reply.count())]
            if listed != [reply.name for reply in self.settings.replies]:
                self._show_replies(self.reply.currentIndex())

    # Texts -------------------------------------------------------------------------------------------------------------

    def _purpose(self) -> Purpose:
        return self.purpose.currentData()

    def _show_text(self) -> None:
        text = self.office.contact_texts[self._purpose()]
        self.message.editor.setPlainText(text.message.strip())
        self.call.editor.setPlainText(text.call.strip())
        self._show_changed()

    def _typed(self) -> ContactText:
        return ContactText(_text(self.message.editor), _text(self.call.editor))

    def _show_changed(self) -> None:
        typed, saved = self._typed(), self.office.contact_texts[self._purpose()]
        changed = (typed.message, typed.call) != (saved.message.strip(), saved.call.strip())
        self.message.set_error("" if typed.message else tr("Teksnya tidak boleh kosong."))
        self.call.set_error("" if typed.call else tr("Teksnya tidak boleh kosong."))
        self.save_text.setEnabled(bool(typed.message and typed.call) and changed)
        self.revert.setEnabled(self._purpose() in self.settings.contact_texts)

    def _save_text(self) -> None:
        texts = self.settings.contact_texts | {self._purpose(): self._typed()}
        self.save(tr("Teks tersimpan."), contact_texts=texts)

    def _revert(self) -> None:
        texts = {name: text for name, text in self.settings.contact_texts.items() if name != self._purpose()}
        self.save(tr("Teks bawaan dipakai lagi."), after=self._show_text, contact_texts=texts)

    # Replies -----------------------------------------------------------------------------------------------------------

    def _show_replies(self, chosen: int) -> None:
        """The list of replies behind '+ new'; `chosen` is a place in it."""
        with QSignalBlocker(self.reply):
            self.reply.clear()
            self.reply.addItem(tr("+ Balasan baru"))
            self.reply.addItems([reply.name for reply in self.settings.replies])
            self.reply.setCurrentIndex(min(max(chosen, 0), len(self.settings.replies)))
        self._show_reply()

    def _chosen(self) -> int:
        """The place of the chosen reply among the saved ones; -1 for a new one."""
        return self.reply.currentIndex() - 1

    def _show_reply(self) -> None:
        at = self._chosen()
        reply = self.settings.replies[at] if at >= 0 else Reply("", "")
        self.reply_name.editor.setText(reply.name)
        self.reply_text.editor.setPlainText(reply.text)
        self.category.setCurrentIndex(max(self.category.findData(reply.category), 0))
        self.drop_reply.setVisible(at >= 0)
        self._enable_save_reply()

    def _enable_save_reply(self) -> None:
        self.save_reply.setEnabled(bool(self.reply_name.editor.text().strip() and _text(self.reply_text.editor)))

    def _save_reply(self) -> None:
        reply = Reply(self.reply_name.editor.text().strip(), _text(self.reply_text.editor), self.category.currentData())
        self._put(reply, tr("Balasan tersimpan."))

    def _drop_reply(self) -> None:
        self._put(None, tr("Balasan dihapus."))

    def _put(self, reply: Reply | None, confirmation: str) -> None:
        replies = with_reply(self.settings.replies, self._chosen(), reply)
        self.save(confirmation, after=lambda: self._show_replies(0), replies=replies)


def _text(editor: TextEdit) -> str:
    return editor.toPlainText().strip()[:TEXT_LETTERS]
