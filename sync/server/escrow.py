"""The emergency key: an office that lost every password lets the district read its recovery code, and nobody else.

Each office seals its recovery code to the public key in the notice; the private key lies in a file, best away from the server.
"""

from base64 import b64decode
from pathlib import Path

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server import private_key


class CannotOpenEscrow(OfficeError):
    pass


class _Slot(Struct):
    sealed: str


class _Slots(Struct):
    escrow: _Slot


class _Vault(Struct):
    slots: _Slots


def recovery_code(vault: Path, key: Path) -> str:
    """The recovery code of the office whose keys.json this is. Raises KeyUnusable or CannotOpenEscrow."""
    private = PrivateKey(private_key.read(key))
    try:
        sealed = b64decode(msgspec.json.decode(vault.read_bytes(), type=_Vault).slots.escrow.sealed)
        return SealedBox(private).decrypt(sealed).decode("ascii")
    except (OSError, ValueError, TypeError, msgspec.DecodeError, CryptoError) as error:
        raise CannotOpenEscrow(
            phrase(
                "Kode pemulihan tidak terbaca ({fault}): {vault} harus keys.json dari kantor yang sudah menerima "
                "kunci darurat kabupaten, dan {key} kunci pribadinya. Tidak ada yang diubah.",
                fault=type(error).__name__,
                vault=str(vault),
                key=str(key),
            )
        ) from error
