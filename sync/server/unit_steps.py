"""What a unit's officer does on the web, as the events that every office's program knows. Pure.

LAPOR!'s two ways of giving a report back are steps that offices of 1.0.0 fold as well: 'bukan wewenang' sends it to whoever handed it
over, 'tunda' back to the unit that recorded it, which asks the complainant for what is missing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import structs

from complaints import steps
from complaints.complaint import Complaint
from complaints.disposition import helpers
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, FollowedUp, Forwarded, Returned, Reviewed
from complaints.phrases import phrase
from complaints.policy import Policy
from complaints.steps import StepDetails, refuse_unless_allowed
from complaints.workflow import Action, Role, fits
from sync.server.projection import holder

DeskAction = Literal[
    "accept", "verify", "respond", "follow-up", "approve", "decline", "not-ours", "postpone", "forward", "resume", "close", "read", "note",
]  # fmt: skip
# In the order of the work; the first that is possible is the button of the inbox.
DESK_ACTIONS: tuple[DeskAction, ...] = (
    "accept", "verify", "approve", "decline", "respond", "follow-up", "not-ours", "postpone", "forward", "resume", "close", "read", "note",
)  # fmt: skip
PLAIN: dict[DeskAction, Action] = {
    "accept": "accept", "verify": "verify", "respond": "respond", "follow-up": "follow-up", "approve": "approve", "decline": "decline",
    "forward": "forward", "close": "close", "note": "note",
}  # fmt: skip


class NotInHand(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Pengaduan ini tidak sedang di tangan unit ini, jadi hanya catatan yang dapat ditulis. Tidak ada yang berubah."
            )
        )


def is_receiving(complaint: Complaint, unit: str) -> bool:
    """Whether it was forwarded to this unit, and is still there."""
    return complaint.stage == "forwarded" and complaint.forwarded_to == unit != ""


def is_accepted(complaint: Complaint) -> bool:
    return any(pause.end is None and pause.reason == "forwarded" for pause in complaint.milestones.pauses)


def sender(complaint: Complaint, unit: str) -> str:
    """The unit that handed it to this one; the one that recorded it when none did. What only came back was handed over before."""
    path = [complaint.unit]
    for entry in complaint.history:
        step, author = entry.event.step, entry.event.unit
        if not isinstance(step, Forwarded) or not step.unit or entry.misplaced:
            continue
        if step.unit in path:
            path = path[: path.index(step.unit) + 1]
        else:
            path = [*path[: path.index(author) + 1], step.unit] if author in path else [*path, author, step.unit]
    return path[path.index(unit) - 1] if unit in path[1:] else complaint.unit


def possible(complaint: Complaint, unit: str, role: Role) -> list[DeskAction]:
    """The steps that this unit's officer, or head, may take now."""
    return [action for action in DESK_ACTIONS if _may(action, complaint, unit, role)]


def _may(action: DeskAction, complaint: Complaint, unit: str, role: Role) -> bool:
    receiving, holds = is_receiving(complaint, unit), holder(complaint) == unit
    owns, stage = complaint.unit == unit, complaint.stage
    if complaint.withdrawn:
        return False
    match action:
        case "note":
            return True
        case "read":
            return owns and any(not word.is_read for word in complaint.voices)
        case "accept":
            return receiving and not is_accepted(complaint)
        case "not-ours":
            return receiving
        case "postpone":
            return receiving or (owns and holds and fits("return", stage))
        case "resume":
            return owns and not receiving and stage == "forwarded"
        case "approve" | "decline":
            return holds and role == "admin" and fits(PLAIN[action], stage)
        case "verify":
            return owns and fits("verify", stage)
        case "close":
            return owns and fits("close", stage)
        case "follow-up" if unit in helpers(complaint):
            return True
        case "follow-up" | "respond":
            return holds and fits(PLAIN[action], stage, receiving_unit=receiving)
        case "forward":
            return (holds or owns) and fits("forward", stage)


def decide(
    action: DeskAction,
    details: StepDetails,
    complaint: Complaint,
    unit: str,
    role: Role,
    today: date,
    policy: Policy,
    names: Mapping[str, str],
) -> Sequence[AnyStep]:
    """The steps of the events that say so. `names` are units' titles. Raises Refused or InvalidField; then nothing is to be written."""
    if details.on is not None and details.on > today:
        raise InvalidField("on", phrase("Tanggal langkah ini belum tiba. Tidak ada yang berubah; periksa tanggalnya."))
    if not _may(action, complaint, unit, role):
        if action in PLAIN:
            refuse_unless_allowed(PLAIN[action], complaint, role, unit)
        raise NotInHand
    match action:
        case "not-ours":
            return [_give_back(details, complaint, unit, today, names)]
        case "postpone":
            returned = steps.step("return", details, complaint, today)
            if not is_receiving(complaint, unit):
                return [returned]
            assert isinstance(returned, Returned)
            back = FollowedUp(returned.on, f"Ditunda, menunggu kelengkapan: {returned.note}", resumed=True)
            return [back, returned]
        case "read":
            last = next(word.event for word in reversed(complaint.voices) if not word.is_read)
            return [Reviewed(max(today, complaint.received_on), "", last.device, last.seq)]
        case "resume":
            return [steps.step("follow-up", structs.replace(details, resumed=True), complaint, today)]
        case "respond" if role == "officer" and policy.approval_required:
            return [steps.step("respond", structs.replace(details, draft=True), complaint, today)]
        case "forward" if details.to in ("", unit):
            raise InvalidField("to", phrase("Pilih unit lain sebagai tujuan. Tidak ada yang berubah."))
        case "forward":
            named = structs.replace(details, to_name=names.get(details.to, details.to))
            return [steps.step("forward", named, complaint, today)]
        case _:
            return [steps.step(PLAIN[action], details, complaint, today)]


def _give_back(details: StepDetails, complaint: Complaint, unit: str, today: date, names: Mapping[str, str]) -> AnyStep:
    given = steps.step("follow-up", details, complaint, today)  # checks the reason and the day
    assert isinstance(given, FollowedUp)
    note, to = f"Bukan wewenang: {given.note}", sender(complaint, unit)
    if to == complaint.unit:
        return FollowedUp(given.on, note, resumed=True)
    return Forwarded(given.on, to, names.get(to, to), note=note)
