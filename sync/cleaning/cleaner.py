"""Which cleaner a file needs, by what its first bytes say. A name proves nothing."""

from collections.abc import Callable
from functools import partial

from sync.cleaning import audio, gif, iso_media, jpeg, png, riff, text
from sync.cleaning.not_cleanable import NotCleanable

Cleaner = Callable[[bytes], bytes]


def _clean_bitmap(content: bytes) -> bytes:
    from sync.cleaning import bitmap  # brings Pillow: the district's server may have none

    return bitmap.clean(content)


_STARTS: tuple[tuple[bytes, Cleaner], ...] = (
    (b"\xff\xd8\xff", jpeg.clean),
    (b"\x89PNG\r\n\x1a\n", png.clean),
    (b"GIF8", gif.clean),
    (b"BM", _clean_bitmap),
    (b"II*\0", _clean_bitmap),
    (b"MM\0*", _clean_bitmap),
    (b"RIFF", riff.clean),
    (b"OggS", audio.clean_ogg),
    (b"fLaC", audio.clean_flac),
    (b"ID3", audio.clean_mpeg),
    (b"#!AMR", audio.clean_amr),
)
_FIRST_BOX = slice(4, 8)
_MPEG_SYNC = 0xFFE0


def cleaned(content: bytes) -> bytes:
    """The file without what it hides; the very same bytes each time, so that a broken upload goes on. Raises NotCleanable."""
    return _cleaner(content)(content)


def _cleaner(content: bytes) -> Cleaner:
    for start, cleaner in _STARTS:
        if content.startswith(start):
            return cleaner
    if content[_FIRST_BOX] in (b"ftyp", b"jP  "):
        return iso_media.clean
    if b"%PDF-" in content[:1024]:
        from sync.cleaning import pdf  # brings qpdf: only an office that sends one loads it

        return partial(pdf.clean, clean_picture=cleaned)
    if content.startswith(b"PK\x03\x04"):
        from sync.cleaning import office_document

        return partial(office_document.clean, clean_picture=cleaned)
    if int.from_bytes(content[:2]) & _MPEG_SYNC == _MPEG_SYNC:
        return audio.clean_mpeg
    if text.is_text(content):
        return text.clean
    raise NotCleanable
