"""The updates of this PC's program: how things stand, and making ready what the district offers or a stick brings."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import Phrase, from_text, phrase, to_text
from desktop import __version__
from desktop.updates import applying
from desktop.updates.applying import ReportProgress, always
from desktop.updates.installation import Installation, Kind, find, kind
from desktop.updates.offers import Offer, ReleaseFiles
from sync.messages import BundledRelease, ReleaseOffer, UpdateReport
from sync.release import public_keys
from sync.release.manifest import ReleaseManifest
from sync.release.refusals import NotNewer, ReleaseRefused
from sync.release.release_file import SUFFIX
from sync.release.versions import is_newer, order

MOST_LOOKED_AT = 50  # releases in one folder

BESIDE = {
    "package": phrase(
        "Program ini dipasang dari paket .deb, jadi tidak memperbarui dirinya sendiri. Tidak ada yang diubah. Mintalah "
        "paket versi baru dari kabupaten, lalu pasang dengan: sudo apt install ./berkas.deb"
    ),
    "pip": phrase(
        "Program ini dipasang dengan pip, jadi tidak memperbarui dirinya sendiri. Tidak ada yang diubah. Perbarui dengan "
        "pip di lingkungan Python yang sama."
    ),
    "source": phrase(
        "Program ini dijalankan dari kode sumbernya, jadi tidak memperbarui dirinya sendiri. Tidak ada yang diubah. "
        "Perbarui dengan git."
    ),
    "folder": phrase(
        "Program ini dijalankan dari folder salinan, bukan dari pemasangnya, jadi tidak memperbarui dirinya sendiri. Tidak "
        "ada yang diubah. Pasang versi baru dengan pemasang dari kabupaten; data tetap dipakai."
    ),
}
"""How to update a program that doesn't by itself, by how it came onto the PC."""


class NotInstalled(OfficeError):
    def __init__(self, how: Kind) -> None:
        super().__init__(BESIDE[how])


class NoRelease(OfficeError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            phrase(
                "Di folder {folder} tidak ada rilis yang lebih baru dan dapat dipasang di sini. Tidak ada yang diubah; "
                "sebut berkasnya untuk tahu sebabnya.",
                folder=str(folder),
            )
        )


@dataclass(frozen=True, slots=True)
class UpdateState:
    """How things stand. `ready` is the version that the next start uses, '' for none; `given_up` one that failed here.

    `offer` is what the district offers and `received` how many of its bytes are here. `beside` says how to update a program that
    doesn't do it by itself.
    """

    version: str
    ready: str = ""
    offer: Offer | None = None
    received: int = 0
    given_up: str = ""
    has_keys: bool = True
    beside: Phrase | None = None

    @property
    def refused(self) -> Phrase | None:
        """Why the offered version is not installed."""
        return from_text(self.offer.refused) if self.offer is not None and self.offer.refused else None


