"""Who may change a person of a complaint, or take it back: the unit that recorded it (chain.md, rule 3).

From another unit such a step is a request. The district may take one in the place of a unit that is gone: the step names that unit,
and has a reason.
"""

import re
from collections.abc import Sequence

from complaints.events import Corrected, Erased, Event, Reviewed, Withdrawn

# Facts that say who may know of a person: a correction of these is the owner's, of all others anybody's who has the complaint.
OWN_FACTS = ("anonymous", "confidential")
_REGENCY = re.compile(r"[0-9]{2}\.[0-9]{2}(?=\.)")
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}")

OwnersStep = Corrected | Erased | Reviewed | Withdrawn


def is_owners(event: Event, step: OwnersStep, owner: str) -> bool:
    """Whether this step counts as one of the unit that recorded the complaint."""
    return event.unit == owner or (
        step.instead_of == owner != ""
        and is_district_of(event.unit, owner)
        and bool(step.note if isinstance(step, Reviewed) else step.reason)
    )


def is_district_of(code: str, owner: str) -> bool:
    """Whether this is the code of the district that the unit `owner` lies in."""
    regency = _REGENCY.match(owner)
    return regency is not None and code == regency[0]


def speaks_for_district(event: Event, owner: str) -> bool:
    """Whether the district wrote this: that of the unit `owner`, or any where the owner's code tells none, as an agency's."""
    regency = _REGENCY.match(owner)
    return event.unit == regency[0] if regency is not None else _DISTRICT.fullmatch(event.unit) is not None


def is_erased(history: Sequence[Event]) -> bool:
    """Whether these events of one complaint forget its person; not while its recording has not arrived."""
    erasing = [(event, event.step) for event in history if isinstance(event.step, Erased)]
    if not erasing:
        return False
    owner = next((event.unit for event in history if event.records), None)
    return owner is not None and any(is_owners(event, step, owner) for event, step in erasing)
