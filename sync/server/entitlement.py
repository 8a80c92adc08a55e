"""Which units an event is to reach now, and hasn't reached yet. Pure: the rules are complaints/access.py's.

Every event reaches its author's unit. It reaches the other entitled ones when its author's unit is entitled itself; until then
it waits, as after a restore, when an answer comes back before the forwarding that it answers to.
"""

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from complaints import access
from complaints.causality import in_order
from complaints.events import Attached, Event, Forwarded, UnknownStep


def entitled(history: Sequence[Event], district: str) -> frozenset[str]:
    """The units that these events entitle, but for what can be no unit's code: a forwarding may name anything."""
    return frozenset(filter(is_code, access.units(history, district)))


@lru_cache(10_000)
def is_code(code: str) -> bool:
    """Whether this may name a unit: '73.07.04.2009', 'DINSOS-7307'."""
    return 0 < len(code) <= 32 and code.isascii() and all(sign.isalnum() or sign in ".-" for sign in code)


def deliveries(
    history: Sequence[Event], new: Set[tuple[str, int]], before: Set[str], after: Set[str], district: str
) -> dict[str, list[Event]]:
    """The events of one complaint that each unit gets now, in the order to read them.

    `new` are those of `history` that nobody has yet; `before` and `after` the units entitled without and with them. The
    district has no feed: it has everything.
    """
    ordered: Iterable[Event] = history if after == before else in_order(history)
    only = history[0].unit
    if after <= {only, district} and all(event.unit == only for event in history):
        # Of one unit alone, as nearly all are: what it wrote before, it has.
        fresh = [event for event in ordered if (event.device, event.seq) in new and not stops_offices(event)]
        return {only: fresh} if fresh and only != district else {}
    by_unit: dict[str, list[Event]] = {}
    for event in ordered:
        had = frozenset[str]() if (event.device, event.seq) in new else reach(event, before)
        for unit in reach(event, after) - had:
            if unit != district:
                by_unit.setdefault(unit, []).append(event)
    return {unit: _reason_first(events, unit) if unit in after - before else events for unit, events in by_unit.items()}


def _reason_first(events: list[Event], unit: str) -> list[Event]:
    """The forwarding that lets this unit in before all else, with what its device wrote until then.

    Were a delivery cut before it, and the district restored from a backup of before it, then nobody could give it back: the unit
    would hold a complaint that nobody remembers to have forwarded.
    """
    forwarded = {
        event.device: event.seq for event in events if isinstance(event.step, Forwarded) and event.step.unit == unit
    }
    return sorted(events, key=lambda event: event.seq > forwarded.get(event.device, 0))


def stops_offices(event: Event) -> bool:
    """Whether an office of 1.0.0 stops at this for good: a file under no hash, or a number that its database can't hold."""
    step = event.step
    if isinstance(step, Attached):
        return not step.names_file
    return isinstance(step, UnknownStep) and step.tag in ("attached", "closed")


def reach(event: Event, entitled: Set[str]) -> frozenset[str]:
    """The units that hold this event when these are entitled to its complaint; what stops offices stays with the district."""
    if stops_offices(event):
        return frozenset()
    return frozenset(entitled) | {event.unit} if event.unit in entitled else frozenset({event.unit})
