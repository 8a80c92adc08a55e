"""Rules of sealed complaints: who opens them, what their length tells, what a key and a receipt look like."""

from base64 import b64encode, urlsafe_b64encode
from datetime import date
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey, PublicKey, SealedBox

from complaints import sealed
from complaints.access import units
from complaints.errors import InvalidField
from complaints.events import Attached, Event, Facts, Sealed, decode, encode
from complaints.fold import fold
from complaints.identity import Identity
from complaints.numbering import parse_sealed_receipt, parse_tracking_code, sealed_receipt
from complaints.sealed import BOX_STEP, CannotOpen, Enclosed, EnclosedFile

PRIVATE, OTHER = bytes(PrivateKey.generate()), bytes(PrivateKey.generate())
PUBLIC = sealed.public_of(PRIVATE)
RECEIPT = "S-K7QM-4T2X-9DNB"
TEXT = st.text(max_size=3000)


def enclosed(body: str = "Dana desa dipakai sendiri", name: str = "Zulkarnain", **more: str) -> Enclosed:
    facts = Facts(kind="complaint", title=body[:80], body=body, received_on=date(2026, 11, 24))
    whole = {"receipt": RECEIPT, "unit": "73.07.05.2005", "office": "Desa Saotanre", "officer": "Siti"} | more
    return Enclosed(facts=facts, identity=Identity(name=name, subject="Kepala desa"), **whole)  # pyright: ignore[reportArgumentType]


def event(step: Sealed | Attached, seq: int = 1) -> Event:
    return Event("aaaa", seq, 1 << 20, "aaaa-1", "", "73.07.05.2005", (), step)


@given(TEXT, TEXT)
def test_what_was_closed_opens_with_the_private_key_only(body: str, name: str):
    content = enclosed(body, name)
    box = sealed.close(content, PUBLIC)
    assert sealed.open_box(box, PRIVATE) == content
    with pytest.raises(CannotOpen):
        sealed.open_box(box, OTHER)
    with pytest.raises(CannotOpen):
        sealed.open_box(box, PUBLIC)


@settings(max_examples=40)
@given(st.integers(0, BOX_STEP + 47), st.integers(1, 255))
def test_a_box_that_was_altered_anywhere_does_not_open(place: int, change: int):
    box = bytearray(sealed.close(enclosed(), PUBLIC))
    box[place] ^= change
    with pytest.raises(CannotOpen):
        sealed.open_box(bytes(box), PRIVATE)


def test_the_same_complaint_closed_twice_looks_different():
    assert sealed.close(enclosed(), PUBLIC) != sealed.close(enclosed(), PUBLIC)


def test_short_and_usual_complaints_are_closed_into_boxes_of_one_length():
    lengths = {len(sealed.close(enclosed("x" * length, "y" * 40), PUBLIC)) for length in (1, 40, 400, 3500)}
    assert len(lengths) == 1


def test_a_long_complaint_gains_an_eighth_at_most():
    plain = len(msgspec.msgpack.encode(enclosed("x" * 60_000)))
    assert len(sealed.close(enclosed("x" * 60_000), PUBLIC)) < plain * 1.13


def test_files_open_with_the_complaint_and_only_as_they_were_closed():
    files = (EnclosedFile("kuitansi.jpg", "image/jpeg", b"\xff\xd8\xff" + bytes(900)), EnclosedFile("a", "b", b""))
    closed = sealed.close_files(files, PUBLIC)
    digest = sha256(closed).hexdigest()
    assert sealed.open_files(closed, PRIVATE, digest) == files
    assert b"kuitansi" not in closed
    with pytest.raises(CannotOpen):
        sealed.open_files(closed, OTHER, digest)
    with pytest.raises(CannotOpen, match="bukan yang disegel"):
        sealed.open_files(sealed.close_files(files, PUBLIC), PRIVATE, digest)


def test_one_small_file_and_three_are_of_one_length():
    one = [EnclosedFile("a.txt", "text/plain", b"x" * 100)]
    assert len(sealed.close_files(one, PUBLIC)) == len(sealed.close_files(one * 3, PUBLIC))


