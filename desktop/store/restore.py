"""Restores a backup so that no number and no event id is ever given twice.

The restored store gets a new device: what this PC wrote after the backup may live on elsewhere under the old device's
numbers. Register numbers go on behind the old store's counters when those can still be read, else under a letter of their own.
People whom the old store had erased since are erased again: their keys at once, the step when the restored store is first opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from shutil import copyfile

import msgspec
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from complaints.errors import OfficeError
from complaints.events import Erased, decode_any_step
from complaints.numbering import restored_letter
from complaints.ownership import is_erased
from complaints.phrases import phrase
from desktop.store import backup, check, kept_values, log, migrate
from desktop.store.backup import ATTACHMENTS, DATABASE, KEYS, BackupDamaged
from desktop.store.database import StoreDamaged, connect, database_errors, open_engine, reading, writing
from desktop.store.durable_files import DiskFailed, disk_errors, write_durably
from desktop.store.schema import counter, event, identity_key
from desktop.store.vault import Unlocked, Vault
from sync.disk.renaming import discard, flush_folder, free_name, remove, rename, replace

PREPARING = "restore-part"
READY = "restore-ready"
ASIDE = "before-restore"
JOURNALS = (DATABASE + "-wal", DATABASE + "-shm")
PARTS = (DATABASE, "attempts.json", "keys-spare.json", KEYS)


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What came back. `aside` is where the former store lies, untouched; None when there was none."""

    created: datetime
    events: int
    complaints: int
    letter: str
    counters_kept: bool
    aside: Path | None


def restore(archive: Path, folder: Path, open_vault: Callable[[Vault], Unlocked], now: datetime) -> RestoreReport:
    """Puts the backup's office into `folder`; the office that stood there is kept aside.

    `open_vault` unlocks the backup's own keys: a password from the time of the backup. Raises BackupDamaged or WrongPassword;
    then nothing changed.
    """
    manifest = backup.read_manifest(archive)
    complete(folder)  # a restore that a power cut stopped goes first
    ready = folder / READY
    with disk_errors():
        preparing = _cleared_place(folder)
        preparing.mkdir(parents=True)
        try:
            backup.extract(archive, manifest, KEYS, preparing / KEYS)
            unlocked = open_vault(Vault(preparing))
            remove(preparing / "attempts.json")
            backup.extract(archive, manifest, DATABASE, preparing / DATABASE)
            events, complaints = check.verify_log(preparing / DATABASE, unlocked.key)
            _bring_attachments(archive, manifest, folder / ATTACHMENTS)
            refuse_while_open(folder / DATABASE, unlocked.key)
            letter, counters_kept = _new_device(preparing, unlocked.key, folder / DATABASE)
            copyfile(preparing / KEYS, preparing / "keys-spare.json")
            write_durably(preparing / ASIDE, f"{ASIDE}-{now:%Y%m%d-%H%M%S}".encode())
            rename(preparing, ready)
            flush_folder(folder)
        except BaseException:
            discard(preparing)
            raise
    aside = complete(folder)
    return RestoreReport(manifest.created, events, complaints, letter, counters_kept, aside)


def complete(folder: Path) -> Path | None:
    """Moves a prepared restore into place; a start of the program after a power cut does so too. Can be repeated.

    What still lies in `ready` has not moved, so the file of that name in the folder is the former one.
    """
    ready = folder / READY
    if not ready.is_dir():
        return None
    with disk_errors():
        aside = folder / (ready / ASIDE).read_text(encoding="ascii")
        if (ready / DATABASE).exists():
            for name in JOURNALS:
                _move(folder / name, aside)
        for name in PARTS:
            if (ready / name).exists():
                _move(folder / name, aside)
                replace(ready / name, folder / name)
        # Away in one step: a half deleted `ready` would look like a restore that is still to be completed.
        done = _cleared_place(folder)
        rename(ready, done)
        flush_folder(folder)
        discard(done)
    return aside if aside.exists() else None


