"""After a fork: what this PC wrote and the district doesn't have is written again under a device of its own.

Complaints get the new ids with everything that refers to them; their register numbers and tracking codes stay, since they are on
paper. The stamps stay too: by them a clone that does the same finds what the other has issued again already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from complaints.events import Event, Reviewed, decode, moved


@dataclass(frozen=True, slots=True)
class Reissue:
    """`contents` are the new device's events from `first` on; `names` tells for each former event id which one stands for it."""

    contents: list[bytes]
    names: dict[str, str]


def reissue(unsent: Sequence[bytes], district_events: Iterable[Event], device: str, first: int) -> Reissue:
    """Writes `unsent` (in the order in which they were written) again as events of `device` from `first` on.

    `district_events` are events of the unit that came from the district; what is among them already is not written twice.
    """
    twins = {_mark(event, {}): event.id for event in district_events}
    names: dict[str, str] = {}
    contents: list[bytes] = []
    for content in unsent:
        event = decode(content)
        seq = first + len(contents)
        new = f"{device}-{seq}"
        twin = twins.get(_mark(event, names))
        names[event.id] = twin or new
        if twin is None:
            contents.append(moved(content, names, device, seq))
    return Reissue(contents, names)


def _mark(event: Event, names: dict[str, str]) -> tuple[object, ...]:
    """What an event has in common with itself issued again: everything but ids."""
    complaint = "" if event.complaint == event.id else names.get(event.complaint, event.complaint)
    # A decision names another step by its id: its stamp alone has to do.
    step = b"" if isinstance(event.step, Reviewed) else msgspec.msgpack.encode(event.step)
    return event.at, event.actor, event.unit, complaint, event.wall, step
