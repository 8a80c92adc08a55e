"""The district's full text search: what a complaint is found by, and what somebody's words become as a query.

Words are folded as on the PC (complaints/search_words.py). SQLite keeps them in FTS5, PostgreSQL in a tsvector with a GIN index: both find a
word or its beginning, and intersect many words by themselves. Trigrams would find letters within words too, but know nothing of how
Indonesian is written. A row of the index is numbered by the day of receipt, so that what was received last
comes first without sorting. What never or seldom changes of a complaint (unit, kecamatan, category, kind, channel) is a word of the index, too:
a filter by it is one more word to intersect. Persons are not in it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter

from complaints.complaint import Complaint
from complaints.fields import SEARCHED
from complaints.office_kind import subdistrict
from complaints.search_words import Wanted, indexed, phone_endings, wanted, written_phones

# Private letters: FTS5 takes them as parts of a word, and no text that is searched for holds them.
FACET, PHONE = "\ue000", "\ue001"
PERCENT = "\ue002"  # stands for '%', which is the one sign that people search for: '100%'
LONGEST_TOKEN = 60
LONGEST_TEXT = 60_000  # letters; an office's own limits are lower
MOST_WORDS = 12
HASH_BITS = 40
_searched_texts: Callable[[Complaint], tuple[str, ...]] = attrgetter(
    *(field.path for field in SEARCHED if not field.personal)
)


def source(complaint: Complaint) -> bytes:
    """All that the words of a complaint are made of: its facets, and the texts that it is found by."""
    typed = "\n".join([part for part in _texts(complaint) if part])[:LONGEST_TEXT]
    about = complaint.unit, complaint.category, complaint.kind, complaint.channel
    facets = _facets(*about, supervisory=complaint.supervisory or complaint.once_supervisory)
    return f"{facets}\0{typed}".encode("utf-8", "replace")


def row_number(complaint: Complaint, source: bytes) -> int:
    """Where the complaint stands in the index: later ones were received later. Another one as soon as it is found by other words."""
    hash = blake2b(complaint.id.encode() + source, digest_size=HASH_BITS // 8).digest()
    return (complaint.received_on.toordinal() << HASH_BITS) | int.from_bytes(hash, "big")


def first_number(day: int) -> int:
    """The lowest number of a complaint received on this day (ordinal)."""
    return day << HASH_BITS


def words(source: bytes) -> str:
    """What the index holds of such a complaint: its facets, the words of its texts, and every ending of a telephone number in them."""
    facets, _, typed = source.decode().partition("\0")
    phones = [PHONE + ending for phone in written_phones(typed) for ending in phone_endings(phone)]
    signs = [PERCENT] if "%" in typed else []
    all_words = dict.fromkeys([*facets.split(), *indexed(typed).split(), *phones, *signs])
    return " ".join([word[:LONGEST_TOKEN] for word in all_words])


def _texts(complaint: Complaint) -> list[str]:
    return [
        complaint.number,
        complaint.number.rpartition("-")[2].lstrip("0"),
        *complaint.former_numbers,
        complaint.tracking_code,
        *_searched_texts(complaint),
        complaint.response,
    ]


@lru_cache(10_000)
def _facets(unit: str, category: str, kind: str, channel: str, *, supervisory: bool) -> str:
    about = {"unit": unit, "subdistrict": subdistrict(unit), "category": category, "kind": kind, "channel": channel}
    facets = [facet(name, value) for name, value in about.items() if value]
    if "." in category:
        facets.append(facet("category", category.partition(".")[0]))
    return " ".join([*facets, facet("supervisory", "")] if supervisory else facets)


@lru_cache(10_000)
def facet(name: str, value: str) -> str:
    """The word by which the index knows that a complaint has this value; two values may share one, as 'A-1' and 'A1'."""
    return FACET + name + "".join(sign for sign in value.lower() if sign.isalnum())


def expression(
    typed: str, facets: Sequence[str], *, postgres: bool, terms_of: Callable[[str], Sequence[str] | None]
) -> str:
    """The query for what somebody typed: every word must be there, each of three letters or more may go on. '' when there is no word in it.

    `terms_of` says which words of the index begin so, or None where the index itself is to look for them.
    """
    language = _TSQUERY if postgres else _FTS5
    terms = [_any_of(language, thing, terms_of) for thing in wanted(typed)[:MOST_WORDS]]
    if "%" in typed:
        terms.append(language.term(PERCENT))
    return language.conjunction([*(language.term(name) for name in facets), *terms]) if terms else ""


def all_of(facets: Sequence[str]) -> str:
    """The query of FTS5 for what has all of these facets."""
    return _FTS5.conjunction([_FTS5.term(name) for name in facets])


class _Language:
    """How a query is written for one of the two databases."""

    def __init__(self, conjunction: str, disjunction: str, quote: str, goes_on: str) -> None:
        self._and, self._or, self._quote, self._goes_on = conjunction, disjunction, quote, goes_on

    def term(self, word: str, *, goes_on: bool = False) -> str:
        return f"{self._quote}{word[:LONGEST_TOKEN]}{self._quote}" + (self._goes_on if goes_on else "")

    def conjunction(self, terms: Sequence[str]) -> str:
        return self._and.join(terms)

    def disjunction(self, terms: Sequence[str]) -> str:
        return terms[0] if len(terms) == 1 else "(" + self._or.join(f"({term})" for term in terms) + ")"


_FTS5 = _Language(" AND ", " OR ", '"', "*")
_TSQUERY = _Language(" & ", " | ", "'", ":*")


def _any_of(language: _Language, thing: Wanted, terms_of: Callable[[str], Sequence[str] | None]) -> str:
    def beginning(word: str) -> str:
        terms = terms_of(word[:LONGEST_TOKEN])
        if terms is None:
            return language.term(word, goes_on=True)
        return language.disjunction([language.term(term) for term in terms or [word]])

    ways = [
        language.conjunction([beginning(word) if len(word) > 2 else language.term(word) for word in way])
        for way in thing.ways
    ]
    return language.disjunction(ways + [beginning(PHONE + digits) for digits in thing.phones])
