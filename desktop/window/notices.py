"""What a start says that opens no window: why, what is safe, and what to do next."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.widgets.theme import look
from desktop.window.qt_translator import QtTranslator
from desktop.wording import program_texts


def cannot_write(app: QApplication, folder: Path) -> None:
    _show(app, program_texts.cannot_write(folder))


def already_running(app: QApplication) -> None:
    _show(app, program_texts.already_running())


def _show(app: QApplication, sentence: str) -> None:
    app.installTranslator(QtTranslator(app))
    look.apply(app, "system")
    box = QMessageBox(QMessageBox.Icon.Warning, "Buku Aduan", sentence, QMessageBox.StandardButton.Close)
    box.setObjectName("notice")
    look.dress(box)
    box.exec()
