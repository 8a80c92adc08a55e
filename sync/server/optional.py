"""What a district needs only for some things, and installs only then: the extras of sync/server/pyproject.toml."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from complaints.errors import OfficeError
from complaints.phrases import phrase

PLACE = Path(__file__).resolve().parent  # of the pyproject.toml with the extras
Extra = Literal["lampiran", "postgresql", "s3", "enkripsi"]


class NotInstalled(OfficeError):
    def __init__(self, extra: Extra) -> None:
        super().__init__(
            phrase(
                "Bagian “{extra}” belum dipasang di server ini. Tidak ada yang diubah; pasang dengan: {python} -m pip install "
                "-e '{place}[{extra}]', lalu ulangi.",
                extra=extra,
                python=sys.executable,
                place=str(PLACE),
            )
        )


@contextmanager
def needed_for(extra: Extra) -> Generator[None]:
    """Around an import: raises NotInstalled where its library is missing."""
    try:
        yield
    except ImportError as error:
        raise NotInstalled(extra) from error
