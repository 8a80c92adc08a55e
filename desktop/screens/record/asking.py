"""The question whether to discard what is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets import Button, PrimaryButton, label, name_window
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_XL
from desktop.wording.translation import tr


def ask_to_discard(parent: QWidget, discard: Callable[[], None]) -> QDialog:
    """Opens the question; `discard` is called only when the officer says so. Esc and Enter keep what is typed."""
    dialog = QDialog(parent)
    name_window(dialog, "discard-question", tr("Buang isian ini?"))
    yes = Button(tr("Buang"), "discard-yes", role="danger", clicked=dialog.accept)
    no = PrimaryButton(tr("Lanjut mengisi"), "discard-no", clicked=dialog.reject)
    no.setDefault(True)
    column_of(
        label(tr("Buang isian ini?"), "heading"),
        label(
            tr("Yang diketik belum menjadi pengaduan. Bila dibuang, draf dan lampirannya tidak dapat dikembalikan."),
            wrap=True,
        ),
        row_of(yes, STRETCH, no),
        space=SPACE_M,
        of=dialog,
        margins=(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL),
    )
    dialog.setMinimumWidth(420)
    dialog.accepted.connect(discard)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    no.setFocus()
    return dialog
