"""The second step: as which field each column is read. Guessed from its heading, shown beside samples of it, changed by choice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

from desktop.importing.headings import IGNORED, REQUIRED_FIELDS
from desktop.importing.sentences import FIELD_ORDER, column_field
from desktop.importing.source import Heading, Source
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.screens.widgets import Button, Card, heading, label
from desktop.screens.widgets.grid import grid_of
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.wording import formats
from desktop.wording.translation import tr

LONGEST_SAMPLE = 70


class ColumnsPage(QWidget):
    """`back`, and `checked` with the fields by column."""

    back = Signal()
    checked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-columns")
        self._choices: dict[int, QComboBox] = {}
        card = Card("import-columns-card")
        self.title = heading("", "import-columns-title")
        self.sentence = label("", "muted", "import-columns-sentence", wrap=True)
        self.area = QScrollArea()
        self.area.setObjectName("import-columns-area")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        add_to(card.column, self.title, self.sentence, (self.area, 1))
        self.wrong = label("", "error", "import-columns-wrong", wrap=True)
        back = Button(tr("Kembali"), "import-columns-back", keys="Alt+Left", clicked=self.back)
        self.next = Button(tr("Periksa baris"), "import-check", role="primary", keys="Alt+Right")
        self.next.clicked.connect(lambda: self.checked.emit(self.fields))
        column_of((card, 1), self.wrong, row_of(back, STRETCH, self.next, space=SPACE_S), space=SPACE_M, of=self)

    @property
    def fields(self) -> dict[int, str]:
        return {place: choice.currentData() for place, choice in self._choices.items()}

    def show_source(self, source: Source) -> None:
        self._choices = {}
        self.title.setText(source.file.name)
        self.sentence.setText(
            tr(
                "{rows} baris di bawah judul pada baris {head}. Cocokkan tiap kolom; pilihan ini diingat untuk berkas berjudul sama.",
                rows=formats.number(len(source.rows)), head=source.columns.head,
            )
        )  # fmt: skip
        inside = QWidget()
        titles = (label(text, "field") for text in (tr("Judul kolom"), tr("Contoh isi"), tr("Dibaca sebagai")))
        grid = grid_of(
            tuple(titles),
            *(self._row(column) for column in source.headings),
            spaces=(SPACE_L, SPACE_S),
            stretch=(0, 1),
            of=inside,
        )
        grid.setContentsMargins(0, SPACE_S, SPACE_M, 0)
        grid.setColumnMinimumWidth(0, look.px(180))
        grid.setRowStretch(len(source.headings) + 1, 1)
        self.area.setWidget(inside)
        self._check()
        self.next.setFocus()

    def _row(self, column: Heading) -> tuple[QWidget, ...]:
        samples = _cut("  ·  ".join(column.samples)) or tr("(kosong)")
        return label(column.text[:60], wrap=True), label(samples, "muted", wrap=True), self._choice(column)

    def _choice(self, column: Heading) -> QComboBox:
        choice = named(QComboBox(), f"import-field-{column.place}", tr("Kolom {name} dibaca sebagai", name=column.text))
        choice.setMinimumWidth(look.px(220))
        choice.addItem(column_field(IGNORED), IGNORED)
        for field in FIELD_ORDER:
            choice.addItem(column_field(field), field)
        choice.setCurrentIndex(max(choice.findData(column.field), 0))
        choice.currentIndexChanged.connect(self._check)
        self._choices[column.place] = choice
        return choice

    def _check(self) -> None:
        """Shows what is missing or chosen twice, before any row is read."""
        chosen = [field for field in self.fields.values() if field != IGNORED]
        double = next((field for field in chosen if chosen.count(field) > 1), "")
        if double:
            wrong = tr("“{field}” dipilih untuk dua kolom; pilih satu saja.", field=column_field(double))
        elif not any(field in REQUIRED_FIELDS for field in chosen):
            wrong = tr("Belum ada kolom untuk isi pengaduan. Pilih kolom yang memuat uraiannya.")
        else:
            wrong = ""
        self.wrong.setText(f"⚠ {wrong}" if wrong else "")
        self.wrong.setVisible(bool(wrong))
        self.next.setEnabled(not wrong)


def _cut(text: str) -> str:
    single = " ".join(text.split())
    return single if len(single) <= LONGEST_SAMPLE else single[: LONGEST_SAMPLE - 1] + "…"
