"""Backups: one file with a snapshot of the encrypted database, its keys and its attachments, believed only after reading it back.

The file is a ZIP of parts that are encrypted already, with a manifest of their hashes; any unzip program can look at it, and
only a password of the office opens it. Daily backups leave the attachments beside the file, each once.
"""

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from complaints.attachment import RESERVED
from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from desktop.store.database import ONCE_KIB, connect, database_errors
from desktop.store.durable_files import disk_errors
from sync.disk.reading_back import open_from_disk
from sync.disk.renaming import discard, flush_folder, replace
from sync.working_folder import clear_leftovers, working_folder

DATABASE = "book.db"
KEYS = "keys.json"
MANIFEST = "manifest.json"
ATTACHMENTS = "attachments/"
SUFFIX = ".aduan"
DAILY = "backups"  # in the data folder
COPYING, READING = ".salin-", ".periksa-"
STEP_PAGES = 500

Progress = Callable[[int, int], bool]
"""Told (part, whole); returns whether to go on."""


class BackupDamaged(OfficeError):
    def __init__(self, reason: Phrase) -> None:
        super().__init__(
            phrase(
                "Berkas cadangan ini rusak atau bukan cadangan Buku Aduan ({reason}). Data yang sekarang tidak "
                "diubah. Coba cadangan lain.",
                reason=reason,
            )
        )


class NotForBackups(OfficeError):
    """Where a backup would lie on something else."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(
            phrase("{reason} Tidak ada yang ditulis; pilih nama lain di flashdisk atau folder lain.", reason=reason)
        )


class BackupCancelled(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Dibatalkan. Tidak ada yang berubah."))


class Manifest(msgspec.Struct, frozen=True):
    """What the file holds: hashes of its parts by name, and the attachments that lie beside it, by their names on the disk."""

    format: int
    created: datetime
    parts: dict[str, str]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was read back: `events` and `complaints` were counted in the copy, `size` is in bytes."""

    file: Path
    created: datetime
    events: int
    complaints: int
    attachments: int
    size: int


def always(_part: int, _total: int) -> bool:
    return True


def write(
    folder: Path, key: bytes, file: Path, now: datetime, *, embed: bool = True, progress: Progress = always
) -> BackupReport:
    """Writes and verifies a backup. `embed` puts the attachments into the file, else they go into a folder beside it.

    Nothing appears under the file's name before it was read back whole. Raises NotForBackups where something else lies or would
    be taken for the book's own files, and OfficeError when there is no room.
    """
    partial = file.with_name(file.name + ".part")
    with disk_errors():
        _refuse_other_things(folder, file)
        file.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(file.parent, f"*{SUFFIX}.part")
        try:
            with working_folder(COPYING, file.parent) as place:
                copy = place / DATABASE
                _snapshot(folder / DATABASE, key, copy, progress)
                attachments = sorted((folder / "attachments").glob("??/*"))
                whole_files = [path for path in attachments if path.suffix != ".part"]
                if not embed:
                    _mirror(whole_files, file.parent / ATTACHMENTS)
                _pack(partial, copy, folder / KEYS, whole_files, now, embed=embed)
            report = verify(partial, key, shown_as=file)
            replace(partial, file)
            flush_folder(file.parent)
        finally:
            discard(partial)
    return report


def _refuse_other_things(folder: Path, file: Path) -> None:
    """An older backup may be replaced; anything else, taken by mistake, may not."""
    if RESERVED.match(file.name):
        raise NotForBackups(phrase("“{name}” adalah nama perangkat, bukan berkas.", name=file.name))
    if file.is_dir():
        raise NotForBackups(phrase("“{name}” adalah folder, bukan berkas.", name=file.name))
    data, place = folder.resolve(), file.resolve()
    if place.is_relative_to(data) and place.parent != data / DAILY:
        raise NotForBackups(phrase("“{name}” ada di folder data buku ini sendiri.", name=file.name))
    if not file.exists():
        return
    if not file.is_file():
        raise NotForBackups(phrase("“{name}” adalah perangkat, bukan berkas.", name=file.name))
    try:
        read_manifest(file)
    except BackupDamaged:
        raise NotForBackups(phrase("“{name}” adalah berkas lain, bukan cadangan.", name=file.name)) from None


def verify(file: Path, key: bytes, shown_as: Path | None = None) -> BackupReport:
    """Reads a backup back: every part's hash, then the log's chain in the database that it holds. Raises BackupDamaged."""
    manifest = read_manifest(file)
    with working_folder(READING, file.parent) as place:
        copy = place / DATABASE
        extract(file, manifest, DATABASE, copy)
        for name in manifest.parts:
            if name != DATABASE:
                extract(file, manifest, name, None)
        beside = file.parent / ATTACHMENTS
        if any(not (beside / name).is_file() for name in manifest.beside):
            raise BackupDamaged(phrase("lampiran di samping berkas hilang"))
        from desktop.store import check

        events, complaints = check.verify_log(copy, key)
    embedded = sum(name.startswith(ATTACHMENTS) for name in manifest.parts)
    count = embedded + len(manifest.beside)
    return BackupReport(shown_as or file, manifest.created, events, complaints, count, file.stat().st_size)


