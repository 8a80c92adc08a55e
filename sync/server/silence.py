"""Which offices have been silent, which never came at all, and by how many PCs each version of the program is used."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sync.server import accounts, offices, units
from sync.server.statement import Transaction
from sync.server.units import RegisteredUnit

DAY_MS = 86_400_000
DEFAULT_DAYS = 7


class SilentOffice(NamedTuple):
    """`days` since any of its PCs came, and the version of the one that came last."""

    unit: str
    name: str
    days: int
    version: str


@dataclass(frozen=True, slots=True)
class Silence:
    """`silent` for more than `days`, the longest first; `never`: units without a PC or an account. `versions`: how many PCs have each."""

    days: int
    silent: list[SilentOffice]
    never: list[RegisteredUnit]
    versions: list[tuple[str, int]]
    offices: int


def find(transaction: Transaction, listed: Sequence[RegisteredUnit], now: int, days: int) -> Silence:
    """`now` in ms since 1970. A unit that works on the web alone is never silent, for nothing of it waits at an office."""
    everything = offices.pcs(transaction)
    followed = {pc.follows for pc in everything if pc.follows}
    pcs = [pc for pc in everything if pc.revoked_at is None and pc.id not in followed]
    latest: dict[str, offices.Pc] = {}
    for pc in pcs:
        if pc.unit not in latest or pc.seen_at > latest[pc.unit].seen_at:
            latest[pc.unit] = pc
    on_web = {
        account.unit for account in accounts.all_accounts(transaction) if account.unit and account.disabled_at is None
    }
    names = {unit.code: unit.title for unit in listed}
    names |= units.titles(transaction, sorted(latest.keys() - names.keys()))
    silent = [
        SilentOffice(unit, names[unit], (now - pc.seen_at) // DAY_MS, pc.version)
        for unit, pc in latest.items()
        if (now - pc.seen_at) // DAY_MS > days
    ]
    never = [
        unit
        for unit in listed
        if unit.code not in latest and unit.code not in on_web and unit.kind not in units.ABOVE_OFFICES
    ]
    versions = Counter(pc.version or "1.0.0" for pc in pcs)
    return Silence(
        days,
        sorted(silent, key=lambda office: (-office.days, office.name)),
        sorted(never, key=lambda unit: unit.title),
        sorted(versions.items(), key=lambda version: (-version[1], version[0])),
        len(latest),
    )
