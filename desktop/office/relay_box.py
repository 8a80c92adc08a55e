"""Where the program of a kecamatan, or of an agency with parts, keeps what it carries for the units below it: bundles on their way up, answers on their way down, all of them sealed.

Nothing in here can be read or changed unnoticed: a bundle is sealed to the district, an answer to the unit's PCs. What stands open
on a bundle's cover (whose it is, when it was made) is proved by the district alone; an answer's cover is proved here, by its signature.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from complaints.office_kind import is_part_of
from desktop.office.district_book import RELAY_FOLDER
from sync.bundle import bundle_file, envelope
from sync.bundle.envelope import SUFFIX
from sync.bundle.receiving import TO_OFFICE
from sync.bundle.refusals import BundleRefused, stick_errors
from sync.bundle.sending import TO_DISTRICT
from sync.client import Piece
from sync.disk.entries import entries
from sync.disk.renaming import flush_folder, replace
from sync.messages import Cover

MOST_OF_A_SIGNER = 3  # bundles: each is whole by itself, but who signed them is not proved here
PART, ARRIVING = ".part", ".arriving"
PIECE = 1024 * 1024
_UNIT = re.compile(r"[0-9A-Za-z.-]{1,32}")
_SIGNER = re.compile(r"[a-z2-7]{16}")


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A bundle or an answer in the box. `signer` is '' on an answer; `made_ms` by its maker's clock."""

    path: Path
    unit: str
    signer: str
    made_ms: int

    @property
    def size(self) -> int:
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True)
class Carrier:
    """The office that carries, in its district; `parents` are those that the district names of its agencies' parts."""

    unit: str
    district: str
    parents: Mapping[str, str]

    def is_above(self, unit: str) -> bool:
        """Whether this is a village of the kecamatan that carries, or a part of the agency."""
        return _UNIT.fullmatch(unit) is not None and is_part_of(unit, self.unit, self.parents)

    def takes_up(self, cover: Cover) -> bool:
        return cover.direction == TO_DISTRICT and cover.district == self.district and self.is_above(cover.unit)

    def takes_down(self, cover: Cover) -> bool:
        return cover.direction == TO_OFFICE and cover.district == self.district and self.is_above(cover.unit)


