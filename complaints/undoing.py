"""Takes back an officer's last step by one more event, as long as nobody built on it. Both stay in the history.

Offices of 1.0.0 show the words of the note, and go on showing the step as taken.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from complaints import approval
from complaints import events as e
from complaints.causality import SeenEvents, saw
from complaints.complaint import Complaint
from complaints.errors import Refused
from complaints.events import AnyStep, Event, Meaning, Noted, UnknownStep
from complaints.phrases import phrase
from complaints.vocabulary import LAPOR_NOTES, STEPS
from complaints.workflow import Action

# What may be taken back. A recording is archived, an erasure can't come back, and a decision is decided anew.
UNDOABLE: Mapping[type, Action] = {
    e.Verified: "verify", e.Returned: "return", e.Forwarded: "forward", e.Accepted: "accept", e.FollowedUp: "follow-up",
    e.Responded: "respond", e.Approved: "approve", e.Declined: "decline", e.Closed: "close", e.Reopened: "reopen",
    e.Archived: "archive", e.Rated: "rate", e.Noted: "note", e.Attached: "attach", e.Corrected: "correct",
    e.Supported: "support", e.Contacted: "contact",
}  # fmt: skip


def undone(ordered: Sequence[Event], past: Mapping[str, SeenEvents], owner: str) -> frozenset[str]:
    """The ids of the steps that were taken back. `past`: who had seen what, empty where one device wrote everything.

    Only who took a step takes it back, and not what somebody built on who had seen it, and not that it was taken back.
    """
    undos = [event for event in ordered if isinstance(event.step, Noted) and undoes(event)]
    if not undos:
        return frozenset()
    by_id = {event.id: event for event in ordered}
    gone: set[str] = set()
    for undo in undos:
        step = by_id.get(undoes(undo))
        if step is None or not _has_seen(undo, step, past) or not _may_take_back(undo, step, owner):
            continue
        if not any(
            _has_seen(later, step, past) and not _has_seen(later, undo, past)
            for later in ordered
            if later is not step and later.id not in gone and not _builds_on_nothing(later)
        ):
            gone.add(step.id)
    return frozenset(gone)


def undoes(event: Event) -> str:
    """The id of the step that this one takes back; '' for every other step."""
    return undone_by(event.step)


def undone_by(step: AnyStep | UnknownStep) -> str:
    """The same of a step."""
    return step.meaning.undoes if isinstance(step, Noted) and step.meaning is not None else ""


def is_undoable(event: Event, owner: str) -> bool:
    """Whether this kind of step may be taken back at all: nothing that went to another unit, or that only the owner decides."""
    match event.step:
        case e.Forwarded(person=person):
            return person
        case e.Corrected() | e.Supported():
            return event.unit == owner
        case Noted(meaning=meaning):
            return meaning is None or meaning == Meaning(contact=meaning.contact) or meaning.lapor in LAPOR_NOTES
        case e.Closed(automatic=automatic):
            return not automatic
        case step:
            return type(step) in UNDOABLE


def undoing(
    complaint: Complaint,
    user: str,
    unit: str,
    on: date,
    was_sent: Callable[[Event], bool],
    reason: str = "",
    step: str = "",
) -> list[AnyStep]:
    """The step that takes back this user's last one, and another for what stands in the history only because of that (approval.py).

    `was_sent`: whether another unit has it; `step`: the id of the only one that may be taken back. Raises Refused; then nothing changed.
    """
    last = next((entry.event for entry in reversed(complaint.history) if _stands(entry.event, entry.undone)), None)
    if last is None or last.records:
        raise Refused(
            phrase(
                "Pada {number} tidak ada langkah yang dapat dibatalkan. Tidak ada yang berubah; pengaduan yang keliru dicatat "
                "diperbaiki dengan “Perbaiki isian”, atau diarsipkan dengan alasannya.",
                number=complaint.number,
            )
        )
    if (last.actor, last.unit) != (user, unit):
        raise Refused(
            phrase(
                "Langkah terakhir pada {number} diambil {actor}, bukan Anda. Tidak ada yang berubah; mintalah {actor} "
                "membatalkannya, atau ambil langkah berikutnya yang benar.",
                number=complaint.number,
                actor=last.actor or last.unit,
            )
        )
    if step and last.id != step:
        raise Refused(
            phrase(
                "Pada {number} sudah ada langkah sesudahnya. Langkah itu tetap; ambil langkah berikutnya yang benar.",
                number=complaint.number,
            )
        )
    if isinstance(last.step, e.Forwarded) and not last.step.person:
        raise Refused(
            phrase(
                "Pengaduan {number} sudah diteruskan ke {unit}; itu tidak dapat dibatalkan. Tidak ada yang berubah; ambil kembali "
                "dengan “Tindak lanjuti”, dan beri tahu unit itu.",
                number=complaint.number,
                unit=last.step.name or last.step.unit,
            )
        )
    if not is_undoable(last, complaint.unit):
        raise Refused(
            phrase(
                "Langkah terakhir pada {number} tidak dapat dibatalkan. Tidak ada yang berubah; catat langkah berikutnya yang benar.",
                number=complaint.number,
            )
        )
    if was_sent(last):
        raise Refused(
            phrase(
                "Langkah terakhir pada {number} sudah terkirim ke unit lain yang ikut menangani. Tidak ada yang berubah; ambil "
                "langkah yang benar, misalnya “Buka kembali” atau “Catatan”, supaya unit itu ikut membacanya.",
                number=complaint.number,
            )
        )
    day, words = max(on, complaint.received_on), _words(UNDOABLE[type(last.step)])
    undo = Noted(day, f"{words} {reason}".rstrip(), Meaning(undoes=last.id))
    first = approval.taken_with(complaint, last)
    return [undo, Noted(day, _words("decline"), Meaning(undoes=first))] if first else [undo]


def _words(action: Action) -> str:
    return f"Langkah dibatalkan: {STEPS[action].name}."


def _stands(event: Event, is_undone: bool) -> bool:
    return not is_undone and not _builds_on_nothing(event)


def _builds_on_nothing(event: Event) -> bool:
    """Whether it leaves everything as it was: somebody only looked, the district reminded, or a step was taken back."""
    step = event.step
    is_reminder = isinstance(step, Noted) and step.meaning is not None and step.meaning.reminder is not None
    return isinstance(step, e.IdentityShown) or is_reminder or undoes(event) != ""


def _may_take_back(undo: Event, step: Event, owner: str) -> bool:
    if isinstance(step.step, UnknownStep) or undo is step:
        return False
    return (undo.actor, undo.unit) == (step.actor, step.unit) and is_undoable(step, owner)


def _has_seen(later: Event, event: Event, past: Mapping[str, SeenEvents]) -> bool:
    """Whether who wrote `later` had seen this event. One device sees all that it wrote."""
    if later is event:
        return True
    return saw(past[later.id], event) if past else later.seq > event.seq
