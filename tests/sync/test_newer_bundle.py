"""A bundle with parts that this version doesn't know is told as a newer one's, and not as damaged."""

from io import BytesIO

import msgspec
import pytest
from nacl.public import PrivateKey

from sync import frame
from sync import messages as m
from sync.bundle import contents, envelope
from sync.bundle.contents import Bundle
from sync.bundle.envelope import Sealer
from sync.bundle.receiving import ANSWERS
from sync.bundle.refusals import Damaged, NewerBundle
from sync.server.bundles import REQUESTS
from tests.sync import vectors


def bundle(part: bytes, first: msgspec.Struct | None = None) -> Bundle:
    file = BytesIO()
    cover = m.Cover(1, "73.07", "73.07.04.2009", vectors.MADE, vectors.DEVICE, [])
    sealer = Sealer(file, cover, [bytes(PrivateKey(vectors.OTHER_KEY).public_key)], vectors.KEY)
    contents.put_message(sealer, first or m.Opening([]))
    sealer.write(part)
    sealer.close()
    read = envelope.look(file)
    return Bundle(read, envelope.unseal(read, [PrivateKey(vectors.OTHER_KEY)]))


def part(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + len(body).to_bytes(4, "big") + body


LATER = msgspec.msgpack.encode(["later", 1, {"a": 2}])


@pytest.mark.parametrize("written", [part(4, b"xyz"), part(255, b""), part(1, LATER)])
def test_an_unknown_part_is_newer(written: bytes):
    with pytest.raises(NewerBundle) as refused:
        bundle(written).check(REQUESTS)
    assert "lebih baru" in str(refused.value)
    assert "rusak" not in str(refused.value)
    with pytest.raises(NewerBundle):
        bundle(written, m.BundleReceipt(vectors.DEVICE, 1, [])).check(ANSWERS)


def test_a_compressed_one_too():
    import zstandard

    with pytest.raises(NewerBundle):
        bundle(part(2, zstandard.ZstdCompressor().compress(LATER))).check(REQUESTS)


@pytest.mark.parametrize(
    "written",
    [part(1, b"\xc1"), part(1, b""), part(1, msgspec.msgpack.encode(["opening", 5])), part(1, msgspec.msgpack.encode([5, "later"])),
     part(1, LATER)[:-1], part(3, b"x"), part(1, b"x" * 9)[:5]],
)  # fmt: skip
def test_what_is_no_part_at_all_is_damaged(written: bytes):
    with pytest.raises(Damaged) as refused:
        bundle(written).check(REQUESTS)
    assert "versi" not in str(refused.value)


def test_further_fields_of_a_known_part_are_passed_over():
    later = [*msgspec.msgpack.decode(msgspec.msgpack.encode(m.Opening([bytes(32)], True))), "1.9.0", {"b": 1}]
    bundle(part(1, msgspec.msgpack.encode(later))).check(REQUESTS)
    assert frame.unpack(msgspec.msgpack.encode(later), "", m.Opening) == m.Opening([bytes(32)], True)
