"""Folds every complaint again from its events: after the policy or the program's rules changed, or when a check found rows that differ."""

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
    Projected,
    handed,
    project_with_source,
    reminded,
    split,
)
from sync.server.statement import COUNTING, PortableStatement, Transaction

RULES = 13  # one more whenever `project` makes another row of the same events; 0 was 1.0.0
OTHER_DEADLINES = -1  # in place of the mark, after a change of the policy or the days off
A_TIME = 200  # complaints a transaction, so that pushes hardly wait

_ROWS = PortableStatement(f"SELECT {COLUMNS} FROM complaint WHERE id > :after ORDER BY id LIMIT {A_TIME}", lock=True)
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

    at the next opening.
    """
    [(folded_by,)] = district.database.read(lambda transaction: transaction.rows(_FOLDED_BY))
    if folded_by != _mark():
        refold(district, with_search=folded_by != OTHER_DEADLINES)
        district.database.write(lambda transaction: transaction.run(_SET_FOLDED_BY, rules=_mark()))


@cache
def _mark() -> int:
    """Differs from what another version wrote, be it by its rules or by the steps and values that it can read."""
    return crc32(f"{RULES} {shape()}".encode()) >> 1


def refold(district: District, *, with_search: bool = True) -> int:
    """How many rows differed from their events; now none does, and the sums by month are those of the rows. `with_search` also makes the index of the search anew.

    What this version reads for the first time reaches the units that it entitles, and a key those that may have it now.
    """
    reckoning, unit = district.own_desk()
    changed, after = 0, ""

    def work(transaction: Transaction) -> tuple[str, int]:
        rows = [Projected(*row) for row in transaction.rows(_ROWS, after=after)]
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
        if not after and with_search:
            search_index.forget_all(transaction)
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
        former = month_sums.counted(transaction, [row.id for row in differing])
        transaction.insert(CHANGE, differing)
        month_sums.move(transaction, former, differing)
        transaction.insert(HANDED, handed_now)
        search_index.add(transaction, searched)
        transaction.insert(REMINDED, reminded_then)
        if feeds or repeated:
            deliver(transaction, feeds, repeated)
        return (rows[-1].id if rows else ""), len(differing)

    while True:
        after, count = district.database.write(work)
        changed += count
        if not after:
            district.database.write(reports.rebuild)
            district.database.write(month_sums.rebuild)
            search_index.catch_up(district.database)
            return changed
