"""CSV and JSON Lines: a complaint a line."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from desktop.exporting.columns import Cell, RegisterColumn
from desktop.office.case import Case
from desktop.office.case_fields import case_fields
from desktop.store.folded_complaints import Listed
from desktop.xlsx_file import FORMULA_STARTS


def write_csv(file: Path, register: Iterable[Listed], columns: list[RegisterColumn]) -> None:
    """With the mark that tells Excel that this is UTF-8."""
    with file.open("w", encoding="utf-8-sig", newline="", errors="replace") as out:
        rows = csv.writer(out)
        rows.writerow([column.heading for column in columns])
        for listed in register:
            rows.writerow([plain(column.cell(listed.complaint)) for column in columns])


def plain(value: Cell) -> str | int | float:
    """The cell as text that no spreadsheet takes for a formula; days as YYYY-MM-DD."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in FORMULA_STARTS:
        return "'" + value
    return "" if value is None else value


def write_jsonl(file: Path, cases: Iterable[Case]) -> None:
    """The fields of cli.md, with deadlines and attachments."""
    with file.open("wb") as out:
        for case in cases:
            # The tracking code is the complainant's own secret.
            secret = {} if case.identity_shown else {"tracking_code": ""}
            out.write(msgspec.json.encode(case_fields(case) | secret) + b"\n")
