"""All administrative units of Indonesia, found as one types: for choosing the office, and for forwarding to others."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, islice, product
from pathlib import Path
from string import ascii_lowercase
from typing import Literal, cast

from complaints.draft import clean_line
from complaints.office_kind import is_agency_code
from complaints.tokens import fold
from complaints.units_file import Listing, kind_of, unpack

Kind = Literal["provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa", "opd"]

HOME = "73.07"  # Kabupaten Sinjai, for whose offices the program was made first
OFFICE_CODE_LENGTH = 13
MOST_WORDS = 6
SHORTEST_MISTYPED = 4  # letters: of shorter words everything is near
MOST_MEANT, MOST_MEANINGS = 6, 12
FREQUENT = 4_000  # hits from which looking at every name is faster than finding each hit's unit

_SPACES = str.maketrans("-/.()", "     ")
_WORDS = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"\s*[0-9][0-9.]*\s*")
# Words that people put before a name and that the names of desa and kecamatan don't hold.
_KINDS = frozenset({"desa", "kelurahan", "kel", "kecamatan", "kec", "kab", "provinsi", "prov"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `path` names those above it: 'Sinjai Tengah · Kabupaten Sinjai · Sulawesi Selatan'."""

    code: str
    name: str
    kind: Kind
    path: str

    @property
    def parent(self) -> str:
        """The code of the unit directly above, '' for a province."""
        return self.code.rpartition(".")[0]

    @property
    def is_office(self) -> bool:
        """Whether a complaint book may be set up for it: desa, kelurahan, kecamatan and agencies of the district."""
        return len(self.code) == OFFICE_CODE_LENGTH or self.kind in ("kecamatan", "opd")

    @property
    def title(self) -> str:
        """The name with its kind: 'Desa Saotanre', 'Kabupaten Sinjai'."""
        return self.name if self.kind in ("kabupaten", "kota", "opd") else f"{self.kind.capitalize()} {self.name}"


