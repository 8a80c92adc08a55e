"""Moments of the program, for who looks from outside: with BUKU_ADUAN_TRACE=FILE each is a line 'NAME SECONDS' of the monotonic clock.

For `python -m tests.bench start`: 'painted': the first window (log in, or first start) is on the screen. 'unlock': the password
was given. 'unlocked': the key is derived. 'home filled': the home screen shows the office's own rows. The others tell a test outside the process what has come to
the screen, so that it need not wait longer than that: 'screen …', 'step-…' of the first start, 'list filled', 'case shown', 'form
shown', 'proposals', 'units found', 'listening' (for later starts). Without the variable nothing is written.
"""

import os
import time

_FILE = os.environ.get("BUKU_ADUAN_TRACE", "")


def mark(name: str) -> None:
    if _FILE:
        with open(_FILE, "a", encoding="ascii") as file:  # noqa: PTH123 - pathlib has no part in a measured start
            file.write(f"{name} {time.monotonic():.6f}\n")
