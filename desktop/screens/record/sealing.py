"""What the record screen says of sealing: over the form the advice to seal, and in place of the cards beside it what it means."""

from PySide6.QtCore import Qt, Signal

from complaints.accused import SealingReason
from desktop.office import record_words
from desktop.office.sealing import InspectorateKey
from desktop.widgets import Button, Card, label
from desktop.widgets.layouts import add_to, row_of
from desktop.widgets.theme import SPACE_M
from desktop.wording import names
from desktop.wording.translation import tr


class SealingAdvice(Card):
    """The advice, with a way on paper without a key. `seal` and `on_paper` when chosen; hidden where nothing suggests it."""

    seal = Signal()
    on_paper = Signal()

    def __init__(self) -> None:
        super().__init__("record-advice", tone="notice", space=SPACE_M)
        self._possible = False
        self.sentence = label("", name="record-advice-sentence", wrap=True)
        self.to_seal = Button(tr("Segel untuk Inspektorat"), "record-advice-seal", clicked=self.seal)
        self.to_paper = Button(tr("Cetak formulir untuk Inspektorat…"), "record-advice-paper", clicked=self.on_paper)
        self.column.addLayout(
            row_of(
                (self.sentence, 1),
                (self.to_seal, 0, Qt.AlignmentFlag.AlignVCenter),
                (self.to_paper, 0, Qt.AlignmentFlag.AlignVCenter),
                space=SPACE_M,
            )
        )
        self.hide()

    def set_possible(self, possible: bool) -> None:
        """Whether there is a key to seal with."""
        self._possible = possible
        self.to_seal.setVisible(possible)
        self.to_paper.setVisible(not possible)

    def show_reason(self, reason: SealingReason, *, sealed: bool) -> None:
        if not reason or (sealed and self._possible):
            self.hide()
            return
        self.sentence.setText(record_words.sealing_advice(reason, possible=self._possible))
        self.show()


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
