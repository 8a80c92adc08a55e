"""ChaCha20-Poly1305 and XChaCha20-Poly1305 (IETF): the length of the nonce, 12 or 24 bytes, chooses between them."""

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_ABYTES,
    crypto_aead_chacha20poly1305_ietf_decrypt,
    crypto_aead_chacha20poly1305_ietf_encrypt,
    crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

KEY_BYTES, TAG_BYTES = crypto_aead_chacha20poly1305_ietf_KEYBYTES, crypto_aead_chacha20poly1305_ietf_ABYTES
NONCE_BYTES, LONG_NONCE_BYTES = (
    crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)

_ENCRYPT = {
    NONCE_BYTES: crypto_aead_chacha20poly1305_ietf_encrypt,
    LONG_NONCE_BYTES: crypto_aead_xchacha20poly1305_ietf_encrypt,
}
_DECRYPT = {
    NONCE_BYTES: crypto_aead_chacha20poly1305_ietf_decrypt,
    LONG_NONCE_BYTES: crypto_aead_xchacha20poly1305_ietf_decrypt,
}


def encrypt(plain: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """`plain` sealed, the tag behind it. `beside` is authenticated with it. Raises ValueError when a length is wrong."""
    if len(key) != KEY_BYTES or len(nonce) not in _ENCRYPT:
        raise ValueError("a key of 32 bytes and a nonce of 12 or 24")
    return _ENCRYPT[len(nonce)](plain, beside or None, nonce, key)


def decrypt(sealed: bytes, nonce: bytes, key: bytes, beside: bytes = b"") -> bytes:
    """Raises nacl.exceptions.CryptoError when it was not sealed so."""
    if len(sealed) < TAG_BYTES or len(key) != KEY_BYTES or len(nonce) not in _DECRYPT:
        raise CryptoError("cut short")
    return _DECRYPT[len(nonce)](sealed, beside or None, nonce, key)