class Updates:
    """The updates of one PC. `folder` is the data folder of the office that fetches them."""

    def __init__(
        self,
        folder: Path,
        installation: Installation | None = None,
        keys: Callable[[], Sequence[bytes]] = public_keys.load,
    ) -> None:
        self.installation = installation or find()
        self.files = ReleaseFiles(folder)
        self._keys = keys

    @property
    def version(self) -> str:
        """The version that runs."""
        return self.installation.version if self.installation is not None else __version__

    @property
    def header(self) -> str:
        """What a sync tells the district (`Aduan-Updates`); '' when no release can be installed here."""
        if self.installation is None or not self._keys():
            return ""
        return f"{self.installation.system} {self.installation.given_up}".rstrip()

    def state(self) -> UpdateState:
        installation = self.installation
        if installation is None:
            return UpdateState(__version__, has_keys=bool(self._keys()), beside=BESIDE[kind()])
        offer = self.files.offer()
        current = installation.current
        return UpdateState(
            version=installation.version,
            ready=current if is_newer(current, installation.version) else "",
            offer=offer if offer is not None and is_newer(offer.version, current) else None,
            received=self.files.received_bytes(offer.sha256) if offer is not None else 0,
            given_up=installation.given_up,
            has_keys=bool(self._keys()),
        )

    def wanted(self) -> Offer | None:
        """The offer that is to be fetched and installed by itself: none that was refused or failed here, or waits for its start."""
        state = self.state()
        if state.offer is None or state.refused is not None or state.beside is not None:
            return None
        failed = self.installation is not None and state.offer.version in self.installation.failed
        return None if failed else state.offer

    def note_offer(self, offered: ReleaseOffer | None) -> None:
        """What the last sync offered, None for nothing."""
        if self.installation is not None:
            self.files.note(offered)

    def report(self) -> tuple[str, UpdateReport]:
        """What a bundle tells the district: the version, and how its updates stand."""
        state, offer = self.state(), self.wanted()
        if offer is None or not state.received:
            return self.version, UpdateReport(self.header, state.ready)
        return self.version, UpdateReport(self.header, state.ready, bytes.fromhex(offer.sha256), state.received)

    # ArrivingRelease: by a bundle -------------------------------------------------------------------------------------

    def wants(self, offered: BundledRelease) -> ReleaseFiles | None:
        """The release that a bundle brings takes the place of an older one; None when it is not wanted here."""
        former = self.files.offer()
        if former is None or is_newer(offered.version, former.version):
            self.note_offer(ReleaseOffer(offered.version, offered.sha256, offered.size))
        offer = self.wanted()
        return self.files if offer is not None and offer.sha256 == offered.sha256.hex() else None

    def received_bytes(self, sha256: str) -> int:
        return self.files.received_bytes(sha256)

    # Installing -------------------------------------------------------------------------------------------------------

    def install(self, path: Path, report_progress: ReportProgress = always) -> ReleaseManifest:
        """Makes the release in this file ready for the next start, also one that failed here before: somebody wants it.

        Raises NotInstalled, ReleaseRefused and what applying.prepare raises; then nothing changed.
        """
        if self.installation is None:
            raise NotInstalled(kind())
        manifest = applying.prepare(path, self.installation, self._keys(), report_progress)
        self.installation.forgive(manifest.version)
        return manifest

    def check(self, path: Path) -> ReleaseManifest:
        """What the release in this file says of itself, if it may be installed here. Raises NotInstalled or ReleaseRefused."""
        if self.installation is None:
            raise NotInstalled(kind())
        return applying.check(path, self.installation, self._keys())

    def release_in(self, folder: Path) -> tuple[Path, str] | None:
        """The newest release in this folder that may be installed here, and its version."""
        if self.installation is None:
            return None
        fitting: list[tuple[str, Path]] = []
        with suppress(OSError):
            for path in islice(folder.glob(f"*{SUFFIX}"), MOST_LOOKED_AT):
                with suppress(OfficeError, OSError):
                    fitting.append((self.check(path).version, path))
        version, path = max(fitting, key=lambda entry: order(entry[0]), default=("", folder))
        return (path, version) if version else None

    def install_fetched(self, report_progress: ReportProgress = always) -> str:
        """Makes ready what has been fetched whole; returns its version, '' when there is none. Why it can't be is kept for people to read."""
        offer = self.wanted()
        path = self.files.whole(offer) if offer is not None else None
        if offer is None or path is None or self.installation is None:
            return ""
        try:
            manifest = applying.prepare(path, self.installation, self._keys(), report_progress)
        except NotNewer:
            self.files.clear()
            return ""
        except ReleaseRefused as error:
            path.unlink(missing_ok=True)
            self.files.refuse(to_text(error.phrase))
            return ""
        self.files.clear()
        return manifest.version

    def reached_home(self) -> str:
        """The home screen is filled: the running version stays, and older ones go. Returns the version that was given up since the last time.

        '' when there was none.
        """
        if self.installation is None:
            return ""
        self.installation.stay()
        went_back = self.installation.take_went_back()
        applying.clear(self.installation)
        return went_back

    def try_again(self) -> None:
        """Somebody wants the version that was refused or failed here once more: at the next start, when it is still here.

        So also somebody whose book that version has changed, and who comes no further with this one.
        """
        offer = self.files.offer()
        if offer is not None and offer.refused:
            self.files.refuse("")
        installation = self.installation
        if installation is None:
            return
        installation.take_went_back()
        version = installation.given_up
        if version and installation.starts(version) and is_newer(version, installation.current):
            installation.switch_to(version)
        for version in installation.failed:
            installation.forgive(version)
