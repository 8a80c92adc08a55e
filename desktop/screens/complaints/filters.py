"""The chips over the list: each is one condition, and together they narrow what the list shows."""

from collections.abc import Callable
from datetime import date

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from complaints.indicators import SCORES
from desktop.office.office import Office
from desktop.screens.complaints import menus, narrowing
from desktop.screens.complaints.inline import NameLine, SpanLine
from desktop.screens.theme import SPACE_S
from desktop.screens.widgets import Chip, FlowLayout
from desktop.screens.widgets.layouts import column_of
from desktop.store.listing import Counts, Query
from desktop.store.settings import SavedFilter
from desktop.wording import formats, names
from desktop.wording.translation import language, tr

NO_COUNTS = Counts(total=0, stages={}, overdue=0, due_soon=0, dispositions=0, needs_decision=0, unentered=0)


class FilterBar(QWidget):
    """`changed` with the new query; `keep` and `drop` with the name of a saved filter; `sealed` leads to their receipts."""

    changed = Signal(object)
    keep = Signal(str)
    drop = Signal(str)
    sealed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("filters")
        self.setAccessibleName(tr("Saringan"))
        self.office = office
        self.query = narrowing.START
        self._counts: Counts | None = None
        self._open_dispositions = 0
        self.dusun_names: list[str] = []
        self._saved: tuple[SavedFilter, ...] = ()
        self._saved_chips: list[Chip] = []
        self._build()
        self.show_query(self.query)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        held = QWidget()
        self._flow = FlowLayout(held)
        column = column_of(held, space=SPACE_S, of=self)
        self.open = self._chip("filter-open", lambda: self._toggle_stage("open"))
        self.overdue = self._chip("filter-overdue", self._toggle_overdue)
        self.disposition = self._chip("filter-disposition", self._toggle_disposition)
        self.responded = self._chip("filter-responded", lambda: self._toggle_stage("responded"))
        self.closed = self._chip("filter-closed", lambda: self._toggle_stage("closed"))
        self.archived = self._chip("filter-archived", lambda: self._toggle_stage("archived"))
        self.category = self._chip(
            "filter-category",
            lambda: menus.category_menu(self.category, self.query, self.office.categories, self.set_conditions),
        )
        self.dusun = self._chip(
            "filter-dusun", lambda: menus.dusun_menu(self.dusun, self.query, self.dusun_names, self.set_conditions)
        )
        self.dates = self._chip(
            "filter-dates",
            lambda: menus.date_menu(self.dates, self.query, self.office.today(), self.choose_span, self.span.open),
        )
        self.others = self._chip(
            "filter-others",
            lambda: menus.others_menu(
                self.others, self.query, self.toggle_soon, self.turn, self.set_conditions, self.sealed.emit
            ),
        )
        self.decide = self._chip("filter-decide", lambda: self.turn("needs_decision"))
        self.unentered = self._chip("filter-unentered", lambda: self.turn("unentered"))
        self.soon = self._chip("filter-soon", self.toggle_soon)
        self.passage = self._chip("filter-passage", lambda: self._take(narrowing.without_passage(self.query)))
        self.reopened = self._chip("filter-reopened", lambda: self.turn("reopened"))
        self.scores = self._chip("filter-scores", lambda: self.set_conditions(scores=()))
        self.without = self._chip("filter-without", lambda: self.set_conditions(without=""))
        self.save = self._chip("filter-save", self._save_or_drop)
        self.save.setCheckable(False)
        self.span, self.name = SpanLine(), NameLine()
        self.span.chosen.connect(self.choose_span)
        self.name.named.connect(self.keep)
        for line, chip in ((self.span, self.dates), (self.name, self.save)):
            line.closed.connect(chip.setFocus)
            column.addWidget(line)

    def _chip(self, name: str, act: Callable[[], None]) -> Chip:
        chip = Chip("", name)
        chip.clicked.connect(lambda: (act(), self._show()))
        self._flow.addWidget(chip)
        return chip

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
        for one in saved:
            chip = Chip(one.name, "filter-saved")
            chip.clicked.connect(lambda _=False, one=one: self._use(one))
            remove = QShortcut(QKeySequence("Delete"), chip)
            remove.activated.connect(lambda one=one: self.drop.emit(one.name))
            chip.setToolTip(tr("Saringan tersimpan; Delete menghapusnya"))
            self._flow.addWidget(chip)
            self._saved_chips.append(chip)
            chip.show()
        self._flow.removeWidget(self.save)
        self._flow.addWidget(self.save)
        self._show()

    def _show(self) -> None:
        query = self.query
        for chip, text, on, always in self._rows(query, self._counts or NO_COUNTS):
            chip.set_text(text)
            chip.setChecked(on)
            chip.setVisible(always or on)
        for chip, one in zip(self._saved_chips, self._saved, strict=True):
            chip.setChecked(self._same(one))
        active = self._active()
        self.save.set_text(tr("− Hapus saringan “{name}”", name=active.name) if active else tr("+ Simpan saringan"))
        self.save.setEnabled(active is not None or narrowing.narrows(query))
        self._flow.invalidate()
        self.updateGeometry()

    def _rows(self, query: Query, counts: Counts) -> tuple[tuple[Chip, str, bool, bool], ...]:
        """Each chip in its order: its text, whether it is on, and whether it is there also when it is off."""
        categories, stage_on = self.office.categories, narrowing.chip_on
        category = categories.label(query.category, language()) if query.category else tr("Kategori")
        kind, channel = query.kind and names.kind(query.kind), query.channel and names.channel(query.channel)
        other = " · ".join(part for part in (kind, channel) if part)
        answered = counts.stages.get("responded", 0)
        lacking = tr("Tanpa kategori") if query.without == "category" else tr("Tanpa dusun")
        return (
            (self.open, _counted(names.counted("open"), counts.open), stage_on(query, "open"), True),
            (self.overdue, _counted(tr("Lewat tenggat"), counts.overdue), narrowing.is_overdue(query), True),
            (self.disposition, _counted(tr("Disposisi"), self._open_dispositions), bool(query.disposition), True),
            (self.responded, _counted(names.stage("responded"), answered), stage_on(query, "responded"), True),
            (self.closed, names.stage("closed"), stage_on(query, "closed"), True),
            (self.archived, names.stage("archived"), stage_on(query, "archived"), True),
            (self.category, f"{category} ▾", bool(query.category), True),
            (self.dusun, f"{query.dusun or tr('Dusun')} ▾", bool(query.dusun), True),
            (self.dates, f"{self._span_text()} ▾", bool(query.received_from or query.received_to), True),
            (self.others, f"{other or tr('Lainnya')} ▾", bool(other), True),
            (self.decide, _counted(tr("Perlu diperiksa"), counts.needs_decision), query.needs_decision, False),
            (self.unentered, _counted(tr("Belum diinput ke SP4N-LAPOR"), counts.unentered), query.unentered, False),
            (self.soon, _counted(tr("Jatuh tempo"), counts.due_soon), narrowing.is_due_soon(query), False),
            (self.passage, _passage_words(query), bool(query.step), False),
            (self.reopened, tr("Pernah dibuka kembali"), query.reopened, False),
            (self.scores, _score_words(query.scores), bool(query.scores), False),
            (self.without, lacking, bool(query.without), False),
        )

    def _span_text(self) -> str:
        first, last = self.query.received_from, self.query.received_to
        if first is None and last is None:
            return tr("Tanggal")
        if first == last and first is not None:
            return formats.typed_date(first)
        if first is None:
            return tr("sampai {day}", day=formats.typed_date(last or date.max))
        if last is None:
            return tr("sejak {day}", day=formats.typed_date(first))
        return f"{formats.typed_date(first)} – {formats.typed_date(last)}"

    # Turning ---------------------------------------------------------------------------------------------------------

    def _take(self, query: Query) -> None:
        self.query = query
        self._show()
        self.changed.emit(query)

    def set_conditions(self, **conditions: object) -> None:
        self._take(structs.replace(self.query, **conditions))

    def _toggle_stage(self, chip: str) -> None:
        self._take(narrowing.with_chip(self.query, chip, on=not narrowing.chip_on(self.query, chip)))

    def _toggle_overdue(self) -> None:
        self._take(narrowing.with_overdue(self.query, self.office.today(), on=not narrowing.is_overdue(self.query)))

    def toggle_soon(self) -> None:
        self._take(narrowing.with_due_soon(self.query, self.office, on=not narrowing.is_due_soon(self.query)))

    def _toggle_disposition(self) -> None:
        self.set_conditions(disposition="" if self.query.disposition else "any")

    def turn(self, condition: str) -> None:
        self.set_conditions(**{condition: not getattr(self.query, condition)})

    def choose_span(self, first: date | None, last: date | None) -> None:
        self.set_conditions(received_from=first, received_to=last)

    # Saved -----------------------------------------------------------------------------------------------------------

    def _same(self, one: SavedFilter) -> bool:
        return narrowing.unsorted(narrowing.as_of_today(one.query, self.office)) == narrowing.unsorted(self.query)

    def _active(self) -> SavedFilter | None:
        return next((one for one in self._saved if self._same(one)), None)

    def _use(self, one: SavedFilter) -> None:
        if self._same(one):
            self._take(structs.replace(Query(), sort=self.query.sort, descending=self.query.descending))
        else:
            self._take(narrowing.as_of_today(one.query, self.office))

    def _save_or_drop(self) -> None:
        active = self._active()
        if active is not None:
            self.drop.emit(active.name)
        else:
            self.name.open(self._suggested_name())

    def _suggested_name(self) -> str:
        parts = [self.query.text, *(chip.text().removesuffix(" ▾") for chip in self._on_chips())]
        return " · ".join(part for part in parts if part)[: self.name.edit.maxLength()]

    def _on_chips(self) -> list[Chip]:
        return [chip for chip, _, on, _ in self._rows(self.query, self._counts or NO_COUNTS) if on]


def _counted(text: str, number: int) -> str:
    return f"{text} {formats.number(number)}" if number else text


def _passage_words(query: Query) -> str:
    """'Tanggapan: terlambat', 'Verifikasi: 9 hari kerja atau lebih'."""
    if not query.step:
        return ""
    step = names.measured_step(query.step)
    if query.days_from:
        return tr("{step}: {days} hari kerja atau lebih", step=step, days=query.days_from)
    outcome = {
        "on_time": tr("tepat waktu"), "late": tr("terlambat"), "running": tr("masih berjalan"), "met": tr("sudah"), "": "",
    }[query.outcome]  # fmt: skip
    return tr("{step}: {outcome}", step=step, outcome=outcome) if outcome else step


def _score_words(scores: tuple[int, ...]) -> str:
    """'Kepuasan: puas', or that it was recorded at all."""
    if len(scores) == len(SCORES):
        return tr("Kepuasan: tercatat")
    return tr("Kepuasan: {scores}", scores=", ".join(names.score(one) for one in scores))
