"""Brings a store of an older version up to date: behind a verified backup, in one transaction, or not at all."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from desktop.store.database import reading, writing
from desktop.store.schema import CREATE_SEARCH, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
CURRENT = "0024"


class NewerStore(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Data ini dibuat oleh Buku Aduan versi lebih baru. Data aman dan tidak diubah. Pasang versi "
                "terbaru lalu buka lagi."
            )
        )


def create(connection: Connection) -> None:
    """The tables of a new store, marked with the current version."""
    metadata.create_all(connection)
    connection.exec_driver_sql(CREATE_SEARCH)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:current)"), {"current": CURRENT})


def version(connection: Connection) -> str:
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def bring_up_to_date(
    folder: Path,
    engine: Engine,
    key: bytes,
    migrations: Path = MIGRATIONS,
    target: str = CURRENT,
    *,
    behind_backup: bool = True,
    report_work: Callable[[Phrase], object] = lambda _work: None,
) -> bool:
    """Runs the migrations that are missing; returns whether there were any. Raises NewerStore for a store of the future.

    `behind_backup` only not for what is a copy of a backup itself.
    """
    with reading(engine) as connection:
        current_version = version(connection)
    if current_version == target:
        return False
    if current_version > target:
        raise NewerStore
    # Only here: importing Alembic would cost every start a seventh of a second.
    from alembic import command
    from alembic.config import Config

    from desktop.store import backup

    if behind_backup:
        report_work(
            phrase(
                "Buku ini dari versi sebelumnya. Cadangannya dibuat dan diperiksa dahulu; buku besar perlu beberapa menit."
            )
        )
        backup.before_migration(folder, key, current_version)
    report_work(phrase("Buku disesuaikan dengan versi ini. Jangan matikan komputer."))
    config = Config()
    config.set_main_option("script_location", str(migrations))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
    return True
