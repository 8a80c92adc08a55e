"""Encrypts a district that lies plain on the disk, or back again, while no server runs. Killed at any point, it is only run again."""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import flush_folder, replace
from sync.server import at_rest
from sync.server.options import ServerOptions
from sync.server.shelf import EncryptedFolder, Folder

WAIT_SECONDS = 2.0
_PLAIN = re.compile("[0-9a-f]{64}")


class CannotChange(OfficeError):
    """The district can't be encrypted or decrypted now; it is as it was."""


def encrypt(options: ServerOptions) -> int:
    """How many attachments are encrypted now. Raises CannotChange."""
    plain = _is_plain(options)
    key = at_rest.mint(options.encryption_key_file)
    folder, sealed = Folder(options.local_files), EncryptedFolder(options.local_files, key)
    with _alone(options, b"" if plain else key) as connection:
        at_rest.mark(options.data, at_rest.CHANGING)
        _forget_uploads(options)
        for path in options.local_files.glob("??/*"):
            if _PLAIN.fullmatch(path.name):
                sealed.write(path.name, folder.pieces(path.name, 0, path.stat().st_size))
                path.unlink()
        if plain:
            _exchange(options, connection, key)
    at_rest.mark(options.data, at_rest.ENCRYPTED)
    return _count(options)


def decrypt(options: ServerOptions) -> int:
    """How many attachments are plain now. Raises CannotChange."""
    plain = _is_plain(options)
    key = at_rest.load(options.encryption_key_file)
    sealed = EncryptedFolder(options.local_files, key)
    with _alone(options, b"" if plain else key) as connection:
        at_rest.mark(options.data, at_rest.CHANGING)
        _forget_uploads(options)
        # Their hashes can't be told from their names: the database knows them.
        for sha256, size in connection.execute("SELECT DISTINCT sha256, size FROM file").fetchall():
            path = sealed.path(sha256)
            if path.is_file():
                _write_plain(Folder(options.local_files).path(sha256), sealed.pieces(sha256, 0, size))
                path.unlink()
        if not plain:
            _exchange(options, connection, b"")
    at_rest.mark(options.data, b"")
    return _count(options)


def _count(options: ServerOptions) -> int:
    return sum(1 for _ in options.local_files.glob("??/*"))


def _is_plain(options: ServerOptions) -> bool:
    """Whether the database is plain. Raises CannotChange where there is nothing to encrypt or decrypt."""
    if options.database:
        raise CannotChange(phrase("Basis data ini PostgreSQL: enkripsilah disknya sendiri. Tidak ada yang diubah."))
    options.refuse_bucket()
    if not options.sqlite_file.exists():
        raise CannotChange(phrase("Belum ada data distrik di {folder}.", folder=str(options.data)))
    return at_rest.begins_plain(options.sqlite_file)


@contextmanager
def _alone(options: ServerOptions, key: bytes) -> Generator[Any]:
    """A connection to the database while nobody else has one: leaving the journal asks for that. Raises CannotChange."""
    driver = at_rest.cipher()
    try:
        if key:
            connection = at_rest.connect(options.sqlite_file, key, WAIT_SECONDS)
        else:
            connection = driver.connect(str(options.sqlite_file), timeout=WAIT_SECONDS)
        with closing(connection):
            connection.isolation_level = None
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            [(journal,)] = connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute("BEGIN EXCLUSIVE")  # kept, in this mode, until the connection is closed
            connection.execute("COMMIT")
            if journal != "delete":
                raise driver.OperationalError(journal)
            yield connection
    except driver.OperationalError as error:
        raise CannotChange(
            phrase(
                "Basis data {file} sedang dipakai, atau disknya tidak dapat ditulisi ({fault}). Data aman; hentikan "
                "server, lalu ulangi.",
                file=str(options.sqlite_file),
                fault=getattr(error, "sqlite_errorname", "") or str(error),
            )
        ) from error


def _exchange(options: ServerOptions, connection: Any, key: bytes) -> None:
    """Puts a copy of the database under this key, b'' for a plain one, in its place."""
    copy = options.sqlite_file.with_name(f"{options.sqlite_file.name}.part")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        raw = f"x'{at_rest.derived(key, b'database').hex()}'" if key else ""
        connection.execute(f'ATTACH DATABASE ? AS copy KEY "{raw}"', (str(copy),))
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        connection.execute("DETACH DATABASE copy")
        _hold_against(connection, copy, key)
        with copy.open("rb+") as file:  # Windows flushes only what may be written
            os.fsync(file.fileno())
        if os.name == "nt":
            connection.close()  # it holds the file
        replace(copy, options.sqlite_file)
        flush_folder(options.data)
    finally:
        copy.unlink(missing_ok=True)


def _hold_against(connection: Any, copy: Path, key: bytes) -> None:
    """Raises CannotChange when the copy is not whole."""
    opened = at_rest.connect(copy, key) if key else at_rest.cipher().connect(str(copy))
    with closing(opened):
        [(verdict,)] = opened.execute("PRAGMA integrity_check").fetchall()
        # Virtual tables have no rows but those of the tables behind them.
        real = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = [name for (name,) in connection.execute(real)]
        for table in tables:
            [(count,)] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
            [(copied,)] = opened.execute(f'SELECT count(*) FROM "{table}"').fetchall()
            if count != copied:
                verdict = table
    if verdict != "ok":
        raise CannotChange(
            phrase("Salinan basis data tidak sama dengan aslinya. Yang asli tidak diubah; jalankan 'check' dulu.")
        )


def _forget_uploads(options: ServerOptions) -> None:
    """What is on its way in is sent again from its beginning; what was being written when we were killed is written anew."""
    for path in (*(options.local_files / "uploads").glob("*"), *options.local_files.glob("??/*.part")):
        path.unlink(missing_ok=True)


def _write_plain(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    writing = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    replace(writing, path)
    flush_folder(path.parent)
