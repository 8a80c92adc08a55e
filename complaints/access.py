"""Which units may see a complaint: the one that recorded it, its district, and everyone whom an entitled unit forwarded it to."""

from collections.abc import Iterable

from complaints.events import Event, Forwarded


def units(history: Iterable[Event], district: str) -> frozenset[str]:
    """The codes of the units that these events entitle; empty while the recording has not arrived.

    `district` is the code of the server's own unit, which sees every complaint. Only grows with more events: a unit that
    once had a complaint keeps its history. A recording counts only in a complaint named after it, and a forwarding only by a
    unit that was entitled itself, so nobody can let themselves in.
    """
    entitled: set[str] = set()
    forwarded: list[tuple[str, str]] = []
    for event in history:
        step = event.step
        if event.records:
            entitled.add(event.unit)
        elif isinstance(step, Forwarded) and step.unit:
            forwarded.append((event.unit, step.unit))
    if not entitled:
        return frozenset()
    entitled.add(district)
    grown = bool(forwarded)
    while grown:
        before = len(entitled)
        entitled.update(to for by, to in forwarded if by in entitled)
        grown = len(entitled) > before
    return frozenset(entitled)
