"""Sound without its tags: MP3, Ogg (Opus, Vorbis, Speex), FLAC and AMR. The sound itself is not computed anew."""

from collections.abc import Iterator

from sync.cleaning.not_cleanable import NotCleanable

# MP3 -----------------------------------------------------------------------------------------------------------------

_ID3V1_BYTES = 128
_APE_FOOTER_BYTES = 32
_APE_HAS_HEADER = 0x8000_0000


def clean_mpeg(content: bytes) -> bytes:
    """Without ID3 tags before and behind, and without an APE tag. Raises NotCleanable when nothing else is there."""
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3" and start + 10 <= end:
        size = 0
        for byte in content[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        has_footer = content[start + 5] & 0x10
        start += 10 + size + (10 if has_footer else 0)
    while (tagless := _before_tags(content, end)) < end:
        end = tagless
    sound = content[start:end]
    first = sound.lstrip(b"\0")[:2]
    if len(first) < 2 or int.from_bytes(first) & 0xFFE0 != 0xFFE0:
        raise NotCleanable
    return sound


def _before_tags(content: bytes, end: int) -> int:
    """Where the tag that ends here begins; `end` itself when none does."""
    id3v1 = content.find(b"TAG", max(0, end - _ID3V1_BYTES), end)
    if id3v1 >= 0:  # also one that is cut short; a few ms of sound at most, where chance wrote the three letters
        return id3v1
    footer = content[max(0, end - _APE_FOOTER_BYTES) : end]
    if footer.startswith(b"APETAGEX") and len(footer) == _APE_FOOTER_BYTES:
        size = int.from_bytes(footer[12:16], "little")
        flags = int.from_bytes(footer[20:24], "little")
        return max(0, end - size - (_APE_FOOTER_BYTES if flags & _APE_HAS_HEADER else 0))
    for beginning in (b"APETAGEX", b"LYRICSBEGIN"):
        at = content.find(beginning, 0, end)
        if at >= 0:
            return at
    return end


# AMR -----------------------------------------------------------------------------------------------------------------


def clean_amr(content: bytes) -> bytes:
    """A phone's voice note has no place for tags (RFC 4867 §5)."""
    return content


# FLAC ----------------------------------------------------------------------------------------------------------------

_STREAM, _SEEKING = 0, 3
_LAST = 0x80


def clean_flac(content: bytes) -> bytes:
    """With the two blocks that players need (RFC 9639 §8). Raises NotCleanable when the blocks don't end in sound."""
    at, blocks = 4, list[tuple[int, bytes]]()
    while True:
        if at + 4 > len(content):
            raise NotCleanable
        head, size = content[at], int.from_bytes(content[at + 1 : at + 4])
        body = content[at + 4 : at + 4 + size]
        if head & ~_LAST in (_STREAM, _SEEKING):
            blocks.append((head & ~_LAST, body))
        at += 4 + size
        if head & _LAST:
            break
    if not blocks or at >= len(content):
        raise NotCleanable
    parts = [b"fLaC"]
    for position, (kind, body) in enumerate(blocks):
        last = _LAST if position == len(blocks) - 1 else 0
        parts.append(bytes([kind | last]) + len(body).to_bytes(3) + body)
    return b"".join((*parts, content[at:]))


# Ogg -----------------------------------------------------------------------------------------------------------------

_PAGE_HEAD_BYTES = 27
_TAGS = (b"OpusTags", b"\x03vorbis")
_FRAMING = b"\x01"


def clean_ogg(content: bytes) -> bytes:
    """The packet of tags says nothing now, with as many bytes as before: no page of RFC 3533 moves.

    Raises NotCleanable when that packet isn't in the second page as Opus and Vorbis have it, or something else than pages follows.
    """
    pages = [bytearray(page) for page in _pages(content)]
    if len(pages) < 2:
        raise NotCleanable
    packet_pages = _pages_of_tags(pages)
    packet = b"".join(_body(page)[: _first_packet_bytes(page)] for page in packet_pages)
    start = next((start for start in _TAGS if packet.startswith(start)), None)
    if start is None:
        raise NotCleanable
    empty = start + bytes(8) + (_FRAMING if start == b"\x03vorbis" else b"")
    if len(packet) < len(empty):
        raise NotCleanable
    rest_of_packet = empty.ljust(len(packet), b"\0")
    for page in packet_pages:
        size = _first_packet_bytes(page)
        body_at = len(page) - len(_body(page))
        page[body_at : body_at + size], rest_of_packet = rest_of_packet[:size], rest_of_packet[size:]
        page[22:26] = bytes(4)
        page[22:26] = _checksum(page).to_bytes(4, "little")
    return b"".join(pages)


def _pages(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        if content[at : at + 4] != b"OggS" or at + _PAGE_HEAD_BYTES > len(content):
            if at and len(content) - at < _PAGE_HEAD_BYTES:
                return  # cut short
            raise NotCleanable
        segments = content[at + _PAGE_HEAD_BYTES : at + _PAGE_HEAD_BYTES + content[at + 26]]
        end = at + _PAGE_HEAD_BYTES + len(segments) + sum(segments)
        yield content[at:end]
        at = end


def _pages_of_tags(pages: list[bytearray]) -> list[bytearray]:
    """The second page, and those into which its first packet goes on."""
    chosen: list[bytearray] = []
    for page in pages[1:]:
        chosen.append(page)
        if any(size < 255 for size in _segments(page)):
            return chosen
    raise NotCleanable


def _segments(page: bytearray) -> bytearray:
    return page[_PAGE_HEAD_BYTES : _PAGE_HEAD_BYTES + page[26]]


def _body(page: bytearray) -> bytes:
    return bytes(page[_PAGE_HEAD_BYTES + page[26] :])


def _first_packet_bytes(page: bytearray) -> int:
    total = 0
    for size in _segments(page):
        total += size
        if size < 255:
            break
    return min(total, len(_body(page)))


def _checksum(page: bytearray) -> int:
    """CRC-32 of RFC 3533: polynomial 0x04C11DB7, neither reflected nor inverted."""
    crc = 0
    for byte in page:
        crc = (crc << 8) & 0xFFFF_FFFF ^ _CRC_TABLE[crc >> 24 ^ byte]
    return crc


def _crc_of(byte: int) -> int:
    crc = byte << 24
    for _ in range(8):
        crc = (crc << 1) & 0xFFFF_FFFF ^ (0x04C1_1DB7 if crc & 0x8000_0000 else 0)
    return crc


_CRC_TABLE = tuple(_crc_of(byte) for byte in range(256))
