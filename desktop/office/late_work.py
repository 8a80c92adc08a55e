"""What is late, and with whom it lies: the office's own people, the head, or another unit."""

from dataclasses import dataclass
from itertools import islice

from complaints.holder import Holder, holder
from desktop.office.approvals import approver
from desktop.office.office import Office
from desktop.store import listing
from desktop.wording.translation import tr

MOST = 500  # the latest ones; nobody looks through more


@dataclass(frozen=True, slots=True)
class LateShare:
    """What is late with one of them, and by how many working days at most."""

    who: str
    complaints: tuple[str, ...]
    days: int

    @property
    def count(self) -> int:
        return len(self.complaints)


@dataclass(frozen=True, slots=True)
class LateWork:
    """`total` is all that is late; the shares are of the `MOST` latest."""

    total: int
    shares: tuple[LateShare, ...]


def late_work(office: Office) -> LateWork:
    """Who has most comes first."""
    today, unit = office.today(), office.settings.unit_code
    query = listing.overdue(today)
    ids: dict[Holder, list[str]] = {}
    days: dict[Holder, int] = {}
    rows = {row.id: row for row in office.page(query, limit=MOST)}
    for listed in islice(office.register(query, with_identity=False), MOST):
        row = rows.get(listed.complaint.id)
        if row is None or row.due_on is None:
            continue
        whose = holder(listed.complaint, unit)
        ids.setdefault(whose, []).append(row.id)
        days[whose] = max(days.get(whose, 0), office.rules.calendar.between(row.due_on, today))
    shares = (LateShare(holder_words(whose, office), tuple(ids[whose]), days[whose]) for whose in ids)
    return LateWork(
        office.count(query), tuple(sorted(shares, key=lambda share: (-share.count, -share.days, share.who)))
    )


def holder_words(whose: Holder, office: Office) -> str:
    """With whom it lies, as a name: 'Kaur Umum', 'Petugas kantor'."""
    match whose.kind:
        case "approver":
            words = approver(office)
            return words[:1].upper() + words[1:]
        case "office":
            return tr("Petugas kantor")
        case _:
            return whose.name
