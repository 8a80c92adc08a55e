"""The imports of this computer, newest first. Each can be undone; what was worked on since stays."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QListWidgetItem, QStackedWidget, QWidget

from desktop.importing.sentences import past_import
from desktop.importing.undo import PastImport
from desktop.widgets import Button, Card, heading, label
from desktop.widgets.layouts import STRETCH, add_to, in_row, row_of
from desktop.widgets.lists import word_list
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording.translation import tr, tr_count

LINE, MOST_LINES = 32, 9


class PastImports(Card):
    """`undo` with the import's number, once the question is answered with yes; `archive` with that of one whose rest goes to the archive."""

    undo = Signal(int)
    archive = Signal(int)

    def __init__(self) -> None:
        super().__init__("import-past", gap=SPACE_M)
        self.empty = label(
            tr("Belum ada berkas yang diimpor di komputer ini."), "muted", "import-past-empty", wrap=True
        )
        self.list = word_list("import-past-list", tr("Impor sebelumnya"))
        self.list.currentRowChanged.connect(self._show_choice)
        self.confirm = UndoConfirm("import-past-undo")
        self.confirm.confirmed.connect(self._undo)
        self.archive_rest = Button("", "import-past-archive", clicked=self._archive)
        self.archive_rest.setToolTip(
            tr("Yang belum selesai dan belum dikerjakan di sini diarsipkan; dapat dibatalkan.")
        )
        add_to(
            self.column, heading(tr("Impor sebelumnya")), self.empty, self.list, row_of(self.archive_rest, STRETCH), self.confirm, STRETCH
        )  # fmt: skip
        self._past: list[PastImport] = []
        self._rest: dict[int, int] = {}
        self.show_past([], {})

    def show_past(self, past: list[PastImport], rest: dict[int, int]) -> None:
        """`rest`: how many each import still has that nobody has worked on."""
        self._past, self._rest = past, rest
        self.list.clear()
        for run in past:
            item = QListWidgetItem(past_import(run))
            item.setSizeHint(QSize(0, look.px(LINE)))
            self.list.addItem(item)
        self.list.setVisible(bool(past))
        self.list.setFixedHeight(look.px(LINE * min(max(len(past), 1), MOST_LINES) + 4))
        self.empty.setVisible(not past)
        if past:
            self.list.setCurrentRow(0)
        self._show_choice(self.list.currentRow())

    def _show_choice(self, row: int) -> None:
        run = self._past[row] if 0 <= row < len(self._past) else None
        remaining = run.recorded - run.withdrawn if run else 0
        self.confirm.setVisible(bool(self._past))
        self.confirm.ask(remaining)
        rest = self._rest.get(run.id, 0) if run else 0
        self.archive_rest.setText(tr_count("Arsipkan {count} sisanya", count=rest))
        self.archive_rest.setVisible(rest > 0)

    def _archive(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._past):
            self.archive.emit(self._past[row].id)

    def _undo(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._past):
            self.undo.emit(self._past[row].id)


class UndoConfirm(QWidget):
    """The button that undoes an import, and the question that it asks before."""

    confirmed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}-row")
        self.pages = QStackedWidget()
        self.setFixedHeight(look.px(40))
        self.button = Button(tr("Urungkan impor ini"), name, clicked=self._ask)
        self.yes = Button("", f"{name}-yes", role="danger", clicked=self._confirm)
        self.no = Button(tr("Batal"), f"{name}-no", clicked=self._cancel)
        self.question = label("", "muted", f"{name}-question")
        for parts in ((self.button,), (self.question, self.yes, self.no)):
            self.pages.addWidget(in_row(*parts, STRETCH, space=SPACE_S))
        row_of(self.pages, of=self)

    def ask(self, count: int) -> None:
        """Shows the button, for an import of which so many complaints can still be withdrawn."""
        self.question.setText(tr("Yang sudah dikerjakan tetap ada; nomor yang ditarik tidak dipakai lagi."))
        self.yes.set_text(tr_count("Ya, tarik {count} pengaduan", count=count))
        self.button.setEnabled(count > 0)
        self.pages.setCurrentIndex(0)

    def _ask(self) -> None:
        self.pages.setCurrentIndex(1)
        self.no.setFocus()

    def _cancel(self) -> None:
        self.pages.setCurrentIndex(0)
        self.button.setFocus()

    def _confirm(self) -> None:
        self.pages.setCurrentIndex(0)
        self.confirmed.emit()
