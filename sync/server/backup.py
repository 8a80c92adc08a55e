"""One file with the SQLite database and the attachments, made while the server runs. The keys are not in it: they are kept apart.

It is a tar of what lies on the disk: encrypted where that is (at_rest.py). With a public key the whole is sealed to it
(sealed_file.py), and only the holder of the private one restores it.
"""

import os
import re
import sqlite3
import sys
import tarfile
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from sync.closed_files import close_path
from sync.disk.reading_back import open_from_disk
from sync.disk.renaming import discard, flush_folder, replace
from sync.server import at_rest, sealed_file
from sync.server.check import broken_chains
from sync.server.database import Database, Unavailable, sqlite_engine
from sync.server.health import BACKUP_MARK
from sync.server.options import FILES_FOLDER, SQLITE_FILE, ServerOptions
from sync.server.shelf import is_whole, shelf
from sync.server.statement import PortableStatement

HASH_FILE = f"{SQLITE_FILE}.sha256"
COPY = "cadangan-"  # a copy of the database on its way into a backup, in the data folder
ABANDONED_SECONDS = 86_400
PIECE = 1 << 20  # bytes
_MEMBER = re.compile(
    rf"{re.escape(SQLITE_FILE)}|{re.escape(HASH_FILE)}|{FILES_FOLDER}/[0-9a-f]{{2}}/(?:[0-9a-f]{{64}}|[0-9a-f]{{48}})"
)
_PLAIN_NAME = re.compile("[0-9a-f]{64}")
_FILES = PortableStatement("SELECT DISTINCT sha256, size FROM file")


class CannotBackUp(OfficeError):
    pass


class Incomplete(CannotBackUp):
    def __init__(self, source: Path, fault: Phrase) -> None:
        super().__init__(
            phrase(
                "Cadangan {file} tidak utuh: {fault}. Tidak ada yang dipulihkan; pakailah cadangan lain.",
                file=str(source),
                fault=fault,
            )
        )


def back_up(options: ServerOptions, target: Path, receiver: bytes = b"") -> int:
    """Writes the backup and reads it back; how many attachments are in it. With `receiver`, a public key, sealed to it.

    Raises CannotBackUp.
    """
    if options.database:
        raise CannotBackUp(
            phrase(
                "Basis data ini PostgreSQL: cadangkan dengan pg_dump (misalnya: pg_dump -Fc -f distrik.dump "
                "ALAMAT), atau dengan arsip WAL untuk titik waktu mana pun; berkas lampiran dengan alat "
                "penyimpanannya. Belum ada yang ditulis."
            )
        )
    if options.files:
        raise CannotBackUp(
            phrase("Lampiran disimpan di tempat lain (--files): cadangkan tempat itu sendiri. Belum ada yang ditulis.")
        )
    if not options.sqlite_file.exists():
        raise CannotBackUp(phrase("Belum ada data distrik di {folder}.", folder=str(options.data)))
    forget_copies(options.data)
    part = target.with_name(target.name + ".part")
    copy = options.data / f"{COPY}{os.getpid()}.sqlite"
    try:
        _copy_database(options, copy)
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            key, written = _write(options, file, copy, receiver)
            file.flush()
            os.fsync(file.fileno())
        with open_from_disk(part) as file:
            _read_back(file, key, written)
        replace(part, target)
        flush_folder(target.parent)
        (options.data / BACKUP_MARK).touch()
        return written.count - 2
    except _faults() as error:
        raise CannotBackUp(
            phrase(
                "Cadangan tidak dapat ditulis ke {file} ({fault}). Data distrik tidak tersentuh; periksa tempat itu.",
                file=str(target),
                fault=type(error).__name__,
            )
        ) from error
    finally:
        discard(part)
        discard(copy)


