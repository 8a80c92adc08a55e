"""Where the district's things are: one value, made from the command line and handed to every worker."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server import intake_limits
from sync.server.database import Database, postgres_engine, sqlite_engine
from sync.server.district import District
from sync.server.keys import load_or_mint
from sync.server.migrate import bring_up_to_date
from sync.server.refold import follow_rules
from sync.server.shelf import Shelf, shelf
from sync.server.uploads import Uploads

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


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """`database` is '' for SQLite in the folder; `files` '' for a folder in it, or a path, or s3://…"""

    data: Path
    database: str = ""
    files: str = ""
    keys: Path | None = None
    connections: int = 8

    @property
    def keys_file(self) -> Path:
        return self.keys or self.data / KEYS_FILE

    def open_database(self) -> Database:
        if not self.database:
            self._make_folder()
            return Database(sqlite_engine(self.data / SQLITE_FILE))
        if not self.database.startswith("postgresql+psycopg://"):
            raise UnknownDatabase
        try:
            return Database(postgres_engine(self.database, self.connections))
        except (ArgumentError, ValueError) as error:
            raise UnknownDatabase from error

    def _make_folder(self) -> None:
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.data.stat().st_mode & 0o077 and any(self.data.glob(f"{SQLITE_FILE}*")):
                self.data.chmod(0o700)  # made by somebody else, or by a version that let others in
        except OSError as error:
            raise NoFolder(self.data, error.strerror or "") from error

    def shelf(self) -> Shelf:
        return shelf(self.files, self.data / FILES_FOLDER)

    def uploads(self) -> Uploads:
        """What is on its way in lies on this machine, beside a shelf that is a folder."""
        local = self.files and not self.files.startswith("s3://")
        return Uploads((Path(self.files) if local else self.data / FILES_FOLDER) / "uploads")

    def open(self, clock: Callable[[], float] = time.time) -> District:
        """The district, its tables and rows brought up to date and its keys at hand."""
        self._make_folder()
        database = self.open_database()
        bring_up_to_date(database.engine)
        district = District(database, load_or_mint(self.keys_file), clock, intake_limits.load(self.data / LIMITS_FILE))
        follow_rules(district)
        return district
