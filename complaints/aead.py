"""ChaCha20-Poly1305 and XChaCha20-Poly1305 (IETF): the length of the nonce, 12 or 24 bytes, chooses between them.

Straight to libsodium: what PyNaCl's functions around it ask about their arguments takes twice as long as the encryption of a person or a key,
and a sync encrypts or decrypts three of them a recording. The lengths are asked for here.
"""

from typing import Any, cast

from nacl import _sodium  # pyright: ignore
from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_ABYTES,
    crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

KEY_BYTES, TAG_BYTES = crypto_aead_chacha20poly1305_ietf_KEYBYTES, crypto_aead_chacha20poly1305_ietf_ABYTES
NONCE_BYTES, LONG_NONCE_BYTES = (
    crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)

_sodium_library = cast(Any, _sodium)
_ffi, _lib = _sodium_library.ffi, _sodium_library.lib
_NULL = _ffi.NULL
_ENCRYPT = {
    NONCE_BYTES: _lib.crypto_aead_chacha20poly1305_ietf_encrypt,
    LONG_NONCE_BYTES: _lib.crypto_aead_xchacha20poly1305_ietf_encrypt,
}
_DECRYPT = {
    NONCE_BYTES: _lib.crypto_aead_chacha20poly1305_ietf_decrypt,
    LONG_NONCE_BYTES: _lib.crypto_aead_xchacha20poly1305_ietf_decrypt,
}


def encrypt(plain: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """`plain` sealed, the tag behind it. `beside` is authenticated with it. Raises ValueError when a length is wrong."""
    if len(key) != KEY_BYTES or len(nonce) not in _ENCRYPT:
        raise ValueError("a key of 32 bytes and a nonce of 12 or 24")
    sealed = bytearray(len(plain) + TAG_BYTES)
    _ENCRYPT[len(nonce)](
        _ffi.from_buffer(sealed), _NULL, plain, len(plain), beside, len(beside), _NULL, nonce, key
    )  # never fails
    return bytes(sealed)


def decrypt(sealed: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """Raises nacl.exceptions.CryptoError when it was not sealed so."""
    if len(sealed) < TAG_BYTES or len(key) != KEY_BYTES or len(nonce) not in _DECRYPT:
        raise CryptoError("cut short")
    plain = bytearray(len(sealed) - TAG_BYTES)
    refused = _DECRYPT[len(nonce)](
        _ffi.from_buffer(plain), _NULL, _NULL, sealed, len(sealed), beside, len(beside), nonce, key
    )
    if refused:
        raise CryptoError("not sealed with this key")
    return bytes(plain)
