"""What two people changed without seeing each other: each value with its origin, and the step that decides for it."""

from datetime import date

from msgspec import structs

from complaints import clock
from complaints.categories import Categories
from complaints.complaint import Conflict, Version
from complaints.fields import PERSONAL
from complaints.identity import PersonChange
from complaints.steps import Change, StepDetails
from desktop.wording import formats
from desktop.wording.field_text import field_text
from desktop.wording.translation import tr

LONGEST_VALUE = 600


def version_text(conflict: Conflict, version: Version, categories: Categories) -> str:
    value = field_text(conflict.field, version.value, categories)
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"


def origin(version: Version, today: date) -> str:
    """Who wrote it, when and on which computer."""
    event = version.event
    return tr(
        "{who}, {when}, komputer {device}",
        who=event.actor or "—", when=formats.day_and_time(clock.local_moment(event.at), today), device=event.device[:4],
    )  # fmt: skip


def decision(conflict: Conflict, version: Version, *, last: bool) -> StepDetails:
    """A review confirms the last value, which is in use. A correction puts another one back, and so settles the conflict."""
    if last:
        return StepDetails(field=conflict.field)
    if conflict.field in PERSONAL and conflict.field != "subject":
        person = structs.replace(PersonChange(), **{conflict.field: version.value})
        return StepDetails(change=Change(complainant=person))
    return StepDetails(change=structs.replace(Change(), **{conflict.field: version.value}))
