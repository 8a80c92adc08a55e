"""The two ciphers, beside PyNaCl's own functions for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings
from nacl.exceptions import CryptoError

from complaints.aead import KEY_BYTES, LONG_NONCE_BYTES, NONCE_BYTES, decrypt, encrypt

KEY = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
NONCE = st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES)
NONCE |= st.binary(min_size=LONG_NONCE_BYTES, max_size=LONG_NONCE_BYTES)
ORACLES = {
    NONCE_BYTES: bindings.crypto_aead_chacha20poly1305_ietf_encrypt,
    LONG_NONCE_BYTES: bindings.crypto_aead_xchacha20poly1305_ietf_encrypt,
}


@given(st.binary(max_size=200), NONCE, KEY, st.binary(max_size=40))
def test_what_is_sealed_is_what_pynacl_seals_and_opens_again(plain: bytes, nonce: bytes, key: bytes, beside: bytes):
    sealed = encrypt(plain, nonce, key, beside)
    assert sealed == ORACLES[len(nonce)](plain, beside or None, nonce, key)
    assert decrypt(sealed, nonce, key, beside) == plain


@given(st.binary(max_size=200), NONCE, KEY, st.binary(max_size=40), st.data())
def test_one_changed_bit_is_refused(plain: bytes, nonce: bytes, key: bytes, beside: bytes, data: st.DataObject):
    sealed = bytearray(encrypt(plain, nonce, key, beside))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CryptoError):
        decrypt(bytes(sealed), nonce, key, beside)


@pytest.mark.parametrize(("nonce", "key"), [(12, 31), (12, 0), (12, 33), (11, 32), (0, 32), (25, 32)])
def test_other_lengths_are_refused(nonce: int, key: int):
    with pytest.raises(ValueError, match="32 bytes"):
        encrypt(b"x", bytes(nonce), bytes(key))
    with pytest.raises(CryptoError):
        decrypt(bytes(40), bytes(nonce), bytes(key))
    with pytest.raises(CryptoError):
        decrypt(bytes(15), bytes(12), bytes(32))
