"""Gives the later one of two complaints with one register number a number of its own; its receipt with the old one stays valid."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from complaints import renumbering, steps
from complaints.draft import clean
from complaints.errors import InvalidField, Refused
from complaints.numbering import parse_number
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.office import handling
from desktop.office.recording import take_numbers
from desktop.store import projection, register_numbers
from desktop.store.log import Author
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A complaint that has a number of its own now; `former` is the one that it shared."""

    id: str
    number: str
    former: str
    tracking_code: str


def renumber(
    connection: Connection,
    number_or_id: str,
    reason: str = "",
    *,
    author: Author,
    role: Role,
    rules: Rules,
    now_ms: int,
    today: date,
) -> list[Renumbered]:
    """Of the complaints that share this number, or that of this complaint, every one but the first recorded gets another.

    Raises Refused where the number stands once; then nothing changed.
    """
    changed: list[Renumbered] = []
    for holder in _sharing(connection, number_or_id, author.unit)[1:]:
        complaint, history = handling.load(connection, holder.id)
        steps.refuse_unless_allowed("review", complaint, role, author.unit)
        year = _year(complaint.number, complaint.received_on)
        number = take_numbers(connection, year, author.device.letter, 1, author.unit)[0]
        step = renumbering.renumbered(max(today, complaint.received_on), complaint.number, number, reason)
        handling.append(connection, complaint, history, [step], author, rules, now_ms)
        changed.append(Renumbered(complaint.id, str(number), complaint.number, complaint.tracking_code))
    return changed


def _sharing(connection: Connection, number_or_id: str, unit: str) -> list[NumberHolder]:
    """The complaints that share a number, in the order of recording. Raises Refused where there is only one."""
    number = clean(number_or_id)
    sharing = register_numbers.sharing(connection, number, unit)
    if not sharing:
        complaint_id = projection.find(connection, number, unit)
        complaint = projection.load(connection, complaint_id, with_identity=False) if complaint_id else None
        if complaint is not None:
            number = complaint.number
            sharing = register_numbers.sharing(connection, number, unit)
    if len(sharing) < 2:
        raise Refused(
            phrase(
                "Nomor {number} tidak dipakai lebih dari satu pengaduan yang dicatat kantor ini. Tidak ada yang berubah.",
                number=number,
            )
        )
    return sharing


def _year(number: str, received_on: date) -> int:
    try:
        return parse_number(number).year
    except InvalidField:
        return received_on.year
