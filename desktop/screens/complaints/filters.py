"""The chips over the list: each is one condition, and together they narrow what the list shows."""

from collections.abc import Callable
from datetime import date

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from complaints.complaint import Stage
from desktop.office import list_filters
from desktop.office.list_filters import OPEN
from desktop.office.office import Office
from desktop.screens.complaints import menus
from desktop.screens.complaints.inline import NameLine, SpanLine
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Chip, FlowLayout
from desktop.screens.widgets.layouts import column_of
from desktop.store.listing import Counts, Query
from desktop.store.settings import SavedFilter
from desktop.wording import filter_text, formats, names
from desktop.wording.translation import language, tr

NO_COUNTS = Counts(total=0, stages={}, overdue=0, due_soon=0, dispositions=0, needs_decision=0, unentered=0)


class FilterBar(QWidget):
    """`changed` with the new query; `save_asked` and `drop_asked` with the name of a saved filter; `sealed` when the
    receipts of sealed complaints are asked for.
    """

    changed = Signal(object)
    save_asked = Signal(str)
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
        self.dusun_names: list[str] = []
        self._saved: tuple[SavedFilter, ...] = ()
        self._saved_chips: list[Chip] = []
        self._build()
        self.show_query(self.query)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        chips = QWidget()
        self._flow = FlowLayout(chips)
        column = column_of(chips, space=SPACE_S, of=self)
        self.open = self._stage_chip("filter-open", OPEN)
        self.overdue = self._chip("filter-overdue", self._toggle_overdue)
        self.disposition = self._chip("filter-disposition", self._toggle_disposition)
        self.responded = self._stage_chip("filter-responded", ("responded",))
        self.closed = self._stage_chip("filter-closed", ("closed",))
        self.archived = self._stage_chip("filter-archived", ("archived",))
        self.category = self._chip("filter-category", lambda: menus.open_categories(self))
        self.dusun = self._chip("filter-dusun", lambda: menus.open_dusun(self))
        self.dates = self._chip("filter-dates", lambda: menus.open_dates(self))
        self.further = self._chip("filter-others", lambda: menus.open_further(self))
        self.decide = self._chip("filter-decide", lambda: self.toggle("needs_decision"))
        self.unentered = self._chip("filter-unentered", lambda: self.toggle("unentered"))
        self.soon = self._chip("filter-soon", self.toggle_soon)
        self.outcome = self._chip("filter-passage", lambda: self._narrow(list_filters.without_outcome(self.query)))
        self.reopened = self._chip("filter-reopened", lambda: self.toggle("reopened"))
        self.scores = self._chip("filter-scores", lambda: self.set_conditions(scores=()))
        self.without = self._chip("filter-without", lambda: self.set_conditions(without=""))
        self.save = self._chip("filter-save", self._save_or_drop)
        self.save.setCheckable(False)
        self.span, self.name = SpanLine(), NameLine()
        self.span.chosen.connect(self.choose_span)
        self.name.named.connect(self.save_asked)
        for line, chip in ((self.span, self.dates), (self.name, self.save)):
            line.closed.connect(chip.setFocus)
            column.addWidget(line)

    def _chip(self, name: str, act: Callable[[], None]) -> Chip:
        chip = Chip("", name)
        chip.clicked.connect(lambda: (act(), self._show()))
        self._flow.addWidget(chip)
        return chip

    def _stage_chip(self, name: str, stages: tuple[Stage, ...]) -> Chip:
        """Shows these stages as well, or leaves them out."""

        def toggle() -> None:
            on = not set(stages) <= set(self.query.stages)
            self._narrow(list_filters.with_stages(self.query, stages, on=on))

        return self._chip(name, toggle)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_query(self, query: Query) -> None:
        self.query = query
        self._show()

    def show_counts(self, counts: Counts, open_dispositions: int, dusun: list[str]) -> None:
        self._counts, self._open_dispositions, self.dusun_names = counts, open_dispositions, dusun
        self._show()

    def show_saved(self, saved: tuple[SavedFilter, ...]) -> None:
        """A chip for each saved filter, before the chip that saves."""
        for chip in self._saved_chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._saved = saved
        self._saved_chips = []
        for saved_filter in saved:
            chip = Chip(saved_filter.name, "filter-saved")
            chip.clicked.connect(lambda _=False, saved_filter=saved_filter: self._use(saved_filter))
            remove = QShortcut(QKeySequence("Delete"), chip)
            remove.activated.connect(lambda name=saved_filter.name: self.drop_asked.emit(name))
            chip.setToolTip(tr("Saringan tersimpan; Delete menghapusnya"))
            self._flow.addWidget(chip)
            self._saved_chips.append(chip)
            chip.show()
        self._flow.removeWidget(self.save)
        self._flow.addWidget(self.save)
        self._show()

    def _show(self) -> None:
        for chip, text, on, always in self._rows():
            chip.set_text(text)
            chip.setChecked(on)
            chip.setVisible(always or on)
        for chip, saved_filter in zip(self._saved_chips, self._saved, strict=True):
            chip.setChecked(self._is_in_force(saved_filter))
        active = self._active()
        self.save.set_text(tr("− Hapus saringan “{name}”", name=active.name) if active else tr("+ Simpan saringan"))
        self.save.setEnabled(active is not None or list_filters.narrows(self.query))
        self._flow.invalidate()
        self.updateGeometry()

    def _rows(self) -> tuple[tuple[Chip, str, bool, bool], ...]:
        """Every chip in order: its text, whether it is on, and whether it is visible while it is off."""
        query, counts, categories, stages = self.query, self._counts, self.office.categories, self.query.stages
        category = categories.label(query.category, language()) if query.category else tr("Kategori")
        kind, channel = query.kind and names.kind(query.kind), query.channel and names.channel(query.channel)
        further = " · ".join(part for part in (kind, channel) if part)
        answered = counts.stages.get("responded", 0)
        outcome = ""
        if query.step:
            outcome = filter_text.step_outcome(query.step, query.outcome or None, query.days_from)
        lacking = tr("Tanpa kategori") if query.without == "category" else tr("Tanpa dusun")
        return (
            (self.open, _counted(names.counted("open"), counts.open), set(OPEN) <= set(stages), True),
            (self.overdue, _counted(tr("Lewat tenggat"), counts.overdue), list_filters.is_overdue(query), True),
            (self.disposition, _counted(tr("Disposisi"), self._open_dispositions), bool(query.disposition), True),
            (self.responded, _counted(names.stage("responded"), answered), "responded" in stages, True),
            (self.closed, names.stage("closed"), "closed" in stages, True),
            (self.archived, names.stage("archived"), "archived" in stages, True),
            (self.category, f"{category} ▾", bool(query.category), True),
            (self.dusun, f"{query.dusun or tr('Dusun')} ▾", bool(query.dusun), True),
            (
                self.dates,
                f"{filter_text.received(query.received_from, query.received_to)} ▾",
                bool(query.received_from or query.received_to),
                True,
            ),
            (self.further, f"{further or tr('Lainnya')} ▾", bool(further), True),
            (self.decide, _counted(tr("Perlu diperiksa"), counts.needs_decision), query.needs_decision, False),
            (self.unentered, _counted(tr("Belum diinput ke SP4N-LAPOR"), counts.unentered), query.unentered, False),
            (self.soon, _counted(tr("Jatuh tempo"), counts.due_soon), list_filters.is_due_soon(query), False),
            (self.outcome, outcome, bool(query.step), False),
            (self.reopened, tr("Pernah dibuka kembali"), query.reopened, False),
            (self.scores, filter_text.satisfaction(query.scores), bool(query.scores), False),
            (self.without, lacking, bool(query.without), False),
        )

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
            self.name.open(self._suggested_name())

    def _suggested_name(self) -> str:
        parts = [self.query.text, *(text.removesuffix(" ▾") for _, text, on, _ in self._rows() if on)]
        return " · ".join(part for part in parts if part)[: self.name.edit.maxLength()]


def _counted(text: str, number: int) -> str:
    return f"{text} {formats.number(number)}" if number else text
