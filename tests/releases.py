"""Small programs and releases of them, signed with keys that are for tests only: no program that is shipped has them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import zstandard
from nacl.signing import SigningKey

from desktop.updates.installation import Installation
from sync.release import making, release_file
from sync.release.making import Words
from sync.release.manifest import ReleaseManifest

TESTS_ONLY_KEY = SigningKey(b"for tests only, never to be used")
TESTS_ONLY_SPARE = SigningKey(b"for tests only, the second key!!")
STRANGERS_KEY = SigningKey(b"for tests only: somebody else's!")
KEYS = (bytes(TESTS_ONLY_KEY.verify_key), bytes(TESTS_ONLY_SPARE.verify_key))
SYSTEM = "linux-x86_64"
Content = Mapping[str, bytes]


def library(seed: int, changed: bytes = b"") -> bytes:
    """Forty kilobytes that don't compress, with a place that changes from version to version."""
    from random import Random

    return Random(seed).randbytes(20_000) + changed + Random(seed + 1).randbytes(20_000)


def content_of(version: str) -> dict[str, bytes]:
    """A program of some files: one is the same in all versions, one under two names, one in each version only."""
    return {
        "buku-aduan": b"#!/bin/sh\n" + version.encode() + b"\n" * 3_000,
        "_internal/libqt.so.6": library(1),
        "_internal/PySide6/libqt.so.6": library(1),
        "_internal/base_library.zip": library(3, version.encode()),
        f"_internal/only-{version}.txt": version.encode(),
        "_internal/py.typed": b"",
    }


def put(folder: Path, content: Content) -> Path:
    for name, plain in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plain)
        path.chmod(0o755 if name == "buku-aduan" else 0o644)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if not path.is_dir()}


def install(root: Path, version: str = "1.0.0", content: Content | None = None) -> Installation:
    """An installation in which this version runs."""
    put(root / version, content_of(version) if content is None else content)
    (root / "current").write_text(f"{version}\n")
    return Installation(root, version, SYSTEM)


def release(
    place: Path, version: str = "1.1.0", former: Sequence[str] = ("1.0.0",), key: SigningKey = TESTS_ONLY_KEY
) -> Path:
    """A signed release of `version` with patches against `former`, or whole."""
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{version}-{len(former)}{release_file.SUFFIX}"
    path.write_bytes(_made(version, tuple(former)))
    making.sign_file(path, key)
    return path


@cache
def _made(version: str, former: tuple[str, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        trees = {old: making.built(put(place / f"tree-{old}", content_of(old))) for old in former}
        program = making.built(put(place / f"tree-{version}", content_of(version)))
        making.make(program, trees, Words(version, "2026-11-30", "Perbaikan."), place / "made")
        return (place / "made").read_bytes()


def rewrite(path: Path, change: Callable[[ReleaseManifest], ReleaseManifest], key: SigningKey = TESTS_ONLY_KEY) -> Path:
    """The same release with another manifest, signed: what a deceived signer would hand out."""
    with path.open("rb") as file:
        _, packed = release_file.read_front(file)
        parts = file.read()
    manifest = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed), type=ReleaseManifest)
    return write(path.with_name("changed" + path.suffix), msgspec.msgpack.encode(change(manifest)), parts, key)


def write(path: Path, manifest: bytes, parts: bytes, key: SigningKey = TESTS_ONLY_KEY) -> Path:
    packed = zstandard.ZstdCompressor().compress(manifest)
    path.write_bytes(release_file.front(release_file.sign(key, packed), packed) + parts)
    return path
