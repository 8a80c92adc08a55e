"""Where the daily backups go: best on another disk or a stick, because a broken disk takes everything on it."""

import os
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets.button import Button
from desktop.screens.widgets.card import label
from desktop.screens.widgets.field import Field
from desktop.screens.widgets.layouts import STRETCH, add_to, row_of
from desktop.screens.wizard.step import Step
from desktop.wording.translation import tr


class BackupStep(Step):
    def __init__(self) -> None:
        super().__init__(
            "backup",
            tr("Ke mana cadangan disimpan?"),
            tr(
                "Setiap hari buku ini dicadangkan sendiri: terenkripsi, lalu dibaca ulang untuk memastikan isinya utuh."
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.folder = Field(
            tr("Folder cadangan"),
            QLineEdit(),
            "backup-folder",
            hint=tr("Sebaiknya di flashdisk atau disk lain. Boleh dikosongkan dan diatur nanti."),
        )
        self.folder.editor.setPlaceholderText(tr("Di komputer ini, dalam folder data"))
        self.folder.editor.returnPressed.connect(self.forward)
        self.folder.editor.textEdited.connect(lambda _: self.folder.set_error(""))
        choose = Button(tr("Pilih folder…"), "backup-choose", clicked=self._choose)
        beside = QWidget()
        beside.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        add_to(
            self.column,
            beside,
            row_of(choose, STRETCH),
            label(
                tr(
                    "Bila flashdisk sedang tidak terpasang, cadangan hari itu disimpan di folder data, dan baris bawah jendela menunjukkan kapan cadangan terakhir berhasil."
                ),
                "muted",
                wrap=True,
            ),
            STRETCH,
        )

    def begin(self) -> None:
        self.folder.editor.setFocus()

    def path(self) -> str:
        return self.folder.editor.text().strip()

    def refuse(self, sentence: str) -> None:
        self.folder.set_error(sentence)
        self.folder.editor.setFocus()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Pilih folder cadangan"), self.path() or str(Path.home()))
        if chosen:
            self.folder.editor.setText(chosen)
            self.folder.set_error("")
            self.folder.editor.setFocus()


def check_folder(path: str) -> None:
    """Raises Refused when backups can't be written there. Runs outside the GUI thread."""
    if not path:
        return
    folder = Path(path)
    if not folder.is_absolute() or not folder.is_dir():
        raise Refused(phrase("Folder cadangan ini tidak ada. Pilih folder lain, atau kosongkan dahulu."))
    try:
        number, name = tempfile.mkstemp(prefix="coba-", dir=folder)
        os.close(number)
        Path(name).unlink()
    except OSError:
        raise Refused(
            phrase("Folder cadangan ini tidak dapat ditulisi. Pilih folder lain, atau kosongkan dahulu.")
        ) from None
