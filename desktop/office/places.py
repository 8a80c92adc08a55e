"""The office's register of places: the dusun, RW and RT that its complaints name, renamed and merged with all of them, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from complaints.draft import clean_line
from complaints.errors import InvalidField, Refused
from complaints.events import Event, Meaning, Noted, PlaceName, PlacePart
from complaints.fields import LABELS, NAMED
from complaints.phrases import phrase
from complaints.place_names import SimilarNames, key, similar_names, standing
from desktop.store import log, place_names
from desktop.store.database import writing
from desktop.store.log import NewEvent
from desktop.store.refold import refold

if TYPE_CHECKING:
    from desktop.office.office import Office


@dataclass(frozen=True, slots=True)
class Place:
    """A dusun, an RW of a dusun, or an RT of an RW, and how many complaints are from there."""

    part: PlacePart
    name: str
    dusun: str
    rw: str
    count: int


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What a place was called, and is called since; `id` is the event's."""

    id: str
    change: PlaceName
    actor: str
    words: str


@dataclass(frozen=True, slots=True)
class PlaceRegister:
    """The places by dusun, RW and RT; names that may be one place; what was changed, the latest first."""

    places: tuple[Place, ...]
    similar: tuple[SimilarNames, ...]
    changes: tuple[PlaceChange, ...]


def register(office: "Office") -> PlaceRegister:
    """The places that this office's complaints name."""
    with office.reading() as connection:
        places = _places(connection, office.settings.unit_code)
        changes = standing(place_names.changes(connection, office.settings.unit_code))
    counts = {place.name: place.count for place in places if place.part == "dusun"}
    return PlaceRegister(
        places,
        tuple(similar_names(counts)),
        tuple(PlaceChange(event.id, change, event.actor, _words(change)) for event, change in reversed(changes)),
    )


def _places(connection: Connection, unit: str) -> tuple[Place, ...]:
    counts: dict[tuple[PlacePart, str, str, str], int] = {}
    for named in place_names.named(connection, unit):
        parts: tuple[tuple[PlacePart, str, str, str], ...] = (
            ("dusun", named.dusun, "", ""),
            ("rw", named.rw, named.dusun, ""),
            ("rt", named.rt, named.dusun, named.rw),
        )
        for place in parts:
            if named.own and place[1]:
                counts[place] = counts.get(place, 0) + named.own
    ordered = sorted(counts, key=_order)
    return tuple(Place(part, name, dusun, rw, counts[part, name, dusun, rw]) for part, name, dusun, rw in ordered)


def _order(place: tuple[PlacePart, str, str, str]) -> tuple[str, ...]:
    """Each RW behind its dusun, each RT behind its RW."""
    part, name, dusun, rw = place
    match part:
        case "dusun":
            return (key(name), name)
        case "rw":
            return (key(dusun), dusun, "1", key(name))
        case "rt":
            return (key(dusun), dusun, "1", key(rw), key(name))


def give_name(
    office: "Office", part: PlacePart, names: Sequence[str], name: str, *, dusun: str = "", rw: str = ""
) -> int:
    """Calls these places `name` in every complaint of this office: one is renamed, several are merged. Returns how many complaints

    are called otherwise now. An RW or RT is that of the dusun (and RW) told; '' for all. Raises Refused or InvalidField; then nothing changed.
    """
    _refuse_unless_admin(office)
    new = clean_line(name)
    if not new:
        raise InvalidField("name", phrase("Nama tempat belum diisi. Tidak ada yang berubah."))
    if len(new) > NAMED[part].limit:
        raise InvalidField("name", phrase("Nama tempat terlalu panjang. Tidak ada yang berubah; singkatkan namanya."))
    unit = office.settings.unit_code
    with writing(office.engine) as connection:
        places = place_names.load(connection)
        within = places.name("dusun", clean_line(dusun)), ""
        within = within[0], places.name("rw", clean_line(rw), within[0])
        if part == "dusun":
            within = "", ""
        called = [places.name(part, clean_line(former), *within) for former in names]
        existing = places.name(part, new, *within)
        if existing not in called and _is_named(connection, unit, part, existing, *within):
            new = existing
        former_names = tuple(dict.fromkeys(former for former in called if former and former != new))
        missing = [former for former in former_names if not _is_named(connection, unit, part, former, *within)]
        if missing:
            raise Refused(
                phrase(
                    "{part} {name} tidak ada di buku ini. Tidak ada yang berubah; lihat namanya di daftar tempat.",
                    part=LABELS[part], name=missing[0],
                )
            )  # fmt: skip
        if not former_names:
            raise Refused(phrase("Nama itu sudah dipakai. Tidak ada yang berubah."))
        change = PlaceName(part, former_names, new, *within)
        step = Noted(office.today(), _words(change), Meaning(place=change))
        return _append(office, connection, step)


def undo(office: "Office", change: str = "") -> PlaceChange:
    """Takes back the last change of a place's name, or that of this event id. Raises Refused; then nothing changed."""
    _refuse_unless_admin(office)
    with writing(office.engine) as connection:
        changes = standing(place_names.changes(connection, office.settings.unit_code))
        undone = next(((event, place) for event, place in reversed(changes) if change in ("", event.id)), None)
        if undone is None:
            raise Refused(phrase("Tidak ada perubahan nama tempat yang dapat dibatalkan. Tidak ada yang berubah."))
        event, place = undone
        words = f"Dibatalkan: {_words(place)}"
        _append(office, connection, Noted(office.today(), words, Meaning(undoes=event.id)))
    return PlaceChange(event.id, place, event.actor, _words(place))


def _append(office: "Office", connection: Connection, step: Noted) -> int:
    """Writes the office's event, and makes anew the rows of the complaints that are called otherwise."""
    events: list[Event] = log.append(connection, office.author, [NewEvent("", (), step)], office.now_ms)
    touched = place_names.renew(connection, office.settings.unit_code, events)
    refold(connection, touched, {}, office.rules)
    office.rules = office.rules.called(place_names.load(connection))
    return len(touched)


def _is_named(connection: Connection, unit: str, part: PlacePart, name: str, dusun: str, rw: str) -> bool:
    return any(
        place.part == part and place.name == name and dusun in ("", place.dusun) and rw in ("", place.rw)
        for place in _places(connection, unit)
    )


def _words(change: PlaceName) -> str:
    """What the log says of it, also to 1.0.0."""
    within = ", ".join(f"{LABELS[part]} {name}" for part, name in (("rw", change.rw), ("dusun", change.dusun)) if name)
    names = ", ".join(change.names)
    return f"{LABELS[change.part]} {names} → {change.name}" + (f" ({within})" if within else "")


def _refuse_unless_admin(office: "Office") -> None:
    if office.user.role != "admin":
        raise Refused(
            phrase("Nama tempat hanya dapat diubah oleh admin. Tidak ada yang diubah; mintalah admin kantor Anda.")
        )
