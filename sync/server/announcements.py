"""Announcements of the district to all or some of its units: they travel in the notice, and each unit says that it has read them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.messages import Announcement
from sync.server import existing_units, notice
from sync.server.projection import joined, split
from sync.server.statement import PortableStatement, Transaction

LONGEST = 2_000  # letters
MOST_AT_ONCE = 10  # that are told; the oldest is told no more
_READ = re.compile(r"[0-9]{1,9}(,[0-9]{1,9}){0,49}")

_ADD = PortableStatement(
    "INSERT INTO announcement (at, day, admin, text, units) VALUES (:at, :day, :admin, :text, :units)"
)
_ALL = PortableStatement(
    "SELECT number, at, day, admin, text, units, withdrawn_at FROM announcement ORDER BY number DESC LIMIT 200"
)
_CURRENT = PortableStatement(
    "SELECT number, day, text, units FROM announcement WHERE withdrawn_at IS NULL ORDER BY number DESC LIMIT 10"
)
_WITHDRAW = PortableStatement(
    "UPDATE announcement SET withdrawn_at = :at WHERE number = :number AND withdrawn_at IS NULL"
)
_READERS = PortableStatement("SELECT number, unit, at, who FROM announcement_read ORDER BY number, unit")
_NOTE_READ = PortableStatement(
    "INSERT INTO announcement_read (number, unit, at, who) SELECT number, :unit, :at, :who FROM announcement "
    "WHERE number IN :numbers AND (units = '' OR units LIKE :needle) ON CONFLICT DO NOTHING"
)
_READ_BY = PortableStatement("SELECT number FROM announcement_read WHERE unit = :unit")


class Told(NamedTuple):
    """An announcement as the district keeps it. `units` are those to whom it is told, none for all; times are in ms."""

    number: int
    at: int
    day: str
    admin: str
    text: str
    units: frozenset[str]
    withdrawn_at: int | None


class Reader(NamedTuple):
    """Which unit has read it, when (ms), and by whom or which PC it said so."""

    unit: str
    at: int
    who: str


def announce(transaction: Transaction, typed: str, units: Iterable[str], admin: str, day: str, now: int) -> None:
    """Tells all offices at their next sync, or those of these units. Raises InvalidField."""
    text, codes = clean(typed), sorted({code.strip() for code in units} - {""})
    if not text or len(text) > LONGEST:
        raise InvalidField(
            "text",
            phrase("Pengumuman belum diisi atau lebih dari {limit} huruf. Tidak ada yang dikirim.", limit=LONGEST),
        )
    if existing_units.missing(transaction, codes):
        raise InvalidField("units", phrase("Unit tujuan tidak dikenal. Tidak ada yang dikirim; pilih dari daftar."))
    transaction.run(_ADD, at=now, day=day, admin=admin, text=text, units=joined(codes) if codes else "")
    notice.renew(transaction)


def withdraw(transaction: Transaction, number: int, now: int) -> None:
    """It is told no more; who read it stays known."""
    if transaction.run(_WITHDRAW, number=number, at=now):
        notice.renew(transaction)


def all_of_them(transaction: Transaction) -> list[tuple[Told, list[Reader]]]:
    """The newest first, each with who has read it."""
    readers: dict[int, list[Reader]] = {}
    for number, unit, at, who in transaction.rows(_READERS):
        readers.setdefault(number, []).append(Reader(unit, at, who))
    told = [
        Told(number, at, day, admin, text, split(units), withdrawn)
        for number, at, day, admin, text, units, withdrawn in transaction.rows(_ALL)
    ]
    return [(announcement, readers.get(announcement.number, [])) for announcement in told]


def for_unit(transaction: Transaction, unit: str) -> list[Announcement]:
    """What is told to this unit now, the newest first."""
    return [
        Announcement(number, day, text)
        for number, day, text, units in transaction.rows(_CURRENT)
        if not units or unit in split(units)
    ][:MOST_AT_ONCE]


def unread(transaction: Transaction, unit: str) -> list[Announcement]:
    """What the unit's people on the web haven't said to have read."""
    read = {number for (number,) in transaction.rows(_READ_BY, unit=unit)}
    return [announcement for announcement in for_unit(transaction, unit) if announcement.number not in read]


def note_read(transaction: Transaction, unit: str, who: str, numbers: Sequence[int], now: int) -> None:
    """Notes what the unit has read; of what wasn't told to it, nothing."""
    if numbers:
        transaction.run(_NOTE_READ, unit=unit, at=now, who=who, numbers=list(numbers), needle=f"% {unit} %")


def numbers(header: str) -> tuple[int, ...]:
    """The numbers in the header `Aduan-Read`; none where it is no list of numbers."""
    return tuple(int(number) for number in header.split(",")) if _READ.fullmatch(header) else ()
