"""Opening an office with a name and a password, or with the recovery code and a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from complaints.errors import WrongPassword
from desktop.store.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from complaints.phrases import Phrase
    from desktop.office.office import Office


class Miss(NamedTuple):
    """A name and password, or a recovery code, that opened nothing; the next try may come after `wait` seconds."""

    phrase: Phrase
    wait: float


def unlock(
    folder: Path,
    name: str,
    password: str,
    open_now: Office | None,
    report_unlocked: Callable[[], None],
    report_work: Callable[[Phrase], object] | None = None,
) -> Office | Miss:
    """The office for this user: `open_now`, the one behind the lock, when it is theirs. `report_unlocked`: the key is derived.

    `report_work`: as in `Office`.
    """
    vault = Vault(folder)
    try:
        unlocked = vault.unlock(name, password)
    except WrongPassword as error:
        return Miss(error.phrase, vault.wait_seconds())
    report_unlocked()
    if open_now is not None and open_now.user.slot == unlocked.slot:
        return open_now
    from desktop.office.office import Office

    return Office(folder, unlocked, name, report_work=report_work)


def recover(
    folder: Path, code: str, name: str, password: str, report_work: Callable[[Phrase], object] | None = None
) -> Office | Miss:
    """A new password for this user by the recovery code, and the office opened with it."""
    from desktop.office.office import Office

    vault = Vault(folder)
    try:
        unlocked = vault.unlock_with_recovery(code)
    except WrongPassword as error:
        return Miss(error.phrase, vault.wait_seconds())
    office = Office(folder, unlocked, name, report_work=report_work)
    try:
        office.members.reset_password(office.user, password)
        name = office.user.name
    finally:
        office.close()
    return Office(folder, vault.unlock(name, password), name)
