"""The chips over the list: each is one condition, and together they narrow what the list shows."""

from collections.abc import Callable
from datetime import date

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.office import filter_menus, list_filters, saved_filters
from desktop.office.filter_chips import NO_COUNTS, ChipState, chip_states, combined, suggested_name
from desktop.office.filter_menus import FilterEntry
from desktop.office.office import Office
from desktop.screens.complaints.name_line import NameLine
from desktop.store.listing import Counts, Query
from desktop.store.place_names import PlacesOffered
from desktop.store.settings import SavedFilter
from desktop.widgets import Chip, FlowLayout, hint, named, on_keys, show_text
from desktop.widgets.layouts import column_of, take_out
from desktop.widgets.menus import Entry, open_under, passing_menu
from desktop.widgets.span_line import SpanLine
from desktop.widgets.theme import SPACE_S
from desktop.wording.translation import tr


class FilterBar(QWidget):
    """`changed` with the new query; `save_asked` with a name and whether for this user alone, `drop_asked` with the name of a saved filter; `sealed` when the
    receipts of sealed complaints are asked for.
    """

    changed = Signal(object)
    save_asked = Signal(str, bool)
    drop_asked = Signal(str)
    sealed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        named(self, "filters", tr("Saringan"))
        self.office = office
        self.query = list_filters.START
        self._counts = NO_COUNTS
        self._open_dispositions = 0
        self._places = PlacesOffered()
        self._saved: tuple[SavedFilter, ...] = ()
        self._saved_chips: list[Chip] = []
        self._build()
        self.show_query(self.query)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        place = QWidget()
        self._flow = FlowLayout(place)
        self.chips = {name: self._chip(f"filter-{name}", self._pressing(name)) for name in self._chip_states()}
        self.save = self._chip("filter-save", self._save_or_drop)
        self.save.setCheckable(False)
        self.sentence = hint("", "filter-sentence")
        self.sentence.hide()
        self.span, self.name = SpanLine(), NameLine()
        self.span.chosen.connect(self._choose_span)
        self.name.named.connect(self.save_asked)
        for line, chip in ((self.span, self.chips["dates"]), (self.name, self.save)):
            line.closed.connect(chip.setFocus)
        column_of(place, self.sentence, self.span, self.name, space=SPACE_S, of=self)

    def _chip(self, name: str, act: Callable[[], object]) -> Chip:
        chip = Chip("", name)
        chip.clicked.connect(lambda: (act(), self._show()))
        self._flow.addWidget(chip)
        return chip

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_query(self, query: Query) -> None:
        self.query = query
        self._show()

    def show_counts(self, counts: Counts, open_dispositions: int, places: PlacesOffered) -> None:
        self._counts, self._open_dispositions, self._places = counts, open_dispositions, places
        self._show()

    def show_saved(self, own: tuple[SavedFilter, ...], of_office: tuple[SavedFilter, ...]) -> None:
        """A chip for each saved filter, this user's first, before the chip that saves."""
        for chip in self._saved_chips:
            take_out(self._flow, chip)
        self._saved = (*own, *of_office)
        self._saved_chips = []
        for saved in self._saved:
            chip = Chip(saved.name, "filter-saved")
            chip.clicked.connect(lambda _=False, saved=saved: self._use(saved))
            on_keys(chip, "Delete", lambda name=saved.name: self.drop_asked.emit(name))
            chip.setToolTip(
                tr("Saringan Anda sendiri; Delete menghapusnya")
                if saved in own
                else tr("Saringan seluruh kantor; Delete menghapusnya")
            )
            self._flow.addWidget(chip)
            self._saved_chips.append(chip)
            chip.show()
        self._flow.removeWidget(self.save)
        self._flow.addWidget(self.save)
        self._show()

    def _show(self) -> None:
        self._states = self._chip_states()
        for name, state in self._states.items():
            chip = self.chips[name]
            chip.set_text(state.text)
            chip.setChecked(state.on)
            chip.setVisible(state.always or state.on)
        for chip, saved in zip(self._saved_chips, self._saved, strict=True):
            chip.setChecked(saved_filters.is_in_force(saved, self.query, self.office))
        sentence = combined(self.query, self._states)
        show_text(self.sentence, sentence)
        active = self._active()
        self.save.set_text(tr("− Hapus saringan “{name}”", name=active.name) if active else tr("+ Simpan saringan"))
        self.save.setEnabled(active is not None or list_filters.narrows(self.query))
        self._flow.invalidate()
        self.updateGeometry()

    def _chip_states(self) -> dict[str, ChipState]:
        return chip_states(self.query, self._counts, self._open_dispositions, self.office.categories)

    # Changing the query ----------------------------------------------------------------------------------------------

    def narrow(self, query: Query) -> None:
        self.query = query
        self._show()
        self.changed.emit(query)

    def set_conditions(self, **conditions: object) -> None:
        """Narrows the list by these conditions of its query besides the others."""
        self.narrow(structs.replace(self.query, **conditions))

    def _choose_span(self, first: date | None, last: date | None) -> None:
        self.set_conditions(received_from=first, received_to=last)

    def _pressing(self, chip: str) -> Callable[[], None]:
        """What a press on this chip does: it turns a condition, or opens a menu."""
        if chip in filter_menus.MENUS:
            return lambda: self._open_menu(chip)
        return lambda: self.narrow(filter_menus.pressed(chip, self.query, self.office))

    def _open_menu(self, chip: str) -> None:
        entries = [
            Entry(entry.words, self._choosing(entry), entry.on) if entry is not None else None
            for entry in filter_menus.entries(chip, self.query, self.office, self._places)
        ]
        open_under(self.chips[chip], passing_menu(self.chips[chip], f"menu-{chip}", entries))

    def _choosing(self, entry: FilterEntry) -> Callable[[], None]:
        def choose() -> None:
            if entry.query is not None:
                self.narrow(entry.query)
            elif entry.opens == "span":
                self.span.open(self.query.received_from, self.query.received_to, self.office.today())
            else:
                self.sealed.emit()

        return choose

    # Saved -----------------------------------------------------------------------------------------------------------

    def _active(self) -> SavedFilter | None:
        return next((saved for saved in self._saved if saved_filters.is_in_force(saved, self.query, self.office)), None)

    def _use(self, saved: SavedFilter) -> None:
        self.narrow(saved_filters.after_press(saved, self.query, self.office))

    def _save_or_drop(self) -> None:
        active = self._active()
        if active is not None:
            self.drop_asked.emit(active.name)
        else:
            self.name.open(suggested_name(self.query, self._states)[: self.name.edit.maxLength()])
