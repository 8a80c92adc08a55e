"""The command `week`: the week's figures as text or JSON, or as the PDF and the Excel sheet of the page."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from complaints.errors import OfficeError
from complaints.phrases import phrase
from complaints.weeks import parse_week
from sync.server import categories, commands, notice, silence, warnings, week, week_pdf, week_sheet, week_words
from sync.server.statement import Transaction
from sync.server.week import Line, WeekFigures
from sync.server.week_columns import COLUMNS

_WRITERS = {".pdf": week_pdf.write, ".xlsx": week_sheet.write}
_COMPARED = ("received", "answered", "in_time", "answered_late", "belated", "newly_late", "open")
_ALONE = ("late", "undated", "unknown", "reopened", "age_week", "age_month", "age_quarter", "age_older")


class UnknownEnding(OfficeError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            phrase("{file} tidak ditulis: akhiran yang dikenal .pdf dan .xlsx.", file=file.name or str(file))
        )


def show(arguments: Namespace) -> None:
    out: Path | None = arguments.out
    if out is not None and out.suffix.lower() not in _WRITERS:
        raise UnknownEnding(out)
    asked = parse_week(arguments.week) if arguments.week else None
    district = commands.options(arguments).open()
    days = silence.DEFAULT_DAYS if arguments.silent is None else arguments.silent

    def read(transaction: Transaction) -> tuple[WeekFigures, str, list[str]]:
        figures = week.load(transaction, district, asked, days)
        label = categories.of_district(notice.load(transaction)).label
        found = warnings.sentences(transaction, figures.today, label) if figures.is_current else []
        return figures, notice.load(transaction).name, found

    figures, name, early_warnings = district.database.snapshot(read)
    if out is not None:
        out.write_bytes(_WRITERS[out.suffix.lower()](figures, name, early_warnings))
        sys.stdout.write(f"{out} ditulis: {week_words.title(figures.week)}.\n")
    elif arguments.json:
        sys.stdout.write(json.dumps(_fields(figures) | {"warnings": early_warnings}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_text(figures))


def _fields(figures: WeekFigures) -> dict[str, Any]:
    quiet = figures.silence
    return {
        "week": str(figures.week), "first": figures.week.first.isoformat(), "last": figures.week.last.isoformat(),
        "today": figures.today.isoformat(), "total": _line(figures.total),
        "kecamatan": [_line(line) | {"units": [_line(unit) for unit in line.units]} for line in figures.kecamatan],
        "held": [held._asdict() for held in figures.held],
        "reminders": [unit._asdict() for unit in figures.reminded],
        "ratings": {str(score): count for score, count in sorted(figures.ratings.items())}, "mean_rating": figures.mean_rating,
        "entry_lag": {"entered": figures.entered, "median_days": figures.median_lag, "late": figures.entered_late},
        "late_working_days": figures.late_days, "silent_days": quiet.days,
        "silent": [office._asdict() for office in quiet.silent],
        "never_enrolled": [{"unit": unit.code, "name": unit.title} for unit in quiet.never],
        "versions": dict(quiet.versions),
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    fields: dict[str, Any] = {"code": line.code, "name": line.name}
    for figure in _COMPARED:
        fields[figure] = line[figure]
        fields[f"{figure}_before"] = line.before(figure)
        fields[f"{figure}_year_before"] = line.year_before(figure)
    return fields | {figure: line[figure] for figure in _ALONE} | {"share_in_time": line.share_in_time}


def _text(figures: WeekFigures) -> str:
    lines = [f"{week_words.title(figures.week)} · {week_words.days_of(figures.week)}"]
    for line in (*figures.kecamatan, figures.total):
        parts: list[str] = []
        for column in COLUMNS:
            if column.heading in ("pekan ini", "lalu") or not column.group:
                value = column.value(line)
                shown = "–" if value is None else f"{value * 100:.0f} %" if column.is_share else f"{value:.0f}"
                word = column.heading.lower() if not column.group else column.group.lower()
                parts.append(f"({shown} pekan lalu)" if column.heading == "lalu" else f"{word} {shown}")
        lines.append(f"{line.name}: {', '.join(parts)}".replace(", (", " ("))
    # A name may hold signs that a terminal would obey.
    return "".join("".join(sign if sign.isprintable() else "\ufffd" for sign in line) + "\n" for line in lines)
