"""Whether the screen that a function belongs to still exists: Qt may have deleted it while a lane worked for it.

Cleverness for convenience: every caller of Operations may hand over any function or lambda, without asking whether its screen
is still there. So what the function belongs to, and what it closes over, is looked at before it is called.
"""

from collections.abc import Callable
from types import CellType, FunctionType, MethodType
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def listens(callback: Callable[..., Any]) -> bool:
    """Whether what it belongs to, and what it closes over, still exists."""
    waiting, checked = [callback], set[int]()
    while waiting:
        function = waiting.pop()
        checked.add(id(function))
        cells = (cell for cell in getattr(function, "__closure__", None) or () if cell != CellType())
        for owner in (getattr(function, "__self__", None), *(cell.cell_contents for cell in cells)):
            if isinstance(owner, QObject) and not isValid(owner):
                return False
            if isinstance(owner, FunctionType | MethodType) and id(owner) not in checked:
                waiting.append(owner)
    return True
