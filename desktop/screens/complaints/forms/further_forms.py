"""The panels of steps that ask for a little more than a date and a note."""

from functools import partial
from typing import cast

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from complaints.complaint import Complainant
from complaints.contact import fill
from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.events import Weight
from complaints.indicators import SCORES, Score
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.vocabulary import VOICES, WEIGHTS
from complaints.workflow import asks_approval
from desktop.office.ready_texts import placeholder_values
from desktop.office.suggestions import PastAnswer
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.widgets import Button, FlowLayout, label
from desktop.widgets.combo_box import combo_box
from desktop.widgets.editors import TextEdit
from desktop.widgets.layouts import add_widgets, row_of
from desktop.widgets.menus import Entry, open_under, passing_menu
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording import formats, names
from desktop.wording.step_texts import asked_of_owner, goes_to_the_head, identity_purposes
from desktop.wording.translation import tr

LIKENESS_TEXT = 2000


class VerifyForm(StepForm):
    def build(self) -> None:
        weights = ((names.weight(weight), weight) for weight in WEIGHTS)
        self.weight = combo_box(weights, self.case.complaint.weight or "")
        field = self.add_field("weight", tr("Bobot (menentukan tenggat)"), self.weight)
        self.weight.currentIndexChanged.connect(lambda _: field.set_hint(self._due()))
        field.set_hint(self._due())
        self.start = self.weight
        self.reads["weight"] = self._weight

    def _due(self) -> str:
        """The day by which the answer is due with this weight."""
        complaint = self.case.complaint
        deadlines = self.office.forecast(complaint.received_on, complaint.kind, complaint.supervisory, self._weight())
        day = formats.short_date(deadlines[-1].due_on, self.office.today())
        return tr("Tanggapan paling lambat {day}", day=day)

    def _weight(self) -> Weight | None:
        return cast(Weight, self.weight.currentData()) or None


class FollowUpForm(StepForm):
    def build(self) -> None:
        self.resumed = QCheckBox(tr("Kembali ditangani kantor ini (jam tenggat berjalan lagi)"))
        self.resumed.setObjectName("step-resumed")
        self.resumed.setVisible(self.case.complaint.stage == "forwarded")
        self.column.addWidget(self.resumed)
        self.reads["resumed"] = self.resumed.isChecked


class RespondForm(StepForm):
    """The answer, with answers that were given to complaints like this one."""

    def build(self) -> None:
        if asks_approval(self.office.user.role) and self.office.rules.policy.approval_required:
            self.sentence.setText(goes_to_the_head(self.office.settings.unit_code))
        self.replies = Button(
            tr("Balasan siap pakai ▾"), "step-replies", role="row", keys="Ctrl+J", clicked=self._open_replies
        )
        self.answers = QWidget()
        self.answers.setObjectName("past-answers")
        self.answers.hide()
        suggestions = QWidget()
        add_widgets(FlowLayout(suggestions, SPACE_S), self.replies, self.answers)
        self.column.addWidget(suggestions)
        complaint = self.case.complaint
        if complaint.draft_response:
            self.note.setPlainText(complaint.draft_response)
        text = f"{complaint.title}\n{complaint.body}"[:LIKENESS_TEXT]
        self.operations.query(
            f"past-answers-{id(self)}", lambda: self.office.past_answers(text, complaint.category), self.show_answers
        )

    def _open_replies(self) -> None:
        replies = self.office.replies(self.case.complaint.category)
        entries = [Entry(reply.name, partial(self._insert_reply, reply.text), tip=reply.text) for reply in replies]
        open_under(self.replies, passing_menu(self.replies, "menu-replies", entries))

    def _insert_reply(self, text: str) -> None:
        """The reply with its placeholders filled; without names, for others read the answer as well."""
        nameless = structs.replace(self.case.complaint, complainant=Complainant())
        self._insert(fill(text, placeholder_values(nameless, self.office)))

    def _insert(self, text: str) -> None:
        self.note.textCursor().insertText(text)
        self.note.setFocus()

    def show_answers(self, answers: list[PastAnswer]) -> None:
        answers = [answer for answer in answers if answer.id != self.case.complaint.id]
        if not answers:
            return
        row = row_of(label(tr("Tanggapan serupa:"), "hint"), space=SPACE_S, of=self.answers)
        for place, answer in enumerate(answers, 1):
            keys = f"Alt+{place}"
            words = tr("Pakai {number}", number=answer.number)
            use = Button(f"{words}  {keys}", "past-answer", role="row", keys=keys)
            use.setToolTip(f"{answer.title}\n\n{answer.response}".replace("<", "‹"))
            use.setAccessibleDescription(answer.response)
            use.clicked.connect(lambda _=False, text=answer.response: self._insert(text))
            row.addWidget(use)
        self.answers.show()


