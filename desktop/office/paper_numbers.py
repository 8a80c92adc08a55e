"""Numbers of letters and of the agenda: what the office set, which comes next, and that none is given twice.

A number is proposed until its paper is printed or saved; then it belongs to that paper of that complaint, on this PC's count.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, structs
from sqlalchemy import Connection

from complaints.draft import clean
from complaints.errors import InvalidField, Refused
from complaints.letter_numbers import HIGHEST, NumberPattern, checked_pattern, folded
from complaints.phrases import phrase
from desktop.store import given_numbers, kept_values, projection
from desktop.store.database import writing
from desktop.store.given_numbers import GivenNumber, Series

if TYPE_CHECKING:
    from desktop.office.office import Office

STORED_AS = "numbering"
SERIES: tuple[Series, ...] = ("letter", "agenda")


class Numbering(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the office set. An empty pattern: it numbers by hand. `used`: by 'letter-2026' the last number that it used before."""

    letter: str = ""
    agenda: str = ""
    classification: str = ""
    code: str = ""
    used: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number on a paper of a complaint, of the day `on`."""

    series: Series
    complaint: str
    paper: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class CountState:
    """`last` of the year and the `next` number in full; `next` is '' where the office numbers by hand."""

    series: Series
    last: int
    next: str


def load(office: "Office") -> Numbering:
    with office.reading() as connection:
        return _load(connection)


def save(office: "Office", numbering: Numbering, last: dict[Series, int] | None = None) -> None:
    """Keeps it, for an admin; `last`: the last number of this year that the office used before. Raises Refused or InvalidField."""
    if office.user.role != "admin":
        raise Refused(
            phrase("Penomoran hanya dapat diubah oleh admin. Tidak ada yang diubah; mintalah admin kantor Anda.")
        )
    classification, code = (" ".join(clean(text).split()) for text in (numbering.classification, numbering.code))
    letter, agenda = (
        checked_pattern(series, getattr(numbering, series), classification=classification, code=code)
        for series in SERIES
    )
    year = office.today().year
    with writing(office.engine) as connection:
        used = dict(numbering.used)
        for series, highest in (last or {}).items():
            given = given_numbers.last(connection, series, year, office.device.letter)
            if not given <= highest < HIGHEST:
                raise InvalidField(
                    f"{series}-last",
                    phrase(
                        "Nomor terakhir tidak dapat kurang dari {given}, yang sudah diberikan buku ini. Penomoran tidak "
                        "diubah.",
                        given=given,
                    ),
                )
            used[f"{series}-{year}"] = highest
        kept = Numbering(letter=letter, agenda=agenda, classification=classification, code=code, used=used)
        kept_values.save(connection, STORED_AS, kept)


def counts(office: "Office") -> tuple[CountState, ...]:
    """How far this PC counted in this year, the letters first."""
    on = office.today()
    with office.reading() as connection:
        numbering = _load(connection)
        states: list[CountState] = []
        for series in SERIES:
            last = _last(connection, numbering, series, on.year, office.device.letter)
            pattern = _pattern(office, numbering, series)
            states.append(CountState(series, last, pattern.number(last + 1, on) if pattern else ""))
        return tuple(states)


class NumberingState(NamedTuple):
    """What the office set, and how far this PC counted."""

    numbering: Numbering
    counts: tuple[CountState, ...]

    def with_typed(self, typed: dict[str, str]) -> Numbering:
        """The numbering with what was typed in its fields."""
        return structs.replace(self.numbering, **{name: text.strip() for name, text in typed.items()})

    def other_counts(self, last: dict[Series, int]) -> dict[Series, int]:
        """Those of the last numbers that are not as far as this PC counted."""
        return {count.series: last[count.series] for count in self.counts if last[count.series] != count.last}


def state(office: "Office") -> NumberingState:
    return NumberingState(load(office), counts(office))


def latest(office: "Office", limit: int = 100) -> list[tuple[GivenNumber, str]]:
    """The numbers given last, each with the register number of its complaint; '' where that isn't here any more."""
    with office.reading() as connection:
        given = given_numbers.latest(connection, limit)
        cases = {
            number.complaint: projection.load(connection, number.complaint, with_identity=False) for number in given
        }
    registered = {id: case.number if case else "" for id, case in cases.items()}
    return [(number, registered[number.complaint]) for number in given]


def proposed(office: "Office", series: Series, complaint: str, paper: str, on: date) -> str:
    """The number that this paper has already, else the next; '' where the office numbers by hand."""
    with office.reading() as connection:
        numbering = _load(connection)
        pattern = _pattern(office, numbering, series)
        if pattern is None:
            return ""
        own = given_numbers.of_paper(connection, series, complaint, paper)
        if own is not None and own.year == on.year:
            return own.number
        return pattern.number(_last(connection, numbering, series, on.year, office.device.letter) + 1, on)


def give(office: "Office", number: PaperNumber) -> None:
    """The paper leaves the program with this number. Raises Refused when another paper has it; then nothing is to be printed."""
    text = " ".join(clean(number.number).split())
    if not any(sign.isdigit() for sign in text) or "…" in text or "..." in text:
        return  # a place to fill in by hand
    with writing(office.engine) as connection:
        numbering = _load(connection)
        pattern = _pattern(office, numbering, number.series)
        if pattern is None:
            return
        read = pattern.read(text, number.on)
        own_letter = office.device.letter
        following = pattern.number(
            _last(connection, numbering, number.series, number.on.year, own_letter) + 1, number.on
        )
        if read is not None and read.letter != own_letter:
            raise Refused(
                phrase(
                    "Nomor {number} dihitung oleh komputer {letter} kantor ini. Tidak ada yang dicetak; nomor berikutnya "
                    "di komputer ini {following}.",
                    number=text, letter=read.letter, following=following,
                )
            )  # fmt: skip
        wanted = GivenNumber(
            number.series, number.on.year, own_letter, read.sequence if read else 0, text, folded(text),
            number.complaint, number.paper, number.on,
        )  # fmt: skip
        for other in given_numbers.same(connection, wanted):
            if (other.complaint, other.paper) != (number.complaint, number.paper) or other.folded != wanted.folded:
                case = projection.load(connection, other.complaint, with_identity=False)
                raise Refused(
                    phrase(
                        "Nomor {number} sudah dipakai untuk pengaduan {register}. Tidak ada yang dicetak; nomor berikutnya "
                        "{following}.",
                        number=other.number, register=case.number if case else "—", following=following,
                    )
                )  # fmt: skip
        given_numbers.keep(connection, wanted, office.now_ms)


def _load(connection: Connection) -> Numbering:
    return kept_values.load(connection, STORED_AS, Numbering) or Numbering()


def _pattern(office: "Office", numbering: Numbering, series: Series) -> NumberPattern | None:
    text = getattr(numbering, series)
    return NumberPattern(text, numbering.classification, numbering.code, office.device.letter) if text else None


def _last(connection: Connection, numbering: Numbering, series: Series, year: int, letter: str) -> int:
    return max(numbering.used.get(f"{series}-{year}", 0), given_numbers.last(connection, series, year, letter))
