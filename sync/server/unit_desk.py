"""What a unit's own people see on the web: as much as a PC of that unit would hold, and no more."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from nacl.exceptions import CryptoError

from complaints import identity
from complaints.complaint import Complaint
from complaints.events import Event, decode
from complaints.fold import OpenIdentity, fold, no_identity
from sync.server import entitlement, notice
from sync.server.keys import Keys
from sync.server.refusal import not_found
from sync.server.statement import COUNTING, PortableStatement, Transaction

PAGE = 30
Tab = Literal["new", "today", "late", "open", "words", "past"]
TABS: tuple[Tab, ...] = ("new", "today", "late", "open", "words", "past")
_CONDITIONS: dict[Tab, str] = {
    "new": "AND c.untaken", "today": "AND c.holder_due = :today", "late": "AND c.holder_due < :today", "open": "", "words": "", "past": "",
}  # fmt: skip

# What lies with the unit, and where it helps the one that has it in hand.
_OPEN = (
    "c.id IN (SELECT id FROM complaint WHERE holder = :unit "
    "UNION ALL SELECT id FROM complaint WHERE helping <> '' AND helping LIKE :needle)"
)
_COUNTS = PortableStatement(
    "SELECT count(*), sum(CASE WHEN c.untaken THEN 1 ELSE 0 END), sum(CASE WHEN c.holder_due = :today THEN 1 ELSE 0 END), "
    f"sum(CASE WHEN c.holder_due < :today THEN 1 ELSE 0 END) FROM complaint c WHERE {_OPEN}"
)
_WORDS = PortableStatement("SELECT count(*) FROM complaint c WHERE c.unit = :unit AND c.unread_words > 0")
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_KEY = PortableStatement("SELECT sealed FROM identity_key WHERE complaint = :complaint")


class Inbox(NamedTuple):
    """A page of complaints, each with the day on which it is due (ordinal); `following` is where the next page begins, '' for none."""

    complaints: list[tuple[Complaint, int]]
    counts: dict[Tab, int]
    following: str


def inbox(transaction: Transaction, unit: str, tab: Tab, today: int, after: str = "") -> Inbox:
    """What lies with the unit: the soonest due first; of what it had before, and of what complainants said, the newest first."""
    total, new, due_today, late = transaction.rows(_COUNTS, unit=unit, today=today, needle=f"% {unit} %")[0]
    counts: dict[Tab, int] = {"new": new or 0, "today": due_today or 0, "late": late or 0, "open": total}
    counts["words"] = transaction.rows(_WORDS, unit=unit)[0][0]
    first, _, id = after.partition("~")
    place: dict[str, object] = {}
    if after and tab in ("past", "words"):
        place = {"received_on": first, "id": id}
    elif after and first.isdigit():
        place = {"due": int(first), "id": id}
    parameters: dict[str, object] = {"unit": unit, "limit": PAGE + 1, "needle": f"% {unit} %"} | place
    if tab in ("today", "late"):
        parameters["today"] = today
    rows = transaction.rows(_page(tab, bool(place)), **parameters)
    following = ""
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        following = f"{rows[-1][2] if tab in ('past', 'words') else rows[-1][1]}~{rows[-1][0]}"
    due = {row[0]: int(row[1]) for row in rows}
    shown = load(transaction, unit, list(due))
    return Inbox([(complaint, due[complaint.id]) for complaint in shown], counts, following)


@lru_cache(16)
def _page(tab: Tab, has_place: bool) -> PortableStatement:
    if tab == "past":
        after = "AND (c.received_on, c.id) < (:received_on, :id)" if has_place else ""
        return PortableStatement(
            "SELECT c.id, c.holder_due, c.received_on FROM complaint c WHERE c.id IN (SELECT complaint FROM handed WHERE unit = :unit "
            "UNION ALL SELECT id FROM complaint WHERE unit = :unit) AND c.stage <> '' AND c.holder <> :unit AND c.units LIKE :needle "
            f"{after} ORDER BY c.received_on DESC, c.id DESC LIMIT :limit"
        )
    if tab == "words":
        after = "AND (c.received_on, c.id) < (:received_on, :id)" if has_place else ""
        return PortableStatement(
            "SELECT c.id, c.holder_due, c.received_on FROM complaint c WHERE c.unit = :unit AND c.unread_words > 0 "
            f"{after} ORDER BY c.received_on DESC, c.id DESC LIMIT :limit"
        )
    after = "AND (c.holder_due, c.id) > (:due, :id)" if has_place else ""
    return PortableStatement(
        f"SELECT c.id, c.holder_due, c.received_on FROM complaint c WHERE {_OPEN} "
        f"{_CONDITIONS[tab]} {after} ORDER BY c.holder_due, c.id LIMIT :limit"
    )


def load(transaction: Transaction, unit: str, ids: Sequence[str]) -> list[Complaint]:
    """These complaints as the unit sees them, in this order; without those that it may not see."""
    district = notice.load(transaction).unit
    histories: dict[str, list[Event]] = {id: [] for id in ids}
    for (content,) in transaction.rows(_HISTORIES, ids=list(ids)) if ids else ():
        event = decode(content)
        histories[event.complaint].append(event)
    seen = (_folded(history, unit, district) for history in histories.values())
    return [complaint for complaint in seen if complaint is not None]


def case(transaction: Transaction, unit: str, id: str) -> Complaint:
    """Raises Refuse (404) when there is none that the unit may see; its person stays masked."""
    found = load(transaction, unit, [id])
    if not found:
        raise not_found()
    return found[0]


def may_know_person(complaint: Complaint, unit: str) -> bool:
    """Whether a PC of the unit would have the key: whoever receives another unit's complaint never learns who an anonymous person is."""
    return not complaint.erased and (complaint.unit == unit or not complaint.anonymous)


def with_person(transaction: Transaction, keys: Keys, unit: str, id: str) -> Complaint:
    """The complaint with its person, as far as the unit may know them. Raises Refuse (404)."""
    masked = case(transaction, unit, id)
    row = transaction.first(_KEY, complaint=id) if may_know_person(masked, unit) else None
    if row is None:
        return masked
    try:
        key = keys.unwrap(id, bytes(row[0]))
    except CryptoError:
        return masked
    history = [decode(content) for (content,) in transaction.rows(_HISTORIES, ids=[id])]
    opened = _folded(history, unit, notice.load(transaction).unit, partial(identity.read, key=key))
    return opened or masked


def _folded(history: Sequence[Event], unit: str, district: str, opener: OpenIdentity = no_identity) -> Complaint | None:
    entitled = entitlement.entitled(history, district)
    if unit not in entitled or unit == district:
        return None
    complaint = fold([event for event in history if unit in entitlement.reach(event, entitled)], opener)
    return None if complaint is None or complaint.withdrawn else complaint
