"""One file with the SQLite database and the attachments, made while the server runs. The keys are not in it: they are kept apart."""

import os
import re
import sqlite3
import tarfile
from hashlib import sha256
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from sync.server.health import BACKUP_MARK
from sync.server.options import FILES_FOLDER, SQLITE_FILE, ServerOptions

_MEMBER = re.compile(rf"{re.escape(SQLITE_FILE)}|{FILES_FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{64}}")


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


def back_up(options: ServerOptions, target: Path) -> int:
    """Writes the backup and checks it; how many files are in it. Raises CannotBackUp."""
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
    part = target.with_name(target.name + ".part")
    copy = target.with_name(target.name + ".sqlite")
    try:
        _copy_database(options.data / SQLITE_FILE, copy)
        with tarfile.open(part, "w") as archive:
            archive.add(copy, SQLITE_FILE)
            # After the database: every file that it knows of is there already.
            for path in sorted((options.data / FILES_FOLDER).glob("??/*")):
                archive.add(path, f"{FILES_FOLDER}/{path.parent.name}/{path.name}")
        with tarfile.open(part) as archive:
            count = len(archive.getmembers()) - 1
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
        (options.data / BACKUP_MARK).touch()
        return count
    except (OSError, sqlite3.Error) as error:
        raise CannotBackUp(
            phrase(
                "Cadangan tidak dapat ditulis ke {file} ({fault}). Data distrik tidak tersentuh; periksa tempat itu.",
                file=str(target),
                fault=type(error).__name__,
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)


def restore(options: ServerOptions, source: Path) -> None:
    """Unpacks a backup into an empty data folder. Raises CannotBackUp; then nothing is in it."""
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
    options.data.mkdir(parents=True, exist_ok=True)
    part = options.data / f"{SQLITE_FILE}.part"
    unpacked: list[Path] = []
    try:
        with tarfile.open(source) as archive:
            members = [m for m in archive if m.isfile() and _MEMBER.fullmatch(m.name)]
            if not any(member.name == SQLITE_FILE for member in members):
                raise CannotBackUp(phrase("{file} bukan cadangan distrik. Tidak ada yang diubah.", file=str(source)))
            for member in members:
                target = part if member.name == SQLITE_FILE else options.data / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                assert content is not None
                digest = sha256()
                with content, target.open("wb") as file:
                    unpacked.append(target)
                    while piece := content.read(1 << 20):
                        digest.update(piece)
                        file.write(piece)
                    file.flush()
                    os.fsync(file.fileno())
                if target != part and digest.hexdigest() != target.name:
                    raise Incomplete(source, phrase("lampiran {name}… rusak", name=target.name[:12]))
        _verify(part)
        _verify_files(source, part, {path.name for path in unpacked})
        part.replace(options.data / SQLITE_FILE)
        unpacked.clear()
    except (OSError, tarfile.TarError, EOFError, sqlite3.Error) as error:
        raise CannotBackUp(
            phrase(
                "Cadangan {file} rusak atau tidak terbaca ({fault}). Tidak ada yang dipulihkan; pakailah "
                "cadangan lain.",
                file=str(source),
                fault=type(error).__name__,
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)
        for path in unpacked:
            path.unlink(missing_ok=True)


def _verify_files(source: Path, database: Path, names: set[str]) -> None:
    """Raises Incomplete when a file is missing that the database knows of."""
    connection = sqlite3.connect(database)
    try:
        missing = [name for (name,) in connection.execute("SELECT DISTINCT sha256 FROM file") if name not in names]
    finally:
        connection.close()
    if missing:
        raise Incomplete(source, phrase("{number} lampiran tidak ada di dalamnya", number=len(missing)))


def _copy_database(source: Path, target: Path) -> None:
    if not source.exists():
        raise CannotBackUp(phrase("Belum ada data distrik di {folder}.", folder=str(source.parent)))
    target.unlink(missing_ok=True)
    with sqlite3.connect(source) as running, sqlite3.connect(target) as copy:
        running.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    running.close()
    copy.close()
    _verify(target)


def _verify(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        [(verdict,)] = connection.execute("PRAGMA integrity_check").fetchall()
        if verdict != "ok":
            raise CannotBackUp(
                phrase("Basis data rusak: pemeriksaannya menemukan halaman yang salah. Tidak ada yang ditulis.")
            )
    finally:
        connection.close()