class Units:
    """The list. Loading takes a tenth of a second and some 28 MB: load it where it is needed, not at program start."""

    def __init__(self, listing: Listing) -> None:
        self._codes = listing.codes
        self._names = listing.names
        self._ends = listing.ends
        # A space before every word makes 'a word begins with' a plain substring test, which C does fastest.
        names = fold("\n".join(listing.names)).translate(_SPACES)
        self._text = f" {names}".replace("\n", "\n ")
        self._folded = self._text.split("\n")
        self._near_words: dict[str, list[str]] = {}
        self._beginnings_by_length: dict[int, frozenset[str]] = {}
        self._starts = [0, *accumulate(len(name) + 1 for name in self._folded)]
        self._heads = [(self._folded[index], index, end) for index, end in listing.ends.items()]

    @classmethod
    def load(cls, path: Path) -> "Units":
        """The list in the shipped file. ValueError or zlib.error when the file is not one."""
        return cls(unpack(path.read_bytes()))

    def __len__(self) -> int:
        return len(self._codes)

    def get(self, code: str) -> Unit | None:
        """The unit of a Kemendagri code such as '73.07.04.2009'."""
        index = bisect_left(self._codes, code)
        return self._unit(index) if index < len(self._codes) and self._codes[index] == code else None

    def above(self, code: str) -> tuple[Unit, ...]:
        """The units over this one, nearest first: kecamatan, kabupaten or kota, province."""
        parts = code.split(".")
        over = (self.get(".".join(parts[:count])) for count in range(len(parts) - 1, 0, -1))
        return tuple(unit for unit in over if unit is not None)

    def parent_name(self, unit: Unit) -> str:
        """The kecamatan in which this office lies; '' for a kecamatan itself and an agency."""
        over = self.get(unit.parent) if len(unit.code) == OFFICE_CODE_LENGTH else None
        return over.name if over is not None else ""

    def offices(self, text: str, limit: int = 50, *, first: str = HOME) -> tuple[Unit, ...]:
        """Whose book it may be: desa and kelurahan as `search` finds them, and behind them kecamatan; before them, if one is asked for."""
        villages = self.search(text, limit, first=first)
        everyone = self.search(text, 4 * limit, offices_only=False, first=first)
        subdistricts = tuple(unit for unit in everyone if unit.kind == "kecamatan")[:limit]
        asked_for = re.match(r"\s*(kec\b|kecamatan\b|[0-9.]{5,8}\s*$)", text, re.IGNORECASE) is not None
        return (*subdistricts, *villages)[:limit] if asked_for and text != first else (*villages, *subdistricts)[:limit]

    def neighbours(self, code: str) -> tuple[Unit, ...]:
        """The other units under the same one: the desa and kelurahan of the same kecamatan."""
        return tuple(unit for unit in self.below(code.rpartition(".")[0]) if unit.code != code)

    def below(self, code: str) -> tuple[Unit, ...]:
        """The units directly under this one, in the order of their codes."""
        start, end = self._span(code)
        dots = code.count(".") + 1
        return tuple(self._unit(index) for index in range(start + 1, end) if self._codes[index].count(".") == dots)

    def search(self, text: str, limit: int = 50, *, offices_only: bool = True, first: str = HOME) -> tuple[Unit, ...]:
        """Units whose name, or those above it, hold every typed word as the beginning of a word; or that a code begins.

        Those within `first` lead; then a name that is the whole text, a name that begins with it, and the rest by code.
        """
        if _CODE.fullmatch(text):
            indexes: Iterable[int] = self._by_code(text.strip())
            if offices_only:
                indexes = [index for index in indexes if len(self._codes[index]) == OFFICE_CODE_LENGTH]
        elif words := _words(text):
            among = self._offices if offices_only else b"\x01" * len(self)
            indexes = self._by_words(words, among)
            text = " ".join(words)
            if not indexes:
                indexes, text = self._by_mistyped(words, among)
        else:
            return ()
        return tuple(self._unit(index) for index in islice(self._ranked(list(indexes), f" {text}", first), limit))

    def _by_code(self, text: str) -> range:
        code = _dotted(text)
        return range(bisect_left(self._codes, code), bisect_left(self._codes, f"{code}~"))

    def _by_words(self, words: list[str], among: bytes) -> list[int]:
        longest, *other_words = sorted(words, key=len, reverse=True)[:MOST_WORDS]
        places = range(len(self))
        indexes = list(compress(places, _intersection(self._holding(f" {longest}"), among)))
        for word in other_words:
            needle = f" {word}"
            over = self._under_heads(needle)
            indexes = [index for index in indexes if over[index] or needle in self._folded[index]]
        return indexes or list(compress(places, _intersection(self._joined_like("".join(words)), among)))

    def _by_mistyped(self, words: list[str], among: bytes) -> tuple[list[int], str]:
        """The units of words with one letter wrong, missing, too many or two swapped; and the first words that were meant.

        First the words that no name has; where that leads nowhere, each of them in turn, for a wrong word may be another's beginning.
        """
        words = words[:MOST_WORDS]
        unknown = [self._near(word) if f" {word}" not in self._text else [word] for word in words]
        tries = [
            unknown,
            *(
                [self._near(word) if place == at else [other] for place, other in enumerate(words)]
                for at, word in enumerate(words)
            ),
        ]
        for choices in tries:
            indexes: set[int] = set()
            meant = ""
            for chosen in islice(product(*choices), MOST_MEANINGS):
                matching = self._by_words(list(dict.fromkeys(chosen)), among)
                meant = meant or (" ".join(chosen) if matching else "")
                indexes.update(matching)
            if indexes:
                return sorted(indexes), meant
        return [], ""

    def _near(self, word: str) -> list[str]:
        """The words that are one letter from it, then those that begin so while it is typed; the word itself where there are none."""
        if len(word) < SHORTEST_MISTYPED:
            return [word]
        if word not in self._near_words:
            near = one_letter_off(word)
            whole = sorted(near & self._vocabulary)
            begun = near & set[str]().union(*(self._beginnings(len(word) + more) for more in (-1, 0, 1)))
            self._near_words[word] = [*whole, *sorted(begun - set(whole))][:MOST_MEANT] or [word]
        return self._near_words[word]

    def _beginnings(self, length: int) -> frozenset[str]:
        if length not in self._beginnings_by_length:
            self._beginnings_by_length[length] = frozenset(word[:length] for word in self._vocabulary)
        return self._beginnings_by_length[length]

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._text.split())

    def _holding(self, needle: str) -> bytearray:
        """Marks the units whose own name or one above it has the word."""
        marks = self._under_heads(needle)
        if self._text.count(needle) > FREQUENT:
            for index in [index for index, name in enumerate(self._folded) if needle in name]:
                marks[index] = 1
        else:
            at = self._text.find(needle)
            while at >= 0:
                marks[bisect_right(self._starts, at) - 1] = 1
                at = self._text.find(needle, at + 1)
        return marks

    def _under_heads(self, needle: str) -> bytearray:
        """Marks the provinces, districts and subdistricts whose name has the word, with all below them."""
        marks = bytearray(len(self))
        for name, index, end in self._heads:
            if needle in name:
                marks[index:end] = b"\x01" * (end - index)
        return marks

    def _joined_like(self, letters: str) -> bytearray:
        """Marks the names that begin with the text when no spaces count: 'lamattirilau', 'sao tanre'."""
        marks = bytearray(len(self))
        if len(letters) >= 4:
            at = self._joined.find(f"\n{letters}")
            while at >= 0:
                marks[self._joined.count("\n", 0, at)] = 1
                at = self._joined.find(f"\n{letters}", at + 1)
        return marks

    @cached_property
    def _offices(self) -> bytes:
        return bytes(len(code) == OFFICE_CODE_LENGTH for code in self._codes)

    @cached_property
    def _joined(self) -> str:
        return "\n" + self._text.replace(" ", "")

    def _ranked(self, indexes: list[int], text: str, first: str) -> Iterator[int]:
        start, end = self._span(first)
        start_index, right = bisect_left(indexes, start), bisect_left(indexes, end)
        yield from self._by_likeness(indexes[start_index:right], text)
        yield from self._by_likeness(indexes[:start_index] + indexes[right:], text)

    def _by_likeness(self, indexes: list[int], text: str) -> Iterator[int]:
        folded = self._folded
        begins = [index for index in indexes if folded[index].startswith(text)]
        yield from (index for index in begins if folded[index] == text)
        yield from (index for index in begins if folded[index] != text)
        yield from (index for index in indexes if not folded[index].startswith(text))

    def _span(self, code: str) -> tuple[int, int]:
        """The places in the list of a unit and all below it; an empty span for an unknown code."""
        index = bisect_left(self._codes, code)
        if index < len(self._codes) and self._codes[index] == code:
            return index, self._ends.get(index, index + 1)
        return 0, 0

    def _unit(self, index: int) -> Unit:
        code, name = self._codes[index], self._names[index]
        over = [code[:length] for length in (8, 5, 2) if length < len(code)]
        path = " · ".join(self._names[bisect_left(self._codes, part)] for part in over)
        return Unit(code, name, cast(Kind, kind_of(code, name)), path)


def one_letter_off(word: str) -> set[str]:
    """Every word that becomes this one by one letter more, less or other, or by two that change places."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in halves if right),
        *(left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1),
        *(left + letter + right[1:] for left, right in halves if right for letter in ascii_lowercase),
        *(left + letter + right for left, right in halves for letter in ascii_lowercase),
    } - {word}


def _intersection(left: bytes | bytearray, right: bytes) -> bytes:
    return (int.from_bytes(left) & int.from_bytes(right)).to_bytes(len(left))


def _words(text: str) -> list[str]:
    words = list(dict.fromkeys(_WORDS.findall(fold(text[:200]))))
    return [word for word in words if word not in _KINDS] or words


def _dotted(text: str) -> str:
    """A code with its dots, as far as it is typed: '7307042009' and '73.07.042009' become '73.07.04.2009'."""
    digits = text.replace(".", "")
    parts = (digits[0:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(part for part in parts if part)


def typed_agency(code: str, name: str) -> Unit | None:
    """An agency by what was typed of it; None while it can't be one."""
    code, name = code.strip().upper(), clean_line(name)
    return Unit(code, name, "opd", "") if is_agency_code(code) and name else None
