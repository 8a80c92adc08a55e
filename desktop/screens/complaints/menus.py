"""The menus of the filter chips that choose among many: categories, dusun, days, and the conditions that are rarer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from complaints.categories import Categories
from complaints.events import CHANNELS, KINDS
from desktop.screens.complaints import narrowing
from desktop.screens.widgets import Chip, lettered
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.translation import language, tr


class SetConditions(Protocol):
    """Narrows the list by these conditions of its query besides the others."""

    def __call__(self, **conditions: object) -> None: ...


Span = tuple[date | None, date | None]


class ChipMenu(QMenu):
    """Opens under its chip with the keyboard on the first entry; it is gone when it closes."""

    def __init__(self, chip: Chip, name: str) -> None:
        super().__init__(chip)
        self.setObjectName(name)
        self._chip = chip
        self.aboutToHide.connect(self.deleteLater)

    def entry(self, text: str, act: Callable[[], None], *, on: bool = False) -> None:
        action = self.addAction(lettered(text))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: act())

    def open(self) -> None:
        self.popup(self._chip.mapToGlobal(QPoint(0, self._chip.height() + 2)))
        chosen = next((action for action in self.actions() if action.isChecked()), self.actions()[0])
        self.setActiveAction(chosen)


def category_menu(chip: Chip, query: Query, categories: Categories, narrow: SetConditions) -> None:
    menu = ChipMenu(chip, "menu-category")
    menu.entry(tr("Semua kategori"), lambda: narrow(category=""), on=not query.category)
    for group in categories.groups:
        for one in (group, *categories.within(group.code)):
            name = one.name_en if language() == "en" and one.name_en else one.name
            menu.entry(
                name if one is group else f"      {name}",
                lambda code=one.code: narrow(category=code),
                on=query.category == one.code,
            )
    menu.open()


def dusun_menu(chip: Chip, query: Query, names: Iterable[str], narrow: SetConditions) -> None:
    menu = ChipMenu(chip, "menu-dusun")
    menu.entry(tr("Semua dusun"), lambda: narrow(dusun=""), on=not query.dusun)
    for name in names:
        menu.entry(name, lambda name=name: narrow(dusun=name), on=query.dusun == name)
    menu.open()


def date_menu(
    chip: Chip,
    query: Query,
    today: date,
    choose: Callable[[date | None, date | None], None],
    ask: Callable[[date | None, date | None, date], None],
) -> None:
    """`choose` takes a span of days, `ask` opens the line where one is typed."""
    menu = ChipMenu(chip, "menu-dates")
    now: Span = (query.received_from, query.received_to)
    menu.entry(tr("Semua tanggal"), lambda: choose(None, None), on=now == (None, None))
    labels = {
        "today": tr("Hari ini"), "week": tr("7 hari terakhir"), "month": tr("Bulan ini"), "last-month": tr("Bulan lalu"),
        "year": tr("Tahun ini"), "last-year": tr("Tahun lalu"),
    }  # fmt: skip
    for name, span in narrowing.months(today).items():
        menu.entry(labels[name], lambda span=span: choose(*span), on=now == span)
    menu.entry(tr("Pilih tanggal…"), lambda: ask(*now, today))
    menu.open()


def others_menu(
    chip: Chip,
    query: Query,
    toggle_soon: Callable[[], None],
    turn: Callable[[str], None],
    narrow: SetConditions,
    to_sealed: Callable[[], None],
) -> None:
    """`to_sealed` leads to the receipts of sealed complaints, which are in no list."""
    menu = ChipMenu(chip, "menu-others")
    menu.entry(tr("Jatuh tempo segera"), toggle_soon, on=narrowing.is_due_soon(query))
    menu.entry(tr("Perlu diperiksa"), lambda: turn("needs_decision"), on=query.needs_decision)
    menu.entry(tr("Belum diinput ke SP4N-LAPOR"), lambda: turn("unentered"), on=query.unentered)
    menu.entry(tr("Pernah dibuka kembali"), lambda: turn("reopened"), on=query.reopened)
    menu.addSeparator()
    for kind in KINDS:
        on = query.kind == kind
        menu.entry(names.kind(kind), lambda kind="" if on else kind: narrow(kind=kind), on=on)
    menu.addSeparator()
    for channel in CHANNELS:
        on = query.channel == channel
        menu.entry(names.channel(channel), lambda channel="" if on else channel: narrow(channel=channel), on=on)
    menu.addSeparator()
    menu.entry(tr("Tanda terima aduan tersegel…"), to_sealed)
    menu.open()
