"""Sets an office up: keys, encrypted store, first user, settings. Half an office is never left behind."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from complaints.draft import clean, clean_line
from complaints.errors import Refused
from complaints.office_kind import PEOPLE, office_kind
from complaints.passwords import refuse_guessable
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.office import rules
from desktop.office.office import DATABASE, Office
from desktop.store import kept_values, log, migrate, users
from desktop.store.database import open_engine, writing
from desktop.store.durable_files import disk_errors
from desktop.store.settings import Settings
from desktop.store.users import User
from desktop.store.vault import Vault
from sync.disk.renaming import discard, flush_folder, rename, replace

FIRST_LETTER, SECOND_LETTER = "A", "B"


@dataclass(frozen=True, slots=True)
class Setup:
    """What the wizard or `init` asks. `parent_name` is the kecamatan's, '' for a kecamatan itself and an OPD.

    `letter` marks this PC's register numbers until the district gives it one: a second PC of an office begins with another, so
    that its numbers aren't those of the first.
    """

    unit_code: str
    office_name: str
    parent_name: str
    user: str
    password: str
    role: Role = "admin"
    backup_folder: str = ""
    letter: str = FIRST_LETTER
    head_name: str = ""
    address: str = ""


def found_office(folder: Path, setup: Setup, clock: Callable[[], float] = time.time) -> tuple[Office, str]:
    """Makes the office in `folder` and returns it opened, with the recovery code, which is kept nowhere else.

    Everything is made in a folder beside and renamed at the end. Raises Refused when there is an office already.
    """
    if Vault(folder).exists or (folder / DATABASE).exists():
        raise Refused(
            phrase(
                "Di folder data ini sudah ada buku aduan. Tidak ada yang diubah; masuk saja, atau pilih folder lain."
            )
        )
    name = " ".join(clean(setup.user).split())
    if not name:
        raise Refused(phrase("Nama petugas belum diisi."))
    refuse_guessable(setup.password, [name, setup.office_name, setup.parent_name])
    with disk_errors():
        half = _place_aside(folder)
        half.mkdir(parents=True)
    try:
        vault = Vault(half, clock)
        unlocked, code = vault.create(name, setup.password)
        _fill(half, unlocked.key, unlocked.slot, name, setup, clock)
        with disk_errors():
            move_into_place(half, folder)
    except BaseException:
        discard(half)
        raise
    office = Office(folder, unlocked, name, clock)
    office.upkeep.keep_fingerprint()
    return office, code


def _place_aside(folder: Path) -> Path:
    """Beside the folder, on the same disk; within it where nothing is beside it: a drive (`E:\\`), a share, a mounted stick."""
    is_whole_disk = not folder.name or os.path.ismount(folder)  # Path.is_mount is not for Windows before 3.12
    half = folder / ".baru" if is_whole_disk else folder.with_name(folder.name + ".baru")
    discard(half)
    return half


def _fill(half: Path, key: bytes, slot: str, name: str, setup: Setup, clock: Callable[[], float]) -> None:
    engine = open_engine(half / DATABASE, key, create=True)
    try:
        with writing(engine) as connection:
            migrate.create(connection)
            log.mint_device(connection, setup.letter)
            # The first user of an office founds it as its admin, whatever role they work in later.
            users.put(connection, User(slot, name, "admin"))
            if setup.role != "admin":
                raise Refused(phrase("Pengguna pertama harus admin; tambahkan pengguna lain sesudahnya."))
            settings = Settings(
                unit_code=setup.unit_code,
                office_name=setup.office_name,
                parent_name=setup.parent_name,
                backup_folder=setup.backup_folder,
                people=PEOPLE[office_kind(setup.unit_code)],
                head_name=clean_line(setup.head_name),
                address=clean_line(setup.address),
            )
            kept_values.save(connection, "settings", settings)
            rules.keep_table(connection, datetime.fromtimestamp(clock()).astimezone().date())
    finally:
        engine.dispose()


def move_into_place(half: Path, folder: Path) -> None:
    """Into a folder that may hold other things already, such as logs. `keys.json` goes last: with it the office exists."""
    if not folder.exists():
        rename(half, folder)
    else:
        for path in sorted(half.iterdir(), key=lambda path: path.name.startswith("keys")):
            replace(path, folder / path.name)
        discard(half)
    flush_folder(folder)
