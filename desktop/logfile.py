"""The log of the program in the data folder: what went wrong and where, never a word of a complaint or a person.

Exceptions are written as their type and the places in the code, without their message and without values, because a message
may quote what somebody typed.
"""

import logging
import platform
import re
from collections.abc import Iterator
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from desktop import __version__

NAME = "buku-aduan"
FILE_BYTES = 512 * 1024
FILES_KEPT = 4

log = logging.getLogger(NAME)
log.propagate = False

_PROGRAM = Path(__file__).resolve().parent.parent


class _Plain(logging.Formatter):
    """Exceptions by type and place only."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        kind, error, trace = ei  # type: ignore[misc]
        del kind
        return "\n".join(places(error, trace))


def log_file(folder: Path) -> Path:
    return folder / "log" / f"{NAME}.log"


def start(folder: Path) -> None:
    """Write the log into this data folder from now on; where that can't be, go on without one."""
    stop()
    try:
        file = log_file(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=False)
    except OSError:
        log.addHandler(logging.NullHandler())
        return
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.info("started: version %s, Python %s, %s", __version__, platform.python_version(), platform.system())


def stop() -> None:
    """Close the file, so that its folder can be moved or removed."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def places(error: BaseException | None, trace: TracebackType | None = None) -> Iterator[str]:
    """The exception's type and the places it went through, the causes first; no message, no values."""
    visited: set[int] = set()
    while error is not None and id(error) not in visited:
        visited.add(id(error))
        yield type(error).__name__
        step = trace or error.__traceback__
        trace = None
        while step is not None:
            code = step.tb_frame.f_code
            yield f"  {_relative_place(code.co_filename)}:{step.tb_lineno} {code.co_name}"
            step = step.tb_next
        following = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if following is not None:
            yield "from"
        error = following


def _relative_place(file: str) -> str:
    """The place in the program or in its libraries; never the path before it, which may hold the user's name."""
    path = Path(file)
    if path.is_relative_to(_PROGRAM):
        return path.relative_to(_PROGRAM).as_posix()
    return "/".join(path.parts[-2:])


def harmless(message: str) -> str:
    """A library's message without what it quotes and without paths, cut to one short line."""
    quoted = re.sub(r"""(["'“‘`]).*?(["'”’`]|$)""", "'…'", message)
    return re.sub(r"(?:[A-Za-z]:)?[/\\]\S+", "…", quoted).replace("\n", " ")[:200]


def report(error: BaseException, folder: Path | None) -> str:
    """The text that a user may save and send: versions, the places of the error, the last lines of the log."""
    lines = [
        f"Buku Aduan {__version__}",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
        f"Python {platform.python_version()} · {platform.system()} {platform.release()} · {platform.machine()}",
        "",
        *places(error),
    ]
    if folder is not None:
        try:
            last = log_file(folder).read_text("utf-8", "replace").splitlines()[-60:]
        except OSError:
            last = []
        lines += ["", "--- log ---", *last]
    return "\n".join(lines) + "\n"


def note_unexpected(error: BaseException) -> None:
    """Write an unexpected error into the log."""
    log.error("unexpected error", exc_info=(type(error), error, error.__traceback__))
