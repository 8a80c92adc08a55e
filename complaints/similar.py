"""Which open complaints look like the one being typed, so that it is added as support instead of recorded twice."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.events import Location
from complaints.likeness import odds, read, share
from complaints.tokens import fold, terms, tokens

COMMON = 0.25  # a word in more than this share of the complaints doesn't tell one from another
FEW_COMPLAINTS = 20  # complaints; below that, how common a word is can't be known
# In the pairs of the tuning half (tests/complaints/suggestion_figures.py) one of 55 that only look alike scores over the first, none over 0.8.
MAYBE_SAME = 0.68
SAME = 0.93
CATEGORY_DECIDES = 0.8  # the most that a common category adds to the log odds
# What place and time add to them.
SAME_SPOT, SAME_DUSUN, ELSEWHERE, LONG_AGO = 0.8, 0.5, -2.0, -0.5
NEAR_METRES = 500.0
FAR_METRES = 3_000.0
FORGOTTEN_DAYS = 90
EARTH_METRES = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open complaint that the full text search found; `text` is its title and body."""

    id: str
    text: str
    location: Location
    received_on: date


@dataclass(frozen=True, slots=True)
class Similar:
    """How alike (0 to 1), how many days before and, where both have coordinates, how many metres away."""

    id: str
    score: float
    days: int
    metres: float | None = None

    @property
    def same(self) -> bool:
        """Whether it is all but sure; else both only may be the same."""
        return self.score >= SAME


def telling_terms(text: str, document_frequency: Callable[[str], int], total: int, limit: int = 6) -> tuple[str, ...]:
    """The words to search for: the rarest of those that other complaints have too, rarest first.

    `document_frequency` says how many of the `total` complaints hold a word that begins with the term.
    """
    counted = [(document_frequency(term), place, term) for place, term in enumerate(dict.fromkeys(terms(text)))]
    rare_terms = [term for term in counted if term[0] > 0 and (total < FEW_COMPLAINTS or term[0] <= total * COMMON)]
    return tuple(term for _, _, term in sorted(rare_terms)[:limit])


def rank(
    text: str,
    location: Location,
    received_on: date,
    candidates: Sequence[Candidate],
    same_category: Callable[[str], float | None] | None = None,
    threshold: float = MAYBE_SAME,
) -> tuple[Similar, ...]:
    """The candidates that may be the same matter, the likeliest first.

    `same_category` says of a candidate's text how likely it is of the category of this one (0 to 1); None where nobody knows.
    """
    matter = read(f"{text} {location.detail}")
    written = frozenset(tokens(text))
    similar: list[Similar] = []
    for candidate in candidates:
        other = read(f"{candidate.text} {candidate.location.detail}")
        words = odds(matter, other)
        metres = distance(location, candidate.location)
        days = (received_on - candidate.received_on).days
        besides = _place(location, written, candidate, metres) + _time(days)
        # The category is asked for only where it may decide.
        if same_category is not None and share(words + besides + CATEGORY_DECIDES) >= threshold:
            words = odds(matter, other, same_category(candidate.text))
        score = share(words + besides)
        if score >= threshold:
            similar.append(Similar(candidate.id, score, days, metres))
    return tuple(sorted(similar, key=lambda match: (-match.score, match.days, match.id)))


def rarity_in(document_frequency: Callable[[str], int], total: int) -> Callable[[str], float]:
    """Weighs a term by how few of the `total` complaints hold it."""
    return lambda term: math.log((total + 1) / (document_frequency(term) + 1)) + 0.5


def distance(first: Location, second: Location) -> float | None:
    """Metres between two places on the ground (haversine); None where either has no coordinates."""
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        return None
    north, also_north = math.radians(first.latitude), math.radians(second.latitude)
    east = math.radians(second.longitude - first.longitude)
    half = math.sin((also_north - north) / 2) ** 2 + math.cos(north) * math.cos(also_north) * math.sin(east / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


def _place(location: Location, written: frozenset[str], candidate: Candidate, metres: float | None) -> float:
    """What the places add to the log odds: nothing where one isn't known."""
    if metres is not None:
        return ELSEWHERE * min(1.0, max(0.0, metres - NEAR_METRES) / (FAR_METRES - NEAR_METRES)) + (
            SAME_SPOT if metres <= NEAR_METRES else 0.0
        )
    other = candidate.location
    dusun, other_dusun = fold(location.dusun).strip(), fold(other.dusun).strip()
    if not dusun and other_dusun and written.issuperset(tokens(other_dusun)):
        return SAME_DUSUN
    if not dusun or not other_dusun:
        return 0.0
    if dusun != other_dusun:
        return ELSEWHERE
    neighbours = (location.rt.lstrip("0"), location.rw.lstrip("0")) == (other.rt.lstrip("0"), other.rw.lstrip("0"))
    return SAME_SPOT if location.rt and neighbours else SAME_DUSUN


def _time(days: int) -> float:
    return LONG_AGO * min(1.0, abs(days) / FORGOTTEN_DAYS)
