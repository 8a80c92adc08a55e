"""Where the district's things are: one value, made from the command line and handed to every worker."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.closed_files import close, close_path
from sync.server import at_rest, evaluation, intake_limits, optional
from sync.server.at_rest import FileCipher
from sync.server.database import Database, postgres_engine, sqlite_engine
from sync.server.district import District
from sync.server.keys import load_or_mint
from sync.server.migrate import bring_up_to_date
from sync.server.refold import follow_rules
from sync.server.shelf import BUCKET, Shelf, shelf
from sync.server.uploads import Uploads, UploadStore

SQLITE_FILE = "district.sqlite"
KEYS_FILE = "district.keys"
FILES_FOLDER = "files"
LIMITS_FILE = "penerimaan.toml"


class NoFolder(OfficeError):
    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            phrase(
                "Folder data {folder} tidak dapat dipakai ({reason}). Pilihlah --data lain.",
                folder=str(folder),
                reason=reason,
            )
        )


class UnknownDatabase(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase("Alamat basis data tidak dikenal. Pakailah postgresql+psycopg://… atau kosongkan untuk SQLite.")
        )


class CannotEncrypt(OfficeError):
    """What --encrypt can't do here."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """`database` is '' for SQLite in the folder; `files` '' for a folder in it, or a path, or s3://…

    `encrypt`: a district that begins here lies encrypted on the disk; one that is here stays as it is.
    """

    data: Path
    database: str = ""
    files: str = ""
    keys: Path | None = None
    connections: int = 8
    encrypt: bool = False

    @property
    def keys_file(self) -> Path:
        return self.keys or self.data / KEYS_FILE

    @property
    def encryption_key_file(self) -> Path:
        return self.keys_file.with_name(at_rest.KEY_FILE)

    @property
    def sqlite_file(self) -> Path:
        return self.data / SQLITE_FILE

    @property
    def in_bucket(self) -> bool:
        """Whether attachments lie in a bucket, those on their way in, too."""
        return self.files.startswith(BUCKET)

    @property
    def local_files(self) -> Path:
        """Where attachments lie, or, beside a bucket, releases while they are read."""
        return Path(self.files) if self.files and not self.in_bucket else self.data / FILES_FOLDER

    @property
    def is_encrypted(self) -> bool:
        return not self.database and at_rest.is_encrypted(self.data)

    def open_database(self) -> Database:
        if not self.database:
            self._make_folder()
            return Database(sqlite_engine(self.sqlite_file, self._database_key()))
        if self.encrypt:
            raise CannotEncrypt(
                phrase(
                    "--encrypt mengenkripsi berkas SQLite dan lampiran di sampingnya; PostgreSQL dienkripsi dengan "
                    "disknya sendiri. Tidak ada yang diubah; jalankan tanpa --encrypt."
                )
            )
        if not self.database.startswith("postgresql+psycopg://"):
            raise UnknownDatabase
        try:
            with optional.needed_for("postgresql"):
                return Database(postgres_engine(self.database, self.connections))
        except (ArgumentError, ValueError) as error:
            raise UnknownDatabase from error

    def _database_key(self) -> bytes:
        """The key of the database in the folder, b'' when it is plain."""
        if self.is_encrypted:
            return at_rest.load(self.encryption_key_file)
        if not self.encrypt:
            return b""
        if self.sqlite_file.exists() and self.sqlite_file.stat().st_size:
            raise CannotEncrypt(
                phrase(
                    "Distrik di {folder} belum terenkripsi. Tidak ada yang diubah; hentikan server, jalankan "
                    "'aduan-distrik encrypt', lalu ulangi.",
                    folder=str(self.data),
                )
            )
        self.refuse_bucket()
        key = at_rest.mint(self.encryption_key_file)
        at_rest.mark(self.data, at_rest.ENCRYPTED)
        return key

    def refuse_bucket(self) -> None:
        """Raises CannotEncrypt where attachments lie in a bucket."""
        if self.in_bucket:
            raise CannotEncrypt(
                phrase(
                    "Lampiran di {place} dienkripsi oleh penyimpanannya sendiri, bukan dengan --encrypt. Tidak ada yang "
                    "diubah; pakailah folder, atau jalankan tanpa --encrypt.",
                    place=self.files,
                )
            )

    def _make_folder(self) -> None:
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            close(self.data, f"{SQLITE_FILE}*", at_rest.MARK, LIMITS_FILE, evaluation.OWN_FILE)
            for path in (self.local_files, self.keys_file, self.encryption_key_file):
                close_path(path)
        except OSError as error:
            raise NoFolder(self.data, error.strerror or "") from error

    def shelf(self) -> Shelf:
        key = at_rest.load(self.encryption_key_file) if self.is_encrypted else b""
        return shelf(self.files, self.local_files, key)

    def uploads(self) -> UploadStore:
        """What is on its way in lies beside what is there: in a bucket, too, or on this machine."""
        if self.in_bucket:
            with optional.needed_for("s3"):
                from sync.server.bucket import Bucket
                from sync.server.shared_uploads import SharedUploads

            return SharedUploads(Bucket(self.files))
        cipher = FileCipher(at_rest.load(self.encryption_key_file)) if self.is_encrypted else None
        return Uploads(self.local_files / "uploads", cipher)

    def open(self, clock: Callable[[], float] = time.time) -> District:
        """The district, its tables and rows brought up to date and its keys at hand."""
        self._make_folder()
        database = self.open_database()
        bring_up_to_date(database.engine)
        limits = intake_limits.load(self.data / LIMITS_FILE)
        rules = evaluation.load(self.data / evaluation.OWN_FILE)
        district = District(database, load_or_mint(self.keys_file), clock, limits, rules)
        follow_rules(district)
        return district
