"""What a start says that opens no window: why, what is safe, and what to do next."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.screens.qt_translator import QtTranslator
from desktop.screens.theme import look
from desktop.wording.translation import tr


def cannot_write(app: QApplication, folder: Path) -> None:
    _show(
        app,
        tr(
            "Folder data tidak dapat ditulisi:\n{folder}\n\nTidak ada yang diubah. Periksa izin folder atau kunci tulis pada disk, lalu mulai lagi.",
            folder=folder,
        ),
    )


def already_running(app: QApplication) -> None:
    _show(
        app,
        tr(
            "Buku aduan ini sedang dibuka oleh program lain dan belum menjawab.\n\n"
            "Data aman. Tutup program itu, atau tunggu sebentar lalu mulai lagi."
        ),
    )


def _show(app: QApplication, sentence: str) -> None:
    app.installTranslator(QtTranslator(app))
    look.apply(app, "system")
    box = QMessageBox(QMessageBox.Icon.Warning, "Buku Aduan", sentence, QMessageBox.StandardButton.Close)
    box.setObjectName("notice")
    look.dress(box)
    box.exec()
