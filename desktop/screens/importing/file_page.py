"""The first step: drop the file or choose it. Below it the past imports, each of which can be undone."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.importing.source_table import SPREADSHEETS
from desktop.importing.trial_words import about_files
from desktop.screens.importing.past import PastImports
from desktop.screens.theme import SPACE_L, SPACE_M
from desktop.screens.widgets import Card, PrimaryButton, heading, hint, label
from desktop.screens.widgets.file_dialogs import ask_file
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.wording.translation import tr

ENDINGS = "*.xlsx *.xls *.xlsm *.ods *.csv *.txt"
READ = SPREADSHEETS | {".csv", ".txt", ".tsv"}


class FilePage(QWidget):
    chosen = Signal(object)

    def __init__(self, past: PastImports) -> None:
        super().__init__()
        self.setObjectName("import-file")
        self.setAcceptDrops(True)
        card = Card("import-choose-card", gap=SPACE_M)
        self.button = PrimaryButton(tr("Pilih berkas…"), "import-choose", keys="Ctrl+O", clicked=self._choose)
        add_to(
            card.column,
            heading(tr("Pilih berkas register lama")),
            label(about_files(), "muted", wrap=True),
            row_of(self.button, STRETCH),
            hint(tr("Berkas juga dapat diseret ke sini. Baris yang sudah pernah diimpor tidak dicatat dua kali.")),
        )
        column_of(card, (past, 1), space=SPACE_L, of=self)

    def _choose(self) -> None:
        tables = tr("Tabel")
        file = ask_file(self, tr("Pilih berkas register lama"), Path.home(), f"{tables} ({ENDINGS})")
        if file is not None:
            self.chosen.emit(file)

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
