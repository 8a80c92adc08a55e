"""Which complaints have a register number, now or formerly, and which of this office's numbers stand more than once."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from complaints.complaint import DOUBLED, Complaint
from complaints.renumbering import recording_order
from desktop.store.statement import Statement


class NumberHolder(NamedTuple):
    """A complaint that has a register number, or had it before; `number` is the one that it has now."""

    id: str
    number: str
    tracking_code: str
    title: str
    unit: str
    recorded_at: int

    @property
    def device(self) -> str:
        """The PC that recorded it."""
        return self.id.rpartition("-")[0]

    @property
    def order(self) -> tuple[int, str, int]:
        return recording_order(self.id, self.recorded_at)


_HOLDER = "c.id, c.number, c.tracking_code, c.title, c.unit, c.recorded_at"
_HOLDERS = Statement(
    text(
        f"SELECT {_HOLDER} FROM complaint c WHERE c.number = :number UNION SELECT {_HOLDER} FROM former_number f "
        "JOIN complaint c ON c.id = f.complaint WHERE f.number = :number"
    )
)
_IS_DOUBLED = (
    "c.unit = :unit AND c.number <> '' AND EXISTS (SELECT 1 FROM complaint o WHERE o.number = c.number AND o.unit = c.unit "
    "AND o.rowid <> c.rowid)"
)
# Looked for first, and changed by row id: an UPDATE of many rows would make the search index write down what it holds in memory,
# once for each part of a first sync.
_WRONGLY_MARKED = Statement(
    text(
        "SELECT c.rowid FROM complaint c WHERE c.number IN (SELECT value FROM json_each(:numbers)) "
        f"AND ((c.to_decide & {DOUBLED}) <> 0) <> ({_IS_DOUBLED})"
    )
)
_MARK = Statement(
    text(
        f"UPDATE complaint SET to_decide = to_decide + iif(to_decide & {DOUBLED}, -{DOUBLED}, {DOUBLED}) "
        "WHERE rowid = :rowid"
    )
)
_MARKED = Statement(
    text(f"SELECT {_HOLDER} FROM complaint c WHERE c.to_decide AND c.to_decide & {DOUBLED} ORDER BY +c.number")
)
_IS_USED = (
    "EXISTS (SELECT 1 FROM complaint c WHERE c.number = {0} AND c.unit = :unit) "
    "OR EXISTS (SELECT 1 FROM former_number f WHERE f.number = {0}) "
    "OR EXISTS (SELECT 1 FROM withdrawn w WHERE w.number = {0})"
)
_USED = Statement(text(f"SELECT j.value FROM json_each(:numbers) j WHERE {_IS_USED.format('j.value')}"))
_ONE_USED = Statement(text(f"SELECT 1 WHERE {_IS_USED.format(':number')}"))  # half as long, with every save
_FORGET_FORMER = Statement(text("DELETE FROM former_number WHERE complaint = :id"))
_KEEP_FORMER = Statement(text("INSERT INTO former_number (complaint, number) VALUES (:id, :number)"))
_FORMER = Statement(text("SELECT complaint, number FROM former_number"))


def holders(connection: Connection, number: str, unit: str) -> list[NumberHolder]:
    """Who has this number or had it: this unit's in the order of recording, and where there are none, other units'."""
    found = sorted(
        (NumberHolder(*row) for row in _HOLDERS.run(connection, {"number": number})), key=lambda holder: holder.order
    )
    return [holder for holder in found if holder.unit == unit] or found


def sharing(connection: Connection, number: str, unit: str) -> list[NumberHolder]:
    """The complaints of this unit whose number this is now, in the order of recording: the first keeps it."""
    return [holder for holder in holders(connection, number, unit) if holder.number == number and holder.unit == unit]


def mark(connection: Connection, numbers: Iterable[str], unit: str) -> None:
    """Marks those of this unit's complaints whose number is one of these and stands twice, and unmarks the others."""
    if asked := sorted(set(numbers)):
        wrong = _WRONGLY_MARKED.run(connection, {"numbers": json.dumps(asked), "unit": unit})
        _MARK.run_many(connection, [{"rowid": rowid} for (rowid,) in wrong])


def marked(connection: Connection) -> list[list[NumberHolder]]:
    """The complaints that share a number, those of one number together, in the order of recording."""
    groups: dict[str, list[NumberHolder]] = {}
    for row in _MARKED.run(connection, {}):
        holder = NumberHolder(*row)
        groups.setdefault(holder.number, []).append(holder)
    return [sorted(group, key=lambda holder: holder.order) for group in groups.values()]


def used(connection: Connection, numbers: Sequence[str], unit: str) -> set[str]:
    """Which of these numbers a complaint of this unit has or had, also one that was withdrawn: none is given again."""
    if len(numbers) == 1:
        return set(numbers) if _ONE_USED.first(connection, {"number": numbers[0], "unit": unit}) else set()
    return {number for (number,) in _USED.run(connection, {"numbers": json.dumps(numbers), "unit": unit})}


def keep_former(connection: Connection, complaints: Iterable[Complaint]) -> None:
    """Notes the former numbers of these complaints. Who has some, always has some: the others cost nothing."""
    for folded in complaints:
        if folded.former_numbers:
            forget_former(connection, folded.id)
            _KEEP_FORMER.run_many(connection, [{"id": folded.id, "number": n} for n in folded.former_numbers])


def forget_former(connection: Connection, complaint: str) -> None:
    _FORGET_FORMER.run(connection, {"id": complaint})


def all_former(connection: Connection) -> set[tuple[str, str]]:
    """Each complaint's id with each of its former numbers."""
    return {(complaint, number) for complaint, number in _FORMER.run(connection, {})}
