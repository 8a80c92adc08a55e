"""The files of the RIFF family with the chunks that are shown or heard: WebP pictures, WAV sound. An AVI holds too much else."""

from collections.abc import Iterator

from sync.cleaning.not_cleanable import NotCleanable
from sync.cleaning.orientation import only_orientation

_WEBP = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_WAVE = frozenset([b"fmt ", b"fact", b"data"])
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def clean(content: bytes) -> bytes:
    """Raises NotCleanable for other kinds than WebP and WAV."""
    form = content[8:12]
    if form == b"WEBP":
        chunks = list(_webp(content))
    elif form == b"WAVE":
        chunks = [_chunk(kind, body) for kind, body in _chunks(content) if kind in _WAVE]
    else:
        raise NotCleanable
    if not chunks:
        raise NotCleanable
    body = form + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp(content: bytes) -> Iterator[bytes]:
    orientation = b""
    for kind, body in _chunks(content):
        if kind == b"EXIF":
            orientation = only_orientation(body)
    for kind, body in _chunks(content):
        if kind == b"VP8X" and body:
            flags = body[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if orientation else 0)
            yield _chunk(kind, bytes([flags]) + body[1:])
        elif kind in _WEBP:
            yield _chunk(kind, body)
    if orientation:
        yield _chunk(b"EXIF", orientation)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and body, as far as the file itself says that it reaches: what hangs behind is none."""
    at, end = 12, min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= end:
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], content[at + 8 : min(end, at + 8 + size)]
        at += 8 + size + size % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
