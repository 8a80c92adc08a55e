"""An answer that waits for approval: who asked, since when, and how it is approved, as it is or corrected in the same step.

Offices of 1.0.0 read a correction as two steps that they know: the draft was not approved as it stood, and another answer was given.
"""

from datetime import date

from msgspec import Struct

from complaints.complaint import Complaint
from complaints.draft import NOTE_LIMIT, clean
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Approved, Declined, Event, Responded
from complaints.phrases import phrase
from complaints.workflow import Role

CORRECTED_WORDS = "Diperbaiki, lalu langsung disetujui."


class Asked(Struct, frozen=True, gc=False):
    """By whom of which unit, and since which day, the answer waits."""

    on: date
    by: str
    unit: str


def refuse_own(complaint: Complaint, user: str, unit: str, role: Role) -> None:
    """Raises Refused where a sekretaris would approve their own answer: another looks at it before the citizen does."""
    waiting = asked(complaint)
    if role == "secretary" and waiting is not None and (waiting.by, waiting.unit) == (user, unit):
        raise Refused(
            phrase(
                "Tanggapan pada {number} Anda tulis sendiri; kepala kantor yang menyetujuinya. Tidak ada yang berubah.",
                number=complaint.number,
            )
        )


def asked(complaint: Complaint) -> Asked | None:
    """Who asked for approval of the answer that waits; None where none does."""
    if complaint.stage != "awaiting_approval":
        return None
    for entry in reversed(complaint.history):
        event, step = entry.event, entry.event.step
        if isinstance(step, Responded) and step.draft and not entry.misplaced:
            return Asked(step.on, event.actor, event.unit)
    return None


def approved(complaint: Complaint, answer: str, as_it_is: Approved) -> list[AnyStep]:
    """The steps of an approval. `answer`: what is to be said instead; '' or the draft's own words leave it as it is.

    Raises InvalidField where it is too long.
    """
    said = clean(answer)
    if not said or said == complaint.draft_response:
        return [as_it_is]
    if len(said) > NOTE_LIMIT:
        raise InvalidField(
            "answer",
            phrase(
                "Tanggapan terlalu panjang: {length} huruf, paling banyak {limit}.", length=len(said), limit=NOTE_LIMIT
            ),
        )
    words = f"{CORRECTED_WORDS} {as_it_is.note}".rstrip()
    return [Declined(as_it_is.on, words, corrected=True), Responded(as_it_is.on, said)]


def taken_with(complaint: Complaint, step: Event) -> str:
    """The id of the step that stands in the history only because of this one: of a correction, that the draft wasn't approved. '' else."""
    if not isinstance(step.step, Responded):
        return ""
    for entry in complaint.history:
        event = entry.event
        is_before = (event.device, event.seq + 1, event.actor) == (step.device, step.seq, step.actor)
        if is_before and isinstance(event.step, Declined) and event.step.corrected and not entry.undone:
            return event.id
    return ""
