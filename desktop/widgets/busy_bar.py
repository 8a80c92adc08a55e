"""A bar that moves while something is done of which nobody knows how long it takes."""

from PySide6.QtWidgets import QProgressBar

from desktop.widgets.naming import named


def busy_bar(name: str, spoken: str) -> QProgressBar:
    bar = named(QProgressBar(), name, spoken)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    return bar
