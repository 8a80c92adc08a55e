"""The district's database: SQLite in the data folder, or PostgreSQL by its address. Transactions, and what to do when it is away."""

import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, QueuePool, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from sync.server import at_rest
from sync.server.statement import Transaction

T = TypeVar("T")
BUSY_MS = 30_000
ATTEMPTS = 5
JOURNAL_PAGES = 8_000  # 32 MB
# Serialization failure, deadlock, lock not available; and a row that another transaction has just made, whose lock we could not take.
TRANSIENT = frozenset({"40001", "40P01", "55P03", "23505"})
READ_ONLY = "25006"  # whom we write to leads no more


class Unavailable(OfficeError):
    """The database doesn't answer now: ask again later."""

    def __init__(self, reason: str | Phrase) -> None:
        super().__init__(
            phrase(
                "Basis data distrik tidak dapat dipakai ({reason}). Yang sudah diakui aman. Periksa basis data, "
                "lalu ulangi.",
                reason=reason,
            )
        )
        self.reason = str(reason)


class Retry(Exception):
    """Another transaction came between: this one is to be run anew."""


def sqlite_engine(path: Path | None, key: bytes = b"") -> Engine:
    """An engine on this file, encrypted under `key` when there is one; None is a database in memory, for tests."""
    if path is not None and key:
        engine = create_engine(
            "sqlite://",
            module=at_rest.cipher(),
            creator=partial(at_rest.connect, path, key, BUSY_MS / 1000),
            poolclass=QueuePool,
        )
    else:
        place = "sqlite://" if path is None else f"sqlite:///{path}"
        arguments = {"timeout": BUSY_MS / 1000, "check_same_thread": False}
        engine = create_engine(place, connect_args=arguments, poolclass=QueuePool if path else StaticPool)

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # an erased person's key is overwritten, not only given up
        connection.execute("PRAGMA cache_size = -20000")
        # A large push writes a thousand pages a transaction: copying them back each time would double what its device waits for.
        connection.execute(f"PRAGMA wal_autocheckpoint = {JOURNAL_PAGES}")

    return engine


def postgres_engine(url: str, connections: int = 8) -> Engine:
    """An engine on this address, 'postgresql+psycopg://…'; `connections` at most for one process.

    '?pgbouncer=true' at its end: between stands PgBouncer in transaction mode, which before 1.21 knows no prepared statements.
    """
    address = make_url(url)
    pooled = address.query.get("pgbouncer") == "true"
    return create_engine(
        address.difference_update_query(["pgbouncer"]),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=20,
        pool_reset_on_return=None,
        connect_args={"autocommit": True, "connect_timeout": 10, "prepare_threshold": None if pooled else 2},
    )


class Database:
    """Transactions on an engine that one of the functions above made."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.postgres = engine.dialect.name == "postgresql"
        self._begin = "BEGIN" if self.postgres else "BEGIN IMMEDIATE"
        # SQLite lets one write at a time: waiting in a line here is fairer and cheaper than its polling.
        self._writer = threading.Lock() if not self.postgres else None

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What `work` finds, each statement by itself."""
        with self._cursor() as cursor:
            return work(Transaction(cursor, self.postgres))

    def snapshot(self, work: Callable[[Transaction], T]) -> T:
        """What `work` finds in one state of the database."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN")
            try:
                return work(Transaction(cursor, self.postgres))
            finally:
                cursor.execute("ROLLBACK")

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work` in one transaction, durable when this returns; anew when another transaction came between."""
        for attempts_left in range(ATTEMPTS - 1, -1, -1):
            try:
                if self._writer is None:
                    return self._in_transaction(work)
                with self._writer:
                    return self._in_transaction(work)
            except Retry:
                if not attempts_left:
                    raise Unavailable(phrase("terlalu ramai")) from None
        raise AssertionError

    def _in_transaction(self, work: Callable[[Transaction], T]) -> T:
        with self._cursor() as cursor:
            cursor.execute(self._begin)
            try:
                transaction = Transaction(cursor, self.postgres)
                result = work(transaction)
                cursor.execute("COMMIT")
            except BaseException:
                self._roll_back(cursor)
                raise
            if transaction.forgets and not self.postgres:
                # Former contents of pages stay in the journal until it is emptied.
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return result

    def _roll_back(self, cursor: Any) -> None:
        try:
            if self.postgres or cursor.connection.in_transaction:
                cursor.execute("ROLLBACK")
        except Exception:  # noqa: BLE001 - the first error is the one to tell; a broken connection has rolled back anyway
            cursor.connection.close()

    @contextmanager
    def _cursor(self) -> Generator[Any]:
        try:
            connection = self.engine.raw_connection()
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise Unavailable(type(error).__name__) from error
        except Exception as error:
            raise self._translated(error) or error from error
        try:
            cursor = connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()
        except Exception as error:
            if self.postgres and (
                getattr(connection.dbapi_connection, "closed", False) or _state_of(error) == READ_ONLY
            ):
                connection.invalidate(error)
            translated = self._translated(error)
            if translated is None:
                raise
            raise translated from error
        finally:
            connection.close()

    def _translated(self, error: Exception) -> Exception | None:
        """What to do about an error of the driver; None when it is a bug."""
        if _is_sqlite_away(error):
            return Unavailable(getattr(error, "sqlite_errorname", "") or "SQLite")
        if not self.postgres or not type(error).__module__.startswith("psycopg"):
            return None
        state = _state_of(error)
        if state in TRANSIENT:
            return Retry()
        is_lost = type(error).__name__ in ("OperationalError", "InterfaceError")
        if is_lost or state[:2] in ("08", "53", "57", "58") or state == READ_ONLY:
            return Unavailable("PostgreSQL")
        return None


def _state_of(error: Exception) -> str:
    """PostgreSQL's five signs for what went wrong; '' where it gave none."""
    return getattr(error, "sqlstate", None) or ""


def _is_sqlite_away(error: Exception) -> bool:
    """Whether it is SQLite's or SQLCipher's, and not a row that is there already."""
    if isinstance(error, sqlite3.DatabaseError):
        return not isinstance(error, sqlite3.IntegrityError)
    if not type(error).__module__.startswith("sqlcipher3"):
        return False
    driver = at_rest.cipher()
    return isinstance(error, driver.DatabaseError) and not isinstance(error, driver.IntegrityError)