def _cleared_place(folder: Path) -> Path:
    """A free place beside the data; what an earlier restore left goes, or stays for the next time where a scanner holds it."""
    for leftover in folder.glob(f"{PREPARING}*"):
        discard(leftover)
    return free_name(folder, PREPARING)


def _move(file: Path, aside: Path) -> None:
    if file.exists():
        aside.mkdir(exist_ok=True)
        replace(file, aside / file.name)


def _bring_attachments(archive: Path, manifest: backup.Manifest, target: Path) -> None:
    """Attachments never change under their name, so those of the backup join those that are there."""
    for name in manifest.parts:
        if name.startswith(ATTACHMENTS):
            backup.extract(archive, manifest, name, target / name.removeprefix(ATTACHMENTS))
    for name in manifest.beside:
        source, copy = archive.parent / ATTACHMENTS / name, target / name
        if source.is_file() and source.resolve() != copy.resolve():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, copy)
        elif not copy.is_file():
            raise BackupDamaged(phrase("lampiran di samping berkas hilang"))


def _new_device(preparing: Path, key: bytes, former: Path) -> tuple[str, bool]:
    """Mints the restored store's device; returns its letter, and whether the former counters go on."""
    counters = _counters(former, key)
    engine = open_engine(preparing / DATABASE, key)
    try:
        migrate.bring_up_to_date(preparing, engine, key, behind_backup=False)
        erased = _erased(former, key)
        with writing(engine) as connection:
            _forget(connection, erased)
            old = log.current_device(connection)
            letter = old.letter if counters is not None else restored_letter(old.letter, token_bytes(2))
            log.mint_device(connection, letter)
            for year, counter_letter, last in counters or ():
                row = insert(counter).values(year=year, letter=counter_letter, last=last)
                connection.execute(
                    row.on_conflict_do_update(
                        index_elements=["year", "letter"],
                        set_={"last": row.excluded.last},
                        where=counter.c.last < row.excluded.last,
                    )
                )
    finally:
        engine.dispose()
    return letter, counters is not None


def _erased(former: Path, key: bytes) -> set[str]:
    """The complaints whose people the store that is being replaced has erased; none when it can't be read."""
    if not former.exists():
        return set()
    engine = open_engine(former, key)
    try:
        with reading(engine) as connection:
            query = select(event.c.content).where(func.instr(event.c.content, b"erased") > 0)
            decoded = [decode_any_step(content) for content in connection.scalars(query)]
            erasing = {event.complaint for event in decoded if isinstance(event.step, Erased)}
            return {case for case in erasing if is_erased(log.history(connection, case))}
    except (OfficeError, msgspec.DecodeError):
        return set()
    finally:
        engine.dispose()


def _forget(connection: Connection, erased: set[str]) -> None:
    brought_back = sorted(erased.intersection(connection.scalars(select(identity_key.c.complaint))))
    for case in brought_back:
        connection.execute(delete(identity_key).where(identity_key.c.complaint == case))
    kept_values.save(connection, kept_values.ERASE_AGAIN, brought_back)


def _counters(former: Path, key: bytes) -> list[tuple[int, str, int]] | None:
    """The counters of the store that is being replaced; None when it is gone, damaged or another office's."""
    if not former.exists():
        return None
    engine = open_engine(former, key)
    try:
        with reading(engine) as connection:
            return [(year, letter, last) for year, letter, last in connection.execute(select(counter))]
    except OfficeError:
        return None
    finally:
        engine.dispose()


def refuse_while_open(database: Path, key: bytes) -> None:
    """Raises StoreBusy while another program has this store open: it would go on writing into the file that is set aside.

    SQLite leaves WAL mode only for the last one who has the file open.
    """
    if not database.exists():
        return
    try:
        connection = connect(database, key)
    except OfficeError:
        # Damaged, or another office's: nobody can be writing to it with this key.
        return
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        with database_errors():
            connection.execute("PRAGMA journal_mode = DELETE")
    except (StoreDamaged, DiskFailed):
        return
    finally:
        connection.close()
