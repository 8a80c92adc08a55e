"""Each unit and its seat: the PCs and the web accounts by which its people take part, and what lies with it."""

from typing import NamedTuple

from sync.server import accounts, offices, units
from sync.server.offices import Pc
from sync.server.statement import PortableStatement, Transaction

_SEATED = PortableStatement(
    "SELECT 1 FROM device WHERE unit = :unit AND letter <> '' AND token IS NOT NULL AND revoked_at IS NULL "
    "UNION ALL SELECT 1 FROM admin WHERE unit = :unit AND disabled_at IS NULL"
)
# By an index alone: no complaint is read beside it.
IN_HAND = (
    "SELECT holder, count(*), sum(CASE WHEN untaken THEN 1 ELSE 0 END), sum(CASE WHEN holder_due < :today THEN 1 ELSE 0 END) "
    "FROM complaint WHERE holder > '' GROUP BY holder"
)
_IN_HAND = PortableStatement(IN_HAND)
_NOTHING = (0, 0, 0)


class Seat(NamedTuple):
    """`open` complaints lie with the unit; of these nobody has begun with `new`, and `late` are past their day. `seen_at` is in ms."""

    unit: str
    name: str
    kind: str
    pcs: list[Pc]
    accounts: list[str]
    open: int = 0
    new: int = 0
    late: int = 0

    @property
    def seen_at(self) -> int | None:
        return max((pc.seen_at for pc in self.pcs if not pc.revoked_at), default=0) or None


def is_seated(transaction: Transaction, unit: str) -> bool:
    """Whether somebody there will ever read what is handed to the unit: it has a PC that takes part, or an account."""
    return transaction.first(_SEATED, unit=unit) is not None


def all_seats(transaction: Transaction, today: int) -> list[Seat]:
    """Every unit that the district knows or that takes part, by code. `today` is an ordinal."""
    pcs: dict[str, list[Pc]] = {}
    for pc in offices.pcs(transaction):
        pcs.setdefault(pc.unit, []).append(pc)
    people: dict[str, list[str]] = {}
    for account in accounts.all_accounts(transaction):
        if account.unit and account.disabled_at is None:
            people.setdefault(account.unit, []).append(account.name)
    in_hand = {unit: (count, int(new), int(late)) for unit, count, new, late in transaction.rows(_IN_HAND, today=today)}
    listed = {unit.code: unit for unit in units.load(transaction) if unit.kind not in units.ABOVE_OFFICES}
    titles = units.titles(transaction, sorted((pcs.keys() | people.keys() | in_hand.keys()) - listed.keys()))
    return [
        Seat(
            code,
            listed[code].title if code in listed else titles[code],
            listed[code].kind if code in listed else "",
            pcs.get(code, []),
            people.get(code, []),
            *in_hand.get(code, _NOTHING),
        )
        for code in sorted(listed.keys() | titles.keys())
    ]
