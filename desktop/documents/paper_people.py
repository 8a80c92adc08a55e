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
    one = case.complaint
    return Named(
        name=name_of(one, one.complainant, shown=case.identity_shown),
        signer=one.complainant.name,
        address=one.complainant.address,
        subject=one.subject if case.identity_shown else MASKED,
    )


def name_of(one: Complaint, person: Complainant, *, shown: bool) -> str:
    """The name, or why there is none."""
    if person.name:
        return person.name
    if one.erased:
        return ERASED
    if one.anonymous:
        return ANONYMOUS
    return "Tanpa nama" if shown else MASKED
