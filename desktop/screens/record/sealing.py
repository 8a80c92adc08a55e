"""The card that explains sealing, in place of the other cards while a complaint is to be sealed."""

from desktop.office import record_words
from desktop.office.sealing import InspectorateKey
from desktop.screens.widgets import Card, label
from desktop.screens.widgets.layouts import add_to
from desktop.wording import names
from desktop.wording.translation import tr


class SealingCard(Card):
    """Whose key seals the complaint, and what the office keeps of it."""

    def __init__(self) -> None:
        super().__init__("sealing-card", tone="notice")
        self.fingerprint = label("", "code", "sealing-fingerprint", wrap=True)
        self.source = label("", "hint", "sealing-source", wrap=True)
        add_to(
            self.column,
            label(tr("Disegel untuk Inspektorat"), "heading", "sealing-heading", wrap=True),
            label(record_words.sealed_now(), name="sealing-what", wrap=True),
            label(tr("Yang tinggal di kantor"), "field", wrap=True),
            label(tr("Nomor tanda terima dan tanggal dicatat; tidak ada yang lain."), name="sealing-kept", wrap=True),
            label(tr("Kunci Inspektorat"), "field", wrap=True),
            self.fingerprint,
            self.source,
            label(record_words.sealed_has_no_draft(), "hint", "sealing-draft", wrap=True),
        )
        self.hide()

    def show_key(self, key: InspectorateKey | None) -> None:
        self.fingerprint.setText(key.fingerprint if key else "–")
        self.fingerprint.setAccessibleName(tr("Sidik kunci Inspektorat: {print}", print=self.fingerprint.text()))
        self.source.setText(names.key_source(key.source) if key else "")
