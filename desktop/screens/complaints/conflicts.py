"""What two did without seeing each other, changes of one value or a register number given twice, and one click that decides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from complaints.complaint import Conflict, Version
from complaints.fields import PERSONAL
from desktop.office import same_number
from desktop.office.case import Case
from desktop.office.conflict_words import decision, origin, version_text
from desktop.office.office import Office
from desktop.widgets import Button, Card, LinkButton, label
from desktop.widgets.layouts import clear, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XS
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr


class ConflictBox(Card):
    """Both values side by side. `decided` with the step (an action and its details); `identity_asked` when the values are a person's."""

    decided = Signal(str, object)
    identity_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__("conflicts", tone="conflict", space=SPACE_M)
        self._office = office
        self._case: Case | None = None
        self._open: set[str] = set()
        self._rows = column_of(space=SPACE_S)
        self.column.addLayout(self._rows)
        self.hide()

    def show_case(self, case: Case) -> None:
        if self._case is None or self._case.complaint.id != case.complaint.id:
            self._open = set()
        self._case = case
        self._draw()

    def _draw(self) -> None:
        clear(self._rows)
        conflicts = self._case.complaint.conflicts if self._case else ()
        for conflict in conflicts:
            self._rows.addWidget(self._line(conflict))
            if conflict.field in self._open:
                for version in conflict.versions:
                    self._rows.addWidget(self._version(conflict, version))
        self.setVisible(bool(conflicts))
        self.setAccessibleName(tr("Perubahan dari dua komputer"))

    def _line(self, conflict: Conflict) -> QWidget:
        sentence = tr("{field} diubah di dua komputer. Dipakai yang terakhir.", field=field_name(conflict.field))
        look_at = LinkButton(
            tr("tutup") if conflict.field in self._open else tr("lihat keduanya"),
            "conflict-look",
            role="link",
            clicked=lambda: self._toggle(conflict.field),
        )
        line = QWidget()
        row_of(
            (label(sentence, name="conflict-sentence", wrap=True), 1),
            (look_at, 0, Qt.AlignmentFlag.AlignTop),
            space=SPACE_XS,
            of=line,
        )
        return line

    def _toggle(self, field: str) -> None:
        if self._masked(field) and field not in self._open:
            self.identity_asked.emit()
        self._open ^= {field}
        self._draw()

    def _masked(self, field: str) -> bool:
        return self._case is not None and field in PERSONAL and not self._case.identity_shown

    def _version(self, conflict: Conflict, version: Version) -> QWidget:
        assert self._case is not None
        masked = self._masked(conflict.field)
        value = tr("disamarkan") if masked else version_text(conflict, version, self._office.categories)
        text = label(value, name="conflict-value", wrap=True, selectable=True)
        written_by = label(origin(version, self._office.today()), "hint")
        widget = QWidget()
        widget.setObjectName("conflict-version")
        row = row_of((column_of(text, written_by, space=0), 1), space=SPACE_S, of=widget)
        last = version is conflict.versions[-1]
        action = "review" if last else "correct"
        if action in self._case.actions and (last or not masked):
            decide = Button(tr("Tetap pakai ini") if last else tr("Pakai ini"), "conflict-keep", role="row")
            decide.clicked.connect(lambda: self.decided.emit(action, decision(conflict, version, last=last)))
            row.addWidget(decide, 0, Qt.AlignmentFlag.AlignTop)
        return widget


class SameNumberBox(Card):
    """That other complaints of this office have the same register number.

    `renumber_asked`: the later ones are to get a number of their own.
    """

    renumber_asked = Signal()

    def __init__(self) -> None:
        super().__init__("same-number", tone="conflict", space=SPACE_M)
        self.setAccessibleName(tr("Nomor register ganda"))
        self.sentence = label("", name="same-number-sentence", wrap=True)
        self.button = Button(tr("Beri nomor sendiri"), "renumber", role="row", clicked=self.renumber_asked)
        self.column.addLayout(row_of((self.sentence, 1), self.button, space=SPACE_S))
        self.hide()

    def show_case(self, case: Case) -> None:
        if case.sharing:
            self.sentence.setText(same_number.sentence(case.sharing, case.complaint.id))
            self.button.setVisible("review" in case.actions)
        self.setVisible(bool(case.sharing))