def forget_copies(data: Path) -> None:
    """Removes what a backup that was killed left in the data folder; what is younger than a day may belong to one that runs."""
    for path in data.glob(f"{COPY}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
                path.unlink()


def restore(options: ServerOptions, source: Path, private_key: bytes = b"") -> None:
    """Unpacks a backup into an empty data folder, and verifies all of it. Raises CannotBackUp; then nothing is in it."""
    if options.database:
        raise CannotBackUp(phrase("Basis data ini PostgreSQL: pulihkan dengan pg_restore. Tidak ada yang diubah."))
    # A journal that was left alone, too: SQLite would write what it holds into the database that comes here.
    if any((options.data / f"{SQLITE_FILE}{end}").exists() for end in ("", "-wal", "-journal")):
        raise CannotBackUp(
            phrase(
                "Folder {folder} sudah berisi data distrik. Tidak ada yang diubah; pindahkan dulu folder itu, "
                "atau pilih --data lain.",
                folder=str(options.data),
            )
        )
    part = options.data / f"{SQLITE_FILE}.part"
    unpacked: list[Path] = []
    try:
        with _reading(source, private_key) as archive:
            options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            database_hash = _unpack(options, source, archive, part, unpacked)
        if not part.exists():
            raise CannotBackUp(phrase("{file} bukan cadangan distrik. Tidak ada yang diubah.", file=str(source)))
        if database_hash and _hash_of(part) != database_hash:
            raise Incomplete(source, phrase("basis datanya berubah"))
        _verify_restored(options, source, part)
        close_path(options.data / FILES_FOLDER)
        at_rest.mark(options.data, b"" if at_rest.begins_plain(part) else at_rest.ENCRYPTED)
        replace(part, options.sqlite_file)
        flush_folder(options.data)
        unpacked.clear()
    except _faults() as error:
        raise CannotBackUp(
            phrase(
                "Cadangan {file} rusak atau tidak terbaca ({fault}). Tidak ada yang dipulihkan; pakailah "
                "cadangan lain.",
                file=str(source),
                fault=type(error).__name__,
            )
        ) from error
    finally:
        for path in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm"), *unpacked):
            discard(path)


class Contents:
    """How many members a tar has, and a hash over all their names and hashes, in order."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = sha256()

    def add(self, name: str, sha256: str) -> None:
        self.count += 1
        self._digest.update(f"{sha256} {name}\n".encode())

    @property
    def hash(self) -> str:
        return self._digest.hexdigest()


def _write(options: ServerOptions, file: BinaryIO, copy: Path, receiver: bytes) -> tuple[bytes, Contents]:
    """The stream's key, b'' for a plain backup, and what was written."""
    if not receiver:
        with tarfile.open(fileobj=file, mode="w|") as archive:
            return b"", _fill(options, archive, copy)
    with (
        sealed_file.FileSealer(file, receiver) as sealer,
        tarfile.open(fileobj=cast(BinaryIO, sealer), mode="w|") as archive,
    ):
        return sealer.key, _fill(options, archive, copy)


def _fill(options: ServerOptions, archive: tarfile.TarFile, copy: Path) -> Contents:
    contents = Contents()
    database_hash = _add(archive, copy, SQLITE_FILE)
    contents.add(SQLITE_FILE, database_hash)
    words = database_hash.encode() + b"\n"
    member = tarfile.TarInfo(HASH_FILE)
    member.size = len(words)
    archive.addfile(member, BytesIO(words))
    contents.add(HASH_FILE, sha256(words).hexdigest())
    # After the database: every file that it knows of is there already.
    for path in sorted((options.data / FILES_FOLDER).glob("??/*")):
        name = f"{FILES_FOLDER}/{path.parent.name}/{path.name}"
        if _MEMBER.fullmatch(name):
            contents.add(name, _add(archive, path, name))
            archive.members = []  # pyright: ignore[reportAttributeAccessIssue] - or it would remember all of them
    return contents


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as file:
        hashed = _Hashed(file)
        archive.addfile(archive.gettarinfo(name=str(path), arcname=name), hashed)  # pyright: ignore[reportArgumentType]
    return hashed.digest.hexdigest()


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = sha256()

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _members(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """The files in a tar and their contents, in order; the tar forgets those that are behind."""
    for member in archive:
        content = archive.extractfile(member) if member.isfile() else None
        if content is not None:
            with content:
                yield member, content
        archive.members = []  # pyright: ignore[reportAttributeAccessIssue]


def _read_back(file: BinaryIO, key: bytes, written: Contents) -> None:
    """Raises CannotBackUp when what was written is not what was read."""
    opened = sealed_file.OpenedFile(file, key=key) if key else None
    read = Contents()
    with tarfile.open(fileobj=cast(BinaryIO, opened or file), mode="r|") as archive:
        for member, content in _members(archive):
            read.add(member.name, at_rest.plain_hash(_pieces(content)))
    if opened is not None:
        opened.finish()
    if (read.count, read.hash) != (written.count, written.hash):
        raise CannotBackUp(
            phrase(
                "Cadangan yang ditulis tidak terbaca kembali sama. Data distrik tidak tersentuh; pakailah disk lain."
            )
        )


@contextmanager
def _reading(source: Path, private_key: bytes) -> Generator[tarfile.TarFile]:
    """The tar in a backup. Raises CannotBackUp; at the end Unreadable when anything is missing behind the tar."""
    if not sealed_file.is_sealed(source):
        with tarfile.open(source) as archive:
            yield archive
        return
    if not private_key:
        raise CannotBackUp(
            phrase(
                "Cadangan {file} terenkripsi. Tidak ada yang diubah; sebutkan kunci pribadinya dengan --key.",
                file=str(source),
            )
        )
    with source.open("rb") as file:
        try:
            opened = sealed_file.OpenedFile(file, private_key=private_key)
        except sealed_file.OtherKey:
            raise CannotBackUp(
                phrase(
                    "Cadangan {file} ditulis untuk kunci lain. Tidak ada yang diubah; pakailah kunci pribadi yang "
                    "dibuat bersama kunci publiknya.",
                    file=str(source),
                )
            ) from None
        with tarfile.open(fileobj=cast(BinaryIO, opened), mode="r|") as archive:
            yield archive
        opened.finish()


def _unpack(options: ServerOptions, source: Path, archive: tarfile.TarFile, part: Path, unpacked: list[Path]) -> str:
    """Writes the members into the data folder; the hash that the backup tells of its database, '' when it tells none."""
    database_hash = ""
    for member, content in _members(archive):
        if not _MEMBER.fullmatch(member.name):
            continue
        if member.name == HASH_FILE:
            database_hash = content.read(64).decode("ascii", "replace")
            continue
        target = part if member.name == SQLITE_FILE else options.data / member.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = sha256()
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            unpacked.append(target)
            for piece in _pieces(content):
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if target != part and _PLAIN_NAME.fullmatch(target.name) and digest.hexdigest() != target.name:
            raise Incomplete(source, phrase("lampiran {name}… rusak", name=target.name[:12]))
    return database_hash


def _verify_restored(options: ServerOptions, source: Path, database: Path) -> None:
    """Pages, chains of events, and that each attachment which the database knows of is here whole. Raises CannotBackUp."""
    key = b"" if at_rest.begins_plain(database) else at_rest.load(options.encryption_key_file)
    _verify(database, key)
    opened = Database(sqlite_engine(database, key))
    try:
        broken = opened.snapshot(lambda t: next(broken_chains(t), ""))
        files = opened.read(lambda t: t.rows(_FILES))
    finally:
        opened.engine.dispose()
    if broken:
        raise Incomplete(source, phrase("{fault}", fault=broken.rstrip(".")))
    restored = shelf("", options.data / FILES_FOLDER, key)
    missing = [name for name, size in files if not restored.has(name) or not is_whole(restored, name, size)]
    if missing:
        raise Incomplete(source, phrase("{number} lampiran tidak ada di dalamnya, atau rusak", number=len(missing)))


def _copy_database(options: ServerOptions, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    key = at_rest.load(options.encryption_key_file) if options.is_encrypted else b""
    with closing(_connect(options.sqlite_file, key)) as running, closing(_connect(target, key)) as copy:
        running.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    _verify(target, key)


def _verify(path: Path, key: bytes) -> None:
    with closing(_connect(path, key)) as connection:
        [(verdict,)] = connection.execute("PRAGMA integrity_check").fetchall()
    if verdict != "ok":
        raise CannotBackUp(
            phrase("Basis data rusak: pemeriksaannya menemukan halaman yang salah. Tidak ada yang ditulis.")
        )


def _connect(path: Path, key: bytes) -> Any:
    """Raises sqlite3.Error, also for what SQLCipher's driver says."""
    if not key:
        return sqlite3.connect(path)
    return at_rest.connect(path, key)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return at_rest.plain_hash(_pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _faults() -> tuple[type[Exception], ...]:
    """What a disk, a tar, a sealed file and both drivers of SQLite may say; SQLCipher's only once it is loaded."""
    driver = sys.modules.get("sqlcipher3.dbapi2")
    faults = (OSError, EOFError, sqlite3.Error, tarfile.TarError, sealed_file.UnreadableFile, Unavailable)
    return faults if driver is None else (*faults, driver.Error)
