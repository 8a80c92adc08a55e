"""The panels of steps that ask for a little more than a date and a note."""

from collections.abc import Callable
from typing import cast

from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from complaints.complaint import Complainant
from complaints.contact import fill
from complaints.errors import InvalidField
from complaints.events import Weight
from complaints.indicators import SCORES, Score
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.vocabulary import WEIGHTS
from desktop.office.case import Case
from desktop.office.suggestions import PastAnswer
from desktop.screens.complaints.forms.filling import values_of
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.widgets import Button, Field, FlowLayout, label, lettered
from desktop.screens.widgets.layouts import add_widgets
from desktop.wording import formats, names
from desktop.wording.translation import tr

LIKENESS_TEXT = 2000


class VerifyForm(StepForm):
    def build(self) -> None:
        self.weight = QComboBox()
        for weight in WEIGHTS:
            self.weight.addItem(names.weight(weight), weight)
        at = self.weight.findData(self.case.complaint.weight or "")
        self.weight.setCurrentIndex(max(at, 0))
        field = Field(tr("Bobot (menentukan tenggat)"), self.weight, "step-weight")
        self.weight.currentIndexChanged.connect(lambda _: field.set_hint(self._due()))
        field.set_hint(self._due())
        self.column.addWidget(field)

    def _due(self) -> str:
        """The day by which the answer is due with this weight."""
        one = self.case.complaint
        found = self.office.forecast(one.received_on, one.kind, one.supervisory, self._weight())
        return tr("Tanggapan paling lambat {day}", day=formats.short_date(found[-1].due_on, self.office.today()))

    def _weight(self) -> Weight | None:
        return cast(Weight, self.weight.currentData()) or None

    def taken(self) -> StepDetails:
        return structs.replace(super().taken(), weight=self._weight())

    def first(self) -> QWidget:
        return self.weight


class FollowUpForm(StepForm):
    def build(self) -> None:
        self.resumed = QCheckBox(tr("Kembali ditangani kantor ini (jam tenggat berjalan lagi)"))
        self.resumed.setObjectName("step-resumed")
        self.resumed.setVisible(self.case.complaint.stage == "forwarded")
        self.column.addWidget(self.resumed)

    def taken(self) -> StepDetails:
        return structs.replace(super().taken(), resumed=self.resumed.isChecked())


