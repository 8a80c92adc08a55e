"""Releases made to do harm, by somebody without the key or by a deceived signer: refused with a sentence, and nothing is changed."""

import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest
import zstandard
from msgspec.structs import replace

from desktop.updates.applying import prepare
from desktop.updates.installation import Installation
from sync.release import manifest as manifests
from sync.release import release_file
from sync.release.manifest import ReleaseFile, ReleaseManifest, ReleasePart
from sync.release.refusals import (
    DamagedRelease,
    NewerFormat,
    NotARelease,
    NotNewer,
    OtherBase,
    OtherSigner,
    ReleaseRefused,
)
from tests.releases import KEYS, STRANGERS_KEY, SYSTEM, TESTS_ONLY_KEY, contents, install, release, rewrite, write

EVIL_NAMES = (
    "../evil", "_internal/../../evil", "..", ".", "", "/etc/passwd", "//share/evil", "a//b", "a/", "./a", "a/./b",
    "C:/Windows/evil.dll", "C:evil", "\\\\share\\evil", "..\\evil", "a\\..\\..\\evil",
    "evil.txt:stream", "evil::$DATA", "CON", "con", "nul.txt", "NUL", "Aux.dll", "COM1", "lpt9.log", "prn", "CON .txt",
    "_internal/CON/x", "CONIN$", "evil.", "evil ", "a /b", "a./b", " evil", "PROGRA~1", "_INTER~1/x", "evil\0", "evil\n", "evil\x7f",
    "e\u0301vil", "évil", "e\u202evil", "evil\u00a0", "COM\u00b9", "ev?il", "ev*il", 'ev"il', "ev<il", "ev|il", "%TEMP%", "$HOME", "`id`",
    "a" * 101, "/".join(["aaaaaaaaa"] * 20),
)  # fmt: skip


def unchanged(installation: Installation, before: dict[str, bytes]) -> bool:
    now = {name: plain for name, plain in contents(installation.root).items() if name != "updating"}
    return now == before and (installation.root / "current").read_text() == "1.0.0\n"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path / "program")


@pytest.fixture
def refused(installation: Installation, tmp_path: Path) -> Callable[..., None]:
    """Checks that preparing this file is refused so, and that neither the program nor anything beside it changes."""
    before = contents(installation.root)

    def check(path: Path, refusal: type[ReleaseRefused]) -> None:
        beside = {place for place in tmp_path.iterdir() if place != path}
        with pytest.raises(refusal) as caught:
            prepare(path, installation, KEYS)
        assert len(caught.value.sentence) > 40
        assert unchanged(installation, before)
        assert {place for place in tmp_path.iterdir() if place != path} == beside

    return check


def with_name(name: str) -> Callable[[ReleaseManifest], ReleaseManifest]:
    return lambda manifest: replace(manifest, files=[*manifest.files, ReleaseFile(name, 0, manifests.EMPTY)])


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_name_that_means_another_place_is_refused(refused: Callable[..., None], tmp_path: Path, name: str):
    refused(rewrite(release(tmp_path / "made"), with_name(name)), DamagedRelease)


@pytest.mark.parametrize(
    "names",
    [("A", "a"), ("_internal/x", "_INTERNAL/X"), ("a", "a/b"), ("A/b", "a"), ("a/B/c", "a/b"), ("x", "x")],
)
def test_two_names_that_are_one_file_on_some_system_are_refused(names: tuple[str, ...]):
    with pytest.raises(DamagedRelease):
        manifests.check_names(list(names))


def test_ordinary_names_pass():
    manifests.check_names(
        [
            "buku-aduan.exe",
            "_internal/python3.11.dll",
            "a/b-1.0.dist-info/METADATA",
            "a/B",
            "console.txt",
            "a/com10.py",
            "a/..b",
        ]
    )


