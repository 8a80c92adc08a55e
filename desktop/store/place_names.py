"""The names that the office gave its places, kept as they hold now: made of its events when one of them is about a place."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select

from complaints.complaint import Complaint
from complaints.events import Event, PlaceName, PlacePart, decode_any_step
from complaints.place_names import SPELLED, PlaceNames, change_of, of_events
from complaints.undoing import undoes
from desktop.store import kept_values
from desktop.store.schema import event, setting
from desktop.store.statement import Statement, rows

NAME = "places"
_KEPT = Statement(select(setting.c.content).where(setting.c.name == NAME))
_OF_OFFICE = Statement(select(event.c.content).where(event.c.complaint == bindparam("none")))
# What the office's own complaints name; of another unit's, the names are not this office's.
_NAMED = (
    "SELECT dusun, rw, rt, sum(unit IN ('', :unit)) FROM complaint "
    "WHERE dusun <> '' OR rw <> '' OR rt <> '' GROUP BY dusun, rw, rt"
)

_OFFERED = (
    "WITH RECURSIVE place(row) AS (SELECT (SELECT rowid FROM complaint ORDER BY dusun, rw, rt LIMIT 1) UNION ALL "
    "SELECT (SELECT c.rowid FROM complaint c, complaint now WHERE now.rowid = place.row "
    "AND (c.dusun, c.rw, c.rt) > (now.dusun, now.rw, now.rt) ORDER BY c.dusun, c.rw, c.rt LIMIT 1) "
    "FROM place WHERE place.row IS NOT NULL) "
    "SELECT c.dusun, c.rw, c.rt FROM place CROSS JOIN complaint c ON c.rowid = place.row"
)


class _Kept(msgspec.Struct, frozen=True):
    unit: str
    names: PlaceNames


class NamedPlace(NamedTuple):
    """A place that complaints name, as it is called; `own`: how many of them this office recorded."""

    dusun: str
    rw: str
    rt: str
    own: int


@dataclass(frozen=True, slots=True)
class PlacesOffered:
    """The places that complaints name, as dusun, RW and RT, and what is called how."""

    names: PlaceNames = SPELLED
    places: tuple[tuple[str, str, str], ...] = ()

    @property
    def dusun(self) -> list[str]:
        return sorted({dusun for dusun, _, _ in self.places if dusun})

    def rw(self, dusun: Collection[str] = ()) -> list[str]:
        """Those of these dusun; of all where none is told."""
        return sorted({rw for within, rw, _ in self.places if rw and (not dusun or within in dusun)})

    def rt(self, dusun: Collection[str] = (), rw: Collection[str] = ()) -> list[str]:
        """Those of these dusun and RW."""
        return sorted(
            {
                rt
                for within, around, rt in self.places
                if rt and (not dusun or within in dusun) and (not rw or around in rw)
            }
        )


def load(connection: Connection) -> PlaceNames:
    """The names in force; the same object as long as they are the same."""
    row = _KEPT.first(connection, {})
    return SPELLED if row is None else names_in(row[0])


def names_in(content: bytes) -> PlaceNames:
    """The names that the setting NAME holds."""
    return _decoded(bytes(content)).names


def located(connection: Connection, complaint: Complaint) -> Complaint:
    """The complaint with its place as the office calls it."""
    row = _KEPT.first(connection, {})
    if row is None:
        return SPELLED.located(complaint, "")
    kept = _decoded(bytes(row[0]))
    return kept.names.located(complaint, kept.unit)


@lru_cache(maxsize=8)
def _decoded(content: bytes) -> _Kept:
    return msgspec.msgpack.decode(content, type=_Kept)


def renew(connection: Connection, unit: str, arrived: Sequence[Event] = ()) -> list[str]:
    """Makes the names anew from the log; returns the complaints that are called otherwise because of what `arrived`."""
    before = load(connection)
    all_changes = changes(connection, unit)
    names = of_events(all_changes)
    if names == before:
        return []
    kept_values.save(connection, NAME, _Kept(unit, names))
    ids = {each.id for each in arrived} | {undoes(each) for each in arrived}
    concerned = [change for each in all_changes if each.id in ids and (change := change_of(each)) is not None]
    return list(dict.fromkeys(id for change in concerned for id in _called(connection, unit, change, before, names)))


def _called(connection: Connection, unit: str, change: PlaceName, before: PlaceNames, now: PlaceNames) -> Iterator[str]:
    """The complaints whose place has one of the names that the change is about, or had or gets through it."""
    part: PlacePart = change.part  # pyright: ignore[reportAssignmentType] - `change_of` lets no other through
    written = (*change.names, change.name)
    called = {
        name
        for each in written
        for name in (
            each,
            before.name(part, each, change.dusun, change.rw),
            now.name(part, each, change.dusun, change.rw),
        )
    }
    sql = f"SELECT id FROM complaint WHERE {part} IN (SELECT value FROM json_each(:called)) AND unit IN ('', :unit)"
    yield from (id for (id,) in rows(connection, sql, {"called": json.dumps(sorted(called)), "unit": unit}))


def changes(connection: Connection, unit: str) -> list[Event]:
    """The office's events that name a place, and those that take such a one back."""
    office_events = [
        decode_any_step(content)
        for (content,) in _OF_OFFICE.run(connection, {"none": ""})
        if b"place" in content or b"undoes" in content
    ]
    return [each for each in office_events if each.unit == unit and names_places([each])]


def names_places(events: Iterable[Event]) -> bool:
    """Whether any of these events may change what a place is called."""
    return any(not each.complaint and (change_of(each) is not None or undoes(each) != "") for each in events)


def offered(connection: Connection) -> PlacesOffered:
    """What is offered where a place is asked for, found by skipping along the index: the same cost in a book of any size."""
    return PlacesOffered(load(connection), tuple((dusun, rw, rt) for dusun, rw, rt in rows(connection, _OFFERED, {})))


def named(connection: Connection, unit: str) -> list[NamedPlace]:
    """Every place that complaints name."""
    return [NamedPlace(*row) for row in rows(connection, _NAMED, {"unit": unit})]
