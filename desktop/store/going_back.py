"""Puts a book back to before the migration of a newer version that this PC gave up: it never came so far that anybody wrote into it."""

from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Connection, delete, select, text

from complaints.errors import OfficeError
from desktop.store import backup, check, migrate, restore
from desktop.store.backup import DAILY, DATABASE, SUFFIX
from desktop.store.database import open_engine, reading, writing
from desktop.store.durable_files import disk_errors, flush_folder, write_durably
from desktop.store.schema import draft, draft_file
from sync.disk.renaming import rename

# What was written here: were any of it newer than the backup, going back would lose it. What came from the district comes again.
_WRITTEN = (
    "SELECT device, count(*), max(seq) FROM event WHERE device IN (SELECT id FROM device) GROUP BY device ORDER BY device",
    "SELECT slot, name, role FROM user ORDER BY slot",
    "SELECT content FROM setting WHERE name = 'settings'",
)


def put_back(folder: Path, key: bytes, version: str = migrate.CURRENT) -> bool:
    """Whether the book is again as it was before it left this version. False when there is no backup of that moment, or more was written.

    The newer book is kept aside, as with a restore. Cut short at any moment, the next opening does it again or completes it.
    """
    backups = sorted((folder / DAILY).glob(f"sebelum-versi-{version}-*{SUFFIX}"), reverse=True)
    if not backups:
        return False
    archive = backups[0]
    preparing, ready = folder / restore.PREPARING, folder / restore.READY
    with disk_errors():
        rmtree(preparing, ignore_errors=True)
        preparing.mkdir(parents=True)
        try:
            backup.extract(archive, backup.read_manifest(archive), DATABASE, preparing / DATABASE)
            check.verify_log(preparing / DATABASE, key)
            restore.refuse_while_open(folder / DATABASE, key)
            if not _bring_drafts(folder / DATABASE, preparing / DATABASE, key):
                rmtree(preparing, ignore_errors=True)
                return False
            write_durably(preparing / restore.ASIDE, f"{restore.ASIDE}-{archive.stem}".encode())
            rename(preparing, ready)
            flush_folder(folder)
        except BaseException:
            rmtree(preparing, ignore_errors=True)
            raise
    restore.complete(folder)
    return True


def _bring_drafts(newer: Path, older: Path, key: bytes) -> bool:
    """Copies what was half typed, which no backup holds; False when the newer book has more written in it than that."""
    newer_engine, older_engine = open_engine(newer, key), open_engine(older, key)
    try:
        with reading(newer_engine) as here, writing(older_engine) as there:
            if any(_rows(here, query) != _rows(there, query) for query in _WRITTEN):
                return False
            with suppress(OfficeError):
                for table in (draft, draft_file):
                    rows = [dict(row) for row in here.execute(select(table)).mappings()]
                    there.execute(delete(table))
                    if rows:
                        there.execute(table.insert(), rows)
            return True
    finally:
        newer_engine.dispose()
        older_engine.dispose()


def _rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]
