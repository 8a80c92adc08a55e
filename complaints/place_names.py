"""What an office calls its dusun, RW and RT: every way of writing a place has one name, and what is merely similar is proposed as a merge.

What was typed stays in the log. `spelled` takes case, "Dusun", "RT." and zeros out of the difference, alike on every PC; beyond that
the office renames and merges by a `noted` of no complaint (`Meaning.place`), which holds for all complaints that it recorded.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, get_args

from msgspec import Struct, structs

from complaints import search_words
from complaints.complaint import Complaint
from complaints.events import Event, Location, Noted, PlaceName, PlacePart
from complaints.undoing import undoes

PARTS: tuple[PlacePart, ...] = get_args(PlacePart)
SHORTEST_SIMILAR = 4  # letters of names that differ in one, and may be the same place

_HAMLET = re.compile(r"(?i)(?:(dusun|dsn|dus)|(lingkungan|lingk|ling|lk))\b[ .:]*(?=\w)(.+)")
_NUMBERED = re.compile(r"(?ai)(?:r\.? ?[tw]\b\.?|r[tw]|rukun (?:tetangga|warga))?[ .:/-]*0*(\d{1,3}) ?([a-z]?)")
_WORDED = re.compile(r"(?ai)(?:r\.? ?[tw]\b\.?|rukun (?:tetangga|warga))?[ .:/-]*([a-z]+)")
_KIND = re.compile(r"(?i)(?:r\.? ?[tw]\b\.?|rukun (?:tetangga|warga)\b)[ .:/-]*(?=\w)")
_PLAIN = re.compile(r"\w(?:[\w '/-]|(?<=\w)\.)*")  # dots only where a word was cut
_ROMAN = re.compile(r"(?ai)(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_NUMBER = re.compile(r"(?ai)\d+[a-z]?|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_VOWELS = frozenset("aeiou")
_WHOLE = {"kp": "Kampung", "kmp": "Kampung", "gg": "Gang", "jl": "Jalan", "jln": "Jalan"}
_NUMERALS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
}  # fmt: skip
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
# Words before a name that may be left out of it: "Kampung Baru" may be "Baru", but nobody knows.
_MAYBE_LEFT_OUT = frozenset({"kampung", "blok", "perumahan", "perum", "kompleks", "btn"})


@lru_cache(maxsize=4_000)
def spelled(part: PlacePart, written: str) -> str:
    """The name of a place as a register has it: `dusun lappae`, `LAPPAE ` and `Dsn. Lappae` are Lappae, `RT.2` and `002` are 02.

    What holds other signs than a name has is left as it was written.
    """
    name = _spelled(part, written)
    # Some letters are others when written large ("ﬃ"): those are a name only when they stay as they are.
    while (again := _spelled(part, name)) != name:
        if len(again) > len(name):
            return written
        name = again
    return name


def _spelled(part: PlacePart, written: str) -> str:
    text = " ".join(_one_apostrophe(written).split()).strip(" ,;:")
    if not text:
        return written
    return _dusun(text) if part == "dusun" else _numbered(text)


def _one_apostrophe(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'")
    return "".join(["'" if search_words.fold(sign) == "'" else sign for sign in text])


def _dusun(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        return text
    match = _HAMLET.fullmatch(text)
    name = _named(match.group(3) if match else text)
    # "Dusun II": the number alone is no name.
    if _NUMBER.fullmatch(name) or (match and len(name) == 1):
        return f"{'Lingkungan' if match and match.group(2) else 'Dusun'} {name.upper()}"
    return name


def _named(text: str) -> str:
    words = _DOT.sub(" ", text).split()
    return " ".join([_word(word) for word in words]) or text


def _word(word: str) -> str:
    lower = word.lower()
    if lower in _WHOLE:
        return _WHOLE[lower]
    if _ROMAN.fullmatch(lower) or (lower.isalpha() and len(lower) <= 4 and not _VOWELS & set(lower)):
        return lower.upper()
    return "-".join([part[:1].upper() + part[1:] for part in lower.split("-")])


def _numbered(text: str) -> str:
    if match := _NUMBERED.fullmatch(text):
        return f"{int(match.group(1)):02d}{match.group(2).upper()}"
    if (match := _WORDED.fullmatch(text)) and (number := _numeral(match.group(1).lower())):
        return f"{number:02d}"
    return _KIND.sub("", text, count=1) if _KIND.match(text) else text


def _numeral(word: str) -> int:
    if word in _NUMERALS:
        return _NUMERALS[word]
    if not _ROMAN.fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[sign] for sign in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def key(name: str) -> str:
    """By what names are held against each other."""
    return search_words.fold(name)


class PlaceNames(Struct, frozen=True, omit_defaults=True):
    """The names that the office gave: by part, by the place within which they hold ('' everywhere), and by what it would else be called."""

    given: dict[PlacePart, dict[str, dict[str, str]]] = {}

    def name(self, part: PlacePart, written: str, dusun: str = "", rw: str = "") -> str:
        """What the office calls it. `dusun` and `rw` are names, within which an RW or RT lies."""
        if not written:
            return written
        name = spelled(part, written)
        within = self.given.get(part)
        if within is None:
            return name
        for place in dict.fromkeys((_place(part, dusun, rw), _place(part, "", ""))):
            if (given := within.get(place, {}).get(key(name))) is not None:
                return given
        return name

    def location(self, written: Location) -> Location:
        dusun = self.name("dusun", written.dusun)
        rw = self.name("rw", written.rw, dusun)
        rt = self.name("rt", written.rt, dusun, rw)
        if (dusun, rw, rt) == (written.dusun, written.rw, written.rt):
            return written
        return structs.replace(written, dusun=dusun, rw=rw, rt=rt)

    def located(self, complaint: Complaint, unit: str) -> Complaint:
        """The complaint with its place as this unit calls it; of another unit's, only spelled alike."""
        own = complaint.unit == unit or not unit or not complaint.unit
        location = (self if own else SPELLED).location(complaint.location)
        return complaint if location is complaint.location else structs.replace(complaint, location=location)


