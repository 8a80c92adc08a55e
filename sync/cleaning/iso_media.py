"""Films, sound and photos in boxes (ISO 14496-12, 23008-12): MP4, MOV, 3GP, M4A, HEIC, AVIF, JPEG 2000.

Boxes that hide something become free space of the same size, so that nothing that points into the file has to change.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sync.cleaning.not_cleanable import NotCleanable

_TOP = frozenset(
    [
        b"jP  ",
        b"jp2h",
        b"jp2c",
        b"ftyp",
        b"styp",
        b"mdat",
        b"moov",
        b"moof",
        b"mfra",
        b"sidx",
        b"meta",
        b"free",
        b"skip",
        b"wide",
        b"pdin",
        b"prft",
    ]
)
# What may stand in which box; anything else there is emptied.
_INSIDE: dict[bytes, frozenset[bytes]] = {
    b"moov": frozenset([b"mvhd", b"iods", b"trak", b"mvex", b"free"]),
    b"trak": frozenset([b"tkhd", b"edts", b"mdia", b"tref", b"tapt", b"load", b"free"]),
    b"mdia": frozenset([b"mdhd", b"hdlr", b"minf", b"elng", b"free"]),
    b"minf": frozenset([b"vmhd", b"smhd", b"nmhd", b"gmhd", b"hdlr", b"dinf", b"stbl", b"free"]),
    b"moof": frozenset([b"mfhd", b"traf", b"free"]),
    b"traf": frozenset([b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"free"]),
}
_SEEN_OR_HEARD = frozenset([b"vide", b"soun", b"tmcd", b"pict", b"auxv"])  # other tracks can hold a path of places
_HIDDEN_ITEMS = frozenset([b"Exif", b"mime", b"uri "])
_NO_EXIF = (
    bytes(4) + b"MM\0*\0\0\0\x08" + bytes(6)
)  # of no entry: readers of AVIF refuse a photo whose Exif item is none
_FILE, _ITEM_DATA = 0, 1  # where iloc says that an item lies


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    start: int
    body: int
    end: int


def clean(content: bytes) -> bytes:
    """Raises NotCleanable when it isn't built so, or has a track of other things than pictures and sound."""
    film = bytearray(content)
    for box in _boxes(film, 0, len(film)):
        if box.kind not in _TOP:
            _empty(film, box)
        elif box.kind == b"meta":
            _clean_items(film, box)
        elif box.kind in (b"free", b"skip"):
            film[box.body : box.end] = bytes(box.end - box.body)
        else:
            _clean_inside(film, box)
    return bytes(film)


def _boxes(film: bytearray, at: int, end: int) -> Iterator[Box]:
    while at < end:
        size, kind = int.from_bytes(film[at : at + 4]), bytes(film[at + 4 : at + 8])
        body = at + 8
        if size == 1:
            size, body = int.from_bytes(film[at + 8 : at + 16]), at + 16
        elif size == 0:
            size = end - at
        if at + 8 > end or size < body - at:
            raise NotCleanable
        if at + size > end and kind != b"mdat":  # cut short: only pictures and sound may be
            raise NotCleanable
        yield Box(kind, at, body, min(end, at + size))
        at += size


def _empty(film: bytearray, box: Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.body : box.end] = bytes(box.end - box.body)


def _clean_inside(film: bytearray, parent: Box) -> None:
    allowed = _INSIDE.get(parent.kind)
    if allowed is None:
        return
    for box in _boxes(film, parent.body, parent.end):
        if box.kind not in allowed:
            _empty(film, box)
        elif box.kind == b"free":
            film[box.body : box.end] = bytes(box.end - box.body)
        elif (
            parent.kind == b"mdia"
            and box.kind == b"hdlr"
            and bytes(film[box.body + 8 : box.body + 12]) not in _SEEN_OR_HEARD
        ):
            raise NotCleanable
        else:
            _clean_inside(film, box)


# Photos: items, of which some are no picture --------------------------------------------------------------------------


def _clean_items(film: bytearray, meta: Box) -> None:
    boxes = {box.kind: box for box in _boxes(film, meta.body + 4, meta.end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        _empty(film, meta)  # a film's tags
        return
    hidden = set(_hidden_items(film, boxes[b"iinf"]))
    idat = boxes.get(b"idat")
    for item, method, start, size in _extents(film, boxes[b"iloc"]):
        if item not in hidden:
            continue
        if method == _ITEM_DATA and idat is not None:
            start += idat.body
        elif method != _FILE:
            raise NotCleanable
        end = start + size if size else len(film)
        if end > len(film) or start < meta.start:
            raise NotCleanable
        film[start:end] = _NO_EXIF.ljust(end - start, b"\0")[: end - start]
    for kind, box in boxes.items():
        if kind in (b"uuid", b"udta", b"xml ", b"bxml"):
            _empty(film, box)


def _hidden_items(film: bytearray, iinf: Box) -> Iterator[int]:
    wide = film[iinf.body] > 0
    for box in _boxes(film, iinf.body + (8 if wide else 6), iinf.end):
        version = film[box.body]
        if box.kind != b"infe" or version < 2:
            raise NotCleanable
        id_bytes = 2 if version == 2 else 4
        item = int.from_bytes(film[box.body + 4 : box.body + 4 + id_bytes])
        kind_at = box.body + 4 + id_bytes + 2
        if bytes(film[kind_at : kind_at + 4]) in _HIDDEN_ITEMS:
            yield item


def _extents(film: bytearray, iloc: Box) -> Iterator[tuple[int, int, int, int]]:
    """Item, construction method, offset and length of each piece of each item (ISO 14496-12 §8.11.3)."""
    version, at = film[iloc.body], iloc.body + 4

    def number(size: int) -> int:
        nonlocal at
        if at + size > iloc.end:
            raise NotCleanable
        value = int.from_bytes(film[at : at + size])
        at += size
        return value

    sizes = number(2)
    offset_bytes, length_bytes, base_bytes = sizes >> 12 & 15, sizes >> 8 & 15, sizes >> 4 & 15
    index_bytes = sizes & 15 if version in (1, 2) else 0
    for _ in range(number(2 if version < 2 else 4)):
        item = number(2 if version < 2 else 4)
        method = number(2) & 15 if version in (1, 2) else _FILE
        number(2)  # in which file; this one
        base = number(base_bytes)
        for _ in range(number(2)):
            number(index_bytes)
            offset = base + number(offset_bytes)
            yield item, method, offset, number(length_bytes)
