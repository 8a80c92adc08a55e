"""How strong a new password is, in words."""

from collections.abc import Iterable

from complaints import passwords
from desktop.wording.names import Tone
from desktop.wording.translation import tr


def strength(password: str, about: Iterable[str] = ()) -> tuple[str, Tone]:
    """`about`: names of the user and the office. Nothing is said before the judge's lists are loaded."""
    if not password or not passwords.is_loaded():
        return "", "neutral"
    if len(password) < passwords.SHORTEST:
        return tr("terlalu pendek: paling sedikit 8 huruf"), "danger"
    guesses = passwords.guesses(password, about)
    if guesses < passwords.GUESSABLE:
        return tr("lemah: mudah ditebak — tambah beberapa kata"), "danger"
    return (tr("cukup"), "warning") if guesses < passwords.STRONG else (tr("kuat"), "ok")


def fault(password: str, about: Iterable[str] = ()) -> str:
    """Why it can't be the new password; '' when it can."""
    if len(password) < passwords.SHORTEST:
        return tr("Kata sandi paling sedikit 8 huruf.")
    if passwords.guesses(password, about) < passwords.GUESSABLE:
        return tr("Termasuk yang pertama dicoba orang: pakai beberapa kata yang tidak berhubungan.")
    return ""
