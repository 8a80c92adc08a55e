"""The command line: each command does one thing with the office's data and no window (a contract, see cli.md).

Qt is never imported here. JSON goes to stdout, sentences to stderr. Exit codes: 0 done, 1 refused or failed, 2 wrong usage,
3 wrong password or locked, 4 no network.
"""

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from complaints.errors import InvalidField, OfficeError
from desktop.cli import arguments as arguments_
from desktop.cli import commands
from desktop.cli.arguments import CommandOptions
from desktop.cli.output import complain, prepare_streams, tell
from desktop.store.durable_files import disk_errors
from desktop.wording.translation import tr_phrase, use

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str], data: Path | None = None, demo: bool = False, language: str = "") -> int:
    """Runs one command and returns its exit code. Global options may stand in `arguments` too, anywhere."""
    prepare_streams()
    try:
        options = arguments_.parse(arguments, data, demo, language)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USAGE
    use(options.language or "id")
    return _run(options)


def _run(options: CommandOptions) -> int:
    try:
        # What a command does to the disk outside the store (its arguments' files, stdout) ends in a sentence, too.
        with disk_errors():
            try:
                code = commands.run(options)
                sys.stdout.flush()
            except OSError as error:
                if not _is_closed_pipe(error):
                    raise
                # The reader (`head`) has had enough: what it asked for is done. Python must not flush into the pipe again.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return DONE
        return code
    except OfficeError as error:
        # There is no screen to point at the field.
        field = f"{error.field}: " if isinstance(error, InvalidField) and error.field else ""
        complain(field + tr_phrase(error.phrase))
        return error.exit_code
    except KeyboardInterrupt:
        tell("Dihentikan. Yang sudah tersimpan tetap aman; langkah yang sedang berjalan tidak disimpan.")
        return FAILED
    except Exception as error:  # noqa: BLE001 - the one handler of bugs: a sentence here, the places in the log
        return _bug(error, options)


def _is_closed_pipe(error: OSError) -> bool:
    """Windows has no number of its own for it: EINVAL, or "disk full" where nothing of a write went through. Of no file, both."""
    if isinstance(error, BrokenPipeError):
        return True
    if os.name != "nt" or error.filename is not None or getattr(error, "winerror", None):
        return False
    return error.errno in (errno.EINVAL, errno.ENOSPC) and stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)


def _bug(error: Exception, options: CommandOptions) -> int:
    from desktop import logfile
    from desktop.options import data_folder

    folder = data_folder(options.data)
    if folder.is_dir():
        logfile.start(folder)
        logfile.note_unexpected(error)
        logfile.stop()
    tell(
        "Terjadi kesalahan tak terduga ({kind}). Yang sudah tersimpan tetap aman. Laporkan dengan isi folder log.",
        kind=type(error).__name__,
    )
    return FAILED
