"""What the program understood of a file, before anything is recorded: sheets, columns, the first rows, and what is asked."""

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.importing.answers import Answers
from desktop.importing.sentences import heading_rows, sheet_label
from desktop.importing.source import Sheet
from desktop.importing.trial import Trial
from desktop.importing.trial_words import summaries
from desktop.screens.importing.columns_card import ColumnsCard
from desktop.screens.importing.questions_card import QuestionsCard
from desktop.widgets import Button, Card, Chip, FlowLayout, ScrollArea, heading, label
from desktop.widgets.layouts import STRETCH, add_to, clear, column_of, in_column, row_of, stack
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording.translation import tr

MOST_SHEETS = 40
NARROW = 860


class ReviewPage(QWidget):
    """`sheets_chosen` with the names of the sheets to read; `looked` with the kind of rows to look at one by one."""

    sheets_chosen = Signal(object)
    looked = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("import-review")
        self._sheets: tuple[Sheet, ...] = ()
        self.chips: dict[str, Chip] = {}
        self._sheet_place = QWidget()
        self._sheet_flow = FlowLayout(self._sheet_place, SPACE_S)
        self.columns = ColumnsCard()
        self.questions = QuestionsCard(today)
        look_words = {
            "skipped": tr("Lihat baris demi baris"), "changed": tr("Lihat yang berubah"), "bad": tr("Lihat semua masalah"),
            "unread": tr("Lihat selnya"),
        }  # fmt: skip
        self.summaries = {kind: _SummaryCard(kind, words) for kind, words in look_words.items()}
        self.good = Button(tr("Lihat baris yang dapat dicatat"), "import-look-good", role="link")
        self.good.clicked.connect(lambda: self.looked.emit("good"))
        for kind, card in self.summaries.items():
            card.look.clicked.connect(lambda _=False, kind=kind: self.looked.emit(kind))
        inside, left = QWidget(), in_column(self.columns, STRETCH)
        good = row_of(self.good, STRETCH)
        beside = in_column(self.questions, *self.summaries.values(), good, STRETCH, space=SPACE_M)
        self._box = row_of((left, 7), (beside, 5), space=SPACE_M, of=inside)
        area = ScrollArea(inside, "import-review-area", tr("Kolom, pertanyaan dan masalah berkas ini"))
        column_of(self._sheet_place, (area, 1), space=SPACE_M, of=self)

    def parts(self, trial: Trial, answers: Answers) -> Iterator[None]:
        """Shows it part by part, so that the window answers in between."""
        self._show_sheets(trial)
        yield
        yield from self.questions.parts(trial.asked, answers)
        yield from self.columns.parts(trial)
        yield
        for kind, summary in summaries(trial).items():
            self.summaries[kind].say(*summary)
        self.summaries["changed"].look.setVisible(bool(trial.report.changed))
        self.good.setVisible(bool(trial.report.good))

    def _show_sheets(self, trial: Trial) -> None:
        sheets = trial.source.sheets
        if sheets == self._sheets:
            return
        self._sheets = sheets
        clear(self._sheet_flow)
        self.chips = {}
        for sheet in sheets[:MOST_SHEETS] if sheets and sheets[0].name else ():
            chip = Chip(sheet_label(sheet), f"import-sheet-{sheet.name}")
            chip.setChecked(sheet.chosen)
            chip.setEnabled(sheet.is_readable)
            chip.clicked.connect(self._choose_sheets)
            self.chips[sheet.name] = chip
            self._sheet_flow.addWidget(chip)
        self._sheet_flow.addWidget(label(heading_rows(trial.source), "muted", "import-heading-rows"))

    def _choose_sheets(self) -> None:
        chosen = [name for name, chip in self.chips.items() if chip.isChecked()]
        chosen += [sheet.name for sheet in self._sheets[MOST_SHEETS:] if sheet.chosen]
        self.sheets_chosen.emit(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the questions stand above the columns."""
        super().resizeEvent(event)
        stack(self._box, upright=self.width() < look.px(NARROW), reverse=True)


class _SummaryCard(Card):
    """A count with what it is about, and the way to its rows."""

    def __init__(self, kind: str, look_words: str) -> None:
        super().__init__(f"import-{kind}", space=SPACE_M)
        self.title = heading("", f"import-{kind}-title")
        self.text = label("", "muted", f"import-{kind}-text", wrap=True)
        self.look = Button(look_words, f"import-look-{kind}", role="link")
        add_to(self.column, self.title, self.text, row_of(self.look, STRETCH))

    def say(self, title: str, text: str) -> None:
        """Nothing is shown where there is no `text`."""
        self.title.setText(title)
        self.text.setText(text)
        self.setVisible(bool(text))
