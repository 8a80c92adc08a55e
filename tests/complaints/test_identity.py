"""Rules of sealed identities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from nacl.exceptions import CryptoError

from complaints.identity import EMPTY, FIRST_KEY_BYTES, KEY_BYTES, NONCE_BYTES, Identity, _compact, seal, unseal

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.just(UNSET)
KEYS = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
KEYS |= st.binary(min_size=FIRST_KEY_BYTES, max_size=FIRST_KEY_BYTES)
NONCES = st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES)
NUMBERS = st.from_regex(r"[0-9]{0,20}", fullmatch=True)
PHONES = st.builds("+62{}".format, NUMBERS) | TEXT


PEOPLE = st.builds(
    Identity, name=TEXT, national_id=TEXT | NUMBERS, sex=st.sampled_from(["", "male", "female", UNSET]), phone=PHONES,
    email=TEXT, address=TEXT, disability=TEXT, subject=TEXT, role=TEXT,
)  # fmt: skip


@given(PEOPLE, st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_the_first_thing_sealed_with_a_key_needs_no_nonce(identity: Identity, key: bytes):
    sealed = seal(identity, key)
    assert (unseal(sealed, key) if sealed else EMPTY) == identity


@given(st.binary(max_size=60), KEYS)
def test_what_was_never_sealed_is_refused(content: bytes, key: bytes):
    with pytest.raises(CryptoError):
        unseal(content, key)


def test_a_person_is_short():
    person = Identity(name="Andi Baso Ramli", national_id="7307031504870001", sex="male", phone="+6281234567890")
    assert len(seal(person, b"k" * KEY_BYTES)) == 53


@given(PEOPLE, KEYS, NONCES)
def test_what_was_sealed_opens_with_its_key_only(identity: Identity, key: bytes, nonce: bytes):
    sealed = seal(identity, key, nonce)
    if identity == EMPTY:
        assert sealed == b""
        return
    assert unseal(sealed, key) == identity
    with pytest.raises(CryptoError):
        unseal(sealed, bytes(byte ^ 1 for byte in key))
    with pytest.raises(CryptoError):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), key)


def test_a_sealed_identity_shows_nothing():
    sealed = seal(Identity(name="Sitti Aminah", national_id="7307015203870001"), b"k" * KEY_BYTES, b"n" * NONCE_BYTES)
    assert b"Sitti" not in sealed
    assert b"7307" not in sealed


def test_the_role_is_text_behind_what_version_1_0_0_reads():
    """Its decoder takes text, integers and nil; anything else in the array ends every sync of every office that receives it."""
    parts = _compact(Identity(name="Andi", sex="male", role="hamlet_head"))
    assert parts == ["Andi", None, 1, None, None, None, None, None, "hamlet_head"]


def test_a_role_of_a_newer_version_is_kept_as_it_is():
    key = b"k" * KEY_BYTES
    assert unseal(seal(Identity(role="village_nurse"), key), key) == Identity(role="village_nurse")
