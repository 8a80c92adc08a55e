"""Reads the days of a whole column: the order of day and month, a missing year, and what must be asked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from complaints.phrases import Phrase, phrase
from desktop.importing.table import Cell, Order, cell_text
from desktop.importing.written_dates import Numbers, WithoutYear, WrittenDay, is_turn, read_day

ORDERS: tuple[Order, ...] = ("day_first", "month_first")
# As in the form: what came in longer ago than this is worth a look.
OLDEST = timedelta(days=3660)
# So many days do not follow one another by chance.
LONGEST_CHANCE = 5
EMPTY_DAYS = frozenset(
    {"", "-", "--", "—", "–", "null", "n/a", "nihil", "kosong", "tidak ada", "?", "0", ".", "tanpa tanggal"}
)
# Who writes '4 April 2026' does not write the month first elsewhere. ('4-Apr-26' is Excel's own writing.)
_NAMED_DAY = re.compile(
    r"(?i)(?<!\d)\d{1,2} +(?:januari|pebruari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember)\b"
)
DITTO = frozenset({'"', "''", "”", "“", "〃", "sda", "s.d.a", "s.d.a.", "idem", "s d a", "s/d/a", ",,", "``", "sama", "″", "//",
                   "sama dengan di atas", "sama dengan diatas", "sama dgn diatas", "sama dgn di atas", "sama seperti di atas", "seperti di atas"})  # fmt: skip
_AROUND_DITTO = " -–—_"  # '-"-', '-sda-'
_DITTO_BEGINS = frozenset(text[0] for text in DITTO) | set(_AROUND_DITTO)
LONGEST_DITTO = 40  # with as many spaces between its letters as anybody types


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell has no day yet. `kind` names the question that answers it (questions.py)."""

    kind: Literal["undated", "dates", "date_order", "swapped_dates"]
    reason: Phrase


Day = date | Doubt


class DateColumn:
    """Reads the cells of a column. `answers`: the day that people gave for a cell's text, or 'as_written'."""

    def __init__(
        self,
        cells: Iterable[Cell],
        today: date,
        *,
        order: Order | None = None,
        elsewhere: Order | None = None,
        answers: Mapping[str, str] | None = None,
        is_own_export: bool = False,
        is_long_ago_odd: bool = True,
        swapped: str = "",
    ) -> None:
        """`order`, `swapped`: people's answers; `elsewhere`: the order that the table's other columns have.

        `is_own_export`: this program wrote the table, so none of its days is odd.
        """
        self._today, self._is_own_export = today, is_own_export
        self._is_long_ago_odd, self._swap = is_long_ago_odd, swapped
        self._answers = answers or {}
        self._days: dict[str, Day] = {}
        # The texts whose day follows from people's answer, with the question that they answered.
        self.answered: dict[str, Literal["dates", "date_order", "swapped_dates"]] = {}
        readings = [(cell, read_day(cell)) for cell in dict.fromkeys(cells) if not _is_empty(cell)]
        self._readings = {cell: day for cell, day in readings if isinstance(cell, str)}
        numbers = [day for _, day in readings if isinstance(day, Numbers)]
        if any(isinstance(cell, str) and day is not None and _NAMED_DAY.search(cell) for cell, day in readings):
            elsewhere = "day_first"
        self._decided = _orders(numbers, elsewhere)
        self._orders: dict[str, Order | None] = dict.fromkeys(self._decided, order) if order else self._decided
        self.order: Order | None = next((sign_order for sign_order in self._orders.values() if sign_order), None)
        self._year = self._single_year(day for _, day in readings)
        self._swapped = not is_own_export and _looks_swapped(readings)
        self.is_undecided = None in self._orders.values()

    def day(self, cell: Cell) -> Day:
        """The day of this cell. The caller resolves ditto marks, since it knows the row above."""
        if not isinstance(cell, str):
            return self._read(cell)
        day = self._days.get(cell)
        if day is None:
            day = self._days[cell] = self._read(cell)
        return day

    def _read(self, cell: Cell) -> Day:
        if _is_empty(cell):
            return Doubt("undated", phrase("Tanggalnya kosong."))
        text = cell_text(cell)
        answer = self._answers.get(text, "")
        if answer:
            self.answered[text] = "dates"
        if answer and answer != "as_written":
            return date.fromisoformat(answer)
        reading = self._readings[cell] if isinstance(cell, str) and cell in self._readings else read_day(cell)
        day = self._resolved(cell, reading, text)
        if isinstance(day, Doubt) or answer == "as_written" or self._is_own_export:
            return day
        return self._odd(day) or day

    def _odd(self, day: date) -> Doubt | None:
        """Why this can't well be the day; None when it can."""
        if day > self._today:
            return Doubt(
                "dates",
                phrase("Tanggal {day} ada di masa depan. Periksa tahunnya.", day=f"{day:%d-%m-%Y}"),
            )
        if self._is_long_ago_odd and day < self._today - OLDEST:
            return Doubt(
                "dates", phrase("Tanggal {day} lebih dari sepuluh tahun lalu. Periksa tahunnya.", day=f"{day:%d-%m-%Y}")
            )
        return None

    def _resolved(self, cell: Cell, reading: WrittenDay, text: str) -> Day:
        match reading:
            case Numbers():
                return self._ordered(reading, text)
            case WithoutYear(day, month):
                if self._year is None:
                    return Doubt("dates", phrase("Tanggal “{text}” tanpa tahun.", text=text[:40]))
                return date(self._year, month, day) if (month, day) != (2, 29) else _unread(text)
            case date():
                if self._swapped and isinstance(cell, date):
                    if self._swap:
                        self.answered[text] = "swapped_dates"
                        return reading if self._swap == "as_written" else date(reading.year, reading.day, reading.month)
                    return Doubt(
                        "swapped_dates",
                        phrase(
                            "Excel mungkin menukar hari dan bulan “{text}”: tanggal lain di kolom ini tertinggal sebagai teks.",
                            text=text[:40],
                        ),
                    )
                return reading
            case _:
                return _unread(text)

    def _ordered(self, numbers: Numbers, text: str) -> Day:
        day_first, month_first = numbers.day_first(), numbers.month_first()
        if day_first is None or month_first is None or day_first == month_first:
            return day_first or month_first or _unread(text)
        if self._decided.get(numbers.sign) is None and self._orders.get(numbers.sign) is not None:
            self.answered[text] = "date_order"
        match self._orders.get(numbers.sign):
            case "day_first":
                return day_first
            case "month_first":
                return month_first
            case _ if (odd := self._odd(day_first)) and self._odd(month_first):
                return day_first if self._answers.get(text) == "as_written" else odd
            case _:
                return Doubt(
                    "date_order",
                    phrase(
                        "“{text}” dapat berarti {day_first} atau {month_first}.",
                        text=text[:40], day_first=f"{day_first:%d-%m-%Y}", month_first=f"{month_first:%d-%m-%Y}",
                    ),
                )  # fmt: skip

    def _single_year(self, days: Iterable[WrittenDay]) -> int | None:
        """The year, when all plausible days of the column share it; None otherwise, and where a new year began among them."""
        years: set[int] = set()
        month = 0
        for day in days:
            if isinstance(day, WithoutYear) and is_turn(month, day.month):
                return None
            month = day.month if isinstance(day, date | WithoutYear) else 0
            if isinstance(day, Numbers):
                year = day.year if (day.day_first() or day.month_first()) else 0
            elif isinstance(day, date):
                year = day.year
            else:
                continue
            if self._today.year - OLDEST.days // 366 <= year <= self._today.year:
                years.add(year)
        return years.pop() if len(years) == 1 else None


