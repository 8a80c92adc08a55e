"""Tables of typed cells as an XLSX file, for pages that give what they show."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from complaints.report_tables import ReportTable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {"count": "#,##0", "percent": "0%", "days": "0.0", "date": "dd-mm-yyyy"}


def xlsx(tables: Iterable[ReportTable]) -> bytes:
    """A sheet a table. Every text goes in as a text: none runs as a formula or a link."""
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    # The library is typed in parts only.
    workbook: Any = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with workbook as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        styles = {unit: book.add_format({"num_format": form, "valign": "top"}) for unit, form in _FORMATS.items()}
        for table in tables:
            sheet = book.add_worksheet(table.name)
            for place, column in enumerate(table.columns):
                sheet.set_column(place, place, column.width)
                sheet.write_string(0, place, column.title, bold)
            for number, cells in enumerate(table.rows, 1):
                for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                    match cell:
                        case None:
                            pass
                        case str():
                            sheet.write_string(number, place, cell[:32_000], wrapped)
                        case date():
                            sheet.write_datetime(number, place, cell, styles["date"])
                        case _:
                            sheet.write_number(number, place, cell, styles.get(column.unit))
            sheet.freeze_panes(1, 1)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return out.getvalue()
