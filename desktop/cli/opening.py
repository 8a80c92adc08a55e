"""Opens the office for a command: finds the folder, asks for the password, waits out a short delay after wrong ones."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from complaints.errors import Refused, WrongPassword
from complaints.phrases import Phrase, phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.options import data_folder
from desktop.store.vault import Unlocked, Vault
from desktop.wording.translation import tr, tr_phrase
from sync.working_folder import TRIAL, working_folder

if TYPE_CHECKING:
    from desktop.office.office import Office

PASSWORD = "BUKU_ADUAN_PASSWORD"
USER = "BUKU_ADUAN_USER"
PATIENCE_SECONDS = LINE_SECONDS = 10.0


class NoOffice(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Di folder data ini belum ada buku aduan. Jalankan 'init', atau sebut folder yang benar dengan --data."
            )
        )


def own_folder(options: CommandOptions) -> Path:
    """The folder for a command that makes an office there. Raises Refused with --demo, whose office is made already."""
    if options.demo:
        raise Refused(phrase("Perintah ini tidak untuk kantor contoh. Tidak ada yang diubah; jalankan tanpa --demo."))
    return data_folder(options.data)


class WorkLines:
    """Tells on stderr what is done to a book of an older version: each kind of work once, and how far it is every few seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[str, float] | None = None

    def __call__(self, work: Phrase) -> None:
        now = self._clock()
        if self._last is not None and self._last[0] == work.template and now - self._last[1] < LINE_SECONDS:
            return
        self._last = (work.template, now)
        output.complain(tr_phrase(work))


@contextmanager
def opened(options: CommandOptions) -> Iterator["Office"]:
    """The office, closed at the end. With --demo a throwaway one. Raises NoOffice or WrongPassword."""
    if options.demo:
        with _demo() as office:
            yield office
        return
    folder = data_folder(options.data)
    _finish_restore(folder)
    vault = Vault(folder)
    if not vault.exists:
        raise NoOffice
    unlocked = unlock(vault, options)
    from desktop.office.office import Office

    office = Office(folder, unlocked, user_name(options), report_work=WorkLines())
    try:
        yield office
    finally:
        office.close()


@contextmanager
def _demo() -> Iterator["Office"]:
    from desktop.office import demo

    with working_folder(TRIAL) as folder:
        demo_office = demo.make(folder / "kantor")
        try:
            yield demo_office.office
        finally:
            demo_office.office.close()


def _finish_restore(folder: Path) -> None:
    """A power cut may have stopped a restore between its renames."""
    if (folder / "restore-ready").is_dir():
        from desktop.store.restore import complete

        complete(folder)


def user_name(options: CommandOptions) -> str:
    return options.user or os.environ.get(USER, "")


def unlock(vault: Vault, options: CommandOptions) -> Unlocked:
    """Opens the vault with the password given; a delay of a few seconds is waited out. Raises WrongPassword."""
    secret = password()
    wait = vault.wait_seconds()
    if 0 < wait <= PATIENCE_SECONDS:
        time.sleep(wait + 0.01)
    name = user_name(options)
    return vault.unlock(name, secret) if name else vault.unlock_any(secret)


def password() -> str:
    """From the environment, else asked at the terminal. Raises WrongPassword when there is neither."""
    return os.environ.get(PASSWORD) or _prompted(tr("Kata sandi: "))


def new_password() -> str:
    """For `init`: asked twice, so that a slip of the finger doesn't lock the office up."""
    password = os.environ.get(PASSWORD)
    if password:
        return password
    first = _prompted(tr("Kata sandi baru: "))
    if first != _prompted(tr("Ulangi kata sandi: ")):
        raise Refused(phrase("Kedua kata sandi tidak sama. Belum ada yang dibuat; ulangi."))
    return first


def _prompted(prompt: str) -> str:
    if not (sys.stdin is not None and sys.stdin.isatty()):
        raise WrongPassword(
            phrase("Kata sandi belum diberikan. Isi {variable}, atau jalankan di terminal.", variable=PASSWORD)
        )
    from getpass import getpass

    try:
        return getpass(prompt, stream=sys.stderr)
    except EOFError:
        raise WrongPassword(
            phrase("Kata sandi belum diberikan. Isi {variable}, atau jalankan di terminal.", variable=PASSWORD)
        ) from None
