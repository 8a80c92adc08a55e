"""Makes a release of a built program: patches against the versions that offices have, or every file whole."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync import zstd
from sync.release import manifest as manifests
from sync.release.manifest import ENTRIES, ReleaseFile, ReleaseManifest, ReleasePart
from sync.release.release_file import SIGNATURE_BYTES, SMALLEST_BASE, front, read_front, sign
from sync.release.signing_key import SigningKey

LEVEL = 19
SMALLEST_WINDOW, LARGEST_WINDOW = 20, 27  # as powers of two
# What libraries put into a file's name anew with each version: a hash or a number.
_OF_VERSION = re.compile(r"[0-9a-f]{8,}|[0-9]+")

ReportProgress = Callable[[int, int], object]
"""Hears of files done and in all."""


class CannotMake(OfficeError):
    """The release can't be made of what was given. No file was written."""


@dataclass(frozen=True, slots=True)
class Built:
    """A program as it lies in a folder: its files by name, links followed, each with its hash."""

    folder: Path
    hashes: dict[str, bytes]

    @property
    def by_hash(self) -> dict[bytes, str]:
        return {digest: name for name, digest in reversed(self.hashes.items())}

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@dataclass(frozen=True, slots=True)
class Words:
    """What a release says besides its files."""

    version: str
    released_on: str = ""
    notes: str = ""


def built(folder: Path) -> Built:
    """Raises CannotMake when the folder holds no built program."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise CannotMake(
            phrase(
                "Di folder {folder} tidak ada program yang sudah dibangun. Tidak ada yang ditulis.", folder=str(folder)
            )
        )
    return Built(folder, {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest() for path in files})


def system_of(program: Built) -> str:
    """The system whose program starts in this folder. Raises CannotMake."""
    for system, entry in ENTRIES.items():
        if entry in program.hashes:
            return system
    raise CannotMake(
        phrase(
            "Di folder {folder} tidak ada {names}. Tidak ada yang ditulis; sebut folder yang dibuat PyInstaller.",
            folder=str(program.folder),
            names=", ".join(ENTRIES.values()),
        )
    )


def make(
    program: Built, former: Mapping[str, Built], words: Words, out: Path,
    report_progress: ReportProgress = lambda _done, _total: None,
) -> ReleaseManifest:  # fmt: skip
    """Writes the release without a signature. `former` are the versions to be updated, by number; none for a whole release.

    Raises CannotMake, or Damaged for a file name that no release may have.
    """
    files = [
        ReleaseFile(name, (program.folder / name).stat().st_size, digest, os.access(program.folder / name, os.X_OK))
        for name, digest in program.hashes.items()
    ]
    parts: list[ReleasePart] = []
    contents: list[bytes] = []
    made: set[bytes] = set()
    for place, file in enumerate(files):
        report_progress(place, len(files))
        if file.sha256 in made or not file.size:
            continue
        made.add(file.sha256)
        for base, packed in _packed(program, file, former):
            parts.append(ReleasePart(place, base, len(packed), sha256(packed).digest()))
            contents.append(packed)
    manifest = ReleaseManifest(
        words.version, system_of(program), files, parts, sorted(former), words.released_on, words.notes.strip()
    )
    manifests.check(manifest)
    with out.open("xb") as file:
        file.write(front(bytes(SIGNATURE_BYTES), _pack_manifest(manifest)))
        file.writelines(contents)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def sign_file(path: Path, key: SigningKey) -> None:
    """Puts the signature into the release, in place of the one that is there. Raises ReleaseRefused when it is none."""
    with path.open("r+b") as file:
        _, packed = read_front(file)
        file.seek(0)
        file.write(front(sign(key, packed), packed))
        file.flush()
        os.fsync(file.fileno())


def _packed(program: Built, file: ReleaseFile, former: Mapping[str, Built]) -> list[tuple[bytes, bytes]]:
    """The parts that make this file: one for each base that is needed, each (base's hash, zstd frame)."""
    content = program.read(file.name)
    if not former:
        return [(b"", _whole(content))]
    parts: dict[bytes, bytes] = {}
    for old in former.values():
        if file.sha256 in old.by_hash:
            continue
        base_name = _base_of(file.name, old.hashes)
        base = old.hashes[base_name] if base_name else b""
        if base in parts:
            continue
        if base_name:
            patch = _patch(content, old.read(base_name))
            if len(patch) < 0.9 * file.size:
                parts[base] = patch
                continue
        parts[b""] = parts.get(b"") or _whole(content)
    return sorted(parts.items(), reverse=True)


def _base_of(name: str, names: Mapping[str, bytes]) -> str:
    """The old file that this one most likely grew from; '' for none."""
    if name in names:
        return name
    likeness = _OF_VERSION.sub("", name)
    return next((old for old in names if _OF_VERSION.sub("", old) == likeness), "")


def _whole(content: bytes) -> bytes:
    return zstd.compress(content, level=LEVEL)


def _patch(content: bytes, base: bytes) -> bytes:
    """A window over both, so that the patch sees the whole base."""
    if len(base) < SMALLEST_BASE:
        return _whole(content)
    window = max(SMALLEST_WINDOW, min(LARGEST_WINDOW, (len(base) + len(content)).bit_length()))
    parameters: dict[int, int] = {
        zstd.CompressionParameter.compression_level: LEVEL,
        zstd.CompressionParameter.window_log: window,
        zstd.CompressionParameter.enable_long_distance_matching: 1,
    }
    return zstd.compress(content, options=parameters, zstd_dict=zstd.ZstdDict(base, is_raw=True))


def _pack_manifest(manifest: ReleaseManifest) -> bytes:
    return zstd.compress(msgspec.msgpack.encode(manifest), level=LEVEL)


def names_in(folders: Sequence[str]) -> dict[str, Path]:
    """{'1.0.0': Path('old')} from 'VERSION=FOLDER' as typed. Raises CannotMake."""
    named: dict[str, Path] = {}
    for typed in folders:
        version, equals, folder = typed.partition("=")
        if not equals:
            raise CannotMake(
                phrase(
                    "“{typed}” harus VERSI=FOLDER, misalnya 1.0.0=dist-lama/buku-aduan. Tidak ada yang ditulis.",
                    typed=typed,
                )
            )
        named[version] = Path(folder)
    return named
