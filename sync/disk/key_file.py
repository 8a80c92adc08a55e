"""New key files: only their owner reads them, and no file that is there already is ever overwritten."""

import os
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase


class KeyUnusable(OfficeError):
    """The key file can't be written or opened, or contains no such key."""


def write_new(path: Path, content: bytes) -> None:
    """Raises KeyUnusable where the file can't be made, or is there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise KeyUnusable(
            phrase(
                "Kunci tidak dapat ditulis ke {path} ({fault}). Tidak ada yang ditimpa.",
                path=str(path),
                fault=error.strerror or "",
            )
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
