"""Imports SQLAlchemy without what it imports for others; to be imported before anything else of SQLAlchemy.

Nothing here runs coroutines, and with `asyncio` come `ssl`, `subprocess` and forty modules more: 2.6 MB, and a fifth of the time that
importing SQLAlchemy takes. No plugin is looked for in `importlib.metadata`, which brings `email` along: 1.1 MB. And on Linux
`sysconfig` reads how Python was compiled, 0.7 MB, to say whether it has no GIL. Each gets a module in its place that imports the
real one as soon as anything else of it is asked for.
"""

import importlib
import sys
from collections.abc import Coroutine
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """`at_import` is what SQLAlchemy takes of the module while it is imported."""

    def __init__(self, name: str, **at_import: object) -> None:
        super().__init__(name)
        vars(self).update(at_import)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        step_aside(self)
        return getattr(import_module(self.__name__), name)


def step_aside(stand_in: ModuleType) -> None:
    """Whoever imports the module from now on gets the real one."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]


def _iscoroutine(value: object) -> bool:
    return isinstance(value, Coroutine)


def _get_config_var(name: str) -> Any:
    return (
        "free-threading" in sys.version
        if name == "Py_GIL_DISABLED"
        else import_module("sysconfig").get_config_var(name)
    )


_stand_ins = [
    stand_in
    for stand_in in (
        _Later("asyncio", iscoroutine=_iscoroutine),
        _Later("importlib.metadata"),
        _Later("sysconfig", get_config_var=_get_config_var),
    )
    if stand_in.__name__ not in sys.modules
]
sys.modules.update({stand_in.__name__: stand_in for stand_in in _stand_ins})
if not hasattr(importlib, "metadata"):
    # SQLAlchemy looks for it there; the real one takes this place when it is imported.
    setattr(importlib, "metadata", sys.modules["importlib.metadata"])  # noqa: B010 - a type checker knows no such stand-in
try:
    import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401 - between the lines that this is about
finally:
    for stand_in in _stand_ins:
        step_aside(stand_in)
