"""The first start makes the office aside, in a folder that is moved into its place only once the recovery code is confirmed.

What opens and writes an office is loaded only when it is made: the window of the first start doesn't wait for it.
"""

from pathlib import Path
from typing import NamedTuple

from complaints.errors import OfficeError
from desktop.office.units import Unit
from desktop.wording.first_start import code_written
from desktop.wording.recovery_sheet import recovery_sheet


class FirstStartAnswers(NamedTuple):
    """What the office is made of. `parent` is the kecamatan's name; `joins`: this is a further PC of an office."""

    unit: Unit
    parent: str
    joins: bool
    name: str
    password: str
    backup_folder: str
    head_name: str = ""
    address: str = ""

    @property
    def office(self) -> str:
        """As it is shown at log in: 'Desa Saotanre · Sinjai Tengah'."""
        return " · ".join(part for part in (self.unit.title, self.parent) if part)


class BadBackupFolder(OfficeError):
    """The backup folder is what is wrong."""


def make_aside(folder: Path, answers: FirstStartAnswers) -> str:
    """The office in this folder, closed again, in the place of whatever was there; returns the recovery code."""
    from desktop.office.backup_folder import check_folder
    from desktop.office.founding import FIRST_LETTER, SECOND_LETTER, Setup, found_office
    from sync.disk.renaming import discard

    try:
        check_folder(answers.backup_folder)
    except OfficeError as error:
        raise BadBackupFolder(error.phrase) from None
    discard(folder)
    setup = Setup(
        answers.unit.code,
        answers.unit.title,
        answers.parent,
        answers.name,
        answers.password,
        backup_folder=answers.backup_folder,
        head_name=answers.head_name,
        address=answers.address,
        letter=SECOND_LETTER if answers.joins else FIRST_LETTER,
    )
    office, code = found_office(folder, setup)
    office.close()
    return code


def write_recovery_sheet(file: Path, code: str, office: str) -> str:
    """Returns how it went, in a sentence."""
    try:
        file.write_text(recovery_sheet(code, office) + "\n", "utf-8")
    except OSError:
        return code_written(is_written=False)
    return code_written(is_written=True)
