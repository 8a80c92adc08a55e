"""Which days the office works: its week, the nation's days off, and its own."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from complaints.draft import clean_line
from desktop.office import days_off
from desktop.office.days_off import DayOff
from desktop.screens.settings.section import Section, SectionContext, button_row, radio_buttons
from desktop.tables.days_off import day_off_columns
from desktop.widgets import Button, DateEdit, FormField, PrimaryButton, heading, hint, label, named
from desktop.widgets.combo_box import combo_box
from desktop.widgets.faults import show_faults
from desktop.widgets.layouts import row_of
from desktop.widgets.row_model import RowModel
from desktop.widgets.row_table import RowTable
from desktop.widgets.theme import SPACE_M, look
from desktop.wording import settings_explanations
from desktop.wording.formats import full_date
from desktop.wording.translation import tr


class CalendarSection(Section):
    def __init__(self, around: SectionContext) -> None:
        super().__init__(around)
        title = tr("Hari kerja dalam seminggu")
        options = ((5, tr("5 hari: Senin sampai Jumat")), (6, tr("6 hari: Senin sampai Sabtu")))
        self.week = radio_buttons("days-per-week", title, options, self.settings.days_per_week, self._save_week)
        self.card("week-card", heading(title), self.week)
        self._national: dict[date, str] = {}
        self._build_list()
        self._build_form()

    def _build_list(self) -> None:
        this_year = self.office.today().year
        years = ((str(year), year) for year in range(this_year - 1, this_year + 3))
        self.year = named(combo_box(years, this_year), "holidays-year", tr("Tahun"))
        self.year.currentIndexChanged.connect(lambda _: self._show())
        self.summary = label("", "muted", "holidays-summary")
        self.days = RowModel(day_off_columns())
        self.days.ticked.connect(self._toggle_worked)
        self.table = RowTable(self.days, "holidays-table", tr("Hari libur"))
        self.table.setMinimumHeight(look.px(300))
        self.table.selectionModel().currentRowChanged.connect(self._enable_remove)
        self.remove_button = Button(tr("Hapus libur kantor ini"), "holiday-remove", clicked=self._remove)
        self.card(
            "holidays-card",
            heading(tr("Hari libur")),
            row_of(self.year, (self.summary, 1), space=SPACE_M),
            self.table,
            button_row(self.remove_button),
            hint(settings_explanations.worked_days()),
        )

    def _build_form(self) -> None:
        self.on = FormField(tr("Tanggal"), DateEdit(self.office.today()), "own-holiday-on")
        self.holiday_name = FormField(tr("Nama"), QLineEdit(), "own-holiday-name", required=True)
        self.holiday_name.editor.setPlaceholderText(tr("misalnya: Hari Jadi Sinjai"))
        self.holiday_name.editor.setMaxLength(80)
        self.holiday_name.editor.returnPressed.connect(self._add)
        self.holiday_name.editor.textEdited.connect(lambda _: self.holiday_name.set_error(""))
        self.add_button = PrimaryButton(tr("Tambahkan"), "own-holiday-add", clicked=self._add)
        top = Qt.AlignmentFlag.AlignTop
        self.card(
            "own-holiday-card",
            heading(tr("Tambah hari libur kantor atau kabupaten")),
            row_of((self.on, 1, top), (self.holiday_name, 3, top), space=SPACE_M),
            button_row(self.add_button),
        )

    # What is shown ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.operations.query("national-holidays", self.office.national_days, self._show_national)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._national:
            self._show()

    def _show_national(self, national: dict[date, str]) -> None:
        self._national = national
        self._show()

    def _show(self) -> None:
        settings, year = self.settings, self.year.currentData()
        self.table.show_lines(days_off.days_off(year, self._national, settings.extra_holidays, settings.worked_days))
        working_days = self.office.rules.calendar.between(date(year - 1, 12, 31), date(year, 12, 31))
        self.summary.setText(days_off.year_summary(self.days.lines, working_days))
        self._enable_remove()

    def _enable_remove(self) -> None:
        self.remove_button.setEnabled(self._office_day() is not None)

    def _office_day(self) -> DayOff | None:
        """The chosen day, if this office added it."""
        day = self.table.chosen_line
        return day if day is not None and day.origin == "office" else None

    # What is done ----------------------------------------------------------------------------------------------------

    def _save_week(self, days: int) -> None:
        if days != self.settings.days_per_week:
            self.save(tr("Hari kerja tersimpan."), rules=True, days_per_week=days)

    def _toggle_worked(self, row: int) -> None:
        day = self.days.lines[row]
        worked = days_off.worked_days(self.settings.worked_days, day)
        self.save(days_off.worked_words(day), rules=True, worked_days=worked)

    def _add(self) -> None:
        on, name = self.on.editor.day(), clean_line(self.holiday_name.editor.text())
        if show_faults((self.holiday_name, days_off.fault_of_day_off(self.settings.extra_holidays, on, name))):
            return
        index = self.year.findData(on.year)

        def show_added() -> None:
            self.holiday_name.editor.clear()
            if index >= 0:
                self.year.setCurrentIndex(index)

        confirmation = tr("{date} ditambahkan sebagai hari libur.", date=full_date(on))
        days = days_off.with_day_off(self.settings.extra_holidays, on, name)
        self.save(confirmation, after=show_added, rules=True, extra_holidays=days)

    def _remove(self) -> None:
        day = self._office_day()
        if day is not None:
            days = days_off.without_day_off(self.settings.extra_holidays, day.on)
            self.save(tr("{name} dihapus dari hari libur.", name=day.name), rules=True, extra_holidays=days)
