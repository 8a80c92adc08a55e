"""Brings the district's tables to this version, one process at a time, in one transaction."""

from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server.database import Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"
CURRENT = "0032"
LOCK = 0x6164_7561_6E  # 'aduan', the advisory lock of whoever migrates
# Not their kinds, as ProgrammingError: those are bugs. A file that is no database is a DatabaseError as such.
UNREACHABLE = (OperationalError, InterfaceError, DatabaseError)


class NewerDatabase(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Basis data ini dibuat oleh versi lebih baru. Data aman dan tidak diubah. Pasang versi terbaru "
                "lalu jalankan lagi."
            )
        )


def bring_up_to_date(engine: Engine) -> None:
    """Runs the migrations that are missing. Raises NewerDatabase for tables of the future, Unavailable when there is no way to them."""
    try:
        _bring_up_to_date(engine)
    except DBAPIError as error:
        if type(error) not in UNREACHABLE:
            raise
        raise Unavailable(getattr(error.orig, "sqlite_errorname", "") or type(error.orig).__name__) from error


def _bring_up_to_date(engine: Engine) -> None:
    postgres = engine.dialect.name == "postgresql"
    # The pool's own connections commit each statement by themselves; migrations want one transaction.
    own_engine = create_engine(engine.url, poolclass=NullPool) if postgres else engine
    with own_engine.connect() as connection:
        if postgres:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        version = _version(connection.dialect.has_table(connection, "alembic_version"), connection)
        if version > CURRENT:
            raise NewerDatabase
        if version < CURRENT:
            from alembic import command  # a quarter of a second, for the few openings that need it
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, CURRENT)
        connection.commit()


def _version(has_version_table: bool, connection: object) -> str:
    if not has_version_table:
        return ""
    from sqlalchemy import Connection

    assert isinstance(connection, Connection)
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
