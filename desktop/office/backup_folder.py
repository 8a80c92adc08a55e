"""Whether a folder that somebody chose takes backups."""

from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from sync.working_folder import probe


def check_folder(path: str) -> None:
    """Raises Refused when backups can't be written there; '' is the folder of the data."""
    if not path:
        return
    folder = Path(path)
    if not folder.is_absolute() or not folder.is_dir():
        raise Refused(phrase("Folder cadangan ini tidak ada. Pilih folder lain, atau kosongkan dahulu."))
    try:
        probe(folder)
    except OSError:
        raise Refused(
            phrase("Folder cadangan ini tidak dapat ditulisi. Pilih folder lain, atau kosongkan dahulu.")
        ) from None
