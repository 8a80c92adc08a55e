"""Classes that are named by where they stand, and loaded only when one is made: a window must not wait for what it doesn't show."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NamedTuple


class LazyClass(NamedTuple):
    """`module`, whole ('desktop.screens.home.screen'), and the name of the class in it. What names modules so, build.spec packs."""

    module: str
    name: str

    @property
    def loaded(self) -> bool:
        return self.module in sys.modules

    def load(self) -> Any:
        return getattr(import_module(self.module), self.name)
