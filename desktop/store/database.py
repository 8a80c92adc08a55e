"""Opens the encrypted database, and turns SQLite's errors into the few sentences that an officer can act on."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from complaints.errors import OfficeError
from complaints.phrases import phrase
from desktop.store.durable_files import DiskFailed, DiskFull, FolderReadOnly, probe_folder

# The driver is a compiled module without types, with the names of sqlite3.
sqlcipher: Any = dbapi2
# With each value that is no text and no number the driver looks for a way to adapt it, and takes a microsecond to find none:
# a row of the projection has twenty of these. Told that there is nothing to do, it takes a quarter. For nothing an empty dict says
# so, for it gives nothing: without a call of Python's own, which costs an import of a register a twentieth.
sqlcipher.register_adapter(bool, int)
sqlcipher.register_adapter(bytes, bytearray)
sqlcipher.register_adapter(type(None), dict[None, None]().get)

BUSY_MS = 15_000
JOURNAL_MS = 1_000
CACHE_KIB = 12_000
ONCE_KIB = 2_000  # a copy, and what looks through a year, meets each page once


class _Beginning(threading.local):
    """How a transaction of this thread begins."""

    how = "BEGIN"


_beginning = _Beginning()


class StoreDamaged(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas data rusak dan tidak dapat dibaca. Cadangan tidak tersentuh. Jangan menghapus apa pun; "
                "pulihkan dari cadangan terakhir (Pulihkan cadangan, atau perintah 'restore')."
            )
        )


class StoreBusy(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Data sedang dipakai program lain di komputer ini. Yang sudah tersimpan aman; perubahan terakhir "
                "belum disimpan. Tutup program itu atau tunggu sebentar, lalu ulangi."
            )
        )


class StoreMissing(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas data tidak dapat dibuka: hilang, atau foldernya tidak dapat ditulisi. Periksa folder "
                "data, atau pulihkan dari cadangan."
            )
        )


ERRORS_BY_CODE: dict[int, Callable[[], OfficeError]] = {
    sqlcipher.SQLITE_FULL: DiskFull,
    sqlcipher.SQLITE_READONLY: FolderReadOnly,
    sqlcipher.SQLITE_IOERR: DiskFailed,
    sqlcipher.SQLITE_CORRUPT: StoreDamaged,
    sqlcipher.SQLITE_NOTADB: StoreDamaged,
    sqlcipher.SQLITE_BUSY: StoreBusy,
    sqlcipher.SQLITE_LOCKED: StoreBusy,
    sqlcipher.SQLITE_CANTOPEN: StoreMissing,
}

TEXTS: dict[str, int] = {
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
}


def known_error(error: BaseException | None) -> OfficeError | None:
    """The sentence for an error of the database; None when it is a bug. The low byte of SQLite's code is its family."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, sqlcipher.Error):
        # The driver's online backup gives no code, only SQLite's own text for it.
        code = TEXTS.get(str(error))
    kind = ERRORS_BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return kind() if kind else None


class database_errors:  # noqa: N801 - used as contextlib's own
    """For the few places that speak to the driver itself, without an engine. A save passes it ten times: a generator would cost ten times as much."""

    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        translated = known_error(error) if isinstance(error, sqlcipher.Error) else None
        if translated is not None:
            raise translated from error


def connect(file: Path, key: bytes, *, mode: str = "rw", cache_kib: int = CACHE_KIB) -> Any:
    """A driver connection with the raw key; `mode` is SQLite's: rw, rwc or ro."""
    try:
        return _connected(file, key, mode, cache_kib)
    except (StoreMissing, DiskFailed):
        # SQLite says the same of a file that is gone and of a folder where its journal finds no place.
        if file.exists():
            probe_folder(file.parent)
        raise


def address(file: Path) -> str:
    """The file as SQLite takes it, letter by letter: in `Path.as_uri` the server of a share would be an authority, which SQLite refuses."""
    return f"file:{quote(os.fsencode(file.absolute()), safe='/')}"


