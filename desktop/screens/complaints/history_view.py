"""The history of a case on the screen: a line a step, what was written below it, and what still wants a decision."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.screens.complaints.links import LinkButton
from desktop.screens.theme import SPACE_M, SPACE_S, SPACE_XS, look
from desktop.screens.widgets import Button, Pill, heading, label
from desktop.screens.widgets.layouts import add_to, clear, column_of
from desktop.screens.widgets.naming import named
from desktop.wording.history import HistoryLine, Part, when
from desktop.wording.translation import tr, tr_count

SHOWN_FIRST = 40
NOTE_FIRST = 500
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class HistoryView(QWidget):
    """`decided` with the device and number of a misplaced step that someone has looked at."""

    decided = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("history")
        self.setAccessibleName(tr("Riwayat"))
        self._held = QWidget()
        self._grid = QGridLayout(self._held)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)
        self.more = LinkButton("", "history-more")
        self.more.clicked.connect(lambda: self._show(len(self._told)))
        column_of(
            heading(tr("Riwayat"), "history-title"),
            self._held,
            (self.more, 0, Qt.AlignmentFlag.AlignLeft),
            space=SPACE_S,
            of=self,
        )
        self._told: tuple[HistoryLine, ...] = ()
        self._today = date(2000, 1, 1)
        self._may_decide = False
        look.changed.connect(self._restyle)

    def show_history(self, told: tuple[HistoryLine, ...], today: date, *, may_decide: bool) -> None:
        self._told, self._today, self._may_decide = told, today, may_decide
        self._show(SHOWN_FIRST)

    def _restyle(self) -> None:
        self._show(SHOWN_FIRST)

    def lines(self) -> list[str]:
        """The sentences that are shown, for tests and screen readers."""
        return [told.sentence for told in self._told]

    def _show(self, most: int) -> None:
        clear(self._grid)
        self._grid.setColumnMinimumWidth(0, look.px(84))
        for row, told in enumerate(self._told[:most]):
            time = label(when(told, self._today), "muted")
            self._grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._line(told), row, 1)
        hidden = len(self._told) - most
        self.more.setText(tr_count("Tampilkan {count} langkah sebelumnya", count=max(hidden, 0)))
        self.more.setVisible(hidden > 0)

    def _line(self, told: HistoryLine) -> QWidget:
        held = named(QWidget(), "history-line", f"{when(told, self._today)}: {told.sentence}. {told.note}")
        column = column_of(_sentence(told.parts), space=SPACE_XS // 2, of=held)
        for change in told.changes:
            column.addWidget(_plain(change))
        if told.note:
            _put_note(column, told.note)
        if told.misplaced:
            column.addLayout(self._misplaced(told))
        return held

    def _misplaced(self, told: HistoryLine) -> QHBoxLayout:
        """A step that had no place where it landed; a click says that someone has looked at it."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        if told.decided:
            row.addWidget(Pill(tr("tidak berlaku · sudah diperiksa"), "neutral", "history-decided"))
        else:
            row.addWidget(Pill(tr("salah tempat · tidak mengubah status"), "conflict", "history-misplaced"))
            if self._may_decide:
                decide = Button(tr("Sudah diperiksa"), "history-decide", role="row")
                decide.clicked.connect(lambda: self.decided.emit(told.event.device, told.event.seq))
                row.addWidget(decide)
        row.addStretch()
        return row


def markup(parts: tuple[Part, ...]) -> str:
    """Rich text in which nothing that people typed is markup: the one place that makes any."""
    return "".join(_marked(part) for part in parts).replace("\n", " ")


def _marked(part: Part) -> str:
    # Not html.escape, which brings a table of every sign's name, half a megabyte.
    text = part.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if part.soft:
        return f'<span style="color:{look.colours.muted}">{text}</span>'
    if part.waits:
        return f'<span style="color:{look.colours.warning_pair.ink}">{text}</span>'
    return f"<b>{text}</b>" if part.strong else text


def _sentence(parts: tuple[Part, ...]) -> QLabel:
    text = label(markup(parts), name="history-sentence", wrap=True, plain=False)
    text.setTextFormat(Qt.TextFormat.RichText)
    text.setTextInteractionFlags(_SELECTABLE)
    return text


def _plain(text: str) -> QLabel:
    made = label(text, "muted", "history-note", wrap=True)
    made.setTextInteractionFlags(_SELECTABLE)
    return made


def _put_note(column: QVBoxLayout, note: str) -> None:
    """What was written, whole on a click when it is long."""
    if len(note) <= NOTE_FIRST:
        column.addWidget(_plain(note))
        return
    text = _plain(note[:NOTE_FIRST].rstrip() + "…")
    whole = LinkButton(tr("Tampilkan seluruhnya"), "history-whole")
    whole.clicked.connect(lambda: (text.setText(note), whole.hide()))
    add_to(column, text, (whole, 0, Qt.AlignmentFlag.AlignLeft))