def test_anything_cut_is_refused_at_every_hundredth(refused: Callable[..., None], tmp_path: Path):
    whole = release(tmp_path / "made", former=()).read_bytes()
    path = tmp_path / "cut.aduan-rilis"
    for hundredth in range(100):
        path.write_bytes(whole[: len(whole) * hundredth // 100])
        refused(path, NotARelease if hundredth == 0 else ReleaseRefused)


def test_any_changed_byte_of_the_front_is_refused(refused: Callable[..., None], tmp_path: Path):
    whole = release(tmp_path / "made").read_bytes()
    path = tmp_path / "changed.aduan-rilis"
    for place in range(release_file.FRONT + 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused(path, ReleaseRefused)


def test_any_changed_byte_of_the_parts_is_refused(refused: Callable[..., None], tmp_path: Path):
    path = release(tmp_path / "made")
    whole = path.read_bytes()
    start = release_file.open_release(path, KEYS).start
    chance = Random(1)
    changed = tmp_path / "changed.aduan-rilis"
    for place in [start, len(whole) - 1, *(chance.randrange(start, len(whole)) for _ in range(30))]:
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :])
        refused(changed, DamagedRelease)


def test_what_stands_behind_the_parts_is_refused(refused: Callable[..., None], tmp_path: Path):
    path = release(tmp_path / "made")
    path.write_bytes(path.read_bytes() + b"more")
    refused(path, DamagedRelease)


def test_other_files_are_no_releases(refused: Callable[..., None], tmp_path: Path):
    for content in (
        b"",
        b"MZ\x90\0" * 200,
        b"PK\x03\x04" * 200,
        b"BUKU-ADUAN-USB\n\x01" + bytes(400),
        b"<html>login</html>",
    ):
        path = tmp_path / "other.aduan-rilis"
        path.write_bytes(content)
        refused(path, NotARelease)


def test_a_release_of_a_later_format_asks_for_an_installer(refused: Callable[..., None], tmp_path: Path):
    path = release(tmp_path / "made")
    whole = bytearray(path.read_bytes())
    whole[len(release_file.MAGIC)] = 2
    path.write_bytes(whole)
    refused(path, NewerFormat)


def test_an_unsigned_release_and_one_signed_over_something_else_are_refused(
    refused: Callable[..., None], tmp_path: Path
):
    path = release(tmp_path / "made")
    with path.open("rb") as file:
        _, packed = release_file.read_front(file)
        parts = file.read()
    for signature in (bytes(64), b"\xff" * 64, release_file.sign(STRANGERS_KEY, packed)):
        path.write_bytes(release_file.front(signature, packed) + parts)
        refused(path, OtherSigner)
    bare = STRANGERS_KEY.sign(packed).signature
    path.write_bytes(release_file.front(bare, packed) + parts)
    refused(path, OtherSigner)


def test_the_front_of_a_genuine_release_does_not_carry_other_parts(refused: Callable[..., None], tmp_path: Path):
    genuine, other = release(tmp_path / "a"), release(tmp_path / "b", "1.2.0")
    with genuine.open("rb") as file:
        signature, packed = release_file.read_front(file)
    start = release_file.open_release(other, KEYS).start
    genuine.write_bytes(release_file.front(signature, packed) + other.read_bytes()[start:])
    refused(genuine, DamagedRelease)


def test_a_signed_older_release_is_refused_also_when_its_file_is_named_as_new(
    refused: Callable[..., None], tmp_path: Path
):
    refused(release(tmp_path / "made", "0.9.0", former=()).rename(tmp_path / "9.9.9.aduan-rilis"), NotNewer)


@pytest.mark.parametrize(
    "version",
    ["", "1", "1.1.0/../..", "../1.1.0", "1.1.0\n", "1.1.0 ", "v1.1.0", "1.1.0rc1", "1.1.1.1.1", "CON", "1.01", "１.1"],
)
def test_a_version_that_is_no_number_names_no_folder(refused: Callable[..., None], tmp_path: Path, version: str):
    refused(rewrite(release(tmp_path / "made"), lambda manifest: replace(manifest, version=version)), DamagedRelease)


def test_nothing_that_starts_the_program_is_refused(refused: Callable[..., None], tmp_path: Path):
    def without(manifest: ReleaseManifest) -> ReleaseManifest:
        return replace(manifest, files=[file for file in manifest.files if file.name != "buku-aduan"], parts=[])

    path = release(tmp_path / "made")
    with path.open("rb") as file:
        _, packed = release_file.read_front(file)
    manifest = manifests.read(zstandard.ZstdDecompressor().decompress(packed))
    refused(write(path, msgspec.msgpack.encode(without(manifest)), b""), DamagedRelease)


def bomb(declared: int, real: int) -> tuple[ReleaseFile, ReleasePart, bytes]:
    """A file that says it has `declared` bytes and comes as a frame of `real` zeros."""
    packed = zstandard.ZstdCompressor(level=1).compress(bytes(real))
    file = ReleaseFile("bomb", declared, sha256(bytes(min(declared, 1_000_000))).digest())
    return file, ReleasePart(0, b"", len(packed), sha256(packed).digest()), packed


@pytest.mark.parametrize(
    ("declared", "real"), [(1000, 200_000_000), (999, 1000), (1001, 1000), (200_000_000, 1000), (0, 1000)]
)
def test_a_size_that_is_not_the_real_one_is_refused_without_unpacking(
    refused: Callable[..., None], tmp_path: Path, declared: int, real: int
):
    path = release(tmp_path / "made")
    start = release_file.open_release(path, KEYS).start
    parts = path.read_bytes()[start:]
    file, part, packed = bomb(declared, real)
    manifest = release_file.open_release(path, KEYS).manifest
    changed = replace(
        manifest,
        files=[*manifest.files, file],
        parts=[*manifest.parts, replace(part, file=len(manifest.files))],
    )
    if declared == 0:
        # An empty file is written without its part.
        changed = replace(changed, files=[*manifest.files, replace(file, size=0)])
    path = write(tmp_path / "bomb.aduan-rilis", msgspec.msgpack.encode(changed), parts + packed)
    tracemalloc.start()
    refused(path, DamagedRelease)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_frame_that_hides_its_size_is_refused(tmp_path: Path):
    compressor = zstandard.ZstdCompressor(write_content_size=False)
    with pytest.raises(DamagedRelease):
        release_file.unpack(compressor.compress(bytes(100_000_000)), 1000)


def test_a_frame_in_many_pieces_yields_no_more_than_it_says(tmp_path: Path):
    one = zstandard.ZstdCompressor().compress(bytes(1000))
    with pytest.raises(DamagedRelease):
        release_file.unpack(one + one, 5000, size=1000)
    with pytest.raises(DamagedRelease):
        release_file.unpack(b"", 5000)


def test_a_manifest_that_unpacks_to_gigabytes_is_refused(refused: Callable[..., None], tmp_path: Path):
    path = tmp_path / "bomb.aduan-rilis"
    packed = zstandard.ZstdCompressor().compress(bytes(release_file.LARGEST_MANIFEST + 1))
    path.write_bytes(release_file.front(release_file.sign(TESTS_ONLY_KEY, packed), packed))
    refused(path, DamagedRelease)


@pytest.mark.parametrize("size", [manifests.LARGEST_FILE + 1, manifests.LARGEST_PROGRAM, 2**63 - 1])
def test_a_program_larger_than_any_disk_is_refused(refused: Callable[..., None], tmp_path: Path, size: int):
    def huge(manifest: ReleaseManifest) -> ReleaseManifest:
        return replace(manifest, files=[*manifest.files, ReleaseFile("huge", size, bytes(32))])

    refused(rewrite(release(tmp_path / "made"), huge), DamagedRelease)


def test_too_many_files_are_refused(refused: Callable[..., None], tmp_path: Path):
    def many(manifest: ReleaseManifest) -> ReleaseManifest:
        return replace(
            manifest,
            files=[*manifest.files, *(ReleaseFile(f"f{i}", 0, manifests.EMPTY) for i in range(manifests.MOST_FILES))],
        )

    refused(rewrite(release(tmp_path / "made"), many), DamagedRelease)


def test_a_part_for_no_file_or_with_half_a_hash_is_refused(refused: Callable[..., None], tmp_path: Path):
    for change in ({"file": 99}, {"base": b"\1" * 31}):
        refused(
            rewrite(
                release(tmp_path / "made"),
                lambda manifest, change=change: replace(
                    manifest, parts=[replace(manifest.parts[0], **change), *manifest.parts[1:]]
                ),
            ),
            DamagedRelease,
        )


def test_a_file_whose_part_makes_something_else_is_refused(refused: Callable[..., None], tmp_path: Path):
    def other(manifest: ReleaseManifest) -> ReleaseManifest:
        place = manifest.parts[0].file
        files = list(manifest.files)
        files[place] = replace(files[place], sha256=bytes(32))
        return replace(manifest, files=files)

    refused(rewrite(release(tmp_path / "made"), other), DamagedRelease)


def test_a_patch_on_files_that_nobody_has_is_refused(refused: Callable[..., None], tmp_path: Path):
    def baseless(manifest: ReleaseManifest) -> ReleaseManifest:
        return replace(manifest, parts=[replace(part, base=bytes(32)) for part in manifest.parts])

    refused(rewrite(release(tmp_path / "made"), baseless), OtherBase)


def test_fields_of_a_later_version_are_passed_over(installation: Installation, tmp_path: Path):
    path = release(tmp_path / "made")
    with path.open("rb") as file:
        _, packed = release_file.read_front(file)
        parts = file.read()
    fields = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed))
    fields[2] = [[*file, {"baru": 1}] for file in fields[2]]
    fields[3] = [[*part, "baru"] for part in fields[3]]
    path = write(tmp_path / "later.aduan-rilis", msgspec.msgpack.encode([*fields, {"baru": [1, 2]}, 7]), parts)
    assert prepare(path, installation, KEYS).version == "1.1.0"


