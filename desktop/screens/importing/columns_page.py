"""The second step: which column is what. Guessed from the headings, shown beside what stands below them, changed by choice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from complaints.fields import FIELDS
from desktop.importing.headings import IGNORED, REPLY, REQUIRED_FIELDS
from desktop.importing.source import Heading, Source
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.screens.widgets import Button, Card, heading, label
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.wording import formats
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr

ORDER = (
    *REQUIRED_FIELDS, *(field.path for field in FIELDS if field.path not in REQUIRED_FIELDS), "location.rt_rw",
    "outcome.status", "outcome.response", "outcome.follow_up", "outcome.closed_on", "outcome.followed_up_on", "outcome.responded_on",
    "outcome.verified_on", "outcome.forwarded_to", "outcome.changed_on", "reply_to",
)  # fmt: skip
LONGEST_SAMPLE = 70


def name_of(field: str) -> str:
    """A field in words, as the file's columns may give it."""
    names = {
        IGNORED: tr("— tidak dipakai —"), REPLY: tr("Balasan atas pengaduan nomor"),
        "location.rt_rw": tr("RT/RW"),
        "outcome.status": tr("Status"), "outcome.response": tr("Hasil / tanggapan"), "outcome.follow_up": tr("Tindak lanjut"),
        "outcome.closed_on": tr("Tanggal selesai"), "outcome.followed_up_on": tr("Tanggal tindak lanjut"),
        "outcome.responded_on": tr("Tanggal tanggapan"), "outcome.verified_on": tr("Tanggal verifikasi"),
        "outcome.forwarded_to": tr("Diteruskan kepada"), "outcome.changed_on": tr("Tanggal terakhir diubah"),
    }  # fmt: skip
    return names[field] if field in names else field_name(field.rpartition(".")[2])


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
        leave = Button(tr("Kembali"), "import-columns-back", keys="Alt+Left", clicked=self.back)
        self.next = Button(tr("Periksa baris"), "import-check", role="primary", keys="Alt+Right")
        self.next.clicked.connect(lambda: self.checked.emit(self.fields))
        column_of((card, 1), self.wrong, row_of(leave, STRETCH, self.next, space=SPACE_S), space=SPACE_M, of=self)

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
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, SPACE_S, SPACE_M, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        for place, text in enumerate((tr("Judul kolom"), tr("Contoh isi"), tr("Dibaca sebagai"))):
            grid.addWidget(label(text, "field"), 0, place)
        for row, one in enumerate(source.headings, 1):
            name = label(one.text[:60], "", wrap=True)
            samples = label(_cut("  ·  ".join(one.samples)) or tr("(kosong)"), "muted", wrap=True)
            grid.addWidget(name, row, 0)
            grid.addWidget(samples, row, 1)
            grid.addWidget(self._choice(one), row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look.px(180))
        grid.setRowStretch(len(source.headings) + 1, 1)
        self.area.setWidget(inside)
        self._look()
        self.next.setFocus()

    def _choice(self, one: Heading) -> QComboBox:
        choice = named(QComboBox(), f"import-field-{one.place}", tr("Kolom {name} dibaca sebagai", name=one.text))
        choice.setMinimumWidth(look.px(220))
        choice.addItem(name_of(IGNORED), IGNORED)
        for field in ORDER:
            choice.addItem(name_of(field), field)
        choice.setCurrentIndex(max(choice.findData(one.field), 0))
        choice.currentIndexChanged.connect(self._look)
        self._choices[one.place] = choice
        return choice

    def _look(self) -> None:
        """What is missing or given twice is said before anything is read."""
        given = [field for field in self.fields.values() if field != IGNORED]
        twice = next((field for field in given if given.count(field) > 1), "")
        if twice:
            wrong = tr("“{field}” dipilih untuk dua kolom; pilih satu saja.", field=name_of(twice))
        elif not any(field in REQUIRED_FIELDS for field in given):
            wrong = tr("Belum ada kolom untuk isi pengaduan. Pilih kolom yang memuat uraiannya.")
        else:
            wrong = ""
        self.wrong.setText(f"⚠ {wrong}" if wrong else "")
        self.wrong.setVisible(bool(wrong))
        self.next.setEnabled(not wrong)


def _cut(text: str) -> str:
    single = " ".join(text.split())
    return single if len(single) <= LONGEST_SAMPLE else single[: LONGEST_SAMPLE - 1] + "…"
