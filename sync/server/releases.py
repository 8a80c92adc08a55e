"""Releases of the program that the district hands out: which there are, for whom, and which one an office is offered."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.messages import OfferingAnswer, ReleaseOffer, SyncAnswer
from sync.release.manifest import ReleaseManifest
from sync.release.release_file import PIECE, hash_of, open_release, read_part
from sync.release.versions import is_newer, order
from sync.server import announcements
from sync.server.file_access import StoredFile
from sync.server.shelf import Shelf
from sync.server.statement import PortableStatement, Transaction

_VERSION = re.compile(r"[ -~]{1,32}")
_UPDATES = re.compile(r"([a-z0-9_]{1,20}-[a-z0-9_]{1,20})(?: ([0-9.]{1,24}))?", re.ASCII)
_COLUMNS = "sha256, version, system, size, former, units, notes, added_at, withdrawn_at"
_ALL = PortableStatement(f"SELECT {_COLUMNS} FROM release r ORDER BY added_at, sha256")
_OFFERED = PortableStatement(f"SELECT {_COLUMNS} FROM release r WHERE system = :system AND withdrawn_at IS NULL")
_ONE = PortableStatement(f"SELECT {_COLUMNS} FROM release r WHERE sha256 = :sha256 AND withdrawn_at IS NULL")
_PUT = PortableStatement(
    "INSERT INTO release (sha256, version, system, size, former, units, notes, added_at, withdrawn_at) "
    "VALUES (:sha256, :version, :system, :size, :former, :units, :notes, :now, NULL) "
    "ON CONFLICT (sha256) DO UPDATE SET units = excluded.units, withdrawn_at = NULL"
)
_WITHDRAW = PortableStatement(
    "UPDATE release SET withdrawn_at = :now WHERE version = :version AND withdrawn_at IS NULL"
)


class OfficeProgram(NamedTuple):
    """What a request tells of the office's program: `system` when it can update itself, `gave_up` the version that failed there, `read` the

    announcements that were read at the office.
    """

    version: str
    system: str
    gave_up: str
    read: tuple[int, ...] = ()

    @property
    def updates(self) -> str:
        return f"{self.system} {self.gave_up}".rstrip()

    def is_news(self, version: str, updates: str) -> bool:
        """Whether it told anything else than what was noted. A request without a version tells nothing."""
        return self.version != "" and (self.version, self.updates) != (version, updates)

    def follows(self, version: str) -> bool:
        """Whether it comes after a report of this version: no older one, but by going back."""
        return not is_newer(version, self.version) or self.gave_up == version


UNTOLD = OfficeProgram("", "", "")


def program(version: str, updates: str, read: str = "") -> OfficeProgram:
    """From the headers of a request; what is unreadable counts as not told."""
    match = _UPDATES.fullmatch(updates)
    system, gave_up = (match[1], match[2] or "") if match else ("", "")
    numbers = announcements.numbers(read)
    return OfficeProgram(version if _VERSION.fullmatch(version) else "", system, gave_up, numbers)


class Kept(NamedTuple):
    """A release that the district has. Times in ms since 1970; `former` and `units` between spaces, '' for all."""

    sha256: str
    version: str
    system: str
    size: int
    former: str
    units: str
    notes: str
    added_at: int
    withdrawn_at: int | None

    def is_for(self, unit: str, version: str) -> bool:
        """Whether a PC of this unit with this version can use it."""
        return (
            is_newer(self.version, version)
            and (not self.units or unit in self.units.split())
            and (not self.former or any(order(former) == order(version) for former in self.former.split()))
        )


class NoSuchRelease(OfficeError):
    def __init__(self, version: str) -> None:
        super().__init__(
            phrase("Tidak ada rilis versi {version} yang sedang ditawarkan. Tidak ada yang diubah.", version=version)
        )


def all_of_them(transaction: Transaction) -> list[Kept]:
    return [Kept(*row) for row in transaction.rows(_ALL)]


def offer(transaction: Transaction, unit: str, asking: OfficeProgram) -> Kept | None:
    """The newest release for this program; of two files for the same version the smaller. None when it is up to date or can't update."""
    if not asking.system:
        return None
    releases = [Kept(*row) for row in transaction.rows(_OFFERED, system=asking.system)]
    fitting = [release for release in releases if release.is_for(unit, asking.version)]
    return max(fitting, key=lambda release: (order(release.version), -release.size, release.sha256), default=None)


def with_offer(transaction: Transaction, answer: SyncAnswer, unit: str, asking: OfficeProgram) -> SyncAnswer:
    """The answer, and what it offers; as it was for a program that didn't ask, or has the newest."""
    offered = offer(transaction, unit, asking)
    if offered is None:
        return answer
    return OfferingAnswer(
        **structs.asdict(answer), release=ReleaseOffer(offered.version, bytes.fromhex(offered.sha256), offered.size)
    )


def find(transaction: Transaction, unit: str, sha256: str) -> StoredFile | None:
    """A release that this unit may fetch."""
    row = transaction.first(_ONE, sha256=sha256)
    if row is None:
        return None
    release = Kept(*row)
    return StoredFile(unit, sha256, release.size) if not release.units or unit in release.units.split() else None


def read(path: Path, keys: Sequence[bytes]) -> tuple[ReleaseManifest, str, int]:
    """What a release says, its SHA-256 and its size, after everything in it was held against the signature. Raises ReleaseRefused."""
    release = open_release(path, keys)
    with path.open("rb") as file:
        for part, offset in release.parts():
            read_part(file, part, offset)
        return release.manifest, hash_of(file), release.size


def keep(shelf: Shelf, path: Path, sha256: str, folder: Path) -> None:
    """Puts a copy of the file on the shelf."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{sha256}.release"
    shutil.copyfile(path, part)
    shelf.keep(sha256, part, lambda: _pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def put(
    transaction: Transaction, manifest: ReleaseManifest, sha256: str, size: int, units: Sequence[str], now: int
) -> None:
    """Offers it to these units, to all without any. Again, it changes for whom."""
    transaction.run(
        _PUT, sha256=sha256, version=manifest.version, system=manifest.system, size=size,
        former=" ".join(manifest.from_versions), units=" ".join(sorted(set(units))), notes=manifest.notes, now=now,
    )  # fmt: skip


def withdraw(transaction: Transaction, version: str, now: int) -> int:
    """Offers this version to nobody any more; returns how many files it were. What has installed it keeps it. Raises NoSuchRelease."""
    count = transaction.run(_WITHDRAW, version=version, now=now)
    if not count:
        raise NoSuchRelease(version)
    return count


def newest(releases: Sequence[Kept], unit: str, system: str = "") -> str:
    """The newest version that this unit may have, '' for none."""
    versions = [
        release.version
        for release in releases
        if release.withdrawn_at is None
        and (not release.units or unit in release.units.split())
        and (not system or release.system == system)
    ]
    return max(versions, key=order, default="")


def state(releases: Sequence[Kept], unit: str, version: str, updates: str) -> tuple[str, str]:
    """How far behind a PC is: the version that it should have ('' when it has it), and the one that failed there ('' for none)."""
    system, _, gave_up = updates.partition(" ")
    target = newest(releases, unit, system)
    return (target if target and is_newer(target, version) else ""), (gave_up if is_newer(gave_up, version) else "")
