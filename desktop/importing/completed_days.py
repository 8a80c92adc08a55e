"""Completes days that a register writes in parts: the year in its title, the month over a section, three columns.

Only what stands there is put together. A day that still lacks a part is asked for (date_column.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.importing.headings import JOINT, Columns, normal
from desktop.importing.table import Cell, Line, Table, cell_text
from desktop.importing.written_dates import MONTHS, WEEKDAYS, Numbers, WithoutYear, day_of, is_turn, read_day

_YEAR = re.compile(r"(?<![\d./-])(20\d{2})(?![\d./-])")
_DAY = re.compile(r"(?:[a-z]+['’]?[a-z]*\s*[,/.]?\s*)?(?:tgl\.?\s*|tanggal\s*)?0?(\d{1,2})", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"(?:([a-z]+['’]?[a-z]*)\s*[,/.]\s*)?(\d{1,2})\s*([-/.])\s*(\d{1,2})", re.IGNORECASE)
_MONTH_COLUMN, _YEAR_COLUMN, _WEEKDAY_COLUMN = (
    frozenset({"bln", "bulan"}),
    frozenset({"thn", "tahun", "th"}),
    frozenset({"hari"}),
)
_ENUMERATED = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]")
_WHOLE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}(?:[ T].*)?")
_PERIOD_WORDS = frozenset(
    [
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "bulan",
        "tahun",
        "periode",
        "bln",
        "thn",
        "th",
        "ta",
    ]
)
LONGEST_TITLE = 120
# Days between 1900 and 1904 as spreadsheets count them; a number below or above these is no day.
FROM_1904, EARLIEST_SERIAL, LATEST_SERIAL = 1462, 10_000, 80_000


@dataclass(frozen=True, slots=True)
class _Period:
    """What titles and section rows say: 0 for what they do not, or not clearly."""

    year: int = 0
    month: int = 0


def complete(table: Table, columns: Columns) -> Table:
    """The table with whole days in its column of receipt, as far as it has their parts."""
    if table.counts_from_1904:
        table = replace(table, lines=[_from_1900(line, columns) for line in table.lines])
    place = columns.fields.get("received_on")
    if place is None:
        return table
    parts = _Parts(table, columns, place)
    data = [parts.completed(line) for line in table.lines[columns.head :]]
    return replace(table, lines=[*table.lines[: columns.head], *data])


def _from_1900(line: Line, columns: Columns) -> Line:
    """With the numbers in columns of days counted as everywhere else."""
    places = {place for name, place in columns.fields.items() if name.endswith("_on") and place < len(line.cells)}
    cells = [_counted_from_1900(cell) if at in places else cell for at, cell in enumerate(line.cells)]
    return line if tuple(cells) == line.cells else line.with_cells(tuple(cells))


def _counted_from_1900(cell: Cell) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return cell + FROM_1904 if EARLIEST_SERIAL <= cell < LATEST_SERIAL else cell


class _Parts:
    """Walks through the rows of a table with the period that was named last."""

    def __init__(self, table: Table, columns: Columns, place: int) -> None:
        self._place = place
        children = [normal(text.rpartition(JOINT)[2]) for text in columns.texts]
        used = set(columns.fields.values())
        self._month, self._year, self._weekday = (
            next((at for at, text in enumerate(children) if text in names and at not in used), -1)
            for names in (_MONTH_COLUMN, _YEAR_COLUMN, _WEEKDAY_COLUMN)
        )
        titles = [_title(line) for line in table.lines[: columns.top]]
        self._period = _joined([_period(text) for text in (*titles, table.name) if text])
        # A register of several years has its title again over each.
        self._title_words = {word for text in titles for word in normal(text).split()} | _PERIOD_WORDS | set(MONTHS)
        self._last_month, self._is_turned = 0, False
        self._lines = table.lines[columns.head :]
        self._years: set[int] | None = None
        self._turns = False
        self._is_year_of_section = False
        # Nothing stands beside the days that could complete them but titles.
        self._only_titles = self._month < 0 and self._weekday < 0

    def completed(self, line: Line) -> Line:
        cell = _cell(line, self._place)
        if self._only_titles and _is_whole(cell):
            return line
        title = _title(line)
        if (
            title
            and (period := _period(title)) != _Period()
            and (_names_only_a_period(title) or self._is_title(title, period))
        ):
            self._is_year_of_section |= period.year > 0
            self._last_month, self._is_turned = (0, False) if period.year else (self._last_month, self._is_turned)
            self._period = _Period(period.year or self._period.year, period.month)
            return line
        day = self._of_columns(line, cell) or self._day(cell)
        if day is None and isinstance(cell, str) and self._weekday >= 0:
            day = self._with_weekday(_cell(line, self._weekday), cell)
        if day is None:
            return line
        cells = (*line.cells, *[""] * (self._place + 1 - len(line.cells)))
        return line.with_cells((*cells[: self._place], day, *cells[self._place + 1 :]))

    def _is_title(self, title: str, period: _Period) -> bool:
        """Whether it is the title over the headings once more, with its year."""
        words = {word for word in normal(title).split() if not _YEAR.fullmatch(word)}
        return period.year > 0 and bool(words) and words <= self._title_words

    def _year_now(self) -> int:
        """The year of the section, else that of the titles; 0 where the column's whole days are of other years."""
        if self._is_year_of_section:
            return self._period.year
        if self._years is None:
            days = (_whole_day(line, self._place) for line in self._lines)
            self._years = {day.year for day in days if day is not None}
            months = [
                day.month
                for line in self._lines
                if isinstance(day := read_day(_cell(line, self._place)), date | WithoutYear)
            ]
            self._turns = any(map(is_turn, months, months[1:]))
        if (
            not self._years
            or self._period.year in self._years
            or (self._turns and self._period.year + 1 in self._years)
        ):
            return self._period.year
        # A title of another year than the days says nothing of the others.
        return next(iter(self._years)) if len(self._years) == 1 else 0

    def _of_columns(self, line: Line, cell: Cell) -> Cell | None:
        """The day of 'TGL', 'BLN' and 'THN', each a column."""
        if self._month < 0:
            return None
        day, month = _number(cell), _month_number(_cell(line, self._month))
        year = _number(_cell(line, self._year)) if self._year >= 0 else self._year_now()
        if year in range(100) and self._year >= 0 and str(_cell(line, self._year)).strip():
            year += 2000
        return day_of(year, month, day) if day and month and year else None

    def _day(self, cell: Cell) -> Cell | None:
        day, text = _number(cell), " ".join(cell.split()) if isinstance(cell, str) else ""
        if day:
            month, year = self._period.month, self._year_now()
            return day_of(year, month, day) if month and year else None
        if not text or _is_whole(cell):
            return None
        if (match := _DAY_AND_MONTH.fullmatch(text)) and (not match[1] or match[1].lower() in WEEKDAYS):
            return f"{text}{match[3]}{year}" if (year := self._year_now()) else None
        if isinstance(day_and_month := read_day(text), WithoutYear):
            self._is_turned |= is_turn(self._last_month, day_and_month.month)
            self._last_month = day_and_month.month
            return f"{text.rstrip(' .,')} {year}" if not self._is_turned and (year := self._year_now()) else None
        return None

    def _with_weekday(self, weekday: Cell, cell: str) -> Cell | None:
        """'Senin' of a column of its own tells day and month apart."""
        day, name = read_day(cell), re.sub(r"\W", "", str(weekday)).lower()
        if isinstance(day, Numbers) and day.weekday is None and name in WEEKDAYS:
            return f"{str(weekday).strip()}, {cell.strip()}"
        return None


