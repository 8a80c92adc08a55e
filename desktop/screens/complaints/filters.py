"""The chips over the list: each is one condition, and together they narrow what the list shows."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from complaints.complaint import Stage
from desktop.office import list_filters
from desktop.office.filter_chips import NO_COUNTS, chip_states, combined, suggested_name
from desktop.office.list_filters import OPEN
from desktop.office.office import Office
from desktop.screens.complaints import menus
from desktop.screens.complaints.inline import NameLine, SpanLine
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Chip, FlowLayout, hint
from desktop.screens.widgets.keys import on_keys
from desktop.screens.widgets.layouts import column_of
from desktop.store.listing import Counts, Query
from desktop.store.place_names import PlacesOffered
from desktop.store.settings import SavedFilter
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
        self.setObjectName("filters")
        self.setAccessibleName(tr("Saringan"))
        self.office = office
        self.query = list_filters.START
        self._counts = NO_COUNTS
        self._open_dispositions = 0
        self.places = PlacesOffered()
        self._saved: tuple[SavedFilter, ...] = ()
        self._saved_chips: list[Chip] = []
        self._build()
        self.show_query(self.query)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        place = QWidget()
        self._flow = FlowLayout(place)
        column = column_of(place, space=SPACE_S, of=self)
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self._toggle_stages(OPEN),
            "overdue": self._toggle_overdue,
            "disposition": self._toggle_disposition,
            "responded": lambda: self._toggle_stages(("responded",)),
            "closed": lambda: self._toggle_stages(("closed",)),
            "archived": lambda: self._toggle_stages(("archived",)),
            "category": lambda: menus.open_categories(self),
            "dusun": lambda: menus.open_dusun(self),
            "dates": lambda: menus.open_dates(self),
            "others": lambda: menus.open_others(self),
            "decide": lambda: self.toggle("needs_decision"),
            "spoken": lambda: self.toggle("spoken"),
            "owed": lambda: self.toggle("owed_word"),
            "unentered": lambda: self.toggle("unentered"),
            "soon": self.toggle_soon,
            "passage": lambda: self._narrow(list_filters.without_outcome(self.query)),
            "reopened": lambda: self.toggle("reopened"),
            "scores": lambda: self.set_conditions(scores=()),
            "only": lambda: self.set_conditions(only=()),
            "without": lambda: self.set_conditions(without=""),
        }
        self.chips = {name: self._chip(f"filter-{name}", act) for name, act in acts.items()}
        self.save = self._chip("filter-save", self._save_or_drop)
        self.save.setCheckable(False)
        self.sentence = hint("", "filter-sentence")
        self.sentence.hide()
        column.addWidget(self.sentence)
        self.span, self.name = SpanLine(), NameLine()
        self.span.chosen.connect(self.choose_span)
        self.name.named.connect(self.save_asked)
        for line, chip in ((self.span, self.chips["dates"]), (self.name, self.save)):
            line.closed.connect(chip.setFocus)
            column.addWidget(line)

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
        self._counts, self._open_dispositions, self.places = counts, open_dispositions, places
        self._show()

    def show_saved(self, own: tuple[SavedFilter, ...], of_office: tuple[SavedFilter, ...]) -> None:
        """A chip for each saved filter, this user's first, before the chip that saves."""
        saved = (*own, *of_office)
        for chip in self._saved_chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._saved = saved
        self._saved_chips = []
        for saved_filter in saved:
            chip = Chip(saved_filter.name, "filter-saved")
            chip.clicked.connect(lambda _=False, saved_filter=saved_filter: self._use(saved_filter))
            on_keys(chip, "Delete", lambda name=saved_filter.name: self.drop_asked.emit(name))
            chip.setToolTip(
                tr("Saringan Anda sendiri; Delete menghapusnya")
                if saved_filter in own
                else tr("Saringan seluruh kantor; Delete menghapusnya")
            )
            self._flow.addWidget(chip)
            self._saved_chips.append(chip)
            chip.show()
        self._flow.removeWidget(self.save)
        self._flow.addWidget(self.save)
        self._show()

    def _show(self) -> None:
        self._states = chip_states(self.query, self._counts, self._open_dispositions, self.office.categories)
        for name, state in self._states.items():
            chip = self.chips[name]
            chip.set_text(state.text)
            chip.setChecked(state.on)
            chip.setVisible(state.always or state.on)
        for chip, saved_filter in zip(self._saved_chips, self._saved, strict=True):
            chip.setChecked(self._is_in_force(saved_filter))
        sentence = combined(self.query, self._states)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        active = self._active()
        self.save.set_text(tr("− Hapus saringan “{name}”", name=active.name) if active else tr("+ Simpan saringan"))
        self.save.setEnabled(active is not None or list_filters.narrows(self.query))
        self._flow.invalidate()
        self.updateGeometry()

    # Changing the query ----------------------------------------------------------------------------------------------

    def _narrow(self, query: Query) -> None:
        self.query = query
        self._show()
        self.changed.emit(query)

    def set_conditions(self, **conditions: object) -> None:
        """Narrows the list by these conditions of its query besides the others."""
        self._narrow(structs.replace(self.query, **conditions))

    def toggle(self, condition: str) -> None:
        self.set_conditions(**{condition: not getattr(self.query, condition)})

    def toggle_value(self, condition: Literal["category", "dusun", "rw", "rt", "kind", "channel"], value: str) -> None:
        """One more of several values of which any will do, or without this one."""
        values: str = getattr(self.query, condition)
        on = value not in values.splitlines()
        self.set_conditions(**{condition: list_filters.with_value(values, value, on=on)})

    def _toggle_stages(self, stages: tuple[Stage, ...]) -> None:
        """Shows these stages as well, or leaves them out."""
        on = not set(stages) <= set(self.query.stages)
        self._narrow(list_filters.with_stages(self.query, stages, on=on))

    def _toggle_overdue(self) -> None:
        on = not list_filters.is_overdue(self.query)
        self._narrow(list_filters.with_overdue(self.query, self.office.today(), on=on))

    def toggle_soon(self) -> None:
        on = not list_filters.is_due_soon(self.query)
        self._narrow(list_filters.with_due_soon(self.query, self.office, on=on))

    def _toggle_disposition(self) -> None:
        self.set_conditions(disposition="" if self.query.disposition else "any")

    def choose_span(self, first: date | None, last: date | None) -> None:
        self.set_conditions(received_from=first, received_to=last)

    # Saved -----------------------------------------------------------------------------------------------------------

    def _is_in_force(self, saved: SavedFilter) -> bool:
        today = list_filters.as_of_today(saved.query, self.office)
        return list_filters.unsorted(today) == list_filters.unsorted(self.query)

    def _active(self) -> SavedFilter | None:
        return next((saved for saved in self._saved if self._is_in_force(saved)), None)

    def _use(self, saved: SavedFilter) -> None:
        if self._is_in_force(saved):
            self._narrow(Query(sort=self.query.sort, descending=self.query.descending))
        else:
            self._narrow(list_filters.as_of_today(saved.query, self.office))

    def _save_or_drop(self) -> None:
        active = self._active()
        if active is not None:
            self.drop_asked.emit(active.name)
        else:
            self.name.open(suggested_name(self.query, self._states)[: self.name.edit.maxLength()])
