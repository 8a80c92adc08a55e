"""Menus from a list of their entries, and their place under a button."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.button import lettered
from desktop.widgets.naming import named


class Entry(NamedTuple):
    """`on`: with a mark that is set or not; None has none."""

    words: str
    act: Callable[[], object]
    on: bool | None = None
    tip: str = ""


class Submenu(NamedTuple):
    words: str
    entries: "Entries"


# None: a line between two parts.
Entries = Sequence[Entry | Submenu | None]


def passing_menu(owner: QWidget, name: str, entries: Entries) -> QMenu:
    """A menu that is gone once it closes."""
    menu = QMenu(owner)
    named(menu, name, owner.accessibleName() or getattr(owner, "text", str)())
    menu.aboutToHide.connect(menu.deleteLater)
    fill_menu(menu, entries)
    return menu


def fill_menu(menu: QMenu, entries: Entries) -> None:
    for entry in entries:
        match entry:
            case None:
                menu.addSeparator()
            case Submenu():
                fill_menu(menu.addMenu(entry.words), entry.entries)
            case Entry():
                action = menu.addAction(lettered(entry.words))
                if entry.tip:
                    action.setToolTip(entry.tip)
                    menu.setToolTipsVisible(True)
                action.setCheckable(entry.on is not None)
                action.setChecked(bool(entry.on))
                action.triggered.connect(lambda _=False, act=entry.act: act())


def open_under(button: QWidget, menu: QMenu) -> None:
    """Opens the menu at the foot of its button, with the keyboard on the entry in force, else on the first."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
    entries = menu.actions()
    menu.setActiveAction(next((entry for entry in entries if entry.isChecked()), entries[0]))
