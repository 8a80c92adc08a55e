"""What a bundle needs of an office's attachments; on a stick there is room for all of them, however large."""

from typing import Protocol

from sync.files import Waiting

LARGEST = 2 * 1024 * 1024 * 1024  # bytes of files in one bundle: FAT32 ends at 4 GiB, and patience before


class StickFiles(Protocol):
    """The attachments of an office; each call is one transaction."""

    def unsent(self) -> list[Waiting]:
        """The files to send to the district, also those whose upload over the network was postponed."""
        ...

    def missing(self) -> list[Waiting]:
        """The files that received events name and that are not stored here yet."""
        ...

    def content(self, sha256: str) -> bytes | None:
        """The file's content; None when it isn't here."""
        ...

    def sent(self, sha256: str) -> None: ...

    def may_leave_as_is(self, sha256: str) -> bool:
        """Of a file that can't be cleaned, as in sync/files.py: else it is held back until somebody decides."""
        ...

    def keep_whole(self, sha256: str, content: bytes, wire_sha256: str) -> bool:
        """Stores a file that is missing here; returns whether it was missing."""
        ...
