"""To whom a complaint can be forwarded: people of the office, agencies and all units of the country, found while typing."""

from collections.abc import Iterator
from dataclasses import dataclass

from complaints.tokens import fold
from desktop.office.office import Office
from desktop.wording.translation import tr

MAX_UNITS = 6
MAX_RECEIVERS = 12


@dataclass(frozen=True, slots=True)
class Receiver:
    """`to` is what Office.act understands: a unit's code, or the name of a person or agency. `place` says where they work."""

    to: str
    name: str
    place: str


def receivers(office: Office, typed: str) -> list[Receiver]:
    """Those that match what is typed, nearest first; a name that nobody has is offered as a new person of the office."""
    matches = list(_matches(office, typed))[:MAX_RECEIVERS]
    name = " ".join(typed.split())
    if name and not any(fold(receiver.name) == fold(name) for receiver in matches):
        matches.append(Receiver(name, name, tr("orang di kantor ini (nama baru)")))
    return matches


def _matches(office: Office, typed: str) -> Iterator[Receiver]:
    words = fold(typed).split()
    settings = office.settings

    def matches(name: str) -> bool:
        return all(any(part.startswith(word) for part in fold(name).split()) for word in words)

    above = office.units.above(settings.unit_code)[:2]
    yield from (Receiver(name, name, tr("di kantor ini")) for name in settings.people if matches(name))
    yield from (Receiver(unit.code, unit.title, tr("di atas kantor ini")) for unit in above if matches(unit.title))
    yield from (Receiver(name, name, tr("instansi")) for name in settings.agencies if matches(name))
    if words:
        listed = {settings.unit_code, *(unit.code for unit in above)}
        units = office.units.search(typed, MAX_UNITS, offices_only=False, first=settings.unit_code[:5])
        yield from (Receiver(unit.code, unit.title, unit.path) for unit in units if unit.code not in listed)
