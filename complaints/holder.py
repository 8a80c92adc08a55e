"""With whom a complaint lies: who has to do something before it can go on."""

from typing import Literal, NamedTuple

from complaints.complaint import Complaint

Holding = Literal["approver", "unit", "person", "office"]


class Holder(NamedTuple):
    """`name` is that of another unit or of a person of this office; '' of whoever approves and of the office itself."""

    kind: Holding
    name: str = ""


def holder(complaint: Complaint, unit: str) -> Holder:
    """Seen from the office with this code: what was forwarded to it lies with the office itself."""
    match complaint.stage:
        case "awaiting_approval":
            return Holder("approver")
        case "forwarded" if not unit or complaint.forwarded_to != unit:
            return Holder("unit", complaint.forwarded_name or complaint.forwarded_to)
        case "in_progress" if complaint.assignee:
            return Holder("person", complaint.assignee)
        case _:
            return Holder("office")
