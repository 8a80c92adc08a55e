"""Makes photos small enough for a slow link and for paper; the original stays on the PC.

What a phone hides in a photo stays behind, above all where it was taken; only which way is up goes along.
"""

import io
import warnings

from PIL import Image

from sync.cleaning import NotCleanable, cleaned
from sync.cleaning.orientation import exif_of

LONGEST_SIDE = 1600  # pixels
QUALITY = 72
SMALL = 200_000  # bytes: not worth reducing
WORTH = 0.8  # a reduction must save a fifth
MOST_PIXELS = (
    30_000_000  # that are unpacked whole: some 120 MB; a plain JPEG is reduced while it is read, whatever its size
)
ORIENTATION = 0x0112
REDUCED_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/bmp"})


def for_the_wire(content: bytes, media_type: str) -> bytes:
    """What is sent of an attachment: a reduced photo, or the file without what it hides; the same bytes each time.

    Raises NotCleanable when neither can be made: what the file hides would leave with it.
    """
    is_photo = media_type in REDUCED_TYPES
    try:
        whole = cleaned(content)
    except NotCleanable:
        small = reduced(content) if is_photo else None
        if small is None:
            raise
        return small
    if not is_photo or len(content) <= SMALL:
        return whole
    small = reduced(content)
    return whole if small is None or len(small) >= len(whole) * WORTH else small


def reduced(content: bytes) -> bytes | None:
    """The photo as a JPEG of at most `LONGEST_SIDE` pixels; None when it is none, moves, can't be read or would fill the memory."""
    try:
        picture, orientation = thumbnail(content, LONGEST_SIDE)
        out = io.BytesIO()
        exif = exif_of(orientation) if orientation != 1 else b""
        _on_white(picture).save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=exif)
        return cleaned(out.getvalue())  # Pillow takes comments and XMP along
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, NotCleanable):
        return None


def thumbnail(content: bytes, longest_side: int) -> tuple[Image.Image, int]:
    """The picture in at most so many pixels, and which way up it is (Exif's 1 to 8). Raises OSError, ValueError or SyntaxError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None  # ours is below
        try:
            image = Image.open(io.BytesIO(content))
        finally:
            Image.MAX_IMAGE_PIXELS = before
    with image:
        is_read_reduced = image.format in ("JPEG", "MPO") and "progressive" not in image.info
        if image.width * image.height > MOST_PIXELS and not is_read_reduced:
            raise ValueError("too many pixels")
        if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
            raise ValueError("it moves")
        orientation = image.getexif().get(ORIENTATION, 1)
        image.draft("RGB", (longest_side, longest_side))
        image.thumbnail((longest_side, longest_side))
        return image.copy(), orientation if orientation in range(1, 9) else 1


def _on_white(image: Image.Image) -> Image.Image:
    """In colours that a JPEG has; what was transparent is white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(coloured, mask=coloured.getchannel("A"))
        return ground
    return image.convert("L" if image.mode in ("1", "L") else "RGB")
