"""Folds every complaint again from its events: after the policy or the program's rules changed, or when a check found rows that differ."""

from complaints.events import Event, decode
from sync.server import entitlement
from sync.server.district import District
from sync.server.projection import CHANGE, COLUMNS, Projected, project
from sync.server.statement import COUNTING, PortableStatement, Transaction

RULES = 2  # one more whenever `project` makes another row of the same events; 0 was 1.0.0
A_TIME = 200  # complaints a transaction, so that pushes hardly wait

_ROWS = PortableStatement(f"SELECT {COLUMNS} FROM complaint WHERE id > :after ORDER BY id LIMIT {A_TIME}", lock=True)
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_FOLDED_BY = PortableStatement("SELECT folded_by FROM district WHERE id = 1")
_SET_FOLDED_BY = PortableStatement("UPDATE district SET folded_by = :rules WHERE id = 1")


def follow_rules(district: District) -> None:
    """Folds every complaint again where another version folded them last. Killed on the way, it begins anew at the next opening."""
    [(folded_by,)] = district.database.read(lambda transaction: transaction.rows(_FOLDED_BY))
    if folded_by != RULES:
        refold(district)
        district.database.write(lambda transaction: transaction.run(_SET_FOLDED_BY, rules=RULES))


def refold(district: District) -> int:
    """How many rows differed from their events; now none does."""
    reckoning, unit = district.own_desk()
    changed, after = 0, ""

    def work(transaction: Transaction) -> tuple[str, int]:
        rows = [Projected(*row) for row in transaction.rows(_ROWS, after=after)]
        histories: dict[str, list[Event]] = {row.id: [] for row in rows}
        for (content,) in transaction.rows(_HISTORIES, ids=sorted(histories)):
            event = decode(content)
            histories[event.complaint].append(event)
        anew = [project(id, events, entitlement.entitled(events, unit), reckoning) for id, events in histories.items()]
        differing = [new for old, new in zip(rows, anew, strict=True) if old != new]
        transaction.insert(CHANGE, differing)
        return (rows[-1].id if rows else ""), len(differing)

    while True:
        after, count = district.database.write(work)
        changed += count
        if not after:
            return changed
