"""What leaves of a photo: less bytes, the same way up, and nothing of where it was taken."""

import io
import random

from PIL import Image

from sync.photo import LONGEST_SIDE, ORIENTATION, for_the_wire, reduced, thumbnail

GPS = 0x8825


def photo(size: tuple[int, int] = (3000, 2000), kind: str = "JPEG", mode: str = "RGB", place: bool = True) -> bytes:
    noise = Image.frombytes(
        "L", (size[0] // 8, size[1] // 8), random.Random(1).randbytes(size[0] // 8 * (size[1] // 8))
    )
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Merek Ponsel"
    if place:
        exif.get_ifd(GPS)[2] = (5.0, 13.0, 43.0)
    out = io.BytesIO()
    noise.resize(size).convert(mode).save(out, kind, **({"quality": 95, "exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_from_a_phone_is_reduced_and_stands_the_same_way_up():
    original = photo()
    made = for_the_wire(original, "image/jpeg")
    assert len(made) < len(original) / 2
    assert max(opened(made).size) == LONGEST_SIDE
    assert dict(opened(made).getexif()) == {ORIENTATION: 6}


def test_it_is_the_same_bytes_each_time_so_that_an_upload_can_go_on():
    original = photo()
    assert for_the_wire(original, "image/jpeg") == for_the_wire(original, "image/jpeg")


def test_a_small_photo_is_not_computed_anew_and_loses_place_and_device():
    original = photo((400, 300))
    made = for_the_wire(original, "image/jpeg")
    assert dict(opened(made).getexif()) == {ORIENTATION: 6}
    assert opened(made).tobytes() == opened(original).tobytes()
    assert for_the_wire(made, "image/jpeg") == made


def test_what_was_transparent_is_white():
    made = reduced(photo((2400, 2400), "PNG", "RGBA"))
    assert made is not None
    assert opened(made).mode == "RGB"


def test_what_a_reduced_photo_was_told_to_keep_is_not_kept():
    out = io.BytesIO()
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    noise.save(out, "JPEG", quality=95, comment="KataRahasia", xmp=b"<x:xmpmeta>KataRahasia</x:xmpmeta>")
    made = for_the_wire(out.getvalue(), "image/jpeg")
    assert max(opened(made).size) == LONGEST_SIDE
    assert b"KataRahasia" not in made


def test_a_picture_that_would_fill_the_memory_is_not_unpacked():
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert reduced(out.getvalue()) is None
    assert for_the_wire(out.getvalue(), "image/png") == out.getvalue()


def test_a_plain_jpeg_of_200_megapixels_is_reduced_while_it_is_read():
    out = io.BytesIO()
    Image.new("L", (16_320, 12_240), 128).save(out, "JPEG")
    picture, _ = thumbnail(out.getvalue(), LONGEST_SIDE)
    assert max(picture.size) == LONGEST_SIDE