@pytest.mark.parametrize(
    "manifest",
    [b"", b"\xc0", b"\x80", b"\x90", b"\x97" + b"\xc0" * 7, b"\xdd\xff\xff\xff\xff", b"\x91" * 5000, msgspec.msgpack.encode(["1.1.0", SYSTEM]),
     msgspec.msgpack.encode(["1.1.0", SYSTEM, [["a", -1, bytes(32)]], []]), msgspec.msgpack.encode(["1.1.0", SYSTEM, [["a", 1, bytes(31)]], []])],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(refused: Callable[..., None], tmp_path: Path, manifest: bytes):
    refused(write(tmp_path / "odd.aduan-rilis", manifest, b""), DamagedRelease)


def test_a_link_in_the_installed_program_is_no_base(installation: Installation, tmp_path: Path):
    """Whoever may put links into the folder of the program could let it read other people's files."""
    base = installation.folder / "_internal" / "base_library.zip"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(base.read_bytes())
    base.unlink()
    base.symlink_to(elsewhere)
    with pytest.raises(OtherBase):
        prepare(release(tmp_path / "made"), installation, KEYS)


def test_a_link_where_the_new_version_would_lie_is_not_followed(installation: Installation, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("mine")
    (installation.root / "1.1.0").symlink_to(outside)
    prepare(release(tmp_path / "made"), installation, KEYS)
    assert contents(outside) == {"letter.txt": b"mine"}
    assert not (installation.root / "1.1.0").is_symlink()
    assert (installation.root / "1.1.0" / "buku-aduan").is_file()


def test_leftovers_that_are_links_are_not_followed(installation: Installation, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("mine")
    (installation.root / ".new-evil").symlink_to(outside)
    prepare(release(tmp_path / "made"), installation, KEYS)
    assert contents(outside) == {"letter.txt": b"mine"}
