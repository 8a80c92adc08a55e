"""The public keys that releases are checked against: `resources/release-keys.txt`, filled in by whoever builds the program."""

from pathlib import Path

import resources
from complaints.errors import OfficeError
from complaints.phrases import phrase

SHIPPED = Path(resources.__file__ or "").with_name("release-keys.txt")
KEY_BYTES = 32


class UnusableKeys(OfficeError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            phrase(
                "Berkas kunci rilis {path} tidak terbaca: tiap baris harus 64 angka heksadesimal. Tidak ada yang diubah.",
                path=str(path),
            )
        )


def load(path: Path | None = None) -> tuple[bytes, ...]:
    """The keys in the file, a line each, without one in the shipped file; none where it holds only notes. Raises UnusableKeys."""
    path = path or SHIPPED
    try:
        lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8-sig").splitlines()]
        keys = tuple(bytes.fromhex(line) for line in lines if line)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise UnusableKeys(path) from error
    if any(len(key) != KEY_BYTES for key in keys):
        raise UnusableKeys(path)
    return keys
