"""What the chips over the list do when they are pressed: the query that the list shows then, and the menus of those that choose among many."""

from typing import Literal, NamedTuple

from msgspec import structs

from complaints.complaint import Stage
from complaints.events import CHANNELS, KINDS, PlacePart
from desktop.office import list_filters
from desktop.office.filter_chips import span_names
from desktop.office.list_filters import OPEN
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.place_names import PlacesOffered
from desktop.wording import names
from desktop.wording.field_text import place_name
from desktop.wording.translation import language, tr

# Those of a query that take several values.
Condition = Literal["category", "dusun", "rw", "rt", "kind", "channel"]
MENUS = ("category", "dusun", "dates", "others")
# The condition of the query that a chip turns.
_TURNS = {
    "decide": "needs_decision", "spoken": "spoken", "owed": "owed_word", "unentered": "unentered", "reopened": "reopened",
    "register": "untouched",
}  # fmt: skip


class FilterEntry(NamedTuple):
    """An entry of a chip's menu with the query that it leads to, or with what else it opens: the days to type, the sealed receipts."""

    words: str
    query: Query | None
    on: bool = False
    opens: Literal["", "span", "sealed"] = ""


def pressed(chip: str, query: Query, office: Office) -> Query:
    """The query after a press on a chip that has no menu: its condition is added, or taken away where it was in force."""
    match chip:
        case "open":
            return _turned_stages(query, OPEN)
        case "responded" | "closed" | "archived":
            return _turned_stages(query, (chip,))
        case "overdue":
            return list_filters.with_overdue(query, office.today(), on=not list_filters.is_overdue(query))
        case "soon":
            return list_filters.with_due_soon(query, office, on=not list_filters.is_due_soon(query))
        case "disposition":
            return structs.replace(query, disposition="" if query.disposition else "any")
        case "passage":
            return list_filters.without_outcome(query)
        case "scores" | "only":
            return structs.replace(query, **{chip: ()})
        case "without":
            return structs.replace(query, without="")
        case _:
            return structs.replace(query, **{_TURNS[chip]: not getattr(query, _TURNS[chip])})


def with_value_turned(query: Query, condition: Condition, value: str) -> Query:
    """One more of several values of which any will do, or without this one."""
    values: str = getattr(query, condition)
    on = value not in values.splitlines()
    return structs.replace(query, **{condition: list_filters.with_value(values, value, on=on)})


def entries(menu: str, query: Query, office: Office, places: PlacesOffered) -> list[FilterEntry | None]:
    """The entries of the menu of this chip; None: a line between two parts. `places`: those that complaints have named."""
    match menu:
        case "category":
            return _categories(query, office)
        case "dusun":
            return _places(query, places)
        case "dates":
            return _dates(query, office)
        case _:
            return _others(query, office)


def _categories(query: Query, office: Office) -> list[FilterEntry | None]:
    found: list[FilterEntry | None] = [
        FilterEntry(tr("Semua kategori"), structs.replace(query, category=""), not query.category)
    ]
    for group in office.categories.groups:
        for category in (group, *office.categories.within(group.code)):
            name = category.name_en if language() == "en" and category.name_en else category.name
            found.append(_value(name if category is group else f"      {name}", query, "category", category.code))
    return found


def _places(query: Query, places: PlacesOffered) -> list[FilterEntry | None]:
    dusun, rw = query.dusun.splitlines(), query.rw.splitlines()
    anywhere = not (query.dusun or query.rw or query.rt)
    found: list[FilterEntry | None] = [
        FilterEntry(tr("Semua dusun"), structs.replace(query, dusun="", rw="", rt=""), anywhere)
    ]
    parts: dict[PlacePart, list[str]] = {"dusun": places.dusun, "rw": places.rw(dusun), "rt": places.rt(dusun, rw)}
    for part, place_names in parts.items():
        found += [None] if place_names else []
        found += [_value(place_name(part, name), query, part, name) for name in place_names]
    return found


def _dates(query: Query, office: Office) -> list[FilterEntry | None]:
    chosen, labels = (query.received_from, query.received_to), span_names()
    spans = {tr("Semua tanggal"): (None, None)} | {
        labels[name]: span for name, span in list_filters.spans(office.today()).items()
    }
    return [
        *(
            FilterEntry(words, structs.replace(query, received_from=first, received_to=last), chosen == (first, last))
            for words, (first, last) in spans.items()
        ),
        FilterEntry(tr("Pilih tanggal…"), None, opens="span"),
    ]


def _others(query: Query, office: Office) -> list[FilterEntry | None]:
    conditions = {
        "soon": (tr("Jatuh tempo segera"), list_filters.is_due_soon(query)),
        "decide": (tr("Perlu diperiksa"), query.needs_decision),
        "spoken": (tr("Jawaban warga"), query.spoken),
        "owed": (tr("Belum dikabari"), query.owed_word),
        "register": (tr("Dari register lama"), query.untouched),
        "unentered": (tr("Belum diinput ke SP4N-LAPOR"), query.unentered),
        "reopened": (tr("Pernah dibuka kembali"), query.reopened),
    }
    return [
        *(FilterEntry(words, pressed(chip, query, office), on) for chip, (words, on) in conditions.items()),
        None,
        *(_value(names.kind(kind), query, "kind", kind) for kind in KINDS),
        None,
        *(_value(names.channel(channel), query, "channel", channel) for channel in CHANNELS),
        None,
        # The receipts of sealed complaints are in no list.
        FilterEntry(tr("Tanda terima aduan tersegel…"), None, opens="sealed"),
    ]


def _value(words: str, query: Query, condition: Condition, value: str) -> FilterEntry:
    values: str = getattr(query, condition)
    return FilterEntry(words, with_value_turned(query, condition, value), value in values.splitlines())


def _turned_stages(query: Query, stages: tuple[Stage, ...]) -> Query:
    """Shows these stages as well, or leaves them out."""
    return list_filters.with_stages(query, stages, on=not set(stages) <= set(query.stages))
