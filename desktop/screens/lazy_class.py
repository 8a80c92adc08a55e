"""Classes that are named by where they stand, and loaded only when one is made: a window must not wait for what it doesn't show.

The modules are named in tables; build.spec packs all of `desktop.screens`, since reading imports doesn't find them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NamedTuple


class LazyClass(NamedTuple):
    """`module` below `desktop.screens`, and the name of the class in it."""

    module: str
    name: str

    @property
    def loaded(self) -> bool:
        return f"desktop.screens.{self.module}" in sys.modules

    def load(self) -> Any:
        return getattr(import_module(f"desktop.screens.{self.module}"), self.name)
