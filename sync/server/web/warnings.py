"""Early warnings: lines that say what rises above its own past, is opened again and again, or fell silent, and open their complaints."""

import logging
import time
from collections.abc import Callable
from datetime import date
from threading import Lock, Thread
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from complaints.early_warning import EarlyWarning, Series, WarningKind
from sync.server import units, warnings
from sync.server.accounts import Visit
from sync.server.database import Unavailable
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.refusal import not_found
from sync.server.statement import Transaction
from sync.server.warnings import KINDS, PAGE, Place
from sync.server.web.desk import Desk, in_thread

KEPT_SECONDS = 600
log = logging.getLogger("aduan-distrik")
_KINDS: dict[str, WarningKind] = {kind: kind for kind in KINDS}


class WarningLine(NamedTuple):
    """A warning in words, and the address of its complaints."""

    words: str
    address: str


class KeptLines(NamedTuple):
    """`found_at` by the clock of `Warnings`."""

    found_at: float
    day: date
    lines: list[WarningLine]


class Warnings:
    """The lines of the moment. They read a year: after ten minutes they are found anew, by a thread for which no page waits."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._kept: KeptLines | None = None
        self._finding = Lock()

    async def lines(self) -> list[WarningLine]:
        today, kept = self._desk.today(), self._kept
        if kept is None or kept.day != today:
            kept = await in_thread(lambda: self._renewed(today))
        elif self._is_old(kept) and not self._finding.locked():
            Thread(target=self._renew, args=(today,), name="warnings", daemon=True).start()
        return kept.lines

    def _is_old(self, kept: KeptLines) -> bool:
        return self._clock() - kept.found_at > KEPT_SECONDS

    def _renew(self, today: date) -> None:
        try:
            self._renewed(today)
        except Unavailable:
            return  # pages say so; the next look tries again
        except Exception:
            log.exception("warnings")

    def _renewed(self, today: date) -> KeptLines:
        """Those that are found now, or that another thread has just found."""
        with self._finding:
            kept = self._kept
            if kept is None or kept.day != today or self._is_old(kept):
                lines = self._desk.district.database.read(lambda t: self._find(t, today))
                kept = self._kept = KeptLines(self._clock(), today, lines)
            return kept

    def _find(self, transaction: Transaction, today: date) -> list[WarningLine]:
        found = warnings.find(transaction, today)
        names = units.titles(transaction, sorted({warning.series.unit for warning in found}))
        label = self._desk.categories.label
        return [WarningLine(warnings.words(warning, names, label), address(warning)) for warning in found]


def address(warning: EarlyWarning) -> str:
    series = warning.series
    return "/peringatan/aduan?" + urlencode(
        {
            "kind": warning.kind, "unit": series.unit, "category": series.category, "dusun": series.dusun,
            "first": warning.first.isoformat(), "last": warning.last.isoformat(),
        }
    )  # fmt: skip


class WarningPages:
    def __init__(self, desk: Desk, lines: Warnings) -> None:
        self._desk = desk
        self._warnings = lines

    async def show(self, _request: Request, visit: Visit) -> Response:
        return self._desk.html("warnings.html", {"visit": visit, "warnings": await self._warnings.lines()})

    async def cases(self, request: Request, visit: Visit) -> Response:
        asked = {
            name: request.query_params.get(name, "").replace("\0", "")[:100]
            for name in ("kind", "unit", "category", "dusun", "first", "last")
        }
        kind = _KINDS.get(asked["kind"])
        if kind is None or visit.role in SUPERVISORY_ONLY:
            raise not_found()
        place = Place(kind, Series(asked["category"], asked["dusun"], asked["unit"]), asked["first"], asked["last"])

        def read(transaction: Transaction) -> tuple[list[warnings.ComplaintRow], dict[str, str]]:
            return warnings.cases(transaction, place), units.titles(transaction, [asked["unit"]])

        rows, names = await self._desk.read(read)
        return self._desk.html(
            "warning_cases.html",
            {
                "visit": visit, "rows": rows, "place": place, "name": names[asked["unit"]], "is_cut": len(rows) == PAGE,
                "today": self._desk.today().toordinal(),
            },
        )  # fmt: skip
