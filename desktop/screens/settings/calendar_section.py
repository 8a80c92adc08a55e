"""Which days the office works: its week, the nation's days off, and its own."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from complaints.draft import clean
from desktop.screens.settings.section import Section, Surroundings, button_row, choices
from desktop.screens.theme import SPACE_M, look
from desktop.screens.widgets import Button, Field, PrimaryButton, label
from desktop.screens.widgets.date_edit import DateEdit
from desktop.screens.widgets.layouts import add_to, row_of
from desktop.screens.widgets.naming import named
from desktop.screens.widgets.row_columns import Cell, Column, Width, fixed
from desktop.screens.widgets.row_model import RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.store.settings import OfficeHoliday
from desktop.wording.formats import full_date, short_date
from desktop.wording.translation import tr, tr_count

JOINT = "cuti bersama"
Origin = Literal["national", "joint", "office"]


@dataclass(frozen=True, slots=True)
class DayOff:
    on: date
    name: str
    origin: Origin
    worked: bool = False


def days_off(
    year: int, national: dict[date, str], own: tuple[OfficeHoliday, ...], worked: tuple[date, ...]
) -> list[DayOff]:
    """Every day off of the year in order, also cuti bersama that this office works through."""
    found = [
        DayOff(on, name, "joint" if JOINT in name.casefold() else "national", on in worked)
        for on, name in national.items()
        if on.year == year
    ]
    found += [DayOff(one.on, one.name, "office") for one in own if one.on.year == year]
    return sorted(found, key=lambda one: (one.on, one.origin))


def columns() -> tuple[Column[DayOff], ...]:
    origins = {"national": tr("nasional"), "joint": tr("cuti bersama"), "office": tr("kantor")}
    return (
        Column(tr("Libur"), _off, fixed(110)),
        Column(tr("Tanggal"), lambda day: Cell(short_date(day.on)), Width(by_rows=True)),
        Column(tr("Nama"), lambda day: Cell(day.name)),
        Column(tr("Asal"), lambda day: Cell(origins[day.origin]), Width(by_rows=True)),
    )


def _off(day: DayOff) -> Cell:
    """Only where the office has a choice is there a box to tick."""
    words = tr("bekerja") if day.worked else tr("libur")
    ticked = not day.worked if day.origin == "joint" else None
    return Cell(words, ticked=ticked, spoken=f"{full_date(day.on)}, {day.name}: {words}")


class CalendarSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Tenggat dihitung dalam hari kerja menurut daftar ini. Perubahan menghitung ulang semua tenggat."),
        )
        card = self.card("week-card", tr("Hari kerja dalam seminggu"))
        self.week = choices(
            "days-per-week",
            tr("Hari kerja dalam seminggu"),
            ((5, tr("5 hari: Senin sampai Jumat")), (6, tr("6 hari: Senin sampai Sabtu"))),
            self.settings.days_per_week,
            self._week,
        )
        card.column.addWidget(self.week)
        self._national: dict[date, str] = {}
        self._list_card()
        self._own_card()

    def _list_card(self) -> None:
        card = self.card("holidays-card", tr("Hari libur"))
        self.year = named(QComboBox(), "holidays-year", tr("Tahun"))
        today = self.around.office.today()
        for year in range(today.year - 1, today.year + 3):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(1)
        self.year.currentIndexChanged.connect(lambda _: self._show())
        self.summary = label("", "muted", "holidays-summary")
        self.days = RowModel(columns())
        self.days.ticked.connect(self._ticked)
        self.table = RowTable(self.days, "holidays-table", tr("Hari libur"))
        self.table.setMinimumHeight(look.px(300))
        self.table.selectionModel().currentRowChanged.connect(self._enable)
        self.remove_button = Button(tr("Hapus libur kantor ini"), "holiday-remove", clicked=self._remove)
        tip = tr(
            "Kantor tetap bekerja pada suatu cuti bersama? Hilangkan centangnya (tombol Spasi). Hari libur nasional tidak dapat diubah."
        )
        add_to(
            card.column,
            row_of(self.year, (self.summary, 1), space=SPACE_M),
            self.table,
            button_row(self.remove_button),
            label(tip, "hint", wrap=True),
        )

    def _own_card(self) -> None:
        card = self.card("own-holiday-card", tr("Tambah hari libur kantor atau kabupaten"))
        self.on = Field(tr("Tanggal"), DateEdit(self.around.office.today()), "own-holiday-on")
        self.holiday_name = Field(tr("Nama"), QLineEdit(), "own-holiday-name", needed=True)
        self.holiday_name.editor.setPlaceholderText(tr("misalnya: Hari Jadi Sinjai"))
        self.holiday_name.editor.setMaxLength(80)
        self.holiday_name.editor.returnPressed.connect(self._add)
        self.holiday_name.editor.textEdited.connect(lambda _: self.holiday_name.set_error(""))
        self.add_button = PrimaryButton(tr("Tambahkan"), "own-holiday-add", clicked=self._add)
        add_to(
            card.column,
            row_of(
                (self.on, 1, Qt.AlignmentFlag.AlignTop),
                (self.holiday_name, 3, Qt.AlignmentFlag.AlignTop),
                space=SPACE_M,
            ),
            button_row(self.add_button),
        )

    # What is shown ---------------------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.around.operations.query("national-holidays", self.around.office.national_days, self._take)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._national:
            self._show()

    def _take(self, national: dict[date, str]) -> None:
        self._national = national
        self._show()

    def _show(self) -> None:
        settings = self.settings
        self.table.show_lines(
            days_off(self.year.currentData(), self._national, settings.extra_holidays, settings.worked_days)
        )
        self._summarise()
        self._enable()

    def _summarise(self) -> None:
        calendar, year = self.around.office.rules.calendar, self.year.currentData()
        last_before, last = date(year - 1, 12, 31), date(year, 12, 31)
        working = calendar.between(last_before, last)
        joint = any(one.origin == "joint" for one in self.days.lines)
        told = tr_count("{count} hari kerja", count=working)
        missing = "" if joint else " · " + tr("cuti bersama tahun ini belum ditetapkan atau belum dikenal program")
        self.summary.setText(told + missing)

    def _enable(self) -> None:
        self.remove_button.setEnabled(self._own_day() is not None)

    def _own_day(self) -> DayOff | None:
        """The chosen day, if this office added it."""
        day = self.table.chosen_line
        return day if day is not None and day.origin == "office" else None

    # What is done ----------------------------------------------------------------------------------------------------

    def _week(self, days: int) -> None:
        if days != self.settings.days_per_week:
            self.save(tr("Hari kerja tersimpan."), rules=True, days_per_week=days)

    def _ticked(self, row: int) -> None:
        one = self.days.lines[row]
        worked = {day for day in self.settings.worked_days if day != one.on}
        if not one.worked:
            worked.add(one.on)
        date_words = full_date(one.on)
        if one.on in worked:
            said = tr("{date}: kantor tetap bekerja.", date=date_words)
        else:
            said = tr("{date}: kantor libur.", date=date_words)
        self.save(said, rules=True, worked_days=tuple(sorted(worked)))

    def _add(self) -> None:
        chosen = self.on.editor.date()
        on, name = (
            date(chosen.year(), chosen.month(), chosen.day()),
            " ".join(clean(self.holiday_name.editor.text()).split()),
        )
        if not name:
            self.holiday_name.set_error(tr("Nama hari libur belum diisi."))
            self.holiday_name.editor.setFocus()
            return
        if any(one.on == on for one in self.settings.extra_holidays):
            self.holiday_name.set_error(tr("Tanggal itu sudah ada di daftar libur kantor."))
            return
        holidays = tuple(sorted((*self.settings.extra_holidays, OfficeHoliday(on, name)), key=lambda one: one.on))
        index = self.year.findData(on.year)
        said = tr("{date} ditambahkan sebagai hari libur.", date=full_date(on))
        self.save(said, after=lambda: self._added(index), rules=True, extra_holidays=holidays)

    def _added(self, year_index: int) -> None:
        self.holiday_name.editor.clear()
        if year_index >= 0:
            self.year.setCurrentIndex(year_index)

    def _remove(self) -> None:
        one = self._own_day()
        if one is None:
            return
        holidays = tuple(kept for kept in self.settings.extra_holidays if kept.on != one.on)
        self.save(tr("{name} dihapus dari hari libur.", name=one.name), rules=True, extra_holidays=holidays)
