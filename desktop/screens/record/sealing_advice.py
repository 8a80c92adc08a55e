"""Over the form: that a complaint about the office's own people had better be sealed, why, and a way on paper without a key."""

from PySide6.QtCore import Qt, Signal

from complaints.accused import SealingReason
from desktop.office.record_words import sealing_advice
from desktop.screens.theme import SPACE_M
from desktop.screens.widgets import Button, Card, label
from desktop.screens.widgets.layouts import row_of
from desktop.wording.translation import tr


class SealingAdvice(Card):
    """`seal` and `on_paper` when that is chosen. Hidden where nothing suggests it, or it is chosen already."""

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
        self.sentence.setText(sealing_advice(reason, possible=self._possible))
        self.show()
