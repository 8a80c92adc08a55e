"""Makes a release ready: the new version is written beside the running one, verified file by file, and takes over at the next start.

Whatever happens on the way (power cut, full disk, a stick pulled out), `current` names a version that is whole.
"""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from complaints.errors import OfficeError
from complaints.phrases import phrase
from desktop.store.durable_files import DiskFailed, FolderReadOnly, disk_errors
from desktop.updates.installation import Installation
from desktop.updates.lock import only_one
from sync.disk.renaming import flush_folder, rename
from sync.release.manifest import ReleaseFile, ReleaseManifest, ReleasePart
from sync.release.refusals import NotNewer, OtherBase, OtherSystem, UnreadableRelease
from sync.release.release_file import Release, make_file, open_release
from sync.release.versions import is_newer, is_version, order

NEW, OLD = ".new-", ".old-"
RESERVE_BYTES = 64 * 1024 * 1024  # what stays free for the book
LEFT_SECONDS = 3_600  # so old is what a killed update left, where no lock can tell
PIECE = 1024 * 1024

ReportProgress = Callable[[int, int], bool]
"""Hears of bytes done and in all; answers whether to go on."""


class UpdateCancelled(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Pembaruan dibatalkan. Tidak ada yang berubah; versi yang sekarang tetap dipakai."))


class NoRoom(OfficeError):
    def __init__(self, megabytes: int) -> None:
        super().__init__(
            phrase(
                "Versi baru memerlukan {megabytes} MB ruang kosong di disk program. Tidak ada yang diubah; versi yang "
                "sekarang tetap dipakai. Kosongkan ruang, lalu ulangi.",
                megabytes=megabytes,
            )
        )


class FolderNotOurs(OfficeError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            phrase(
                "Folder program {folder} tidak dapat ditulisi, jadi versi baru tidak dapat dipasang. Data aman; versi "
                "yang sekarang tetap dipakai. Mintalah yang memasang program ini untuk memperbaruinya.",
                folder=str(folder),
            )
        )


def always(_done: int, _total: int) -> bool:
    return True


def prepare(
    path: Path, installation: Installation, keys: Sequence[bytes], report_progress: ReportProgress = always
) -> ReleaseManifest:
    """Installs the release beside the running version; the next start uses it.

    Raises ReleaseRefused, NoRoom, FolderNotOurs, DiskFull or UpdateCancelled; then the next start is the same as before.
    """
    release = _opened(path, keys)
    manifest = release.manifest
    _refuse_unfit(manifest, installation)
    if not os.access(installation.root, os.W_OK):
        raise FolderNotOurs(installation.root)
    try:
        with only_one(installation.lock) as alone:
            _clear_leftovers(installation, alone)
            _refuse_unfit(manifest, installation)
            _make_room(installation, manifest)
            _write_beside(release, installation, report_progress)
            installation.switch_to(manifest.version)
    except (PermissionError, FolderReadOnly) as error:
        raise FolderNotOurs(installation.root) from error
    return manifest


def check(path: Path, installation: Installation, keys: Sequence[bytes]) -> ReleaseManifest:
    """What the release says of itself, if it may be installed here. Raises ReleaseRefused."""
    release = _opened(path, keys)
    _refuse_unfit(release.manifest, installation)
    return release.manifest


def _opened(path: Path, keys: Sequence[bytes]) -> Release:
    try:
        return open_release(path, keys)
    except OSError as error:
        raise UnreadableRelease(path.name) from error


def _refuse_unfit(manifest: ReleaseManifest, installation: Installation) -> None:
    if manifest.system != installation.system:
        raise OtherSystem(manifest.system)
    newest = max(installation.version, installation.current, key=order)
    if not is_newer(manifest.version, newest):
        raise NotNewer(manifest.version, newest)


def _make_room(installation: Installation, manifest: ReleaseManifest) -> None:
    needed = manifest.size + RESERVE_BYTES
    with disk_errors():
        if shutil.disk_usage(installation.root).free < needed:
            raise NoRoom(-(-needed // 1_000_000))


def _write_beside(release: Release, installation: Installation, report_progress: ReportProgress) -> None:
    manifest = release.manifest
    staging = installation.root / f"{NEW}{manifest.version}-{token_hex(4)}"
    try:
        with disk_errors():
            staging.mkdir(0o755)
            staging.chmod(0o755)
            _fill(release, installation, staging, report_progress)
            _verify(manifest, staging)
            _flush_folders(staging)
            _put_in_place(manifest, staging, installation.root / manifest.version)
            flush_folder(installation.root)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _fill(release: Release, installation: Installation, staging: Path, report_progress: ReportProgress) -> None:
    manifest = release.manifest
    installed = _by_hash(installation.folder)
    makers: dict[bytes, tuple[ReleasePart, int]] = {}
    for part, offset in release.parts():
        digest = manifest.files[part.file].sha256
        # A patch before the whole file: both make the same, the patch reads less.
        if part.base in installed or (not part.base and digest not in makers):
            makers[digest] = (part, offset)
    missing = [
        file for file in manifest.files if file.size and file.sha256 not in installed and file.sha256 not in makers
    ]
    if missing:
        raise OtherBase(installation.version, ", ".join(manifest.from_versions))
    written: dict[bytes, Path] = {}
    done = 0
    with release.path.open("rb") as source:
        for file in manifest.files:
            if not report_progress(done, manifest.size):
                raise UpdateCancelled
            target = staging / file.name
            target.parent.mkdir(0o755, parents=True, exist_ok=True)
            if file.sha256 not in written or not _linked(written[file.sha256], target):
                if file.sha256 in makers and file.sha256 not in installed:
                    content = make_file(release, source, *makers[file.sha256], installed)
                    _write(target, content, file)
                elif file.size:
                    _copy(installed[file.sha256], target, file)
                else:
                    _write(target, b"", file)
                written[file.sha256] = target
            done += file.size
    report_progress(manifest.size, manifest.size)


def _by_hash(folder: Path) -> dict[bytes, Path]:
    """The installed files by what they hold. Links are left out: a release has its files as they are."""
    return {_digest(path): path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()}


def _digest(path: Path) -> bytes:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.digest()


def _linked(source: Path, target: Path) -> bool:
    """One content under two names is one file, so that the system doesn't load a library twice; False where the disk can't."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _write(target: Path, content: bytes, file: ReleaseFile) -> None:
    with target.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o755 if file.executable else 0o644)


def _copy(source: Path, target: Path, file: ReleaseFile) -> None:
    with source.open("rb") as content, target.open("xb") as out:
        shutil.copyfileobj(content, out, PIECE)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o755 if file.executable else 0o644)


def _verify(manifest: ReleaseManifest, staging: Path) -> None:
    """Raises DiskFailed when what was written doesn't read back."""
    if not is_whole(manifest, staging):
        raise DiskFailed


def is_whole(manifest: ReleaseManifest, folder: Path) -> bool:
    """Whether the folder holds the new version: every file, nothing else, each as signed."""
    expected = {file.name: file for file in manifest.files}
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return names == expected.keys() and all(
        not (folder / name).is_symlink()
        and (folder / name).stat().st_size == file.size
        and _digest(folder / name) == file.sha256
        for name, file in expected.items()
    )


def _flush_folders(staging: Path) -> None:
    for folder in (*(path for path in staging.rglob("*") if path.is_dir()), staging):
        folder.chmod(0o755)
        flush_folder(folder)


def _put_in_place(manifest: ReleaseManifest, staging: Path, place: Path) -> None:
    """Gives the new version its folder's name. One that is there already stays when it is whole, and else makes way."""
    if place.exists():
        if is_whole(manifest, place):
            shutil.rmtree(staging, ignore_errors=True)
            return
        rename(place, place.with_name(f"{OLD}{place.name}-{token_hex(4)}"))
    rename(staging, place)


def clear(installation: Installation) -> None:
    """Removes versions that nobody goes back to, and what an update left behind. Keeps one older version: it may run on another PC."""
    with suppress(OSError, OfficeError), only_one(installation.lock) as alone:
        _clear_leftovers(installation, alone)
        versions = [path.name for path in installation.root.iterdir() if is_version(path.name) and path.is_dir()]
        older = [version for version in versions if is_newer(installation.version, version)]
        staying = {installation.version, installation.current, max(older, key=order, default="")}
        for version in versions:
            if version not in staying and (version in older or version in installation.failed):
                _remove_folder(installation.root / version)


def _clear_leftovers(installation: Installation, alone: bool) -> None:
    now = _now_on(installation.root)
    for path in (*installation.root.glob(f"{NEW}*"), *installation.root.glob(f"{OLD}*")):
        with suppress(OSError):
            if alone or path.stat().st_mtime < now - LEFT_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def _now_on(root: Path) -> float:
    """The time by the clock that dates the files there, which on a share is another PC's."""
    with suppress(OSError):
        return root.joinpath("updating").stat().st_mtime
    return time.time()


def _remove_folder(folder: Path) -> None:
    """Renamed first, for which Windows asks that nothing runs from it."""
    aside = folder.with_name(f"{OLD}{folder.name}-{token_hex(4)}")
    with suppress(OSError):
        rename(folder, aside)
        shutil.rmtree(aside, ignore_errors=True)
