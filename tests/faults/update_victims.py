"""What the processes do that the tests of updates kill: they make a release ready, or start as the starter does."""

from multiprocessing.connection import Connection
from pathlib import Path

from desktop.updates.applying import clear, prepare
from desktop.updates.installation import Installation
from tests.faults.victims import dying_at
from tests.releases import KEYS


def make_ready(tell: Connection, path: Path, installation: Installation, step: int) -> None:
    with dying_at(step):
        prepare(path, installation, KEYS)
    tell.send("done")


def reach_home(tell: Connection, installation: Installation, step: int) -> None:
    """What the program does once its home screen is filled."""
    with dying_at(step):
        installation.stay()
        clear(installation)
    tell.send("done")


def note_going_back(tell: Connection, installation: Installation, step: int) -> None:
    with dying_at(step):
        tell.send(installation.take_went_back())
    tell.send("done")
