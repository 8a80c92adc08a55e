"""Going from one screen to another: where to, and what to show there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.office.office import Query

ScreenName = Literal[
    "home", "record", "complaints", "dispositions", "reports", "monitoring", "sync", "settings", "import", "lapor",
    "desk",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goto:
    """A screen by name; the list may be given a query or a text to search, the case a complaint's id and a step to begin.

    The exchange with the district may be given a bundle to read, a section of the settings a file.
    """

    screen: ScreenName
    query: Query | None = None
    complaint: str = ""
    search: str = ""
    action: str = ""
    file: Path | None = None


Navigate = Callable[[Goto], None]
