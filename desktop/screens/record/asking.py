"""The question before what was typed is thrown away."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.theme import SPACE_M, SPACE_XL
from desktop.screens.widgets import Button, PrimaryButton, label
from desktop.wording.translation import tr


def ask_to_discard(parent: QWidget, discard: Callable[[], None]) -> QDialog:
    """Opens the question; `discard` is called only when the officer says so. Esc and Enter keep what is typed."""
    dialog = QDialog(parent)
    dialog.setObjectName("discard-question")
    dialog.setWindowTitle(tr("Buang isian ini?"))
    dialog.setAccessibleName(dialog.windowTitle())
    column = QVBoxLayout(dialog)
    column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
    column.setSpacing(SPACE_M)
    column.addWidget(label(tr("Buang isian ini?"), "heading"))
    column.addWidget(
        label(
            tr("Yang diketik belum menjadi pengaduan. Bila dibuang, draf dan lampirannya tidak dapat dikembalikan."),
            wrap=True,
        )
    )
    row = QHBoxLayout()
    throw = Button(tr("Buang"), "discard-yes", role="danger")
    keep = PrimaryButton(tr("Lanjut mengisi"), "discard-no")
    throw.clicked.connect(dialog.accept)
    keep.clicked.connect(dialog.reject)
    keep.setDefault(True)
    row.addWidget(throw)
    row.addStretch()
    row.addWidget(keep)
    column.addLayout(row)
    dialog.setMinimumWidth(420)
    dialog.accepted.connect(discard)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    keep.setFocus()
    return dialog
