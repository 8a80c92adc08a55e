"""Puts a book back to before the migration of a newer version that this PC gave up, with the steps that it wrote in between."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Connection, Table, delete, insert, text
from sqlalchemy.exc import SQLAlchemyError

from complaints.errors import OfficeError
from complaints.phrases import phrase
from desktop.store import backup, check, migrate, restore
from desktop.store.backup import DAILY, DATABASE, SUFFIX
from desktop.store.database import open_engine, reading, writing
from desktop.store.durable_files import disk_errors, flush_folder, write_durably
from desktop.store.projection import OUTDATED
from desktop.store.schema import counter, draft, draft_file, event, file, identity_key, import_run, imported, setting
from sync.disk.renaming import rename

# What stays behind with the newer book: were any of it other than in the backup, going back would lose it.
_STAYING = (
    "SELECT id FROM device ORDER BY id",
    "SELECT slot, name, role FROM user ORDER BY slot",
    "SELECT content FROM setting WHERE name = 'settings'",
)
_HEADS = "SELECT device, count(*), max(seq) FROM event WHERE device IN (SELECT id FROM device) GROUP BY device"
_HASH = "SELECT hash FROM event WHERE device = :device AND seq = :seq"
_SINCE = "SELECT * FROM event WHERE device = :device AND seq > :seq ORDER BY seq"
# What goes with the steps: the keys of their persons (an erased one is gone), the last number of each year, files, imported rows.
_REPLACED = (identity_key, counter)
_ADDED = (file, import_run, imported)


class StillNewer(migrate.NewerStore):
    """The version that was given up wrote what this one can't take along."""

    def __init__(self) -> None:
        OfficeError.__init__(
            self,
            phrase(
                "Versi yang tadi gagal sudah mengubah buku ini, jadi versi sebelumnya tidak dapat membukanya. Data aman dan tidak "
                "diubah. Pasang rilis yang lebih baru dari kabupaten, atau coba lagi versi itu dengan: buku-aduan update --again. "
                "Bila keduanya gagal, pulihkan cadangan “sebelum-versi” di folder backups; yang dicatat sesudahnya tidak ikut."
            ),
        )


def put_back(folder: Path, key: bytes, version: str = migrate.CURRENT) -> bool:
    """Whether this version can open the book again: as it was before it left it, and with the steps that were written here since.

    False when there is no backup of that moment, or when more was written than can be taken along. What came from the district comes
    again. The newer book is kept aside, as with a restore. Cut short at any moment, the next opening does it again or completes it.
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
            if not _bring_along(folder / DATABASE, preparing / DATABASE, key):
                rmtree(preparing, ignore_errors=True)
                return False
            check.verify_log(preparing / DATABASE, key)
            write_durably(preparing / restore.ASIDE, f"{restore.ASIDE}-{archive.stem}".encode())
            rename(preparing, ready)
            flush_folder(folder)
        except BaseException:
            rmtree(preparing, ignore_errors=True)
            raise
    restore.complete(folder)
    return True


def _bring_along(newer: Path, older: Path, key: bytes) -> bool:
    """Copies the steps written since, and what was half typed, which no backup holds; False when the newer book has more than that."""
    newer_engine, older_engine = open_engine(newer, key), open_engine(older, key)
    try:
        with reading(newer_engine) as here, writing(older_engine) as there:
            if any(_rows(here, query) != _rows(there, query) for query in _STAYING) or not _bring_steps(here, there):
                return False
            with suppress(OfficeError):
                for table in (draft, draft_file):
                    there.execute(delete(table))
                    _copy(here, there, table)
            return True
    except SQLAlchemyError:  # the newer version keeps it in another way
        return False
    finally:
        newer_engine.dispose()
        older_engine.dispose()


def _bring_steps(here: Connection, there: Connection) -> bool:
    """Appends the own steps that are only in the newer book; False when that is not the same chain, continued."""
    heads, former = (
        {str(device): (int(str(count)), int(str(last))) for device, count, last in _rows(connection, _HEADS)}
        for connection in (here, there)
    )
    for device, (_, last) in former.items():
        if device not in heads or not _same_hash(here, there, {"device": device, "seq": last}):
            return False
    for device, (count, last) in heads.items():
        former_count, former_last = former.get(device, (0, 0))
        if count - former_count != last - former_last:
            return False
    steps = [
        dict(row)
        for device in heads
        for row in here.execute(text(_SINCE), {"device": device, "seq": former.get(device, (0, 0))[1]}).mappings()
    ]
    if not steps:
        return True
    columns = [column.name for column in event.columns if column.name != "position"]
    there.execute(insert(event), [{name: row.get(name) for name in columns} for row in _in_order(steps)])
    for table in _REPLACED:
        there.execute(delete(table))
        _copy(here, there, table)
    for table in _ADDED:
        _copy(here, there, table)
    there.execute(insert(setting).prefix_with("OR IGNORE"), {"name": OUTDATED, "content": b""})
    return True


def _same_hash(here: Connection, there: Connection, place: Mapping[str, object]) -> bool:
    hashes = [connection.scalar(text(_HASH), dict(place)) for connection in (here, there)]
    return hashes[0] is not None and hashes[0] == hashes[1]


def _in_order(steps: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(steps, key=lambda row: int(str(row["position"])))


def _copy(here: Connection, there: Connection, table: Table) -> None:
    """The rows that are not there yet, as far as this version knows their columns."""
    names = [column.name for column in table.columns]
    rows = here.execute(text(f'SELECT * FROM "{table.name}"')).mappings()
    copied = [{name: row[name] for name in names} for row in rows]
    if copied:
        there.execute(insert(table).prefix_with("OR IGNORE"), copied)


def _rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]
