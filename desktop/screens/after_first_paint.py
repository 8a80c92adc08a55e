"""Everything of a start that could wait until something is seen."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon

from desktop import logfile
from desktop.resources import resource
from desktop.widgets import spoken_role
from desktop.window.bug_window import Bugs
from desktop.window.garbage import Collector
from desktop.window.idle import IdleWatch
from desktop.window.qt_translator import QtTranslator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

# What log in and the first screen need.
_NEXT_MODULES = (
    "desktop.office.office",
    "desktop.office.unlocking",
    "desktop.screens.workspace",
    "desktop.screens.home.screen",
)


class Watchers(NamedTuple):
    bugs: Bugs
    idle: IdleWatch
    qt_texts: QtTranslator


def complete(app: QApplication, folder: Path, owner: QObject) -> Watchers:
    """Starts what watches over the program, and dresses what Qt itself shows; all of it goes with its owner."""
    Collector(owner)
    logfile.start(folder)
    watchers = Watchers(Bugs(lambda: folder, owner), IdleWatch(owner), QtTranslator(owner))
    watchers.bugs.install()
    spoken_role.install()
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    app.installTranslator(watchers.qt_texts)
    app.setWindowIcon(QIcon(str(resource("icons/buku-aduan.png"))))
    return watchers


def import_next() -> None:
    for name in _NEXT_MODULES:
        importlib.import_module(name)


def warmed_up(*, at_rest: bool) -> None:
    """What was imported stays: looked through with every search for garbage, it would hold up the window for 30 ms.

    `at_rest`: nobody has come in yet, so there is nothing else to be looked through.
    """
    import gc

    from PySide6.QtWidgets import QScrollArea

    # A widget that Qt itself made is met for the first time: PySide makes the classes of all kinds of widgets, 15 ms of work
    # that would else fall into building the first screen.
    QScrollArea().viewport()
    if at_rest:
        gc.freeze()
