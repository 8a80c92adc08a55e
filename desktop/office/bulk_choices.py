"""What the panel of a step on several complaints asks for besides them, as the details of that step."""

from typing import Literal

from complaints.categories import Categories
from complaints.errors import InvalidField
from complaints.phrases import phrase
from complaints.steps import Change, StepDetails
from complaints.workflow import NEEDS_NOTE
from desktop.office.bulk_words import ACTION_OF, BulkKind
from desktop.office.receivers import Receiver

_LAPOR: dict[BulkKind, Literal["present", "not_needed"]] = {
    "lapor-present": "present",
    "lapor-not-needed": "not_needed",
}


def needs_note(kind: BulkKind) -> bool:
    return ACTION_OF[kind] in NEEDS_NOTE and kind not in _LAPOR


def details(kind: BulkKind, note: str, receiver: Receiver | None, category: str, categories: Categories) -> StepDetails:
    """`category` is its label. Raises InvalidField, of 'to' where nobody or nothing is chosen yet."""
    match kind:
        case "forward":
            if receiver is None:
                raise InvalidField("to", phrase("Pilih dahulu kepada siapa: ketik lalu tekan Enter."))
            return StepDetails(note=note, to=receiver.to, to_name=receiver.name)
        case "category":
            chosen = categories.by_label(category)
            if chosen is None:
                raise InvalidField("to", phrase("Pilih dahulu kategorinya: ketik lalu tekan Enter."))
            return StepDetails(note=note, change=Change(category=chosen.code))
        case _:
            return StepDetails(note=note, lapor=_LAPOR.get(kind, ""))
