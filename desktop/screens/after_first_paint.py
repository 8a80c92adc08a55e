"""Everything of a start that could wait until something is seen."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon

from desktop import logfile
from desktop.resources import resource
from desktop.screens.bug_window import Bugs
from desktop.screens.garbage import Collector
from desktop.screens.idle import IdleWatch
from desktop.screens.qt_translator import QtTranslator

if TYPE_CHECKING:
    from desktop.screens.app import Program

# What log in and the first screen need.
_NEXT_MODULES = (
    "desktop.office.office",
    "desktop.office.unlocking",
    "desktop.screens.workspace",
    "desktop.screens.home.screen",
)


def complete(program: Program) -> None:
    Collector(program)
    logfile.start(program.folder)
    program.bugs = Bugs(lambda: program.folder, program)
    program.bugs.install()
    program.watch = IdleWatch(program)
    program.watch.idle.connect(program.lock)
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    program.qt_texts = QtTranslator(program)
    program.app.installTranslator(program.qt_texts)
    program.appearance.complete()
    program.app.setWindowIcon(QIcon(str(resource("icons/buku-aduan.png"))))
    if program.instance is not None:
        program.instance.asked_to_show.connect(program.window.to_front)
        program.instance.asked_to_open.connect(program.open_file)
        program.instance.listen()
    program.entrance.complete()
    program.operations.query("warm", _import_next, lambda _: _freeze(program))


def _import_next() -> None:
    for name in _NEXT_MODULES:
        importlib.import_module(name)


def _freeze(program: Program) -> None:
    """What was imported stays: looked through with every search for garbage, it would hold up the window for 30 ms."""
    import gc

    from PySide6.QtWidgets import QScrollArea

    # A widget that Qt itself made is met for the first time: PySide makes the classes of all kinds of widgets, 15 ms of work
    # that would else fall into building the first screen.
    QScrollArea().viewport()
    if program.workspace is None:
        gc.freeze()