def read_manifest(file: Path) -> Manifest:
    try:
        with open_from_disk(file) as content, ZipFile(content) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    except (BadZipFile, KeyError, msgspec.MsgspecError, EOFError, NotImplementedError, RuntimeError):
        raise BackupDamaged(phrase("isi tidak terbaca")) from None
    except FileNotFoundError:
        raise OfficeError(phrase("Berkas cadangan itu tidak ada. Tidak ada yang diubah; periksa letaknya.")) from None
    if manifest.format != 1:
        raise OfficeError(
            phrase("Cadangan ini dibuat oleh versi lebih baru. Tidak ada yang diubah; pasang versi terbaru.")
        )
    safe = (name in (DATABASE, KEYS) or _is_attachment(name.removeprefix(ATTACHMENTS)) for name in manifest.parts)
    if not all(safe) or not all(_is_attachment(name) for name in manifest.beside) or DATABASE not in manifest.parts:
        raise BackupDamaged(phrase("daftar isi aneh"))
    return manifest


def extract(file: Path, manifest: Manifest, name: str, target: Path | None) -> None:
    """Copies a part out of the backup (or only reads it, without a target) and holds it against its hash."""
    digest = blake2b(digest_size=32)
    try:
        with open_from_disk(file) as content, ZipFile(content) as archive, archive.open(name) as part:
            if target is None:
                _pour(part, digest.update)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    _pour(part, digest.update, out.write)
                    out.flush()
                    os.fsync(out.fileno())
    except (BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError):
        raise BackupDamaged(phrase("bagian {name} tidak terbaca", name=name)) from None
    if digest.hexdigest() != manifest.parts[name]:
        raise BackupDamaged(phrase("bagian {name} berubah", name=name))


def before_migration(folder: Path, key: bytes, version: str) -> BackupReport:
    """The backup that a migration hides behind."""
    now = datetime.now().astimezone()
    return write(folder, key, folder / DAILY / f"sebelum-versi-{version}-{now:%Y%m%d-%H%M%S}{SUFFIX}", now, embed=False)


def daily_backups(place: Path) -> list[Path]:
    """The daily backups in a folder, newest first."""
    return sorted(place.glob(f"buku-aduan-????????-??????{SUFFIX}"), reverse=True)


def daily(
    folder: Path, key: bytes, place: Path, now: datetime, count: int, progress: Progress = always
) -> BackupReport:
    """Writes today's backup into `place` and lets only the newest `keep` stay."""
    report = write(folder, key, place / f"buku-aduan-{now:%Y%m%d-%H%M%S}{SUFFIX}", now, embed=False, progress=progress)
    for old in _surplus(place, report.file, count):
        discard(old)  # today's backup is made: an old one that a scanner holds goes the next time
    return report


def _surplus(place: Path, newest: Path, count: int) -> list[Path]:
    """The backups to let go, oldest first. Names that a wrong clock dated after `newest` go before all others."""
    older = [path for path in daily_backups(place) if path != newest]
    older.sort(key=lambda path: (path.name < newest.name, path.name))
    return older[: max(0, len(older) + 1 - max(count, 1))]


def _is_attachment(name: str) -> bool:
    group, _, digest = name.partition("/")
    return len(group) == 2 and len(digest) == 48 and digest.startswith(group) and digest.isalnum()


def _snapshot(database: Path, key: bytes, copy: Path, progress: Progress) -> None:
    source = connect(database, key, mode="ro", cache_kib=ONCE_KIB)
    try:
        target = connect(copy, key, mode="rwc", cache_kib=ONCE_KIB)
        try:

            def copied(_status: int, remaining: int, total: int) -> None:
                if not progress(total - remaining, total):
                    raise BackupCancelled

            with database_errors():
                source.backup(target, pages=STEP_PAGES, progress=copied)
                # What is half typed may yet be sealed: then no copy of it may lie anywhere.
                target.execute("DELETE FROM draft_file")
                target.execute("DELETE FROM draft")
                target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
    finally:
        source.close()


def _mirror(files: list[Path], place: Path) -> None:
    """Attachments never change: each is copied once, under its final name only when whole."""
    for path in files:
        target = place / path.parent.name / path.name
        if target.is_file() and target.stat().st_size == path.stat().st_size:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        shutil.copyfile(path, partial)
        replace(partial, target)


def _pack(file: Path, database: Path, keys: Path, attachments: list[Path], now: datetime, *, embed: bool) -> None:
    parts: dict[str, str] = {}
    with file.open("wb") as out:
        with ZipFile(out, "w", ZIP_STORED) as archive:
            parts[DATABASE] = _add(archive, DATABASE, database, now)
            parts[KEYS] = _add(archive, KEYS, keys, now)
            names = {f"{path.parent.name}/{path.name}": path for path in attachments}
            if embed:
                parts |= {
                    ATTACHMENTS + name: _add(archive, ATTACHMENTS + name, path, now) for name, path in names.items()
                }
            manifest = {"format": 1, "created": now.isoformat(), "parts": parts, "beside": [] if embed else list(names)}
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        out.flush()
        os.fsync(out.fileno())


def _add(archive: ZipFile, name: str, path: Path, now: datetime) -> str:
    digest = blake2b(digest_size=32)
    stamp = max(now.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with path.open("rb") as part, archive.open(ZipInfo(name, stamp), "w", force_zip64=True) as out:
        _pour(part, digest.update, out.write)
    return digest.hexdigest()


def _pour(source: IO[bytes], *sinks: Callable[[bytes], Any]) -> None:
    for chunk in _chunks(source):
        for sink in sinks:
            sink(chunk)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(io.DEFAULT_BUFFER_SIZE * 32):
        yield chunk
