"""The people of a case as a paper names them: masked ones are told as masked, and leave a line to sign on."""

from dataclasses import dataclass

from complaints.complaint import Complainant, Complaint
from desktop.office.case import Case

MASKED, ANONYMOUS, ERASED = "(disamarkan)", "Tanpa nama (anonim)", "(dihapus atas permintaan)"


@dataclass(frozen=True, slots=True)
class Named:
    """`name` is never empty; `signer` is empty where a line is left for the signature."""

    name: str
    signer: str
    address: str
    subject: str


def named(case: Case) -> Named:
    complaint = case.complaint
    return Named(
        name=name_of(complaint, complaint.complainant, with_identity=case.identity_shown),
        signer=complaint.complainant.name,
        address=complaint.complainant.address,
        subject=complaint.subject if case.identity_shown else MASKED,
    )


def from_whom(case: Case) -> str:
    """' dari Andi Baso' for a sentence; '' where nobody is named or people are masked."""
    name = case.complaint.complainant.name
    return f" dari {name}" if name else ""


def name_of(complaint: Complaint, person: Complainant, *, with_identity: bool) -> str:
    """The name, or why there is none."""
    if person.name:
        return person.name
    if complaint.erased:
        return ERASED
    if complaint.anonymous:
        return ANONYMOUS
    return "Tanpa nama" if with_identity else MASKED
