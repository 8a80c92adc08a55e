"""The columns of the first rows of an import, as they will be recorded."""

from desktop.columns import Cell, Column, Width, fixed
from desktop.importing.register_import import Preview
from desktop.importing.sentences import preview_stage
from desktop.wording import formats, names
from desktop.wording.translation import tr


def preview_columns() -> tuple[Column[Preview], ...]:
    return (
        Column(tr("Diterima"), _received, fixed(122)),
        Column(tr("Perihal"), lambda row: Cell(row.text)),
        Column(tr("Pelapor"), lambda row: Cell(row.name), fixed(130), leaves=160),
        Column(tr("Tahap"), _stage, Width(120, 190, by_rows=True)),
    )


def _received(row: Preview) -> Cell:
    return Cell(formats.typed_date(row.received_on) if row.received_on else tr("tanpa tanggal"))


def _stage(row: Preview) -> Cell:
    return Cell(preview_stage(row), pill="neutral" if row.in_book else names.stage_tone(row.stage))
