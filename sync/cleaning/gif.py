"""GIF with its pictures and how often they repeat: without comments, texts and other programs' blocks (GIF89a)."""

from sync.cleaning.not_cleanable import NotCleanable

_EXTENSION, _PICTURE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def clean(content: bytes) -> bytes:
    """Raises NotCleanable when it isn't built as a GIF is."""
    if len(content) < 13:
        raise NotCleanable
    at = 13 + _colours(content[10])
    parts = [content[:at]]
    while at < len(content) and content[at] != _TRAILER:
        start = at
        if content[at] == _PICTURE and at + 10 <= len(content):
            at = _end_of_blocks(content, at + 11 + _colours(content[at + 9]))
            parts.append(content[start:at])
        elif content[at] == _EXTENSION and at + 2 < len(content):
            label, name = content[at + 1], content[at + 3 : at + 14]
            at = _end_of_blocks(content, at + 2)
            if label == _CONTROL or (label == _APPLICATION and name in _REPEATS):
                parts.append(content[start:at])
        else:
            raise NotCleanable
    return b"".join((*parts, bytes([_TRAILER])))


def _colours(flags: int) -> int:
    """Bytes of a colour table, by the byte that announces it."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += content[at] + 1
    return min(at + 1, len(content))