def _place(part: PlacePart, dusun: str, rw: str) -> str:
    match part:
        case "dusun":
            return ""
        case "rw":
            return key(dusun)
        case "rt":
            return f"{key(dusun)}\n{key(rw)}" if dusun or rw else ""


SPELLED = PlaceNames()


def of_events(events: Iterable[Event]) -> PlaceNames:
    """The names that hold after these office events of one unit, whatever their order here. What was taken back doesn't count."""
    changes = standing(events)
    return _given([change for _, change in changes]) if changes else SPELLED


def standing(events: Iterable[Event]) -> list[tuple[Event, PlaceName]]:
    """The changes that were not taken back, in the order in which they hold."""
    ordered = sorted(events, key=lambda event: event.order)
    gone = {undoes(event) for event in ordered}
    named = [(event, change) for event in ordered if (change := change_of(event)) is not None]
    return [(event, change) for event, change in named if event.id not in gone]


def change_of(event: Event) -> PlaceName | None:
    """The change of a place's name that this event is; None for every other event, also where a newer version names another part."""
    step = event.step
    if event.complaint or not isinstance(step, Noted) or step.meaning is None:
        return None
    place = step.meaning.place
    return place if place is not None and place.part in PARTS and place.name and place.names else None


def _given(changes: Sequence[PlaceName]) -> PlaceNames:
    given: dict[PlacePart, dict[str, dict[str, str]]] = {}
    for change in changes:
        part: PlacePart = change.part  # pyright: ignore[reportAssignmentType] - `change_of` lets no other through
        within = given.setdefault(part, {}).setdefault(_place(part, change.dusun, change.rw), {})
        changed = {key(name) for name in change.names}
        for former, name in within.items():
            if key(name) in changed:
                within[former] = change.name
        within |= {key(spelled(part, name)): change.name for name in (*change.names, change.name)}
        within |= dict.fromkeys((*changed, key(change.name)), change.name)
        if part != "rt":
            _move_within(given, part, change)
    return PlaceNames(given)


def _move_within(given: dict[PlacePart, dict[str, dict[str, str]]], part: PlacePart, change: PlaceName) -> None:
    """The names within a place that is called otherwise now go with it."""
    for name in change.names:
        for inner in ("rw", "rt") if part == "dusun" else ("rt",):
            places = given.get(inner, {})
            for place in [place for place in places if place]:
                dusun, rw = (place.split("\n") if inner == "rt" else (place, ""))[:2]
                moved = (
                    (change.name, rw) if part == "dusun" and dusun == key(name)
                    else (dusun, change.name) if part == "rw" and (dusun, rw) == (key(change.dusun), key(name))
                    else None
                )  # fmt: skip
                if moved is not None and (target := _place(inner, *moved)) != place:
                    places[target] = places.get(target, {}) | places.pop(place)


class SimilarNames(NamedTuple):
    """Two names that may be one place: nobody merges them but the office. `keep` is the one with more complaints."""

    keep: str
    other: str


def similar_names(counts: Mapping[str, int]) -> list[SimilarNames]:
    """Pairs of names with one letter more, less or another, or with the same letters under other signs, the most used first."""
    pairs: list[tuple[int, SimilarNames]] = []
    for one, other in combinations(sorted(counts, key=lambda name: (-counts[name], name)), 2):
        if one and other and _may_be_same(_letters(one), _letters(other)):
            pairs.append((counts[one] + counts[other], SimilarNames(one, other)))
    return [pair for _, pair in sorted(pairs, key=lambda found: -found[0])]


@lru_cache(maxsize=1_000)
def _letters(name: str) -> str:
    words = re.findall(r"[^\W_]+", search_words.fold(name).replace("'", ""))
    if len(words) > 1 and words[0] in _MAYBE_LEFT_OUT:
        del words[0]
    return " ".join([str(_numeral(word) or word) for word in words])


def _may_be_same(one: str, other: str) -> bool:
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    if _digits(one) != _digits(other) or min(len(one), len(other)) < SHORTEST_SIMILAR:
        return False
    return one_letter_off(one, other)


def _digits(text: str) -> list[str]:
    """The numbers and single letters of a name: "Bonto I" and "Bonto II", "Blok A" and "Blok B" are two places."""
    return [word for word in text.split() if word.isdigit() or len(word) == 1]


def one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is more, less, another, or in its neighbour's place."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    tails = one[at:], other[at:]
    return (
        tails[0][1:] == tails[1][1:]
        or tails[0][1:] == tails[1]
        or tails[0] == tails[1][1:]
        or (tails[0][:2] == tails[1][1::-1] and tails[0][2:] == tails[1][2:])
    )
