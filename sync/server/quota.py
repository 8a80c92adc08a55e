"""How much came from one PC today, with all that it introduced: what is more waits for tomorrow, and nothing is lost."""

from dataclasses import dataclass
from http import HTTPStatus

from sync.server.intake_limits import Limits
from sync.server.refusal import Refuse
from sync.server.statement import PortableStatement, Transaction

DAY_MS = 86_400_000
KEPT_DAYS = 35
QUOTA = "quota"  # the reason of a refusal

# UNION ends also where devices follow each other in a circle.
_FIRST = PortableStatement(
    "WITH RECURSIVE chain(id, follows) AS (SELECT id, follows FROM device WHERE id = :id "
    "UNION SELECT d.id, d.follows FROM device d JOIN chain c ON d.id = c.follows) SELECT min(id) FROM chain WHERE follows = ''"
)
_COLUMNS = ("complaints", "bytes", "forwarded_events", "forwarded_bytes", "forwarded_files", "files", "file_bytes")
_ADD = PortableStatement(
    f"INSERT INTO arrived (device, day, {', '.join(_COLUMNS)}) VALUES (:device, :day, {', '.join(f':{name}' for name in _COLUMNS)}) "
    f"ON CONFLICT (device, day) DO UPDATE SET {', '.join(f'{name} = arrived.{name} + excluded.{name}' for name in _COLUMNS)} "
    f"RETURNING {', '.join(_COLUMNS)}"
)
_FORGET = PortableStatement("DELETE FROM arrived WHERE day < :day")


@dataclass(frozen=True, slots=True)
class Used:
    """What one request brings; `forwarded` are the events that other units get by it, their bytes, and the files that they name."""

    complaints: int = 0
    bytes: int = 0
    forwarded_events: int = 0
    forwarded_bytes: int = 0
    forwarded_files: int = 0
    files: int = 0
    file_bytes: int = 0


def spend(
    transaction: Transaction, device: str, now: int, used: Used, limits: Limits, *, indivisible: bool = False
) -> None:
    """Counts it for the PC that came with a code and introduced this device. Raises Refuse (429) until tomorrow.

    What is `indivisible` passes as the first of its day, however much it is: else it would wait for ever.
    """
    row = transaction.first(_FIRST, id=device)
    first = row[0] if row and row[0] else device
    day, passed = divmod(now, DAY_MS)
    values = {name: getattr(used, name) for name in _COLUMNS}
    [sums] = transaction.rows(_ADD, device=first, day=day, **values)
    for name, total in zip(_COLUMNS, sums, strict=True):
        is_first = indivisible and total == values[name]
        if values[name] and total > getattr(limits, f"day_{name}") and not is_first:
            raise Refuse(HTTPStatus.TOO_MANY_REQUESTS, QUOTA, name, retry_after=(DAY_MS - passed) // 1000 + 1)


def forget(transaction: Transaction, now: int) -> None:
    """Days that are long past."""
    transaction.run(_FORGET, day=now // DAY_MS - KEPT_DAYS)
