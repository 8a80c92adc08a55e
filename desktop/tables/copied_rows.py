"""Rows of the list as a spreadsheet takes them from the clipboard: a line each, tabs between the columns."""

from collections.abc import Sequence

from desktop.office.list_lines import list_line
from desktop.office.office import Office
from desktop.store.listing import NO_LIMIT, Query
from desktop.tables.complaints import complaint_columns

# A spreadsheet would take what begins so for a formula.
_FORMULA_STARTS = frozenset("=+-@")


def as_table(office: Office, query: Query, names: Sequence[str]) -> str:
    """The headings and every row that the query finds, in these columns of the list and in its order."""
    by_name = {column.name: column for column in complaint_columns()}
    columns, today = [by_name[name] for name in names], office.today()
    lines = [list_line(row, office, today) for row in office.page(query, limit=NO_LIMIT)]
    rows = [[column.heading for column in columns]]
    rows += [[_text(column.cell(line).text) for column in columns] for line in lines]
    return "".join("\t".join(row) + "\n" for row in rows)


def _text(text: str) -> str:
    single = " ".join(text.split())
    return f"'{single}" if single[:1] in _FORMULA_STARTS else single
