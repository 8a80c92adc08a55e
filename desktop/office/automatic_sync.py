"""The exchange with the district that runs by itself: how things stand, how long to wait for the next one, and the exchange itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.office.sync_situation import Situation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.office.office import Office
    from desktop.store.attempts import Attempt
    from sync.session import Progress

LONGEST_SLEEP_MS = 600_000  # then the time is looked at again: a PC sleeps, and clocks are put right
SHORTEST_SLEEP_MS = 500


class Exchanged(NamedTuple):
    """How an exchange went; `moved`: it brought or took something, or other rules; `republished`: other categories or texts."""

    attempt: Attempt
    moved: bool
    republished: bool


def look(office: Office, *, recorded: bool = False) -> Situation:
    """How things stand. `recorded`: something was just written, which is due sooner than the next look."""
    district = office.district
    latest = next(iter(district.history(1)), None)
    return Situation(district.connection_state(), latest, district.next_try(recorded=recorded))


def sleep_ms(due: datetime, office: Office) -> int:
    """How long to wait before looking again; 0 where it is due now."""
    wait = round((due.timestamp() - office.clock()) * 1000)
    return 0 if wait <= 0 else min(max(wait, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS)


def exchange(office: Office, report: Callable[[Progress], bool]) -> Exchanged:
    """Syncs once, and compares the rules before and after."""
    from desktop.office import rules

    before, published = rules.fingerprint(office.rules), office.published
    attempt = office.district.sync(report)
    moved = bool(attempt.sent or attempt.received) or rules.fingerprint(office.rules) != before
    return Exchanged(attempt, moved, office.published != published)