def _is_whole(cell: Cell) -> bool:
    """Whether it is a day as most registers have it, which nothing has to complete."""
    return isinstance(cell, date) or (isinstance(cell, str) and _WHOLE.fullmatch(cell) is not None)


def _names_only_a_period(title: str) -> bool:
    """'B. FEBRUARI 2025', 'Bulan: Maret'; not 'sejak Maret 2024 lampu padam', which goes on with a complaint."""
    return all(word in _PERIOD_WORDS or word in MONTHS or _YEAR.fullmatch(word) for word in normal(title).split())


def _cell(line: Line, place: int) -> Cell:
    return line.cells[place] if 0 <= place < len(line.cells) else ""


def _whole_day(line: Line, place: int) -> date | None:
    day = read_day(_cell(line, place))
    if isinstance(day, Numbers):
        return day.day_first() or day.month_first()
    return day if isinstance(day, date) else None


def _number(cell: Cell) -> int:
    """The number of a day, a month or a year by itself; 0 for anything else."""
    if isinstance(cell, bool):
        return 0
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) and 0 < cell < 2200 else 0
    text = " ".join(str(cell).split())
    if text.isdecimal() and len(text) <= 4:
        return int(text)
    match = _DAY.fullmatch(text) if isinstance(cell, str) else None
    words = re.findall(r"[a-z]+", text.lower()) if match else []
    return int(match[1]) if match and all(word in WEEKDAYS or word in {"tgl", "tanggal"} for word in words) else 0


def _month_number(cell: Cell) -> int:
    number = _number(cell)
    if number:
        return number if number <= 12 else 0
    return MONTHS.get(normal(cell_text(cell)), 0)


def _title(line: Line) -> str:
    """The text of a row that has only one, perhaps in several cells; '' for any other row."""
    texts = {cell_text(cell).strip() for cell in line.cells} - {""}
    if len(texts) == 2:
        texts = {text for text in texts if not _ENUMERATED.fullmatch(text)}
    text = texts.pop() if len(texts) == 1 else ""
    return text if len(text) <= LONGEST_TITLE else ""


def _period(text: str) -> _Period:
    """The one year and the one month that a title names. A title with a day ('Sinjai, 5 Mei 2025') names no period."""
    words = normal(text).split()
    years = {int(year) for year in _YEAR.findall(text)}
    months = [(at, MONTHS[word]) for at, word in enumerate(words) if word in MONTHS and len(word) > 2]
    if any(at > 0 and words[at - 1].isdecimal() and len(words[at - 1]) <= 2 for at, _ in months):
        return _Period()
    numbers = {month for _, month in months}
    return _Period(years.pop() if len(years) == 1 else 0, numbers.pop() if len(numbers) == 1 else 0)


def _joined(periods: Sequence[_Period]) -> _Period:
    years = {period.year for period in periods if period.year}
    months = {period.month for period in periods if period.month}
    return _Period(years.pop() if len(years) == 1 else 0, months.pop() if len(months) == 1 else 0)
