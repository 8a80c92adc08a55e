"""The columns of the list: what each says of a complaint, how wide it is, and the order that its heading asks for."""

from complaints.complaint import STAGES
from desktop.columns import Cell, Column, Width, fixed
from desktop.office.list_lines import ListLine
from desktop.wording import names
from desktop.wording.names import Tone
from desktop.wording.translation import tr


def complaint_columns() -> tuple[Column[ListLine], ...]:
    """A new column is one entry here; Ctrl+Shift+1…9 sort by them in this order.

    Where there is little room the number, by which everybody calls a complaint, is left out last.
    """
    # A number and a status are always read whole; of the digits 0 is the widest.
    number = Width(samples=(Cell("2000-A-0000", figures=True),))
    stage = Width(samples=tuple(Cell(names.stage(code), pill=names.stage_tone(code)) for code in STAGES))
    return (
        Column(tr("Nomor"), _number, number, name="number", leaves=40, sort="number"),
        Column(tr("Perihal"), _title, name="title", sort="title"),
        Column(
            tr("Status"),
            lambda line: Cell(line.stage, pill=line.stage_tone),
            stage,
            name="stage",
            leaves=72,
            sort="stage",
        ),
        Column(tr("Tenggat"), _due, fixed(108), name="due", leaves=96, sort="due"),
        Column(
            tr("Diterima"),
            lambda line: Cell(line.received, figures=True),
            fixed(96),
            name="received",
            leaves=266,
            sort="received",
        ),
        Column(
            tr("Kategori"), lambda line: Cell(line.category), fixed(180), name="category", leaves=256, sort="category"
        ),
        Column(tr("Dusun"), lambda line: Cell(line.row.dusun), fixed(110), name="dusun", extra=True, leaves=160),
        Column(tr("Jenis"), lambda line: Cell(line.kind), fixed(110), name="kind", extra=True, leaves=160),
        Column(
            tr("Pada siapa"),
            lambda line: Cell(line.row.forwarded_name),
            fixed(140),
            name="holder",
            extra=True,
            leaves=160,
        ),
    )


def _number(line: ListLine) -> Cell:
    return Cell(line.row.number, spoken=line.spoken, figures=True)


def _title(line: ListLine) -> Cell:
    """Marked where two computers changed the complaint without seeing each other, and where a word is one letter off."""
    mark: tuple[str, Tone] | None = (tr("mirip"), "neutral") if line.row.similar else None
    return Cell(line.row.title, mark=(tr("periksa"), "conflict") if line.row.needs_decision else mark)


def _due(line: ListLine) -> Cell:
    return Cell(line.due, pill=line.due_tone, muted=line.row.paused, tip=line.due_full)
