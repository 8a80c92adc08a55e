"""The menu on a row of the list, or on several chosen ones: their steps, and what else is done with rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.office import bulk_words
from desktop.office.bulk_words import BulkKind
from desktop.screens.navigate import Goto
from desktop.wording.paper_names import CASE_KINDS, case_name
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.screens.complaints.screen import ComplaintsScreen


def open_at(screen: ComplaintsScreen, place: QPoint) -> QMenu:
    """Opens it there, for what is chosen."""
    table, several = screen.table, screen.table.count() > 1
    menu = QMenu(table)
    menu.setObjectName("list-menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if table.count():
        menu.addAction(tr("Buka") + "\tEnter").triggered.connect(table.entered.emit)
        menu.addSeparator()
        kinds: tuple[BulkKind, ...] = get_args(BulkKind)
        for kind in kinds:
            if kind in screen.many.buttons and (several or screen.may_begin(kind)):
                menu.addAction(bulk_words.button(kind)).triggered.connect(screen.beginning(kind))
        menu.addSeparator()
        menu.addAction(tr("Salin untuk Excel") + "\tCtrl+C").triggered.connect(table.copied.emit)
        papers = menu.addMenu(tr("Cetak"))
        for kind in ("receipt", "case") if several else CASE_KINDS:
            papers.addAction(f"{case_name(kind)}…").triggered.connect(
                lambda _=False, kind=kind: screen.print_paper(kind)
            )
        export = menu.addAction(tr("Ekspor…"))
        export.triggered.connect(lambda: screen.navigate(Goto("reports", query=screen.chosen_query())))
    if screen.many.undoable:
        menu.addAction(screen.many.undoable).triggered.connect(screen.undo_many)
    menu.addAction(tr("Pilih semua") + "\tCtrl+A").triggered.connect(table.selectAll)
    table.add_columns(menu.addMenu(tr("Kolom")))
    menu.popup(place)
    return menu