class ApproveForm(StepForm):
    """The answer may be corrected in the same step; then its button says so."""

    def build(self) -> None:
        self.answer = TextEdit(84, 220)
        self.answer.setPlainText(self.case.complaint.draft_response)
        self.answer.textChanged.connect(self._name_step)
        self.fields["answer"] = self.add_field(
            "draft", tr("Tanggapan yang disetujui; boleh langsung diperbaiki"), self.answer
        )
        self.start = self.answer

    @property
    def is_corrected(self) -> bool:
        return clean(self.answer.toPlainText()) not in ("", self.case.complaint.draft_response)

    def _name_step(self) -> None:
        self.go.setText(self.confirm_word())
        self.go.setAccessibleName(self.go.text())

    def confirm_word(self) -> str:
        return tr("Perbaiki dan setujui") if self.is_corrected else super().confirm_word()

    def details(self) -> StepDetails:
        answer = self.answer.toPlainText() if self.is_corrected else ""
        return structs.replace(super().details(), answer=answer)


_FIGURES = ("0", "1", "2", "3", "4", "5")


class _Score(QRadioButton):
    """Its digit or the arrow keys choose it, also while no score is chosen yet; a button of Qt would wait for Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group, value = self.group(), self.group().id(self)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                target = group.button(value - 1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                target = group.button(value + 1)
            case _:
                target = group.button(int(event.text())) if event.text() in _FIGURES else None
                if target is None:
                    super().keyPressEvent(event)
        if target is not None:
            target.setFocus()
            target.setChecked(True)


class Scale(QWidget):
    """How satisfied a complainant is, 1 to 5 in words; with `may_be_unasked` also 0, for nobody asked."""

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
    """The complainant's satisfaction may be recorded as well."""

    def build(self) -> None:
        self.scale = Scale(may_be_unasked=True)
        self.add_field("satisfaction", tr("Kepuasan pelapor"), self.scale)
        self.reads["satisfaction"] = lambda: self.scale.score


class RateForm(StepForm):
    def build(self) -> None:
        self.scale = Scale(may_be_unasked=False)
        self.add_field("satisfaction", tr("Kepuasan pelapor"), self.scale, required=True)
        self.reads["satisfaction"] = self._score

    def first(self) -> QWidget:
        checked = self.scale.group.checkedButton()
        return checked if checked is not None else self.scale.group.buttons()[0]

    def _score(self) -> Score:
        score = self.scale.score
        if score is None:
            raise InvalidField("satisfaction", phrase("Pilih nilainya, 1 sampai 5."))
        return score


class VoiceForm(StepForm):
    """What stands on a complainant's slip."""

    def build(self) -> None:
        self.kind = combo_box(((names.voice(kind), kind) for kind in VOICES), "unsatisfied")
        self.scale = Scale(may_be_unasked=True)
        self.add_field("voice", tr("Yang disampaikan"), self.kind)
        self.add_field("satisfaction", tr("Nilai, bila diisi"), self.scale)
        self.start = self.kind
        self.reads |= {"voice": self.kind.currentData, "satisfaction": lambda: self.scale.score}


class IdentityForm(StepForm):
    """Asks first why someone wants to see the name; the answer is recorded in the history."""

    asks_date = False
    asks_note = False

    def build(self) -> None:
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.purpose.addItems(identity_purposes())
        # It is recorded as the step's note.
        self.fields["note"] = self.add_field("purpose", tr("Untuk keperluan apa?"), self.purpose, required=True)
        self.start = self.purpose

    def details(self) -> StepDetails:
        purpose = self.purpose.currentText().strip()
        if not purpose:
            raise InvalidField("purpose", phrase("Tulis keperluannya; itu dicatat di riwayat."))
        return StepDetails(note=purpose)

    def confirm_word(self) -> str:
        return tr("Tampilkan")


class EraseForm(StepForm):
    """Asks twice: it can't be undone by anyone. Of another unit's complaint it is a request, which that unit decides."""

    asks_date = False

    def build(self) -> None:
        self._owner = self.other_owner()
        if self._owner:
            self.sentence.setText(asked_of_owner(self._owner))
            return
        self.sure = QCheckBox(tr("Saya tahu bahwa ini tidak dapat dibatalkan"))
        self.sure.setObjectName("erase-sure")
        self.column.addWidget(self.sure)
        self.start = self.sure
        self._confirmed_once = False

    def confirm_word(self) -> str:
        return tr("Minta dihapus") if self._owner else super().confirm_word()

    def confirm(self) -> None:
        if self._owner:
            super().confirm()
        elif not self.sure.isChecked():
            self.refused(InvalidField("", phrase("Beri tanda dahulu bahwa Anda memahaminya. Belum ada yang dihapus.")))
        elif not self._confirmed_once:
            self._confirmed_once = True
            self.go.set_text(tr("Ya, hapus sekarang"))
            self.go.updateGeometry()
            sentence = phrase("Sekali lagi: tekan “Ya, hapus sekarang” untuk menghapus, atau Esc untuk batal.")
            self.refused(InvalidField("", sentence))
        else:
            super().confirm()
