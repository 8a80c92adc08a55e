"""Asks for a file or a folder, in the system's dialog or in Qt's own. `kinds` as Qt reads them: 'Excel (*.xlsx);;CSV (*.csv)'.

Whoever cancels the dialog gets None, or no files.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, start: Path, kinds: str = "") -> Path | None:
    """A file that is there, looked for in the folder `start`."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
    return Path(name) if name else None


def ask_files(parent: QWidget, title: str) -> list[Path]:
    """Any files that are there."""
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, title: str, start: str) -> str | None:
    """Begins in the folder `start`, or in the user's own where that is ''."""
    return QFileDialog.getExistingDirectory(parent, title, start or str(Path.home())) or None


def ask_new_file(parent: QWidget, title: str, proposed: Path, kinds: str = "", *, ending: str = "") -> Path | None:
    """A file to write. A name without the `ending` ('.pdf') gets it at its end."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    return Path(name if name.lower().endswith(ending) else name + ending)
