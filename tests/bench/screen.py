"""Where programs with windows are measured: on a virtual screen of 1366×768 where there is one, else on Qt's own off screen.

They start with their bytecode there, as an installed or built program does; an environment may keep Python from writing it.
"""

import compileall
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parents[2]


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment for programs with windows."""
    for package in ("complaints", "sync", "desktop"):
        compileall.compile_dir(_PROGRAM / package, quiet=2)
    server = shutil.which("Xvfb")
    if server is None:
        yield os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    running = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = told.readline().strip()
        yield os.environ | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        running.terminate()
        running.wait()
