"""The door: `buku-aduan` opens the program, `buku-aduan COMMAND …` does one thing without a window (cli.md).

Arguments of the window are read by hand, so that nothing is imported before the first painted window that it doesn't need.
"""

import gc
import io
import os
import sys
from pathlib import Path

from desktop.options import WrongUsage, window_options

# The window's thread, and a sync between two calls of the database, wait so long for a thread that is only calculating: with
# Python's five milliseconds an answer of the district took a sixth longer to take in.
TURN_SECONDS = 0.0005


def replace_missing_streams() -> None:
    """Windows gives a program with a window no streams: what it writes then goes nowhere, and nothing is there to be read."""
    if sys.stdin is None:
        # Not the null device, which counts as a terminal on Windows: a password would be asked for on a console that isn't there.
        sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the program runs
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    replace_missing_streams()
    sys.setswitchinterval(TURN_SECONDS)
    os.umask(0o077)  # complaints and names are nobody else's on this PC
    if arguments == ["--version"]:
        from desktop import __version__

        sys.stdout.write(f"buku-aduan {__version__}\n")
        return 0
    if arguments[:1] == ["--read-spreadsheet"] and len(arguments) == 2:
        from desktop.importing.apart import answer_parent

        return answer_parent(Path(arguments[1]))
    if arguments == ["--read-rows"]:
        from desktop.importing.rows_apart import answer_with_rows

        return answer_with_rows()
    try:
        options = window_options(arguments)
    except WrongUsage as error:
        sys.stderr.write(f"buku-aduan: {error}\n")
        return 2
    if options is None:
        from desktop import cli

        return cli.main(arguments)
    # Nothing that is made before the first paint is ever garbage: the search for some waits until then (garbage.py).
    gc.disable()
    from desktop.window import python_import  # noqa: F401 - before all else of Qt

    # isort: split
    from desktop.screens.start import run

    return run(options)


if __name__ == "__main__":
    raise SystemExit(main())
