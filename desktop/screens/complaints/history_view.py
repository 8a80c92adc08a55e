"""The history of a case on the screen: a line for each step, below it what was written, and what waits for a decision."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.widgets import Button, LinkButton, Pill, heading, label, named
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, add_to, clear, column_of, row_of
from desktop.widgets.spoken_role import spoken_as
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XS, look
from desktop.wording.history import HistoryLine, HistoryPart, line_time, markup
from desktop.wording.translation import tr, tr_count

SHOWN_FIRST = 40
NOTE_FIRST = 500
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class HistoryView(QWidget):
    """`decided` with the device and number of a misplaced step that someone has looked at; `undo_asked` for one's own last step."""

    decided = Signal(str, int)
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "history", tr("Riwayat"))
        table = spoken_as("List", "history-lines", tr("Riwayat"))
        self._grid = grid_of(spaces=(SPACE_M, SPACE_S), stretch=(0, 1), of=table)
        self.earlier = LinkButton("", "history-more", role="link", clicked=lambda: self._show(len(self.lines)))
        column_of(
            heading(tr("Riwayat"), "history-title"),
            table,
            (self.earlier, 0, Qt.AlignmentFlag.AlignLeft),
            space=SPACE_S,
            of=self,
        )
        self.lines: tuple[HistoryLine, ...] = ()
        self._today = date(2000, 1, 1)
        self._may_decide, self._undoable = False, ""
        look.changed.connect(self._restyle)

    def show_history(
        self, lines: tuple[HistoryLine, ...], today: date, *, may_decide: bool, undoable: str = ""
    ) -> None:
        self.lines, self._today, self._may_decide, self._undoable = lines, today, may_decide, undoable
        self._show(SHOWN_FIRST)

    def _restyle(self) -> None:
        self._show(SHOWN_FIRST)

    def _show(self, count: int) -> None:
        clear(self._grid)
        self._grid.setColumnMinimumWidth(0, look.px(84))
        for row, line in enumerate(self.lines[:count]):
            time = label(line_time(line, self._today), "muted")
            self._grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._line(line), row, 1)
        hidden = len(self.lines) - count
        self.earlier.setText(tr_count("Tampilkan {count} langkah sebelumnya", count=max(hidden, 0)))
        self.earlier.setVisible(hidden > 0)

    def _line(self, line: HistoryLine) -> QWidget:
        spoken = f"{line_time(line, self._today)}: {line.sentence}. {line.note}"
        widget = spoken_as("ListItem", "history-line", spoken)
        column = column_of(_sentence(line.parts), space=SPACE_XS // 2, of=widget)
        for change in line.changes:
            column.addWidget(_plain(change))
        if line.note:
            _add_note(column, line.note)
        if line.last_event == self._undoable != "":
            undo = Button(tr("Batalkan langkah ini"), "history-undo", role="row", clicked=self.undo_asked)
            column.addLayout(row_of(undo, STRETCH))
        if line.misplaced:
            column.addLayout(self._misplaced(line))
        return widget

    def _misplaced(self, line: HistoryLine) -> QHBoxLayout:
        """A step that was not allowed where it came in the order; a click says that someone has looked at it."""
        if line.undone:
            return row_of(Pill(tr("dibatalkan"), "neutral", "history-undone"), STRETCH)
        if line.decided:
            return row_of(Pill(tr("tidak berlaku · sudah diperiksa"), "neutral", "history-decided"), STRETCH)
        row = row_of(Pill(tr("salah tempat · tidak mengubah status"), "conflict", "history-misplaced"), space=SPACE_S)
        if self._may_decide:
            event = line.event
            decide = Button(tr("Sudah diperiksa"), "history-decide", role="row")
            decide.clicked.connect(lambda: self.decided.emit(event.device, event.seq))
            row.addWidget(decide)
        row.addStretch()
        return row


def _sentence(parts: tuple[HistoryPart, ...]) -> QLabel:
    colours = look.colours
    words = markup(parts, soft=colours.muted, waiting=colours.warning_pair.ink)
    text = label(words, name="history-sentence", wrap=True, plain=False)
    text.setTextFormat(Qt.TextFormat.RichText)
    text.setTextInteractionFlags(_SELECTABLE)
    return text


def _plain(text: str) -> QLabel:
    return label(text, "muted", "history-note", wrap=True, selectable=True)


def _add_note(column: QVBoxLayout, note: str) -> None:
    """What was written; of a long note the beginning, and all of it on a click."""
    if len(note) <= NOTE_FIRST:
        column.addWidget(_plain(note))
        return
    text = _plain(note[:NOTE_FIRST].rstrip() + "…")
    expand = LinkButton(tr("Tampilkan seluruhnya"), "history-whole", role="link")
    expand.clicked.connect(lambda: (text.setText(note), expand.hide()))
    add_to(column, text, (expand, 0, Qt.AlignmentFlag.AlignLeft))
