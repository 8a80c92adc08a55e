"""What was read: as which field each column is read, with samples and a choice of another, and the first rows as they will be recorded."""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.importing.headings import IGNORED
from desktop.importing.preview_table import preview_columns
from desktop.importing.sentences import FIELD_ORDER, column_field
from desktop.importing.source import Heading
from desktop.importing.trial import Trial
from desktop.importing.trial_words import fault_of_fields
from desktop.widgets import Button, Card, Pill, RowModel, RowTable, heading, label, show_text
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import add_to, in_column
from desktop.widgets.row_choice import choice_model, row_choice
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording import formats
from desktop.wording.translation import tr, tr_count, tr_phrase

LONGEST_SAMPLE = 60
MOST_COLUMNS, MOST_PREVIEWED = 40, 6
COLUMNS_AT_ONCE = 6


class ColumnsCard(Card):
    """`chosen` with the fields by column; they make a register when `is_complete`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("import-columns", space=SPACE_M)
        self._headings: tuple[Heading, ...] = ()
        self._choices: dict[int, QComboBox] = {}
        self._notes: dict[int, Pill] = {}
        self._fields: dict[int, str] = {}
        fields = (IGNORED, *FIELD_ORDER)
        self._all_fields = choice_model(self, ((column_field(field), field) for field in fields))
        self.wrong = label("", "error", "import-columns-wrong", wrap=True)
        self._grid_place = QWidget()
        self.more = Button("", "import-more-columns", role="link", clicked=self._show_all)
        title = tr("Begini akan tercatat")
        self.preview = RowTable(RowModel(preview_columns()), "import-preview", title, row_height=32)
        add_to(self.column, heading(tr("Kolom")), self._grid_place, self.more, self.wrong, heading(title), self.preview)

    @property
    def fields(self) -> dict[int, str]:
        return self._fields | {place: choice.currentData() for place, choice in self._choices.items()}

    def choice(self, place: int) -> QComboBox:
        """The list from which the field of a column is chosen."""
        return self._choices[place]

    def parts(self, trial: Trial) -> Iterator[None]:
        """Shows it part by part, so that the window answers in between."""
        headings = trial.headings
        if _columns(headings) != _columns(self._headings):
            self._headings = headings
            self._fields = {column.place: column.field for column in headings}
            yield from self._build(MOST_COLUMNS)
        self._headings = headings
        self._show_fields()
        self._show_left_empty(trial.left_empty)
        yield
        rows = trial.report.preview
        self.preview.show_lines(rows, key=lambda row: row.row)
        height = self.preview.horizontalHeader().sizeHint().height() + 2
        self.preview.setFixedHeight(height + look.px(32) * min(max(len(rows), 1), MOST_PREVIEWED))
        self._check()

    def _show_fields(self) -> None:
        self._fields = {column.place: column.field for column in self._headings}
        for place, choice in self._choices.items():
            if choice.currentData() != self._fields[place]:
                with QSignalBlocker(choice):
                    choice.setCurrentIndex(max(choice.findData(self._fields[place]), 0))

    def _show_all(self) -> None:
        for _ in self._build(len(self._headings)):
            pass

    def _build(self, most: int) -> Iterator[None]:
        self._choices, self._notes = {}, {}
        place = QWidget()
        titles = tuple(label(text, "field") for text in (tr("Di berkas"), tr("Menjadi"), tr("Contoh")))
        rows: list[tuple[QWidget, ...]] = []
        for at, column in enumerate(self._headings[:most], 1):
            rows.append(self._row(column))
            if at % COLUMNS_AT_ONCE == 0:
                yield
        grid = grid_of(titles, *rows, spaces=(SPACE_M, SPACE_S), stretch=(3, 0, 4), of=place)
        grid.setContentsMargins(0, 0, 0, SPACE_S)
        self.column.replaceWidget(self._grid_place, place)
        self._grid_place.hide()
        self._grid_place.deleteLater()
        self._grid_place = place
        hidden = len(self._headings) - most
        self.more.setText(tr_count("Tampilkan {count} kolom lagi", count=max(hidden, 0)))
        self.more.setVisible(hidden > 0)

    def _row(self, column: Heading) -> tuple[QWidget, ...]:
        note = tr_phrase(column.note) if column.note is not None else ""
        pill = Pill("", "warning", f"import-empty-{column.place}")
        pill.hide()
        self._notes[column.place] = pill
        text = label(
            note or formats.shortened(" · ".join(column.samples), LONGEST_SAMPLE) or tr("(kosong)"), "muted", wrap=True
        )
        return label(column.text[:80], wrap=True), self._choice(column), in_column(text, pill, space=0)

    def _choice(self, column: Heading) -> QComboBox:
        spoken = tr("Kolom {name} dibaca sebagai", name=column.text)
        choice = row_choice(f"import-field-{column.place}", spoken, self._all_fields, 16)
        choice.setCurrentIndex(max(choice.findData(self._fields[column.place]), 0))
        choice.currentIndexChanged.connect(self._choose)
        self._choices[column.place] = choice
        return choice

    def _choose(self) -> None:
        self._fields = self.fields
        self._check()
        self.chosen.emit(self._fields)

    def _check(self) -> None:
        """Shows what is missing or chosen twice, before any row is read."""
        wrong = fault_of_fields(list(self.fields.values()))
        show_text(self.wrong, f"⚠ {wrong}" if wrong else "")

    @property
    def is_complete(self) -> bool:
        return self.wrong.isHidden()

    def _show_left_empty(self, counts: Mapping[str, int]) -> None:
        """How many cells of a column stay behind, beside its samples."""
        for place, pill in self._notes.items():
            count = counts.get(self._fields[place], 0)
            pill.set(tr_count("{count} tidak utuh", count=count), "warning")
            pill.setVisible(count > 0)


def _columns(headings: Iterable[Heading]) -> list[tuple[int, str, tuple[str, ...]]]:
    """What the rows of the grid are made of."""
    return [(column.place, column.text, column.samples) for column in headings]
