"""The columns of the list of desa and kelurahan."""

from desktop.columns import Cell, Column, Width
from desktop.office.units import Unit
from desktop.wording.translation import tr


def unit_columns() -> tuple[Column[Unit], ...]:
    """The name, and under it where it lies; the code at the end."""
    code = Width(samples=(Cell("00.00.00.0000"),))
    return (
        Column(tr("Nama"), lambda unit: Cell(unit.title, below=unit.path, spoken=f"{unit.title}, {unit.path}")),
        Column("", lambda unit: Cell(unit.code, small=True, muted=True), code, right=True),
    )
