"""What a screen reader is told of the program, as JSON: run by the system's Python, whose `gi` has AT-SPI.

A list of `[role, name, showing, focused, depth]`, from the application down.
"""

import json
import sys
import time

import gi  # pyright: ignore[reportMissingImports]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  # pyright: ignore[reportMissingImports]

PATIENCE, MOST_CHILDREN = 30, 60
NAME = "Buku Aduan"


def program():
    """The application, as soon as it has told of itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        desk = Atspi.get_desktop(0)
        for place in range(desk.get_child_count()):
            found = desk.get_child_at_index(place)
            if found is not None and found.get_name() == NAME and found.get_child_count():
                return found
        time.sleep(0.1)
    raise SystemExit("AT-SPI doesn't know the program")


def told(node, depth=0):
    """A table of 100,000 rows has as many cells: of each only the first are asked."""
    states = node.get_state_set()
    showing = states.contains(Atspi.StateType.SHOWING)
    yield [node.get_role_name(), node.get_name(), showing, states.contains(Atspi.StateType.FOCUSED), depth]
    if showing or depth < 1:
        for place in range(min(node.get_child_count(), MOST_CHILDREN)):
            child = node.get_child_at_index(place)
            if child is not None:
                yield from told(child, depth + 1)


json.dump(list(told(program())), sys.stdout)
