"""What a folder and a bucket of attachments have in common: the size of the pieces that are read, and how a shelf is away."""

from complaints.errors import OfficeError
from complaints.phrases import phrase

PIECE = 256 * 1024  # bytes


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
