"""How strong a new password is, in words: estimated from its length, its kinds of letters, its repeats and common words in it."""

import math

from desktop.wording.names import Tone
from desktop.wording.translation import tr

# What people here type first when asked for a password.
_COMMON = (
    "password", "sandi", "admin", "qwerty", "asdf", "12345", "54321", "111111", "bismillah", "indonesia", "sinjai", "sayang",
    "rahasia", "merdeka", "1945", "desa", "kelurahan", "petugas", "aduan",
)  # fmt: skip


def strength(password: str, name: str = "") -> tuple[str, Tone]:
    """`name` is the user's: a password that holds it is easy to guess."""
    plain = password.casefold()
    if not plain:
        return "", "neutral"
    kinds = sum(
        size
        for size, has in (
            (26, any(c.islower() for c in password)), (26, any(c.isupper() for c in password)),
            (10, any(c.isdigit() for c in password)), (33, any(not c.isalnum() for c in password)),
        ) if has
    )  # fmt: skip
    # A letter that repeats the one before it, or is its neighbour in the alphabet, makes no password stronger.
    counted = [
        c
        for at, c in enumerate(plain)
        if at == 0 or (c != plain[at - 1] and ord(c) - ord(plain[at - 1]) not in (1, -1))
    ]
    bits = len(counted) * math.log2(max(kinds, 2))
    if any(word in plain for word in _COMMON) or (len(name) > 2 and name.casefold() in plain):
        bits /= 2
    if len(password) < 8:
        return tr("terlalu pendek: paling sedikit 8 huruf"), "danger"
    if bits < 38:
        return tr("lemah: mudah ditebak — tambah beberapa kata"), "danger"
    if bits < 55:
        return tr("cukup"), "warning"
    return tr("kuat"), "ok"
