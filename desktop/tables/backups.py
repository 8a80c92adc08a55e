"""The columns of the list of backups."""

from collections.abc import Callable

from desktop.columns import Cell, Column, Width
from desktop.office import upkeep_words
from desktop.office.backup_files import BackupFile
from desktop.wording.formats import number, size
from desktop.wording.translation import tr, tr_in


def backup_columns() -> tuple[Column[BackupFile], ...]:
    def cell(words: Callable[[BackupFile], str]) -> Callable[[BackupFile], Cell]:
        return lambda file: Cell(words(file), tip=str(file.file))

    by_rows = Width(by_rows=True)
    return (
        Column(tr("Dibuat"), cell(upkeep_words.created), by_rows),
        Column(tr("Ukuran"), cell(lambda file: size(file.size)), by_rows),
        Column(tr_in("semua", "Lampiran"), cell(lambda file: number(file.attachments)), by_rows),
        Column(tr("Keadaan"), cell(upkeep_words.condition)),
    )
