"""JPEG without its application data: Exif, XMP, IPTC, comments, maker's data, further pictures (MPO) and what hangs behind (ITU T.81).

The picture itself is not computed anew. Of a file that is cut short, what is there is cleaned.
"""

from sync.cleaning.not_cleanable import NotCleanable
from sync.cleaning.orientation import only_orientation

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FIRST_APPLICATION, _LAST_APPLICATION, _COMMENT = 0xE0, 0xEF, 0xFE
_EXIF, _COLOURS, _ADOBE = 0xE1, 0xE2, 0xEE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length


def clean(content: bytes) -> bytes:
    """Raises NotCleanable when it isn't built as a JPEG is."""
    parts = [b"\xff\xd8"]
    at, has_scan, orientation = 2, False, b""
    while at < len(content):
        if content[at] != 0xFF:
            raise NotCleanable
        marker = content[at + 1] if at + 1 < len(content) else _END
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            return b"".join((*parts, b"\xff\xd9"))
        if marker in _ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        if length < 2 or marker == _START:
            raise NotCleanable
        segment = content[at : at + 2 + length]
        if marker == _EXIF and not orientation:
            orientation = _orientation_segment(segment)
            parts.append(orientation)
        elif _is_shown(marker, segment):
            parts.append(segment)
        at += 2 + length
        if marker == _SCAN:
            has_scan = True
            end = _end_of_scan(content, at)
            parts.append(content[at:end])
            at = end
    if not has_scan:
        raise NotCleanable
    return b"".join(parts)


def _orientation_segment(segment: bytes) -> bytes:
    exif = only_orientation(segment[4:]) if segment[4:10] == b"Exif\0\0" else b""
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif if exif else b""


def _is_shown(marker: int, segment: bytes) -> bool:
    """Whether a decoder needs the segment to show the picture as it is."""
    if marker == _FIRST_APPLICATION:
        return segment[4:9] == b"JFIF\0"
    if marker == _COLOURS:
        return segment[4:16] == b"ICC_PROFILE\0"
    if marker == _ADOBE:
        return segment[4:9] == b"Adobe"
    return not (_FIRST_APPLICATION <= marker <= _LAST_APPLICATION or marker == _COMMENT)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the picture's bits end: before the next marker that is neither a stuffed zero nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at
