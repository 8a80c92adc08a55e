"""Which open complaints look like the one being typed, so that it is added as support instead of recorded twice."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.events import Location
from complaints.tokens import fold, terms

COMMON = 0.25  # a word in more than this share of the complaints doesn't tell one from another
FEW_COMPLAINTS = 20  # complaints; below that, how common a word is can't be known
# Counted on a year of one office: its duplicates score over 0.5, and 5 of 19,900 other pairs over this.
THRESHOLD = 0.3
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
    rarity: Callable[[str], float] | None = None,
    threshold: float = THRESHOLD,
) -> tuple[Similar, ...]:
    """The candidates that may be the same matter, the likeliest first.

    `rarity` weighs a term (see `rarity_in`); without it the candidates themselves tell which words are rare.
    """
    weigh = rarity or _rarity_among(candidates)
    weights = _weights(text, location, weigh)
    similar: list[Similar] = []
    for candidate in candidates:
        words = _likeness(weights, _weights(candidate.text, candidate.location, weigh))
        metres = distance(location, candidate.location)
        days = (received_on - candidate.received_on).days
        score = words * (0.6 + 0.3 * _place(location, candidate.location, metres) + 0.1 * _time(days))
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


def _rarity_among(candidates: Sequence[Candidate]) -> Callable[[str], float]:
    holders = Counter(term for candidate in candidates for term in set(_words(candidate.text, candidate.location)))
    return rarity_in(lambda term: holders[term], max(len(candidates), FEW_COMPLAINTS))


def _words(text: str, location: Location) -> tuple[str, ...]:
    return terms(f"{text} {location.dusun} {location.detail}")


def _weights(text: str, location: Location, rarity: Callable[[str], float]) -> dict[str, float]:
    return {term: max(rarity(term), 0.0) for term in dict.fromkeys(_words(text, location))}


def _likeness(first: dict[str, float], second: dict[str, float]) -> float:
    """The cosine between two texts: 1 with the same words, 0 with none in common."""
    shared = sum(weight * second[term] for term, weight in first.items() if term in second)
    lengths = sum(weight * weight for weight in first.values()) * sum(weight * weight for weight in second.values())
    return shared / math.sqrt(lengths) if lengths else 0.0


def _place(first: Location, second: Location, metres: float | None) -> float:
    """1 for the same spot, 0 for elsewhere, half where it isn't known."""
    if metres is not None:
        return max(0.0, 1 - max(0.0, metres - NEAR_METRES) / (FAR_METRES - NEAR_METRES))
    dusun, other_dusun = fold(first.dusun).strip(), fold(second.dusun).strip()
    if not dusun or not other_dusun:
        return 0.5
    if dusun != other_dusun:
        return 0.0
    neighbours = (first.rt.lstrip("0"), first.rw.lstrip("0")) == (second.rt.lstrip("0"), second.rw.lstrip("0"))
    return 1.0 if first.rt and neighbours else 0.8


def _time(days: int) -> float:
    return max(0.0, 1 - abs(days) / FORGOTTEN_DAYS)
