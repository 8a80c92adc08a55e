"""Where the program is installed, when it is installed so that it can update itself.

<root>/Buku Aduan.exe     the starter: reads `current` and starts that version
<root>/current            the version to start, one line
<root>/previous           the version to go back to, while the current one has not yet shown its home screen
<root>/starting           the starter counts starts here; the program removes it once its home screen is filled
<root>/went-back          the starter wrote the version here that it gave up
<root>/failed             versions that were given up, a line each
<root>/<version>/         the program as PyInstaller builds it
"""

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop import __version__
from desktop.store.durable_files import disk_errors, write_durably
from sync.release.manifest import ENTRIES
from sync.release.versions import is_newer, is_version, order

Kind = Literal["installer", "package", "folder", "pip", "source"]
LONGEST_LINE = 64  # bytes of a version in a file


@dataclass(frozen=True, slots=True)
class Installation:
    """An installed program: `version` is the one that runs, `system` what its releases are for."""

    root: Path
    version: str
    system: str

    @property
    def folder(self) -> Path:
        return self.root / self.version

    @property
    def lock(self) -> Path:
        return self.root / "updating"

    @property
    def current(self) -> str:
        """The version that the next start will use."""
        return _line(self.root / "current") or self.version

    @property
    def failed(self) -> tuple[str, ...]:
        """The versions that were started twice without reaching their home screen, and were given up here."""
        try:
            lines = (self.root / "failed").read_text("ascii", "replace").split()
        except OSError:
            return ()
        return tuple(line for line in lines if is_version(line))

    @property
    def given_up(self) -> str:
        """The newest version that failed here and is newer than the running one; '' for none."""
        newer = [version for version in self.failed if is_newer(version, self.version)]
        return max(newer, key=order, default="")

    def starts(self, version: str) -> bool:
        """Whether this version is here, as far as the starter looks."""
        return (self.root / version / ENTRIES.get(self.system, "")).is_file()

    def switch_to(self, version: str) -> None:
        """The next start uses this version, and goes back to the running one when it doesn't get to its home screen."""
        write_durably(self.root / "previous", f"{self.version}\n".encode())
        with disk_errors():
            (self.root / "starting").unlink(missing_ok=True)
        write_durably(self.root / "current", f"{version}\n".encode())

    def stay(self) -> None:
        """The running version shows its home screen: its starts are no longer counted, and nothing goes back behind it."""
        for name in ("starting", "previous"):
            if name == "starting" or self.current == self.version:
                _remove(self.root / name)

    def ended_well(self) -> None:
        """Closed before its home screen, at log in: no failed start."""
        _remove(self.root / "starting")

    def take_went_back(self) -> str:
        """The version that the starter gave up since the last call, kept among `failed` from now on; '' for none."""
        note = self.root / "went-back"
        if not note.exists():
            return ""
        version = _line(note) or max(
            (path.name for path in self.root.iterdir() if is_version(path.name) and is_newer(path.name, self.version)),
            key=order,
            default="",
        )
        if version and version not in self.failed:
            write_durably(self.root / "failed", "".join(f"{line}\n" for line in (*self.failed, version)).encode())
        _remove(note)
        return version

    def forgive(self, version: str) -> None:
        """Somebody wants to try this version again."""
        if version in self.failed:
            left = [line for line in self.failed if line != version]
            write_durably(self.root / "failed", "".join(f"{line}\n" for line in left).encode())


def ended_well() -> None:
    """The window was closed by hand, or another one of the same book came to the front: no failed start, also before log in."""
    installation = find()
    if installation is not None:
        installation.ended_well()


def gave_up_a_newer_version() -> bool:
    """Whether the running version is here again because a newer one didn't get to its home screen."""
    installation = find()
    return installation is not None and ((installation.root / "went-back").exists() or installation.given_up != "")


def this_system() -> str:
    """As releases name it: 'windows-x86_64'."""
    machine = platform.machine().lower()
    return f"{'windows' if os.name == 'nt' else sys.platform}-{'x86_64' if machine in ('amd64', 'x86_64') else machine}"


def find(executable: str = sys.executable, *, is_built: bool | None = None) -> Installation | None:
    """The installation that runs; None when the program can't update itself (see `kind`)."""
    built = bool(getattr(sys, "frozen", False)) if is_built is None else is_built
    folder = Path(executable).absolute().parent
    if not built or not is_version(folder.name) or not (folder.parent / "current").is_file():
        return None
    return Installation(folder.parent, folder.name, this_system())


def kind(executable: str = sys.executable, place: str = __file__, *, is_built: bool | None = None) -> Kind:
    """How the program came onto this PC."""
    built = bool(getattr(sys, "frozen", False)) if is_built is None else is_built
    if find(executable, is_built=is_built) is not None:
        return "installer"
    if built:
        is_packaged = os.name != "nt" and executable.startswith(("/usr/", "/opt/"))
        return "package" if is_packaged else "folder"
    return "pip" if "site-packages" in Path(place).parts else "source"


def running_version() -> str:
    installation = find()
    return installation.version if installation is not None else __version__


def _line(path: Path) -> str:
    """The version in this file; '' when there is none."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_LINE).decode("ascii", "replace").strip()
    except OSError:
        return ""
    return text if is_version(text) else ""


def _remove(path: Path) -> None:
    """Without a word where it can't be: then only an old version may come back later."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