class RespondForm(StepForm):
    """The answer, with answers that were given to complaints like this one."""

    def build(self) -> None:
        if self.office.user.role == "officer" and self.office.rules.policy.approval_required:
            self.sentence.setText(tr("Tanggapan ini diajukan kepada kepala desa/lurah untuk disetujui dahulu."))
        self.replies = Button(tr("Balasan siap pakai ▾"), "step-replies", role="row", keys="Ctrl+J")
        self.replies.clicked.connect(self._open_replies)
        self.answers = QWidget()
        self.answers.setObjectName("past-answers")
        self.rows = QHBoxLayout(self.answers)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE_S)
        self.answers.hide()
        held = QWidget()
        offered = FlowLayout(held, SPACE_S)
        add_widgets(offered, self.replies, self.answers)
        self.column.addWidget(held)
        one = self.case.complaint
        if one.draft_response:
            self.note.setPlainText(one.draft_response)
        text = f"{one.title}\n{one.body}"[:LIKENESS_TEXT]
        self.operations.query(
            f"past-answers-{id(self)}", lambda: self.office.past_answers(text, one.category), self.show_answers
        )

    def _open_replies(self) -> None:
        menu = QMenu(self.replies)
        menu.setObjectName("menu-replies")
        menu.aboutToHide.connect(menu.deleteLater)
        for reply in self.office.replies(self.case.complaint.category):
            entry = menu.addAction(lettered(reply.name))
            entry.setToolTip(reply.text)
            entry.triggered.connect(lambda _=False, text=reply.text: self.insert(text))
        menu.setToolTipsVisible(True)
        menu.popup(self.replies.mapToGlobal(QPoint(0, self.replies.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def insert(self, text: str) -> None:
        """A ready answer, its placeholders filled; no names, for an answer is read by others as well."""
        nameless = structs.replace(self.case.complaint, complainant=Complainant())
        self.note.textCursor().insertText(fill(text, values_of(nameless, self.office)))
        self.note.setFocus()

    def show_answers(self, found: list[PastAnswer]) -> None:
        found = [answer for answer in found if answer.id != self.case.complaint.id]
        if not found:
            return
        self.rows.addWidget(label(tr("Tanggapan serupa:"), "hint"))
        for place, answer in enumerate(found, 1):
            keys = f"Alt+{place}"
            words = tr("Pakai {number}", number=answer.number)
            use = Button(f"{words}  {keys}", "past-answer", role="row", keys=keys)
            use.setToolTip(f"{answer.title}\n\n{answer.response}".replace("<", "‹"))
            use.setAccessibleDescription(answer.response)
            use.clicked.connect(lambda _=False, answer=answer: self._use(answer))
            self.rows.addWidget(use)
        self.answers.show()

    def _use(self, answer: PastAnswer) -> None:
        cursor = self.note.textCursor()
        cursor.insertText(answer.response)
        self.note.setFocus()


class ApproveForm(StepForm):
    def build(self) -> None:
        draft = QPlainTextEdit(self.case.complaint.draft_response)
        draft.setReadOnly(True)
        draft.setTabChangesFocus(True)
        draft.setMaximumHeight(160)
        self.column.addWidget(Field(tr("Tanggapan yang disetujui"), draft, "step-draft"))


_FIGURES = ("0", "1", "2", "3", "4", "5")


class _Score(QRadioButton):
    """Chosen by its figure or the arrows, also while none is: Qt's own would only be looked at until Space is pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group, value = self.group(), self.group().id(self)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                wanted = group.button(value - 1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                wanted = group.button(value + 1)
            case _:
                wanted = group.button(int(event.text())) if event.text() in _FIGURES else None
                if wanted is None:
                    super().keyPressEvent(event)
        if wanted is not None:
            wanted.setFocus()
            wanted.setChecked(True)


class Scale(QWidget):
    """How satisfied a complainant is, 1 to 5 in words; 0 where nobody asked and that may be."""

    def __init__(self, *, may_be_unasked: bool) -> None:
        super().__init__()
        row = FlowLayout(self, SPACE_M)
        self.group = QButtonGroup(self)
        for value in range(0 if may_be_unasked else 1, len(SCORES) + 1):
            button = _Score(f"{value} {names.score(value)}" if value else tr("tidak ditanya"))
            button.setObjectName(f"satisfaction-{value}")
            button.setAccessibleName(button.text())
            button.setChecked(value == 0)
            self.group.addButton(button, value)
            row.addWidget(button)

    @property
    def score(self) -> Score | None:
        return cast(Score, self.group.checkedId()) if self.group.checkedId() > 0 else None


class CloseForm(StepForm):
    """How satisfied the complainant was may be asked."""

    def build(self) -> None:
        self.scale = Scale(may_be_unasked=True)
        self.column.addWidget(Field(tr("Kepuasan pelapor"), self.scale, "step-satisfaction"))

    def taken(self) -> StepDetails:
        return structs.replace(super().taken(), satisfaction=self.scale.score)


class RateForm(StepForm):
    def build(self) -> None:
        self.scale = Scale(may_be_unasked=False)
        self.scale_field = Field(tr("Kepuasan pelapor"), self.scale, "step-satisfaction", required=True)
        self.column.addWidget(self.scale_field)

    def taken(self) -> StepDetails:
        return structs.replace(super().taken(), satisfaction=self.scale.score)

    def first(self) -> QWidget:
        checked = self.scale.group.checkedButton()
        return checked if checked is not None else self.scale.group.buttons()[0]

    def work(self) -> Callable[[], Case]:
        if self.scale.score is None:
            raise InvalidField("satisfaction", phrase("Pilih nilainya, 1 sampai 5."))
        return super().work()

    def faults(self) -> dict[str, Field[QWidget]]:
        return super().faults() | {"satisfaction": self.scale_field}


class IdentityForm(StepForm):
    """Why someone looks at a name: said first, and logged."""

    asks_date = False
    asks_note = False

    def build(self) -> None:
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.purpose.addItems(
            [
                tr("Menghubungi pelapor"),
                tr("Memeriksa kebenaran laporan"),
                tr("Menyampaikan tanggapan"),
                tr("Permintaan pelapor sendiri"),
            ]
        )
        self.purpose_field = Field(tr("Untuk keperluan apa?"), self.purpose, "step-purpose", required=True)
        self.column.addWidget(self.purpose_field)

    def taken(self) -> StepDetails:
        purpose = self.purpose.currentText().strip()
        if not purpose:
            raise InvalidField("purpose", phrase("Tulis keperluannya; itu dicatat di riwayat."))
        return StepDetails(note=purpose)

    def first(self) -> QWidget:
        return self.purpose

    def faults(self) -> dict[str, Field[QWidget]]:
        return {"purpose": self.purpose_field, "note": self.purpose_field}

    def confirm_word(self) -> str:
        return tr("Tampilkan")


class EraseForm(StepForm):
    """Asks twice: it can't be undone by anyone."""

    asks_date = False

    def build(self) -> None:
        self.sure = QCheckBox(tr("Saya tahu bahwa ini tidak dapat dibatalkan"))
        self.sure.setObjectName("erase-sure")
        self.column.addWidget(self.sure)
        self._asked = False

    def first(self) -> QWidget:
        return self.sure

    def confirm(self) -> None:
        if not self.sure.isChecked():
            self.refused(InvalidField("", phrase("Beri tanda dahulu bahwa Anda memahaminya. Belum ada yang dihapus.")))
            return
        if not self._asked:
            self._asked = True
            self.go.setText(tr("Ya, hapus sekarang"))
            self.go.setAccessibleName(self.go.text())
            self.go.updateGeometry()
            self.refused(
                InvalidField(
                    "", phrase("Sekali lagi: tekan “Ya, hapus sekarang” untuk menghapus, atau Esc untuk batal.")
                )
            )
            return
        super().confirm()