def test_files_that_are_too_large_together_are_refused_with_the_limit():
    half = EnclosedFile("video.mp4", "video/mp4", bytes(sealed.MOST_FILE_BYTES // 2 + 1))
    with pytest.raises(InvalidField, match="paling besar 20 MB") as caught:
        sealed.close_files([half, half], PUBLIC)
    assert caught.value.field == "attachments"


def padded(content: bytes) -> bytes:
    return SealedBox(PublicKey(PUBLIC)).encrypt(content + b"\x80" + bytes(50))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bukan aduan"),
        (msgspec.msgpack.encode([2, {"later": 1}]), "lebih baru"),
        (msgspec.msgpack.encode([1, {"receipt": 3}]), "bukan aduan"),
        (msgspec.msgpack.encode("halo"), "bukan aduan"),
    ],
)
def test_what_opens_but_is_no_complaint_has_its_sentence(content: bytes, said: str):
    with pytest.raises(CannotOpen, match=said):
        sealed.open_box(padded(content), PRIVATE)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_box_or_refused(content: bytes):
    for box in (content, padded(content)):
        with pytest.raises(CannotOpen):
            sealed.open_box(box, PRIVATE)


def test_a_field_of_a_newer_version_is_no_hindrance():
    newer = msgspec.to_builtins(enclosed(), builtin_types=(date,)) | {"later": 1}
    assert sealed.open_box(padded(msgspec.msgpack.encode([1, newer, "x"])), PRIVATE) == enclosed()


# The event -----------------------------------------------------------------------------------------------------------


def test_a_sealed_complaint_is_no_complaint_to_anybody_and_entitles_nobody():
    box = sealed.close(enclosed(), PUBLIC)
    history = [
        event(Sealed(date(2026, 11, 24), RECEIPT, box)),
        event(Attached(date(2026, 11, 24), "ab" * 32, "", "application/octet-stream", 9), 2),
    ]
    assert fold(history) is None
    assert units(history, "73.07") == frozenset()


def test_nothing_is_readable_in_the_event_but_its_day_and_its_receipt():
    content = encode(event(Sealed(date(2026, 11, 24), RECEIPT, sealed.close(enclosed(), PUBLIC))))
    assert decode(content).actor == ""
    for secret in (b"Dana", b"Zulkarnain", b"Kepala", b"Siti", b"Saotanre"):
        assert secret not in content
    assert RECEIPT.encode() in content


# Keys and receipts ---------------------------------------------------------------------------------------------------


def test_a_public_key_is_read_from_hex_and_base64_however_it_was_copied():
    digits = PUBLIC.hex()
    for text in (
        digits, digits.upper(), f"  {digits[:32]}\n{digits[32:]}\n", b64encode(PUBLIC).decode(),
        urlsafe_b64encode(PUBLIC).decode().rstrip("="),
    ):  # fmt: skip
        assert sealed.parse_public_key(text) == PUBLIC


@pytest.mark.parametrize(
    "text", ["", "abc", "g" * 64, "0" * 64, "01" + "00" * 31, "é" * 64, "A" * 44, "=" * 44, "a" * 65]
)
def test_what_is_no_key_or_a_weak_one_is_refused(text: str):
    with pytest.raises(InvalidField) as caught:
        sealed.parse_public_key(text)
    assert caught.value.field == "inspectorate_key"


@given(st.text(max_size=80))
def test_any_text_is_a_key_or_refused(text: str):
    with pytest.raises(InvalidField):
        sealed.parse_public_key(text)


def test_a_fingerprint_is_twenty_digits_that_differ_from_key_to_key():
    assert len(sealed.fingerprint(PUBLIC).replace("-", "")) == 20
    assert sealed.fingerprint(PUBLIC) == sealed.fingerprint(PUBLIC)
    assert sealed.fingerprint(PUBLIC) != sealed.fingerprint(sealed.public_of(OTHER))


RANDOM = st.binary(min_size=7, max_size=7)


@given(RANDOM)
def test_a_receipt_is_read_back_however_it_is_typed_and_is_no_tracking_code(random: bytes):
    receipt = sealed_receipt(random)
    assert parse_sealed_receipt(f" {receipt.lower().replace('-', ' ').replace('0', 'o')} ") == receipt
    with pytest.raises(InvalidField):
        parse_tracking_code(receipt)


@given(RANDOM, st.integers(2, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_in_a_receipt_is_noticed(random: bytes, place: int, sign: str):
    receipt = sealed_receipt(random)
    changed = receipt[:place] + sign + receipt[place + 1 :]
    if receipt[place] in ("-", sign):
        return
    with pytest.raises(InvalidField) as caught:
        parse_sealed_receipt(changed)
    assert caught.value.field == "receipt"
