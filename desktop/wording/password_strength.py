"""How strong a new password is, in words."""

from collections.abc import Iterable

from complaints import passwords
from desktop.wording.translation import tr


def strength(password: str, about: Iterable[str] = ()) -> str:
    """'Kekuatan: cukup'. `about`: names of the user and the office. '' before the judge's lists are loaded."""
    if not password or not passwords.is_loaded():
        return ""
    return tr("Kekuatan: {strength}", strength=_judged(password, about))


def _judged(password: str, about: Iterable[str]) -> str:
    if len(password) < passwords.SHORTEST:
        return tr("terlalu pendek: paling sedikit 8 huruf")
    guesses = passwords.guesses(password, about)
    if guesses < passwords.GUESSABLE:
        return tr("lemah: mudah ditebak — tambah beberapa kata")
    return tr("cukup") if guesses < passwords.STRONG else tr("kuat")


def fault(password: str, about: Iterable[str] = ()) -> str:
    """Why it can't be the new password; '' when it can."""
    if len(password) < passwords.SHORTEST:
        return tr("Kata sandi paling sedikit 8 huruf.")
    if passwords.guesses(password, about) < passwords.GUESSABLE:
        return tr("Termasuk yang pertama dicoba orang: pakai beberapa kata yang tidak berhubungan.")
    return ""
