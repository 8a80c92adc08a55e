"""What leaves of a photo: less bytes, the same way up, and nothing of where it was taken."""

import io
import random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sync.photo import GPS, LONGEST_SIDE, ORIENTATION, reduced


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
    made = reduced(original, "image/jpeg")
    assert len(made) < len(original) / 2
    assert max(opened(made).size) == LONGEST_SIDE
    assert dict(opened(made).getexif()) == {ORIENTATION: 6}


def test_it_is_the_same_bytes_each_time_so_that_an_upload_can_go_on():
    original = photo()
    assert reduced(original, "image/jpeg") == reduced(original, "image/jpeg")


def test_a_small_photo_stays_as_it_is_unless_it_tells_where():
    plain = photo((400, 300), place=False)
    assert reduced(plain, "image/jpeg") == plain
    told = photo((400, 300))
    assert GPS not in opened(reduced(told, "image/jpeg")).getexif()
    assert opened(reduced(told, "image/jpeg")).size == (400, 300)


def test_what_was_transparent_is_white():
    made = reduced(photo((2400, 2400), "PNG", "RGBA"), "image/png")
    assert opened(made).mode == "RGB"


@given(st.binary(max_size=300), st.sampled_from(["image/jpeg", "image/png", "application/pdf", "image/webp", ""]))
def test_what_is_no_photo_goes_as_it_is(content: bytes, kind: str):
    assert reduced(content, kind) == content
    assert reduced(b"\xff\xd8\xff" + content, kind) == b"\xff\xd8\xff" + content


def test_a_picture_that_would_fill_the_memory_is_left_alone():
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert reduced(out.getvalue(), "image/png") == out.getvalue()
