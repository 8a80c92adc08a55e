"""Makes photos small enough for a slow link before they leave; the original stays on the PC.

What a phone hides in a photo stays behind, above all where it was taken; only which way is up goes along.
"""

import io
import warnings

from PIL import Image

LONGEST_SIDE = 1600  # pixels
QUALITY = 72
SMALL = 200_000  # bytes: not worth reducing
WORTH = 0.8  # a reduction must save a fifth
ORIENTATION, GPS = 0x0112, 0x8825
REDUCED_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/bmp"})


def reduced(content: bytes, media_type: str) -> bytes:
    """A JPEG to send instead of this photo; the content itself when it is none, can't be read, or is small already."""
    if media_type not in REDUCED_TYPES:
        return content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _reduced(content)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return content


def _reduced(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        exif = image.getexif()
        tells_place = GPS in exif
        if len(content) <= SMALL and not tells_place:
            return content
        if getattr(image, "n_frames", 1) > 1:
            return content
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        small = _on_white(image)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        small_exif = Image.Exif()
        if ORIENTATION in exif:
            small_exif[ORIENTATION] = exif[ORIENTATION]
        out = io.BytesIO()
        small.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=small_exif)
    jpeg = out.getvalue()
    return jpeg if tells_place or len(jpeg) < len(content) * WORTH else content


def _on_white(image: Image.Image) -> Image.Image:
    """In colours that a JPEG has; what was transparent is white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(coloured, mask=coloured.getchannel("A"))
        return ground
    return image.convert("L" if image.mode in ("1", "L") else "RGB")
