"""To whom a complaint can be forwarded: found while typing among people of the office, agencies and all units of the country."""

from collections.abc import Iterator
from dataclasses import dataclass

from complaints.tokens import fold
from desktop.office.office import Office
from desktop.wording.translation import tr

MOST_UNITS = 6
MOST = 12


@dataclass(frozen=True, slots=True)
class Receiver:
    """`to` is what Office.act understands: a unit's code, or the name of a person or agency."""

    to: str
    name: str
    where: str


def receivers(office: Office, typed: str) -> list[Receiver]:
    """Those that fit what is typed, nearest first; a name that nobody bears is offered as a person of the office."""
    found = list(_known(office, typed))[:MOST]
    name = " ".join(typed.split())
    if name and not any(fold(one.name) == fold(name) for one in found):
        found.append(Receiver(name, name, tr("orang di kantor ini (nama baru)")))
    return found


def _known(office: Office, typed: str) -> Iterator[Receiver]:
    words = fold(typed).split()
    settings = office.settings

    def fits(name: str) -> bool:
        return all(any(part.startswith(word) for part in fold(name).split()) for word in words)

    above = office.units.above(settings.unit_code)
    yield from (Receiver(name, name, tr("di kantor ini")) for name in settings.people if fits(name))
    yield from (Receiver(unit.code, unit.title, tr("di atas kantor ini")) for unit in above[:2] if fits(unit.title))
    yield from (Receiver(name, name, tr("instansi")) for name in settings.agencies if fits(name))
    if words:
        known = {settings.unit_code, *(unit.code for unit in above[:2])}
        units = office.units.search(typed, MOST_UNITS, offices_only=False, first=settings.unit_code[:5])
        yield from (Receiver(unit.code, unit.title, unit.path) for unit in units if unit.code not in known)
