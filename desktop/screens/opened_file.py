"""A file of ours that was opened from outside, by a double click or on the command line: where in the window it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.options import BACKUP_ENDING, RELEASE_ENDING
from desktop.screens.navigate import Goto
from desktop.wording import program_texts
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.screens.app import Program


def open_in(program: Program, file: Path) -> None:
    """A bundle is read, and a release installed, by who has logged in; a backup is offered to be restored where no book is open."""
    if file.name.lower().endswith(BACKUP_ENDING):
        _offer_restore(program, file)
    elif program.workspace is not None and not program.locked:
        is_release = file.name.lower().endswith(RELEASE_ENDING)
        program.workspace.go(Goto("settings", action="updates", file=file) if is_release else Goto("sync", file=file))
    else:
        program.waiting_file = file
        if program.login is not None:
            program.login.say(tr("Masuk untuk membaca {name}.", name=file.name))


def _offer_restore(program: Program, file: Path) -> None:
    if program.office is None:
        program.show_restore(file)
        return
    sentence = program_texts.is_a_backup(file.name)
    if program.workspace is not None and not program.locked:
        program.workspace.say(sentence)
    elif program.login is not None:
        program.login.say(sentence)
