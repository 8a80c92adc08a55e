"""What the district offers, and as much as has come of it: in the data folder, so that a file half fetched goes on tomorrow."""

import os
from contextlib import suppress
from hashlib import sha256 as new_digest
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from desktop.store.durable_files import disk_errors, write_durably
from sync.client import Piece
from sync.disk.renaming import replace
from sync.messages import ReleaseOffer
from sync.release.release_file import SUFFIX

FOLDER = "updates"
OFFER = "offer.json"
PART = ".part"
PIECE = 1024 * 1024


class Offer(Struct, frozen=True, omit_defaults=True):
    """A release that the district offers this PC. `refused`: why it could not be installed, a kept phrase; '' while nothing stands against it."""

    version: str
    sha256: str
    size: int
    refused: str = ""


class ReleaseFiles:
    """The file of the offered release, in pieces (sync/files.py's ArrivingFiles). `folder` is the office's data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def offer(self) -> Offer | None:
        try:
            return msgspec.json.decode((self.folder / OFFER).read_bytes(), type=Offer)
        except (OSError, msgspec.DecodeError):
            return None

    def note(self, offered: ReleaseOffer | None) -> None:
        """What the last sync offered. Another one takes its place; what came of the former is dropped."""
        former = self.offer()
        if offered is None:
            if former is not None:
                self.clear()
            return
        name = offered.sha256.hex()
        if former is None or former.sha256 != name:
            self.clear()
            self.folder.mkdir(parents=True, exist_ok=True)
            write_durably(self.folder / OFFER, msgspec.json.encode(Offer(offered.version, name, offered.size)))

    def refuse(self, why: str) -> None:
        """Keeps why this offer can't be installed: it is not fetched again. '' tries anew."""
        offer = self.offer()
        if offer is not None:
            write_durably(self.folder / OFFER, msgspec.json.encode(structs.replace(offer, refused=why)))

    def whole(self, offer: Offer) -> Path | None:
        """The file of this offer, once all of it is here."""
        path = self.folder / f"{offer.sha256}{SUFFIX}"
        return path if path.is_file() else None

    def received_bytes(self, sha256: str) -> int:
        for name in (f"{sha256}{SUFFIX}", f"{sha256}{PART}"):
            with suppress(OSError):
                return (self.folder / name).stat().st_size
        return 0

    def clear(self) -> None:
        """Nothing is offered any more, or it is installed."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.name == OFFER or path.suffix in (PART, SUFFIX):
                with suppress(OSError):
                    path.unlink()

    # ArrivingFiles ---------------------------------------------------------------------------------------------------

    def keep_piece(self, sha256: str, fetched: Piece) -> int:
        part, offer = self.folder / f"{sha256}{PART}", self.offer()
        size = self.received_bytes(sha256)
        fits = offer is not None and (fetched.sha256, fetched.total) == (offer.sha256, offer.size)
        if not fits or fetched.start != size or not fetched.content or size + len(fetched.content) > fetched.total:
            part.unlink(missing_ok=True)
            return 0
        with disk_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("ab") as file:
                file.write(fetched.content)
                file.flush()
                os.fsync(file.fileno())
        return size + len(fetched.content)

    def complete(self, sha256: str, wire_sha256: str) -> bool:
        part = self.folder / f"{sha256}{PART}"
        digest = new_digest()
        with part.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        if digest.hexdigest() != sha256 or wire_sha256 != sha256:
            part.unlink(missing_ok=True)
            return False
        replace(part, part.with_suffix(SUFFIX))
        return True

    def postpone(self, sha256: str, wire_size: int) -> None:
        """The next sync tries again by itself."""
