"""PNG with the chunks that show the picture and no others (PNG 3rd edition §11); what hangs behind its end goes, too."""

import zlib

from sync.cleaning.not_cleanable import NotCleanable
from sync.cleaning.orientation import only_orientation

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_VISIBLE = frozenset(
    [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP",
        b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
    ]
)  # fmt: skip


def clean(content: bytes) -> bytes:
    """Raises NotCleanable when it doesn't begin as a PNG does."""
    parts = [_SIGNATURE]
    at = len(_SIGNATURE)
    if content[at + 4 : at + 8] != b"IHDR":
        raise NotCleanable
    while at + 8 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        if kind in _VISIBLE:
            parts.append(content[at:end])
        elif kind == b"eXIf":
            parts.append(_orientation_chunk(content[at + 8 : end - 4]))
        at = end
        if kind == b"IEND":
            break
    return b"".join(parts)


def _orientation_chunk(exif: bytes) -> bytes:
    orientation = only_orientation(exif).removeprefix(b"Exif\0\0")
    if not orientation:
        return b""
    body = b"eXIf" + orientation
    return len(orientation).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
