"""How a district evaluates its units: the reports that it expects and the index, as a policy file says (resources/penilaian.toml).

The index is a proposal until a district adopts it (`standing`). A unit's score is the mean of its indicators, each 0 to 100, weighted;
an indicator without any complaint to count is left out, and its weight goes to the others.
"""

import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from complaints.errors import OfficeError
from complaints.phrases import phrase
from complaints.report_period import Span

IndicatorCode = Literal["followed_up", "done", "in_time", "stayed_done", "satisfaction"]
PROPOSAL = "usulan"
Words = Annotated[str, Meta(min_length=1, max_length=500)]
Positive = Annotated[int, Meta(ge=1, le=1000)]


class ExpectedReports(Struct, frozen=True, forbid_unknown_fields=True):
    """The spans that each unit reports on, and how many working days after a period's end its report is in time."""

    spans: tuple[Span, ...]
    working_days: Annotated[int, Meta(ge=0, le=250)]


class IndexRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit with fewer than `least` counted complaints gets no score: it would say nothing."""

    least: Positive


class LeftOutRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`titles`: what has one of these titles is a test. `duplicates`: of equal ones of a day only the first counts."""

    titles: tuple[Words, ...] = ()
    duplicates: bool = True


class VolumeGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Units of up to so many counted complaints are compared with each other; the last group has no end."""

    name: Words
    most: Positive | None = None


class Indicator(Struct, frozen=True, forbid_unknown_fields=True):
    code: IndicatorCode
    name: Words
    weight: Annotated[int, Meta(ge=1, le=100)]
    source: Words


class Evaluation(Struct, frozen=True, forbid_unknown_fields=True):
    standing: Words
    reports: ExpectedReports
    index: IndexRules
    left_out: LeftOutRules
    groups: tuple[VolumeGroup, ...]
    indicators: Annotated[tuple[Indicator, ...], Meta(min_length=1)]

    @property
    def is_proposal(self) -> bool:
        return self.standing.strip().casefold() == PROPOSAL

    @property
    def standing_words(self) -> str:
        """For the head of whatever shows the index."""
        return "Usulan, belum ditetapkan kabupaten" if self.is_proposal else f"Menurut {self.standing}"

    def group(self, counted: int) -> str:
        """The name of the group of a unit with so many counted complaints; '' without groups."""
        return next((group.name for group in self.groups if group.most is None or counted <= group.most), "")


class BadEvaluation(OfficeError):
    def __init__(self, place: str, fault: str) -> None:
        super().__init__(
            phrase(
                "Aturan penilaian di {place} tidak dapat dipakai ({fault}). Tidak ada yang diubah; perbaiki atau pindahkan berkas itu.",
                place=place, fault=fault,
            )
        )  # fmt: skip


def parse_evaluation(text: str, place: str = "penilaian.toml") -> Evaluation:
    """Raises BadEvaluation with what is wrong with it."""
    try:
        evaluation = msgspec.convert(tomllib.loads(text), Evaluation)
    except ValueError as error:
        raise BadEvaluation(place, str(error)) from error
    codes = [indicator.code for indicator in evaluation.indicators]
    if len(set(codes)) < len(codes):
        raise BadEvaluation(place, "indikator yang sama dua kali")
    return evaluation


# Scores --------------------------------------------------------------------------------------------------------------


class Reached(Struct, frozen=True):
    """Of one indicator: of `of` complaints `reached` did what it asks. Of satisfaction, the points above 1 of 4 that each can give."""

    of: int
    reached: float

    @property
    def percent(self) -> float | None:
        return self.reached * 100 / self.of if self.of else None


def score(indicators: tuple[Indicator, ...], reached: Mapping[IndicatorCode, Reached]) -> float | None:
    """0 to 100; None where no indicator has anything to count."""
    known = [
        (indicator.weight, percent)
        for indicator in indicators
        if indicator.code in reached and (percent := reached[indicator.code].percent) is not None
    ]
    weights = sum(weight for weight, _ in known)
    return sum(weight * percent for weight, percent in known) / weights if weights else None
