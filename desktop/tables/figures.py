"""The columns of a table of figures."""

from desktop.columns import Cell, Column, Width
from desktop.office.figure_rows import FigureColumn, FigureRow
from desktop.wording.translation import tr


def figure_column(at: int, column: FigureColumn) -> Column[FigureRow]:
    """The first column names what is counted, and takes the room that the figures leave."""

    def cell(row: FigureRow) -> Cell:
        figure = row[at]
        opens = tr("Enter atau klik membuka pengaduannya.") if figure.query is not None else ""
        return Cell(
            figure.text,
            link=figure.query is not None,
            muted=not figure.strong and figure.query is None,
            strong=figure.strong,
            bad=figure.bad,
            indent=figure.indent,
            share=figure.share,
            tip="\n".join(part for part in (column.meaning, opens) if part),
            spoken=f"{row[0].text}, {column.title}: {figure.text}" if at else figure.text,
        )

    width = Width(44, by_rows=True) if at else None
    return Column(column.title, cell, width, right=at > 0, meaning=column.meaning)