@dataclass(frozen=True, slots=True)
class RelayBox:
    """`folder` is the office's data folder."""

    folder: Path

    @property
    def _up(self) -> Path:
        return self.folder / RELAY_FOLDER / "up"

    @property
    def _down(self) -> Path:
        return self.folder / RELAY_FOLDER / "down"

    def bundles(self) -> list[CarriedFile]:
        """The bundles that wait to be handed in, the oldest of each office first."""
        carried = [_named(path) for path in self._up.glob(f"*{SUFFIX}")]
        return sorted((one for one in carried if one), key=lambda one: (one.unit, one.signer, one.made_ms))

    def answers(self) -> dict[str, CarriedFile]:
        """The newest answer for each unit."""
        newest: dict[str, CarriedFile] = {}
        for path in self._down.glob(f"*{SUFFIX}"):
            one = _named(path)
            if one is not None and (one.unit not in newest or newest[one.unit].made_ms < one.made_ms):
                newest[one.unit] = one
        return newest

    # Taking along ----------------------------------------------------------------------------------------------------

    def keep_bundle(self, file: Path, cover: Cover) -> bool:
        """Takes a bundle along; False when it is here already. Raises StickFailed."""
        if not _SIGNER.fullmatch(cover.signer):
            return False
        name = sha256_of(file)
        path = self._up / f"{cover.unit}_{cover.signer}_{cover.made_ms}_{name[:16]}{SUFFIX}"
        if path.exists():
            return False
        _copy(file, path)
        of_signer = [one for one in self.bundles() if (one.unit, one.signer) == (cover.unit, cover.signer)]
        for former in of_signer[:-MOST_OF_A_SIGNER]:
            self.drop(former)
        return path.exists()

    def keep_answer(self, file: Path, signing_key: bytes) -> bool:
        """Takes an answer along that the district signed; False when one as new is here. Raises BundleRefused or StickFailed."""
        with bundle_file.opened(file) as place:
            sealed_bundle = envelope.look(place)
            envelope.check(sealed_bundle, signing_key)
        cover = sealed_bundle.cover
        former = self.answers().get(cover.unit)
        if former is not None and former.made_ms >= cover.made_ms:
            return False
        path = self._down / f"{cover.unit}__{cover.made_ms}_{sha256_of(file)[:16]}{SUFFIX}"
        _copy(file, path)
        if former is not None:
            self.drop(former)
        return True

    def drop(self, carried: CarriedFile) -> None:
        with suppress(OSError):
            carried.path.unlink()

    # Giving on -------------------------------------------------------------------------------------------------------

    def copy_to(self, carried: CarriedFile, folder: Path, name: str) -> bool:
        """Puts it onto a stick; False when it lies there already. Raises StickFailed."""
        target = folder / name
        if target.is_file() and target.stat().st_size == carried.size and sha256_of(target) == sha256_of(carried.path):
            return False
        _copy(carried.path, target)
        return True

    # ArrivingFiles: an answer that comes by network, under the code of its unit --------------------------------------

    def received_bytes(self, unit: str) -> int:
        part = self._part(unit)
        return part.stat().st_size if part is not None else 0

    def keep_piece(self, sha256: str, fetched: Piece) -> int:
        unit = sha256
        part, size = self._part(unit), self.received_bytes(unit)
        if part is not None and part.name != _part_name(unit, fetched.sha256):
            part.unlink()  # a newer answer has taken its place since
            part, size = None, 0
        if fetched.start != size or not fetched.content or size + len(fetched.content) > fetched.total:
            if part is not None:
                part.unlink()
            return 0
        self._down.mkdir(parents=True, exist_ok=True)
        with (self._down / _part_name(unit, fetched.sha256)).open("ab") as file:
            file.write(fetched.content)
            file.flush()
            os.fsync(file.fileno())
        return size + len(fetched.content)

    def complete(self, sha256: str, wire_sha256: str) -> bool:
        part = self._part(sha256)
        return part is not None and sha256_of(part) == wire_sha256

    def postpone(self, sha256: str, wire_size: int) -> None:
        """Nothing is remembered: the next sync asks again."""

    def arrived_sha256(self, unit: str) -> str:
        """Of an answer that came whole by network, by which it is known again; '' for none."""
        part = self._part(unit)
        return part.name.removesuffix(ARRIVING).rpartition("_")[2] if part is not None else ""

    def take_in(self, unit: str, signing_key: bytes) -> bool:
        """Puts an answer that came whole by network beside the others. Raises BundleRefused; then it is gone."""
        part = self._part(unit)
        if part is None:
            return False
        try:
            if covered(part) is None:
                return False
            return self.keep_answer(part, signing_key)
        finally:
            part.unlink(missing_ok=True)

    def _part(self, unit: str) -> Path | None:
        return next(self._down.glob(f"{unit}__*{ARRIVING}"), None)


def covered(file: Path) -> Cover | None:
    """What stands open on a bundle of this protocol; None when it is none."""
    try:
        with bundle_file.opened(file) as place:
            return envelope.look(place).cover
    except BundleRefused:
        return None


def sha256_of(file: Path) -> str:
    digest = sha256()
    with bundle_file.opened(file) as place:
        while piece := place.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def on_stick(folder: Path) -> Iterator[Path]:
    """The bundles that lie in a folder, without those below it."""
    yield from sorted(Path(one.path) for one in entries(folder) if one.name.lower().endswith(SUFFIX) and one.is_file())


def _named(path: Path) -> CarriedFile | None:
    parts = path.name.removesuffix(SUFFIX).split("_")
    if len(parts) != 4 or not parts[2].isdecimal():
        return None
    return CarriedFile(path, parts[0], parts[1], int(parts[2]))


def _part_name(unit: str, name: str) -> str:
    return f"{unit}__{name}{ARRIVING}"


def _copy(file: Path, target: Path) -> None:
    with stick_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        try:
            with file.open("rb") as source, part.open("wb") as copy:
                while piece := source.read(PIECE):
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            replace(part, target)
            flush_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
