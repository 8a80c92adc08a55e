"""Folds complaints again from their events: after the policy or the program's rules changed, or when a check found rows that differ.

While a district is brought to a new version server by server, the former one goes on writing rows by its own rules: each row says by
which (`Projected.rules`), and the new one folds these anew as they come.
"""

from functools import cache
from zlib import crc32

from complaints.events import Event, decode, shape
from sync.server import entitlement, month_sums, reports, search_index
from sync.server.district import District
from sync.server.intake import deliver
from sync.server.projection import (
    CHANGE,
    COLUMNS,
    HANDED,
    REMINDED,
    RULES,
    Projected,
    handed,
    project_with_source,
    reminded,
    split,
)
from sync.server.reckoning import Reckoning
from sync.server.statement import COUNTING, PortableStatement, Transaction

OTHER_DEADLINES = -1  # in place of the mark, after a change of the policy or the days off
A_TIME = 200  # complaints a transaction, so that pushes hardly wait

_ROWS = PortableStatement(f"SELECT {COLUMNS} FROM complaint WHERE id > :after ORDER BY id LIMIT {A_TIME}", lock=True)
_ANY_OLDER = PortableStatement("SELECT 1 FROM complaint WHERE rules < :rules LIMIT 1")
_ANY_NEWER = PortableStatement("SELECT 1 FROM complaint WHERE rules > :rules LIMIT 1")
_OLDER = PortableStatement(
    f"SELECT {COLUMNS} FROM complaint WHERE rules < :rules ORDER BY rules LIMIT {A_TIME}", lock=True
)
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_FOLDED_BY = PortableStatement("SELECT folded_by FROM district WHERE id = 1")
_SET_FOLDED_BY = PortableStatement("UPDATE district SET folded_by = :rules WHERE id = 1")


def mark_deadlines(transaction: Transaction) -> None:
    """Has `follow_rules` reckon every deadline anew: the policy or the days off changed."""
    transaction.run(_SET_FOLDED_BY, rules=OTHER_DEADLINES)


def follow_rules(district: District) -> None:
    """Folds every complaint again where another version folded them last, or the deadlines changed. Killed on the way, it begins anew

    at the next opening. Rows of a newer version, which serves beside this one, are left to it.
    """
    [(folded_by,)] = district.database.read(lambda transaction: transaction.rows(_FOLDED_BY))
    if folded_by != _mark() and not district.database.read(lambda t: t.first(_ANY_NEWER, rules=RULES)):
        refold(district, with_search=folded_by != OTHER_DEADLINES)
        district.database.write(lambda transaction: transaction.run(_SET_FOLDED_BY, rules=_mark()))


def follow_older(district: District) -> bool:
    """Folds some of the rows that an older version wrote meanwhile; False when there were none."""
    if district.database.read(lambda t: t.first(_ANY_OLDER, rules=RULES)) is None:
        return False
    own_desk = district.own_desk()

    def work(transaction: Transaction) -> bool:
        rows = [Projected(*row) for row in transaction.rows(_OLDER, rules=RULES)]
        _fold_again(transaction, rows, *own_desk, with_search=False)
        return bool(rows)

    return district.database.write(work)


@cache
def _mark() -> int:
    """Differs from what another version wrote, be it by its rules or by the steps and values that it can read."""
    return crc32(f"{RULES} {shape()}".encode()) >> 1


def refold(district: District, *, with_search: bool = True) -> int:
    """How many rows differed from their events; now none does, and the sums by month are those of the rows. `with_search` also makes the index of the search anew.

    What this version reads for the first time reaches the units that it entitles, and a key those that may have it now.
    """
    own_desk = district.own_desk()
    changed, after = 0, ""

    def work(transaction: Transaction) -> tuple[str, int]:
        rows = [Projected(*row) for row in transaction.rows(_ROWS, after=after)]
        if not after and with_search:
            search_index.forget_all(transaction)
        count = _fold_again(transaction, rows, *own_desk, with_search=with_search)
        return (rows[-1].id if rows else ""), count

    while True:
        after, count = district.database.write(work)
        changed += count
        if not after:
            district.database.write(reports.rebuild)
            district.database.write(month_sums.rebuild)
            search_index.catch_up(district.database)
            return changed


def _fold_again(
    transaction: Transaction, rows: list[Projected], reckoning: Reckoning, unit: str, *, with_search: bool
) -> int:
    """How many of the rows differed from their events."""
    histories: dict[str, list[Event]] = {row.id: [] for row in rows}
    for (content,) in transaction.rows(_HISTORIES, ids=sorted(histories)):
        event = decode(content)
        histories[event.complaint].append(event)
    feeds: dict[str, list[Event]] = {}
    repeated: dict[str, list[Event]] = {}
    differing: list[Projected] = []
    handed_now: list[tuple[str, str]] = []
    searched: list[tuple[int, bytes]] = []
    reminded_then: list[tuple[object, ...]] = []
    for old in rows:
        events = histories[old.id]
        before, entitled = split(old.units), entitlement.entitled(events, unit)
        new, source = project_with_source(old.id, events, entitled, reckoning)
        if source is not None and (with_search or new.search_row != old.search_row):
            searched.append((new.search_row, source))
        reminded_then += reminded(events, unit)
        handed_now += handed(old.id, entitled, new.unit, unit)
        if entitled != before:
            for reader, due in entitlement.deliveries(events, frozenset(), before, entitled, unit).items():
                feeds.setdefault(reader, []).extend(due)
        if old.anonymous and not new.anonymous and (first := next((e for e in events if e.records), None)):
            for reader in (before & entitled) - {unit, new.unit}:
                repeated.setdefault(reader, []).append(first)
        if old != new:
            differing.append(new)
    former = month_sums.standing(transaction, [row.id for row in differing])
    transaction.insert(CHANGE, differing)
    month_sums.move(transaction, former, differing)
    transaction.insert(HANDED, handed_now)
    search_index.add(transaction, searched)
    transaction.insert(REMINDED, reminded_then)
    if feeds or repeated:
        deliver(transaction, feeds, repeated)
    return len(differing)
