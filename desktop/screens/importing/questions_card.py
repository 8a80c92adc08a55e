"""The questions that a file leaves open, each answered once for all rows alike."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFontMetrics, QStandardItemModel
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.importing.answers import NO_ANSWERS, Answers, answer_to
from desktop.importing.question_words import A_DAY, BY_TEXT, Asked, Choice, choices, question_sentence
from desktop.importing.questions import QuestionKind, QuestionValue
from desktop.widgets import Button, Card, Chip, DateEdit, FlowLayout, heading, hint, label, named
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import clear, column_of, in_column
from desktop.widgets.row_choice import choice_model, row_choice
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording import formats
from desktop.wording.translation import tr, tr_count, tr_phrase

MOST_TEXTS, LONGEST_TEXT = 8, 80
Give = Callable[[QuestionKind, Sequence[str], str], None]


class QuestionsCard(Card):
    """`answered` with the kind of the question, the texts that it is about, and the answer; '' takes it back."""

    answered = Signal(str, object, str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("import-questions", space=SPACE_M, tone="question")
        self._today = today
        self._shown: list[object] = []
        self._last: tuple[Sequence[Asked], Answers] = (), NO_ANSWERS
        self._most: dict[QuestionKind, int] = {}
        self._questions: dict[QuestionKind, _Question] = {}
        self.title = heading("", "import-questions-title")
        self.column.addWidget(self.title)
        self._place = QWidget()
        self._list = column_of(space=SPACE_M, of=self._place)
        self.column.addWidget(self._place)

    def parts(self, asked: Sequence[Asked], answers: Answers) -> Iterator[None]:
        """Shows them one by one; what was chosen stays chosen, and the keyboard stays where it is."""
        counted: list[object] = [
            (question.kind, tuple((value.text, value.count) for value in question.values)) for question in asked
        ]
        if counted != self._shown:
            self._shown = counted
            yield from self._build(asked)
        self._last = asked, answers
        open_count = sum(question.open for question in asked)
        self.title.setText(tr("Perlu jawaban ({count})", count=open_count) if open_count else tr("Pertanyaan"))
        for question in asked:
            self._questions[question.kind].show_answers(answers)
        self.setVisible(bool(asked))

    def take_focus(self) -> bool:
        """The keyboard goes to the first question; whether there is one."""
        first = next(iter(self._questions.values()), None)
        if first is not None:
            first.take_focus()
        return first is not None

    def _build(self, asked: Sequence[Asked]) -> Iterator[None]:
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        clear(self._list)
        self._questions = {}
        for question in asked:
            if question.kind in BY_TEXT:
                made = _ByText(question, self._most.get(question.kind, MOST_TEXTS), self._today(), self._give)
                made.more_wanted.connect(self._show_more)
            else:
                made = _Once(question, self._today(), self._give)
            self._questions[question.kind] = made
            self._list.addWidget(made)
            yield
        for made in self._questions.values() if name else ():
            if (place := made.findChild(QWidget, name)) is not None:
                place.setFocus()

    def _show_more(self, kind: QuestionKind) -> None:
        self._most[kind] = self._most.get(kind, MOST_TEXTS) + 3 * MOST_TEXTS
        self._shown = []
        for _ in self.parts(*self._last):
            pass

    def _give(self, kind: QuestionKind, texts: Sequence[str], answer: str) -> None:
        self.answered.emit(kind, texts, answer)


class _Question(QWidget):
    def __init__(self, question: Asked) -> None:
        super().__init__()
        self.setObjectName(f"import-question-{question.kind}")
        self._kind: QuestionKind = question.kind
        self.sentence = label(question_sentence(question), "heading", wrap=True)

    def take_focus(self) -> None:
        raise NotImplementedError

    def show_answers(self, answers: Answers) -> None:
        raise NotImplementedError


class _Once(_Question):
    """One answer for all rows: a chip for each."""

    def __init__(self, question: Asked, today: date, give: Give) -> None:
        super().__init__(question)
        self._give, kind = give, question.kind
        self.chips: dict[str, Chip] = {}
        answers = QWidget()
        flow = FlowLayout(answers, SPACE_S)
        letters = QFontMetrics(look.font(12, bold=True))
        for choice in choices(kind):
            chip = Chip(choice.words, f"import-answer-{kind}-{choice.answer}")
            # Once chosen its letters are heavier.
            chip.setMinimumWidth(letters.horizontalAdvance(choice.words) + look.px(30))
            chip.clicked.connect(lambda on, answer=choice.answer: self._press(answer, on=on))
            self.chips[choice.answer] = chip
            flow.addWidget(chip)
        self.day = _day_field(f"import-answer-{kind}-day", question_sentence(question), today)
        self.day.dateChanged.connect(lambda: self._press(A_DAY, on=True))
        if A_DAY in self.chips:
            flow.addWidget(self.day)
        column_of(self.sentence, answers, space=SPACE_S, of=self)

    def take_focus(self) -> None:
        next(iter(self.chips.values())).setFocus()

    def _press(self, answer: str, *, on: bool) -> None:
        given = self.day.day().isoformat() if answer == A_DAY else answer
        self._give(self._kind, [""], given if on else "")

    def show_answers(self, answers: Answers) -> None:
        chosen = answer_to(answers, self._kind, "")
        if chosen and chosen not in self.chips:
            _show_day(self.day, chosen)
            chosen = A_DAY
        for answer, chip in self.chips.items():
            chip.setChecked(answer == chosen)
        if A_DAY in self.chips:
            self.day.setVisible(chosen == A_DAY)


class _ByText(_Question):
    """An answer for each text; one list answers all that are left. `more_wanted` with the kind, for more texts."""

    more_wanted = Signal(str)

    def __init__(self, question: Asked, most: int, today: date, give: Give) -> None:
        super().__init__(question)
        self._give, self._values, kind = give, question.values, question.kind
        self._answers = NO_ANSWERS
        self.lists: dict[str, QComboBox] = {}
        self.days: dict[str, DateEdit] = {}
        self._today = today
        self._places: dict[str, QWidget] = {}
        # One list of answers for all texts that may have the same.
        self._models: dict[tuple[Choice, ...], QStandardItemModel] = {}
        rows = [self._row(at, value) for at, value in enumerate(question.values[:most])]
        hidden = len(question.values) - most
        self.more = Button(tr_count("Tampilkan {count} lagi", count=max(hidden, 0)), f"import-more-{kind}", role="link",
            clicked=lambda: self.more_wanted.emit(kind),
        )  # fmt: skip
        self.rest = self._list(f"import-rest-{kind}", tr("Semua yang belum dijawab"), "")
        self.rest.activated.connect(self._answer_rest)
        rest = label(tr("Semua yang belum dijawab"), "muted", wrap=True), label(""), self.rest
        grid = grid_of(
            *rows, *([rest] if len(question.values) > 2 and self.rest.count() > 1 else []), spaces=(SPACE_M, SPACE_S),
            stretch=(1, 0, 0),
        )  # fmt: skip
        column_of(self.sentence, grid, self.more, space=SPACE_S, of=self)
        self.more.setVisible(hidden > 0)

    def take_focus(self) -> None:
        next(iter(self.lists.values())).setFocus()

    def _row(self, at: int, value: QuestionValue) -> tuple[QWidget, ...]:
        text = label(f"“{formats.shortened(value.text, LONGEST_TEXT)}”", wrap=True)
        parts: list[QWidget] = [text]
        if value.reason is not None and self._kind == "dates":
            parts.append(hint(tr_phrase(value.reason)))
        chosen = self._list(f"import-answer-{self._kind}-{at}", value.text[:80], value.text)
        self.lists[value.text] = chosen
        chosen.activated.connect(lambda _at, text=value.text: self._choose(text))
        both = self._places[value.text] = in_column(chosen, space=SPACE_S)
        return in_column(*parts, space=0), label(f"{formats.number(value.count)}×", "muted"), both

    def _list(self, name: str, spoken: str, text: str) -> QComboBox:
        offered = tuple(choice for choice in choices(self._kind, text) if text or choice.answer != A_DAY)
        if offered not in self._models:
            choices_of_all = (Choice("", tr("pilih…")), *offered)
            self._models[offered] = choice_model(self, ((choice.words, choice.answer) for choice in choices_of_all))
        return row_choice(name, spoken, self._models[offered], 14)

    def _day(self, text: str) -> DateEdit:
        """The field for the day of a text; made when it is first needed, for a calendar costs more than all else."""
        if text not in self.days:
            at = list(self.lists).index(text)
            day = self.days[text] = _day_field(f"import-day-{self._kind}-{at}", text[:80], self._today)
            day.dateChanged.connect(lambda: self._choose(text))
            column = self._places[text].layout()
            assert column is not None
            column.addWidget(day)
        return self.days[text]

    def _choose(self, text: str) -> None:
        answer = str(self.lists[text].currentData())
        self._give(self._kind, [text], self._day(text).day().isoformat() if answer == A_DAY else answer)

    def _answer_rest(self) -> None:
        answer = str(self.rest.currentData())
        left = [value.text for value in self._values if not answer_to(self._answers, self._kind, value.text)]
        if answer and left:
            self._give(self._kind, left, answer)
        self.rest.setCurrentIndex(0)

    def show_answers(self, answers: Answers) -> None:
        self._answers = answers
        for text, chosen in self.lists.items():
            answer = answer_to(answers, self._kind, text)
            at = chosen.findData(answer)
            if at < 0:
                _show_day(self._day(text), answer)
            chosen.setCurrentIndex(at if at >= 0 else chosen.findData(A_DAY))
            if text in self.days:
                self.days[text].setVisible(at < 0)


def _day_field(name: str, spoken: str, today: date) -> DateEdit:
    field = named(DateEdit(today), name, spoken)
    field.setProperty("role", "row")
    field.setKeyboardTracking(False)
    field.setFixedWidth(look.px(130))
    field.hide()
    return field


def _show_day(field: DateEdit, answer: str) -> None:
    with QSignalBlocker(field):
        field.show_day(date.fromisoformat(answer))
