"""Imports SQLAlchemy without the `asyncio` that it imports for others; to be imported before anything else of SQLAlchemy.

Nothing here runs coroutines, and with `asyncio` come `ssl`, `subprocess` and forty modules more: 2.6 MB, and a fifth of the time that
importing SQLAlchemy takes. So it gets a module in its place that imports the real one as soon as anything of it is asked for.
"""

import sys
from collections.abc import Coroutine
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    @staticmethod
    def iscoroutine(value: object) -> bool:
        """The one thing that SQLAlchemy takes while it is imported."""
        return isinstance(value, Coroutine)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        step_aside(self)
        return getattr(import_module("asyncio"), name)


def step_aside(stand_in: ModuleType) -> None:
    """Whoever imports `asyncio` from now on gets the real one."""
    if sys.modules.get("asyncio") is stand_in:
        del sys.modules["asyncio"]


if "asyncio" not in sys.modules:
    _later = sys.modules["asyncio"] = _Later("asyncio")
    try:
        import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401 - between the lines that this is about
    finally:
        step_aside(_later)
