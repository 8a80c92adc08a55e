"""BMP and TIFF: their pictures are taken out and written anew, for both may hide anything between them."""

import io
import warnings

from PIL import Image, ImageSequence

from sync.cleaning.not_cleanable import NotCleanable

MOST_PIXELS = 60_000_000  # of all pages together: some 180 MB while they are written


def clean(content: bytes) -> bytes:
    """A BMP as PNG, a TIFF as TIFF with all of its pages. Raises NotCleanable when it is damaged or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=("BMP", "TIFF")) as image:
                return _tiff(image) if image.format == "TIFF" else _png(image)
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, MemoryError, Image.DecompressionBombError):
        raise NotCleanable from None


def _png(image: Image.Image) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise NotCleanable
    out = io.BytesIO()
    _plain(image).save(out, "PNG", optimize=False)
    return out.getvalue()


def _tiff(image: Image.Image) -> bytes:
    pages: list[Image.Image] = []
    pixels = 0
    for page in ImageSequence.Iterator(image):
        pixels += page.width * page.height
        if pixels > MOST_PIXELS:
            raise NotCleanable
        pages.append(_plain(page))  # upright: Pillow turns a TIFF while it reads it
    out = io.BytesIO()
    compression = "group4" if all(page.mode == "1" for page in pages) else "tiff_lzw"
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """The picture alone: a copy by Pillow would take along what the file said of it."""
    picture = image if image.mode in ("1", "L", "P", "RGB", "RGBA", "CMYK") else image.convert("RGB")
    plain = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        plain.putpalette(picture.getpalette() or [])
    plain.paste(picture)
    return plain