def _connected(file: Path, key: bytes, mode: str, cache_kib: int) -> Any:
    with database_errors():
        connection = sqlcipher.connect(
            f"{address(file)}?mode={mode}", uri=True, check_same_thread=False, isolation_level=None
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            connection.execute("PRAGMA temp_store = MEMORY")
            # As SQLCipher is built anyway: what is deleted is overwritten, so that a sealed complaint's draft leaves nothing.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA cache_size = -{cache_kib}")
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables == 0 and mode != "rwc":
                # A file cut down to nothing would pass for a new database.
                raise StoreDamaged
        except BaseException:
            connection.close()
            raise
    return connection


def open_engine(file: Path, key: bytes, *, create: bool = False) -> Engine:
    """An engine over the encrypted file. Reads see one snapshot; writers begin IMMEDIATE, so that they never deadlock."""

    def creator() -> Any:
        connection = connect(file, key, mode="rwc" if create else "rw")
        with database_errors():
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,
        # A transaction ends with the block that began it; another rollback with every return is for nothing.
        pool_reset_on_return=None,
    )

    def begin(fairy: Any) -> None:
        with database_errors():
            fairy.driver_connection.execute(_beginning.how)

    def translate(context: ExceptionContext) -> None:
        translated = known_error(context.original_exception)
        if translated is not None:
            raise translated from context.original_exception

    # Not by an event: with one SQLAlchemy looks for events at every beginning and end, a twentieth of a save.
    engine.dialect.do_begin = begin  # pyright: ignore[reportAttributeAccessIssue]
    event.listen(engine, "handle_error", translate)
    return engine


def driver(connection: Connection) -> Any:
    """The driver's own connection below SQLAlchemy's; what runs on it raises through `database_errors`."""
    return connection.connection.dbapi_connection


def empty_journal(engine: Engine) -> None:
    """Empties the write-ahead log, where former contents of pages stay until it is written over.

    While someone reads, it waits a moment and leaves the rest to the next time: another call, the end of the program, or its next
    start when it was killed. What is committed is safe either way.
    """
    with engine.connect() as connection, database_errors():
        driver(connection).execute(f"PRAGMA busy_timeout = {JOURNAL_MS}")
        try:
            driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver(connection).execute(f"PRAGMA busy_timeout = {BUSY_MS}")


@contextmanager
def pages_met_once(connection: Connection) -> Iterator[None]:
    """What is read within keeps no more than ONCE_KIB of pages: of 10,000 rows they would be 9 MB, all that a connection may keep."""
    with database_errors():
        driver(connection).execute(f"PRAGMA cache_size = -{ONCE_KIB}")
    try:
        yield
    finally:
        with database_errors():
            driver(connection).execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def give_memory_back(engine: Engine) -> None:
    """What the connections at rest keep of pages that were read goes back to the system, up to CACHE_KIB each."""
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    resting = [engine.connect() for _ in range(pool.checkedin())]
    try:
        with database_errors():
            for connection in resting:
                driver(connection).execute("PRAGMA shrink_memory")
    finally:
        for connection in resting:
            connection.close()
    if sys.platform == "linux":
        import ctypes

        # Its library keeps what is freed in small pieces; musl's has no such call.
        getattr(ctypes.CDLL(None), "malloc_trim", lambda _: None)(0)


class WriteQueue:
    """Who wants to write waits here in the order of asking.

    SQLite's own waiting is trying again after longer and longer pauses: beside a sync that writes one page after the other, a save
    would come in between only by luck.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._busy = False
        self._waiting: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until this writer may write. Raises StoreBusy after BUSY_MS."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            lock = Lock()
            lock.acquire()
            self._waiting.append(lock)
        got_turn = False
        try:
            got_turn = lock.acquire(timeout=BUSY_MS / 1000)
        finally:
            if not got_turn:
                self._give_up(lock)
        if not got_turn:
            raise StoreBusy

    def _give_up(self, lock: Lock) -> None:
        with self._lock:
            if lock in self._waiting:
                self._waiting.remove(lock)
                return
        self._leave()  # the turn came at this very moment

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._busy = False


_lines: WeakKeyDictionary[Engine, WriteQueue] = WeakKeyDictionary()
_lines_lock = Lock()


def _line(engine: Engine) -> WriteQueue:
    with _lines_lock:
        return _lines.setdefault(engine, WriteQueue())


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One durable transaction: committed as a whole when the block ends, gone without a trace when it raises."""
    with _line(engine).turn(), engine.connect() as connection:
        _beginning.how = "BEGIN IMMEDIATE"
        try:
            transaction = connection.begin()
        finally:
            _beginning.how = "BEGIN"
        with transaction:
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection, connection.begin():
        yield connection
