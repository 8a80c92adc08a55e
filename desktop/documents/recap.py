"""Rekapitulasi of a month, a quarter or a year: by category, channel, kind, stage and month, with timeliness."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from complaints.complaint import OPEN_STAGES, STAGES
from complaints.errors import InvalidField
from complaints.events import CHANNELS, KINDS
from desktop.documents import facts, written
from desktop.documents.document import Content, Document, Order, make
from desktop.office import Office
from desktop.screens import words
from desktop.screens.tr import in_indonesian
from desktop.store import recap as stored
from desktop.store.database import reading
from desktop.store.recap import Sum

TEMPLATE = "rekapitulasi.typ"
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|[TQtq]([1-4])))?")
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """`code` is '2026', '2026-T4' or '2026-11'; `told` says it in a heading: 'TRIWULAN IV TAHUN 2026'."""

    code: str
    told: str
    first: date
    last: date


def parse_period(text: str) -> Period:
    """'2026', '2026-T4' (or -Q4) or '2026-11'. Raises InvalidField("period")."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None or found[1] == "0000" or (found[2] and not 1 <= int(found[2]) <= 12):
        raise InvalidField("period", "Masa ditulis 2026-11 untuk bulan, 2026-T4 untuk triwulan, atau 2026 untuk tahun.")
    year = int(found[1])
    if found[2]:
        return month(year, int(found[2]))
    return quarter(year, int(found[3])) if found[3] else whole_year(year)


def month(year: int, number: int) -> Period:
    first = date(year, number, 1)
    return Period(f"{year:04d}-{number:02d}", f"Bulan {written.month(first)}", first, _end(first))


def quarter(year: int, number: int) -> Period:
    first, last = date(year, 3 * number - 2, 1), _end(date(year, 3 * number, 1))
    return Period(f"{year:04d}-T{number}", f"Triwulan {_QUARTERS[number - 1]} Tahun {year}", first, last)


def whole_year(year: int) -> Period:
    return Period(f"{year:04d}", f"Tahun {year}", date(year, 1, 1), date(year, 12, 31))


def _end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def recap(office: Office, period: Period, order: Order) -> Document:
    with reading(office.engine) as connection:
        sums = stored.sums(connection, period.first, period.last, office.today())
    title = f"Rekapitulasi pengaduan {period.told}"
    content = {"period": period.told, "total": _line("Jumlah", sums), "tables": _tables(office, sums, period)}
    return make(office, TEMPLATE, order, content, title=title, name=f"rekapitulasi-{period.code}")


def _tables(office: Office, sums: list[Sum], period: Period) -> list[Content]:
    with in_indonesian():
        tables = [
            _table("Menurut kategori", "Kategori", sums, lambda one: one.category, _categories(office, sums)),
            _table("Menurut kanal", "Kanal", sums, lambda one: one.channel, [(c, words.channel(c)) for c in CHANNELS]),
            _table("Menurut jenis laporan", "Jenis", sums, lambda one: one.kind, [(k, words.kind(k)) for k in KINDS]),
            _table("Menurut tahap", "Tahap", sums, lambda one: one.stage, [(s, facts.stage(s)) for s in STAGES]),
        ]
        months = [
            (f"{period.first.year:04d}-{number:02d}", written.month_name(number))
            for number in range(period.first.month, period.last.month + 1)
        ]
        if len(months) > 1:
            tables.insert(0, _table("Menurut bulan", "Bulan", sums, lambda one: one.month, months, every=True))
    return tables


def _categories(office: Office, sums: Iterable[Sum]) -> list[tuple[str, str]]:
    """In the order of the list; those of other offices and of none behind."""
    known = [(one.code, one.label) for one in office.categories]
    codes = {code for code, _ in known}
    others = sorted({one.category for one in sums} - codes - {""})
    return [*known, *((code, code) for code in others), ("", "Tanpa kategori")]


def _table(
    heading: str,
    column: str,
    sums: list[Sum],
    key: Callable[[Sum], str],
    names: Iterable[tuple[str, str]],
    *,
    every: bool = False,
) -> Content:
    """A line for each name that occurs, or for every one."""
    by_key: dict[str, list[Sum]] = {}
    for one in sums:
        by_key.setdefault(key(one), []).append(one)
    lines = [_line(name, by_key.get(code, [])) for code, name in names if every or code in by_key]
    return {"heading": heading, "column": column, "lines": lines, "total": _line("Jumlah", sums)}


def _line(name: str, sums: list[Sum]) -> Content:
    """Timeliness counts an answer that came too late, and one that is overdue today, as late."""
    received = sum(one.count for one in sums)
    settled = sum(one.count for one in sums if one.stage not in OPEN_STAGES)
    on_time = sum(one.count for one in sums if one.on_time)
    late = sum(one.count for one in sums if one.on_time is False or (one.on_time is None and one.overdue))
    judged = on_time + late
    return {
        "name": name,
        "received": written.number(received),
        "settled": written.number(settled),
        "open": written.number(received - settled),
        "on_time": written.number(on_time),
        "late": written.number(late),
        "share": f"{written.number(100 * on_time / judged, 1)}%" if judged else "—",
    }
