"""The first step: drop the file or choose it. Below it the past imports, each of which can be undone."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.importing.source_table import SPREADSHEETS
from desktop.importing.trial_words import about_files, other_ways
from desktop.screens.importing.past import PastImports
from desktop.widgets import Card, PrimaryButton, heading, hint, label, on_keys
from desktop.widgets.file_dialogs import ask_file
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_L, SPACE_M
from desktop.wording.translation import tr

ENDINGS = "*.xlsx *.xls *.xlsm *.ods *.csv *.txt *.zip"
READ = SPREADSHEETS | {".csv", ".txt", ".tsv", ".zip"}


class FilePage(QWidget):
    """`chosen` with a file, `pasted` with a text from the clipboard."""

    chosen = Signal(object)
    pasted = Signal(str)

    def __init__(self, past: PastImports) -> None:
        super().__init__()
        self.setObjectName("import-file")
        self.setAcceptDrops(True)
        card = Card("import-choose-card", gap=SPACE_M)
        self.button = PrimaryButton(tr("Pilih berkas…"), "import-choose", keys="Ctrl+O", clicked=self._choose)
        add_to(
            card.column,
            heading(tr("Pilih register lama atau percakapan WhatsApp")),
            label(about_files(), "muted", wrap=True),
            row_of(self.button, STRETCH),
            hint(other_ways()),
        )
        column_of(card, (past, 1), space=SPACE_L, of=self)
        on_keys(self, QKeySequence(QKeySequence.StandardKey.Paste).toString(), self._paste, within=True)

    def _choose(self) -> None:
        tables = tr("Tabel")
        file = ask_file(self, tr("Pilih register lama atau percakapan WhatsApp"), Path.home(), f"{tables} ({ENDINGS})")
        if file is not None:
            self.chosen.emit(file)

    def _paste(self) -> None:
        text = QApplication.clipboard().text()
        if text.strip():
            self.pasted.emit(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.chosen.emit(file)


def _dropped(event: QDropEvent) -> Path | None:
    """The one table that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in READ else None
