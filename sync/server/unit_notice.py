"""The notice as one unit gets it: with what is announced to it, and for a kecamatan the reminders of its villages.

Its version is above the district's by how often what is told to the unit alone has changed, so that nobody else gets the notice again.
"""

from hashlib import blake2b

import msgspec
from msgspec import structs

from complaints.office_kind import office_kind
from sync.messages import Notice, Reminded
from sync.server import announcements, notice, reminder_list
from sync.server.statement import PortableStatement, Transaction

MOST = 50  # reminders that are told, the newest

_ABOVE = PortableStatement("SELECT above, sign FROM unit_notice WHERE unit = :unit")
_GROW = PortableStatement(
    "INSERT INTO unit_notice (unit, above, sign) VALUES (:unit, 1, :sign) "
    "ON CONFLICT (unit) DO UPDATE SET above = unit_notice.above + 1, sign = excluded.sign"
)
_ENROLLED = PortableStatement("SELECT DISTINCT unit FROM device WHERE token IS NOT NULL AND revoked_at IS NULL")


def of(transaction: Transaction, unit: str) -> Notice:
    current = notice.load(transaction)
    return structs.replace(
        current,
        version=current.version + above(transaction, unit),
        announcements=announcements.for_unit(transaction, unit),
        reminded=reminded(transaction, unit),
    )


def above(transaction: Transaction, unit: str) -> int:
    """By how much the version of the unit's notice is above the district's."""
    row = transaction.first(_ABOVE, unit=unit)
    return row[0] if row is not None else 0


def reminded(transaction: Transaction, unit: str) -> list[Reminded]:
    """What a kecamatan is told of the units below it; nobody else anything."""
    return [
        Reminded(row.unit, row.complaint, row.number, row.step, row.working_days, row.due_on, row.letter)
        for row in reminder_list.of_villages(transaction, unit)[:MOST]
    ]


def renew(transaction: Transaction) -> None:
    """Has each kecamatan get its notice again whose villages' reminders are others than it was told."""
    for (unit,) in transaction.rows(_ENROLLED):
        if office_kind(unit) != "kecamatan":
            continue
        content = reminded(transaction, unit)
        row = transaction.first(_ABOVE, unit=unit)
        sign = blake2b(msgspec.msgpack.encode(content), digest_size=8).hexdigest() if content else ""
        if sign != (row[1] if row is not None else ""):
            transaction.run(_GROW, unit=unit, sign=sign)
