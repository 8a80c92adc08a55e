"""That other complaints of this office have the same register number, and the click that gives the later ones their own."""

from PySide6.QtCore import Signal

from desktop.office.case import Case
from desktop.office.same_number import sentence
from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.widgets import Button, Card, label
from desktop.screens.widgets.layouts import row_of
from desktop.wording.translation import tr


class SameNumberBox(Card):
    """`renumber_asked`: the later ones are to get a number of their own."""

    renumber_asked = Signal()

    def __init__(self) -> None:
        super().__init__("same-number", tone="conflict", space=SPACE_M)
        self.setAccessibleName(tr("Nomor register ganda"))
        self.sentence = label("", name="same-number-sentence", wrap=True)
        self.button = Button(tr("Beri nomor sendiri"), "renumber", role="row")
        self.button.clicked.connect(self.renumber_asked)
        self.column.addLayout(row_of((self.sentence, 1), self.button, space=SPACE_S))
        self.hide()

    def show_case(self, case: Case) -> None:
        if case.sharing:
            self.sentence.setText(sentence(case.sharing, case.complaint.id))
            self.button.setVisible("review" in case.actions)
        self.setVisible(bool(case.sharing))
