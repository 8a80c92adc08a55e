"""What a folder and a bucket of attachments have in common: how they are read in pieces, and how a shelf is away."""

from collections.abc import Iterator
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase

PIECE = 256 * 1024  # bytes


def pieces_of(path: Path, start: int, end: int) -> Iterator[bytes]:
    """The file's bytes from `start` up to, not with, `end`. Raises FileNotFoundError."""
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece


class ShelfAway(OfficeError):
    """The bucket doesn't answer now: ask again later."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            phrase(
                "Penyimpanan lampiran distrik tidak menjawab ({reason}). Yang sudah diakui aman. Periksa "
                "penyimpanan itu, lalu ulangi.",
                reason=reason,
            )
        )
