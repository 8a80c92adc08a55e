"""Units in the groups in which a coordinator looks for them: the agencies first, then by rank."""

from collections.abc import Iterable
from typing import NamedTuple

from sync.server.units import RegisteredUnit

_GROUPS = {"kecamatan": "Kecamatan", "kelurahan": "Kelurahan", "desa": "Desa"}
AGENCIES = "Perangkat daerah"


class Group(NamedTuple):
    name: str
    units: list[RegisteredUnit]


def grouped(units: Iterable[RegisteredUnit]) -> list[Group]:
    """Without those that have no one; each group by its units' names."""
    by_group: dict[str, list[RegisteredUnit]] = {name: [] for name in (AGENCIES, *_GROUPS.values())}
    for unit in units:
        by_group[_GROUPS.get(unit.kind, AGENCIES)].append(unit)
    return [Group(name, sorted(members, key=lambda unit: unit.name)) for name, members in by_group.items() if members]
