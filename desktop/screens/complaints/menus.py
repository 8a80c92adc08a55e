"""The menus of the filter chips that choose among many: categories, dusun, days, and the rarer conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from complaints.events import CHANNELS, KINDS, PlacePart
from desktop.office import list_filters
from desktop.office.filter_chips import span_names
from desktop.screens.widgets import Chip, lettered
from desktop.wording import names
from desktop.wording.field_text import place_name
from desktop.wording.translation import language, tr

if TYPE_CHECKING:
    from desktop.screens.complaints.filters import FilterBar


def open_under(button: QWidget, menu: QMenu) -> None:
    """Opens the menu at the foot of its button, with the keyboard on the entry in force, else on the first."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
    entries = menu.actions()
    menu.setActiveAction(next((entry for entry in entries if entry.isChecked()), entries[0]))


class ChipMenu(QMenu):
    """The choices of a chip; it is gone when it closes."""

    def __init__(self, chip: Chip, name: str) -> None:
        super().__init__(chip)
        self.setObjectName(name)
        self.aboutToHide.connect(self.deleteLater)

    def entry(self, text: str, act: Callable[[], None], *, on: bool = False) -> None:
        action = self.addAction(lettered(text))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: act())


def open_categories(bar: FilterBar) -> None:
    menu = ChipMenu(bar.chips["category"], "menu-category")
    menu.entry(tr("Semua kategori"), lambda: bar.set_conditions(category=""), on=not bar.query.category)
    for group in bar.office.categories.groups:
        for category in (group, *bar.office.categories.within(group.code)):
            name = category.name_en if language() == "en" and category.name_en else category.name
            menu.entry(
                name if category is group else f"      {name}",
                lambda code=category.code: bar.toggle_value("category", code),
                on=category.code in bar.query.category.splitlines(),
            )
    open_under(bar.chips["category"], menu)


def open_dusun(bar: FilterBar) -> None:
    menu = ChipMenu(bar.chips["dusun"], "menu-dusun")
    query, places = bar.query, bar.places
    dusun, rw = query.dusun.splitlines(), query.rw.splitlines()
    anywhere = not (query.dusun or query.rw or query.rt)
    menu.entry(tr("Semua dusun"), lambda: bar.set_conditions(dusun="", rw="", rt=""), on=anywhere)
    parts: dict[PlacePart, list[str]] = {"dusun": places.dusun, "rw": places.rw(dusun), "rt": places.rt(dusun, rw)}
    for part, place_names in parts.items():
        if place_names:
            menu.addSeparator()
        for name in place_names:
            on = name in getattr(query, part).splitlines()
            menu.entry(place_name(part, name), lambda part=part, name=name: bar.toggle_value(part, name), on=on)
    open_under(bar.chips["dusun"], menu)


def open_dates(bar: FilterBar) -> None:
    menu = ChipMenu(bar.chips["dates"], "menu-dates")
    today, chosen = bar.office.today(), (bar.query.received_from, bar.query.received_to)
    menu.entry(tr("Semua tanggal"), lambda: bar.choose_span(None, None), on=chosen == (None, None))
    labels = span_names()
    for name, span in list_filters.spans(today).items():
        menu.entry(labels[name], lambda span=span: bar.choose_span(*span), on=chosen == span)
    menu.entry(tr("Pilih tanggal…"), lambda: bar.span.open(*chosen, today))
    open_under(bar.chips["dates"], menu)


def open_others(bar: FilterBar) -> None:
    query = bar.query
    menu = ChipMenu(bar.chips["others"], "menu-others")
    menu.entry(tr("Jatuh tempo segera"), bar.toggle_soon, on=list_filters.is_due_soon(query))
    menu.entry(tr("Perlu diperiksa"), lambda: bar.toggle("needs_decision"), on=query.needs_decision)
    menu.entry(tr("Jawaban warga"), lambda: bar.toggle("spoken"), on=query.spoken)
    menu.entry(tr("Belum dikabari"), lambda: bar.toggle("owed_word"), on=query.owed_word)
    menu.entry(tr("Belum diinput ke SP4N-LAPOR"), lambda: bar.toggle("unentered"), on=query.unentered)
    menu.entry(tr("Pernah dibuka kembali"), lambda: bar.toggle("reopened"), on=query.reopened)
    menu.addSeparator()
    for kind in KINDS:
        on = kind in query.kind.splitlines()
        menu.entry(names.kind(kind), lambda kind=kind: bar.toggle_value("kind", kind), on=on)
    menu.addSeparator()
    for channel in CHANNELS:
        on = channel in query.channel.splitlines()
        menu.entry(names.channel(channel), lambda code=channel: bar.toggle_value("channel", code), on=on)
    menu.addSeparator()
    # The receipts of sealed complaints are in no list.
    menu.entry(tr("Tanda terima aduan tersegel…"), bar.sealed.emit)
    open_under(bar.chips["others"], menu)
