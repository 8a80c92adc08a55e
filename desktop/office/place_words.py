"""Places of the register in words, and where each stands in their tree."""

from collections.abc import Sequence

from desktop.office.places import Place
from desktop.wording import formats
from desktop.wording.field_text import place_name
from desktop.wording.translation import tr


def path(place: Place) -> tuple[str, ...]:
    """The names from the dusun down to it."""
    match place.part:
        case "dusun":
            return (place.name,)
        case "rw":
            return (place.dusun, place.name)
        case "rt":
            return (place.dusun, place.rw, place.name)


def counted(place: Place) -> str:
    """'Bonto  (12)'; of an RW or RT whose dusun nobody told, that."""
    within = "" if place.part == "dusun" or place.dusun else f" · {tr('Tanpa dusun')}"
    return f"{place_name(place.part, place.name)}{within}  ({formats.number(place.count)})"


def chosen(places: Sequence[Place]) -> str:
    """'RW 01, Bonto' of one, 'Lapae + Lappae' of several."""
    if len(places) == 1:
        [place] = places
        parts = (
            place_name(place.part, place.name),
            place_name("rw", place.rw),
            "" if place.part == "dusun" else place.dusun,
        )
        return ", ".join(part for part in parts if part)
    return " + ".join(place_name(place.part, place.name) for place in places)


def may_be_one(places: Sequence[Place]) -> bool:
    """Whether these can have one name: all dusun, RW of one dusun, or RT of one RW."""
    return len({(place.part, place.dusun if place.part != "dusun" else "", place.rw) for place in places}) == 1


def merging_hint(places: Sequence[Place]) -> str:
    if may_be_one(places):
        return tr("Pilih beberapa dengan Ctrl atau Shift untuk menggabungkannya menjadi satu nama.")
    return tr("Yang digabung harus sama-sama dusun, RW dari satu dusun, atau RT dari satu RW.")
