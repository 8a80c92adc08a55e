"""Who had seen what: the order in which a complaint's events are folded, and which of them were made apart."""

from collections.abc import Iterable
from heapq import heappop, heappush

from complaints.events import Event

SeenEvents = dict[str, int]


def in_order(history: Iterable[Event]) -> list[Event]:
    """Each event once, by (at, device, seq), and after every event that its author had seen.

    A PC whose clock once ran ahead by years leaves stamps that no other PC follows: what was answered to such an event
    would sort before it. So an event waits for those it saw.
    """
    events = list(history)
    if _of_one_device_in_order(events):
        return events
    by_stamp = sorted({(event.device, event.seq): event for event in events}.values(), key=lambda event: event.order)
    place = {(event.device, event.seq): index for index, event in enumerate(by_stamp)}
    if all(place.get(name, -1) < index for index, event in enumerate(by_stamp) for name in event.saw):
        return by_stamp
    last_index: dict[str, int] = {}
    awaits: list[set[int]] = []
    for index, event in enumerate(by_stamp):
        earlier = {place[name] for name in event.saw if name in place} | {last_index.get(event.device, index)}
        awaits.append(earlier - {index})
        last_index[event.device] = index
    return [by_stamp[index] for index in _in_causal_order(awaits)]


def _of_one_device_in_order(events: list[Event]) -> bool:
    """Whether one device wrote all of them, in this order: true of nearly every history, and quicker to see than to sort."""
    at, seq = 0, 0
    for event in events:
        if event.device != events[0].device or event.at < at or event.seq <= seq:
            return False
        at, seq = event.at, event.seq
        for device, seen_seq in event.saw:
            if seen_seq >= seq and device == event.device:
                return False
    return True


def _in_causal_order(awaits: list[set[int]]) -> Iterable[int]:
    """Indices so that each comes after those it awaits, the lowest that is free first; a circle is broken at its lowest."""
    waiting = {index: set(earlier) for index, earlier in enumerate(awaits)}
    followers: dict[int, list[int]] = {}
    for index, earlier in enumerate(awaits):
        for predecessor in earlier:
            followers.setdefault(predecessor, []).append(index)
    free = [index for index, earlier in waiting.items() if not earlier]
    while waiting:
        index = heappop(free) if free else min(waiting)
        if waiting.pop(index, None) is None:
            continue
        yield index
        for follower in followers.get(index, ()):
            if follower in waiting:
                waiting[follower].discard(index)
                if not waiting[follower]:
                    heappush(free, follower)


def pasts(ordered: Iterable[Event]) -> dict[str, SeenEvents]:
    """What the author of each event had seen of this complaint, as device → last seq, themselves included.

    Devices that wrote nothing here are left out: `saw` may name any number of them, and nobody asks for theirs.
    """
    events = list(ordered)
    authors = {event.device for event in events}
    past: dict[str, SeenEvents] = {}
    last: dict[str, Event] = {}
    for event in events:
        seen_events: SeenEvents = {}
        previous_event = last.get(event.device)
        sources = [(previous_event.device, previous_event.seq)] if previous_event else []
        for device, seq in (*sources, *event.saw):
            if device not in authors:
                continue
            for author, latest in past.get(f"{device}-{seq}", {device: seq}).items():
                seen_events[author] = max(seen_events.get(author, 0), latest)
        seen_events[event.device] = event.seq
        past[event.id] = seen_events
        last[event.device] = event
    return past


def saw(seen_events: SeenEvents, event: Event) -> bool:
    """Whether `seen_events` hold this event."""
    return seen_events.get(event.device, 0) >= event.seq
