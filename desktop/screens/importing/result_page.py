"""The last step: what was recorded, under which numbers, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.importing.register_import import Report
from desktop.importing.sentences import recorded
from desktop.screens.importing.past import UndoConfirm
from desktop.widgets import Button, Card, PrimaryButton, heading, label
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording.translation import tr, tr_count


class ResultPage(QWidget):
    """`listed` to see them, `restarted` for another file, `undo` with the number of the import."""

    listed = Signal()
    restarted = Signal()
    undo = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-result")
        self._run = 0
        card = Card("import-result-card", gap=SPACE_M)
        self.title = heading("", "import-result-title")
        self.sentence = label("", "muted", "import-result-sentence", wrap=True)
        self.list_button = PrimaryButton(tr("Lihat daftar"), "import-list", clicked=self.listed)
        another_file = Button(tr("Impor berkas lain"), "import-again", clicked=self.restarted)
        self.confirm = UndoConfirm("import-undo")
        self.confirm.confirmed.connect(lambda: self.undo.emit(self._run))
        buttons = row_of(self.list_button, another_file, STRETCH, space=SPACE_S)
        add_to(card.column, self.title, self.sentence, buttons, self.confirm)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column_of(card, STRETCH, of=self)

    def show_report(self, report: Report) -> None:
        self._run = report.run
        count = report.recorded
        self.title.setText(
            tr_count("Dihentikan: {count} pengaduan sudah dicatat", count=count)
            if report.stopped
            else tr_count("{count} pengaduan dicatat", count=count)
        )
        self.sentence.setText(recorded(report))
        self.confirm.setVisible(report.run > 0)
        self.confirm.ask(report.recorded)
        self.list_button.setFocus()
