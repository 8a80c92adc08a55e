"""The fields of a complaint by their names on the screen, and their values as people read them: for corrections and conflicts."""

from datetime import date
from typing import Literal

from complaints import phone
from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.draft import Draft
from complaints.events import Location, PlacePart
from complaints.fields import LABELS, NAMED, Field
from complaints.fields import value as field_value
from complaints.vocabulary import inside_sentence
from desktop.wording import formats, names
from desktop.wording.translation import language, tr, tr_word


def field_name(field: str) -> str:
    """'Perihal' for 'title'."""
    return tr_word(LABELS[field]) if field in LABELS else field


def entry_name(field: str) -> str:
    """The field's name over a box to type in, with the unit that is left out there: 'Dugaan kerugian (Rp)'."""
    unit = NAMED[field].unit
    return f"{field_name(field)} ({unit})" if unit else field_name(field)


def field_text(field: str, value: object, categories: Categories) -> str:
    """The value of a field in words; '(kosong)' when it has none."""
    reads = NAMED[field].reads if field in NAMED else "line"
    match reads, value:
        case _, None | "":
            return tr("(kosong)")
        case "choice", str():
            return tr_word(NAMED[field].choices.get(value, value))
        case "category", str():
            return categories.label(value, language())
        case "rupiah", int():
            return formats.rupiah(value)
        case _, bool():
            return tr("ya") if value else tr("tidak")
        case _, date():
            return formats.full_date(value)
        case _, Location():
            place_text, point = place(value), _point(value)
            return f"{place_text} ({point})" if point and point != place_text else place_text or tr("(kosong)")
        case _, str() if field == "phone":
            return phone.pretty(value)
        case _:
            return str(value)


def text_of(field: Field, complaint: Complaint | Draft, categories: Categories) -> str:
    """What the complaint has in this field, in words; '' when it has nothing."""
    value = field_value(field, complaint)
    return "" if value in (None, "") else field_text(field.name, value, categories)


def place(location: Location) -> str:
    """'Dusun Bonto RT 03 RW 01, dekat masjid'; the point on the map only where nothing else is known."""
    dusun = (
        location.dusun
        if location.dusun.lower().startswith(("dusun", "lingkungan ")) or not location.dusun
        else f"Dusun {location.dusun}"
    )
    near = " ".join(part for part in (dusun, place_name("rt", location.rt), place_name("rw", location.rw)) if part)
    return ", ".join(part for part in (near, location.detail) if part) or _point(location)


def place_name(part: PlacePart, name: str) -> str:
    """'Bonto', 'RW 01'; '' where there is no name."""
    return name if part == "dusun" or not name else f"{part.upper()} {name}"


def without(part: Literal["category"] | PlacePart) -> str:
    """Where nothing is told: 'Tanpa dusun'."""
    return {
        "category": tr("Tanpa kategori"), "dusun": tr("Tanpa dusun"), "rw": tr("Tanpa RW"), "rt": tr("Tanpa RT"),
    }[part]  # fmt: skip


def _point(location: Location) -> str:
    if location.latitude is None or location.longitude is None:
        return ""
    return f"{location.latitude:.5f}, {location.longitude:.5f}"


def channel_words(channel: str) -> str:
    """The channel inside a sentence: 'tatap muka', but 'SMS' and 'WhatsApp'."""
    return inside_sentence(names.channel(channel))
