"""Which way up a picture is: the one thing of its Exif data that stays, for without it photos lie on their side (TIFF 6.0 §2)."""

from typing import Literal

_HEAD = b"Exif\0\0"
_TAG, _SHORT, _UPRIGHT = 0x0112, 3, 1
_ENTRY_BYTES = 12


def only_orientation(exif: bytes) -> bytes:
    """Exif data (with or without their 'Exif' head) reduced to the orientation; empty when that is upright or can't be read."""
    orientation = orientation_of(exif)
    return exif_of(orientation) if orientation != _UPRIGHT else b""


def orientation_of(exif: bytes) -> int:
    """1 to 8; 1, upright, also when the data don't tell."""
    tiff = exif.removeprefix(_HEAD)
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    entries_at = number(4, 4) + 2
    for entry in range(entries_at, entries_at + number(entries_at - 2, 2) * _ENTRY_BYTES, _ENTRY_BYTES):
        if number(entry, 2) == _TAG:
            value = number(entry + 8, 2)
            return value if number(entry + 2, 2) == _SHORT and 1 <= value <= 8 else _UPRIGHT
    return _UPRIGHT


def exif_of(orientation: int) -> bytes:
    """Exif data that tell which way up a picture is and nothing else, beginning with their 'Exif' head."""
    entry = _TAG.to_bytes(2) + _SHORT.to_bytes(2) + (1).to_bytes(4) + orientation.to_bytes(2) + bytes(2)
    return _HEAD + b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + bytes(4)
