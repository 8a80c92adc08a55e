"""What the ladder brought to mind, as lists: for the coordinator of all units, for a unit its own, for a kecamatan its villages', too."""

from typing import NamedTuple

from complaints.office_kind import office_kind
from sync.server.statement import PortableStatement, Transaction

MOST = 200
_COLUMNS = "r.complaint, r.rung, c.number, c.title, r.unit, r.step, r.working_days, r.due_on, r.letter, r.written_on, c.reminded, c.confidential"
_JOINED = (
    f"SELECT {_COLUMNS} FROM reminder r JOIN complaint c ON c.id = r.complaint WHERE c.stage <> '' AND r.device <> ''"
)
_NEWEST = f"ORDER BY r.written_on DESC, r.complaint, r.working_days DESC LIMIT {MOST}"
_ALL = PortableStatement(f"{_JOINED} AND (c.reminded > 0 OR :past = 1) {_NEWEST}")
_SUPERVISORY = PortableStatement(f"{_JOINED} AND c.supervisory AND (c.reminded > 0 OR :past = 1) {_NEWEST}")
_OF_UNIT = PortableStatement(f"{_JOINED} AND r.unit = :unit AND c.holder = :unit AND c.reminded > 0 {_NEWEST}")
_OF_VILLAGES = PortableStatement(
    f"{_JOINED} AND r.unit LIKE :villages AND r.receivers LIKE '% kecamatan %' AND c.reminded > 0 {_NEWEST}"
)
_OF_COMPLAINT = PortableStatement(f"{_JOINED} AND r.complaint = :complaint AND r.rung = :rung")


class ReminderRow(NamedTuple):
    """`is_standing`: what it reminds of is not done yet."""

    complaint: str
    rung: str
    number: str
    title: str
    unit: str
    step: str
    working_days: int
    due_on: str
    letter: bool
    written_on: str
    is_standing: bool
    confidential: bool


def newest(transaction: Transaction, *, past: bool = False, supervisory: bool = False) -> list[ReminderRow]:
    """Those whose matter is not done, the newest first; with `past` also what is done meanwhile."""
    statement = _SUPERVISORY if supervisory else _ALL
    return [_row(row) for row in transaction.rows(statement, past=int(past))]


def of_unit(transaction: Transaction, unit: str) -> list[ReminderRow]:
    """What lies with the unit and was brought to mind."""
    return [_row(row) for row in transaction.rows(_OF_UNIT, unit=unit)]


def of_villages(transaction: Transaction, kecamatan: str) -> list[ReminderRow]:
    """What a kecamatan is told of its villages: number, unit and days, and never what the complaint says."""
    if office_kind(kecamatan) != "kecamatan":
        return []
    rows = transaction.rows(_OF_VILLAGES, villages=f"{kecamatan}.%")
    return [_row(row)._replace(title="") for row in rows]


def one(transaction: Transaction, complaint: str, rung: str) -> ReminderRow | None:
    row = transaction.first(_OF_COMPLAINT, complaint=complaint, rung=rung)
    return _row(row) if row is not None else None


def _row(row: tuple[object, ...]) -> ReminderRow:
    values = ReminderRow(*row)  # pyright: ignore[reportArgumentType]
    return values._replace(
        letter=bool(values.letter), is_standing=bool(values.is_standing), confidential=bool(values.confidential)
    )