def is_ditto(cell: Cell) -> bool:
    """'sda': the same as in the row above."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return (
        text[:1].casefold() in _DITTO_BEGINS
        and len(text) <= LONGEST_DITTO
        and " ".join(text.strip(_AROUND_DITTO).split()).casefold() in DITTO
    )


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in EMPTY_DAYS


def _unread(text: str) -> Doubt:
    return Doubt(
        "dates",
        phrase("Tanggal “{text}” tidak terbaca; tulis seperti 17-08-2026 atau 17 Agustus 2026.", text=text[:40]),
    )


def _orders(numbers: list[Numbers], elsewhere: Order | None) -> dict[str, Order | None]:
    """The order of day and month for each separator; None where the column does not decide it."""
    signs = dict.fromkeys(pair.sign for pair in numbers)
    orders: dict[str, Order | None] = {
        sign: _order([pair for pair in numbers if pair.sign == sign], sign) for sign in signs
    }
    # Who wrote some cells of a column in one order wrote the others so, too.
    decided: list[Order] = [order for order in orders.values() if order]
    usual = elsewhere if not decided else decided[0] if len(set(decided)) == 1 else None
    return {sign: order or (usual if not _contradicts(numbers, sign) else None) for sign, order in orders.items()}


def _contradicts(numbers: list[Numbers], sign: str) -> bool:
    """Whether cells with this separator show both orders."""
    return len({vote for pair in numbers if pair.sign == sign and (vote := _vote(pair))}) == 2


def _order(numbers: list[Numbers], sign: str) -> Order | None:
    votes: set[Order] = {vote for pair in numbers if (vote := _vote(pair))}
    if len(votes) == 2:
        return None
    if votes:
        return votes.pop()
    # No Windows writes month before day with dots or dashes. With slashes both orders are written, padded or not.
    if sign != "/":
        return "day_first"
    firsts, seconds = {pair.first for pair in numbers}, {pair.second for pair in numbers}
    if len(firsts) >= 3 and len(seconds) == 1:
        return "day_first"
    if len(seconds) >= 3 and len(firsts) == 1:
        return "month_first"
    return _order_of_time(numbers)


def _order_of_time(numbers: list[Numbers]) -> Order | None:
    """A register is kept day by day: the one order in which five or more days follow one another; None for both or none."""
    if len(numbers) < LONGEST_CHANCE:
        return None
    in_order: list[Order] = []
    for order in ORDERS:
        days = [pair.day_first() if order == "day_first" else pair.month_first() for pair in numbers]
        certain = [day for day in days if day is not None]
        if len(certain) == len(days) and certain == sorted(certain):
            in_order.append(order)
    return in_order[0] if len(in_order) == 1 else None


def _vote(numbers: Numbers) -> Order | None:
    """The order that this cell decides by itself; None when both are possible."""
    if numbers.first > 12 >= numbers.second:
        return "day_first"
    if numbers.second > 12 >= numbers.first:
        return "month_first"
    if numbers.weekday is not None:
        day_first, month_first = numbers.day_first(), numbers.month_first()
        matches = [day is not None and day.weekday() == numbers.weekday for day in (day_first, month_first)]
        if matches == [True, False]:
            return "day_first"
        if matches == [False, True]:
            return "month_first"
    return None


def _looks_swapped(readings: list[tuple[Cell, WrittenDay]]) -> bool:
    """Whether Excel swapped day and month: it read some cells as days, and left as text those that it could not."""
    typed = [day for cell, day in readings if isinstance(cell, date) and isinstance(day, date)]
    texts = [_vote(day) for _, day in readings if isinstance(day, Numbers) and day.sign == "/"]
    return len(typed) >= 3 and bool(texts) and None not in texts and all(day.day <= 12 for day in typed)
