"""Writes the register, or what a list shows of it, into one file: whole or not at all, and logged when it names people."""

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from complaints.errors import OfficeError, Refused
from complaints.events import IdentitiesExported
from complaints.phrases import phrase
from complaints.telling import OwedWord
from desktop.exporting.columns import columns
from desktop.exporting.owed_column import OwedColumn
from desktop.exporting.recap_counts import Recap
from desktop.exporting.sheets import write_sheets
from desktop.exporting.text_formats import write_csv, write_jsonl
from desktop.exporting.time_columns import TimeColumns
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store import log
from desktop.store.database import writing
from desktop.store.durable_files import disk_errors, folder_for
from desktop.store.folded_complaints import Listed
from desktop.store.listing import Query
from desktop.store.log import NewEvent
from sync.disk.renaming import discard, flush_folder, replace

ENDINGS = (".xlsx", ".csv", ".jsonl")
ALL_COMPLAINTS = Query(descending=False)
STEP = 200

Progress = Callable[[int, int], bool]


class ExportStopped(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Ekspor dihentikan. Tidak ada berkas yang ditulis."))


@dataclass(frozen=True, slots=True)
class Exported:
    """`identities`: how many of the complaints came with somebody's identity; `hidden`: of how many it is kept from this user."""

    file: Path
    complaints: int
    identities: int
    hidden: int = 0


def always(_part: int, _total: int) -> bool:
    return True


def export(
    office: Office,
    file: Path,
    query: Query = ALL_COMPLAINTS,
    *,
    with_identity: bool = False,
    progress: Progress = always,
) -> Exported:
    """Writes the complaints that the query finds, in its order; the end of the file's name decides the form.

    Nothing appears under the file's name before it is whole. Raises Refused for another ending, ExportStopped when `progress`
    says no, OfficeError of the disk.
    """
    if file.suffix.lower() not in ENDINGS:
        raise Refused(phrase("Nama berkas harus berakhir .xlsx, .csv atau .jsonl. Tidak ada yang ditulis."))
    counted = _Counted(progress, office.count(query), with_identity)
    with complete_file(file) as partial:
        _write(partial, file.suffix.lower(), office, query, counted, with_identity=with_identity)
        flush(partial)
        if with_identity:
            _log(office, counted.identities, file.name)
    return Exported(file, counted.complaints, counted.identities, counted.hidden)


@contextmanager
def complete_file(file: Path) -> Iterator[Path]:
    """A file to write into, which gets its name when all went well. Raises FolderMissing, OfficeError of the disk."""
    partial = file.with_name(file.name + ".part")
    with disk_errors(), folder_for(file):
        try:
            yield partial
            replace(partial, file)
        finally:
            discard(partial)
        flush_folder(file.absolute().parent)


@dataclass(slots=True)
class _Counted:
    """Counts the complaints that are written, reports progress, and stops when the caller cancels."""

    progress: Progress
    total: int
    named: bool
    complaints: int = 0
    identities: int = 0
    hidden: int = 0

    def count_through(self, register: Iterable[Listed]) -> Iterator[Listed]:
        for listed in register:
            if self.complaints % STEP == 0 and not self.progress(self.complaints, self.total):
                raise ExportStopped
            self.complaints += 1
            if self.named:
                self.hidden += listed.hidden
                people = (listed.complaint.complainant, *listed.complaint.supporters)
                self.identities += any(person.name or person.national_id or person.phone for person in people)
            yield listed


def _write(file: Path, form: str, office: Office, query: Query, counted: _Counted, *, with_identity: bool) -> None:
    owed = OwedColumn()
    register = owed.follow(counted.count_through(office.register(query, with_identity=with_identity)))
    times = TimeColumns(office.rules, office.today())
    head = [*columns(office.categories, with_identity=with_identity), *times.columns(), owed.column]
    match form:
        case ".xlsx":
            recap = Recap(office.today())
            write_sheets(file, _recapped(register, recap), head, recap, office.categories, lambda: counted.hidden)
        case ".csv":
            write_csv(file, register, head)
        case _:
            write_jsonl(file, (_case(office, listed, with_identity) for listed in register))


def _case(office: Office, listed: Listed, identity: bool) -> Case:
    owed = OwedWord(listed.owed_since, ()) if listed.owed_since is not None else None
    return dataclasses.replace(office.case_of(listed.complaint, identity=identity), owed=owed)


def _recapped(register: Iterable[Listed], recap: Recap) -> Iterator[Listed]:
    for listed in register:
        recap.take(listed)
        yield listed


def _log(office: Office, identities: int, name: str) -> None:
    step = IdentitiesExported(office.today(), identities, name)
    with writing(office.engine) as connection:
        log.append(connection, office.author, [NewEvent("", (), step)], office.now_ms)


def flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
