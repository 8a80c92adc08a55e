"""ChaCha20-Poly1305 and XChaCha20-Poly1305 (IETF), straight from libsodium.

PyNaCl's own functions put together a sentence for each of their six checks before they look whether it is needed: that takes four
times as long as the cipher, and a first sync opens and wraps ten thousand keys. The lengths are checked here.
"""

from importlib import import_module
from typing import Any

import nacl.bindings  # noqa: F401 # pyright: ignore[reportUnusedImport] - starts libsodium, which chooses its code for this processor
from nacl.exceptions import CryptoError

KEY_BYTES, TAG_BYTES = 32, 16
NONCE_BYTES, LONG_NONCE_BYTES = 12, 24

_sodium: Any = import_module("nacl._sodium")  # compiled, without types
_lib, _ffi = _sodium.lib, _sodium.ffi
_ENCRYPT: dict[int, Any] = {
    NONCE_BYTES: _lib.crypto_aead_chacha20poly1305_ietf_encrypt,
    LONG_NONCE_BYTES: _lib.crypto_aead_xchacha20poly1305_ietf_encrypt,
}
_DECRYPT: dict[int, Any] = {
    NONCE_BYTES: _lib.crypto_aead_chacha20poly1305_ietf_decrypt,
    LONG_NONCE_BYTES: _lib.crypto_aead_xchacha20poly1305_ietf_decrypt,
}


def encrypt(plain: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """The nonce's length, 12 or 24 bytes, chooses the cipher. `beside` is authenticated with it. Raises ValueError."""
    if len(key) != KEY_BYTES or len(nonce) not in _ENCRYPT:
        raise ValueError("a key of 32 bytes and a nonce of 12 or 24")
    size = len(plain) + TAG_BYTES
    made = _ffi.new("unsigned char[]", size)
    _ENCRYPT[len(nonce)](made, _ffi.NULL, plain, len(plain), beside, len(beside), _ffi.NULL, nonce, key)
    return bytes(_ffi.buffer(made, size))


def decrypt(sealed: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """Raises nacl.exceptions.CryptoError when it was not sealed so."""
    size = len(sealed) - TAG_BYTES
    if size < 0 or len(key) != KEY_BYTES or len(nonce) not in _DECRYPT:
        raise CryptoError("cut short")
    made = _ffi.new("unsigned char[]", size or 1)
    if _DECRYPT[len(nonce)](made, _ffi.NULL, _ffi.NULL, sealed, len(sealed), beside, len(beside), nonce, key):
        raise CryptoError("not sealed with this key")
    return bytes(_ffi.buffer(made, size))
