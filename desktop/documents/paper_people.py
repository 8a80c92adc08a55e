"""The people of a case as a paper names them: masked ones are told as masked, and leave a line to sign on."""

from dataclasses import dataclass

from complaints.complaint import Complainant, Complaint
from desktop.office.case import Case
from desktop.wording import names
from desktop.wording.translation import in_indonesian

MASKED, ANONYMOUS, ERASED = "(disamarkan)", "Tanpa nama (anonim)", "(dihapus atas permintaan)"


@dataclass(frozen=True, slots=True)
class Named:
    """`name` is never empty; `signer` is empty where a line is left for the signature."""

    name: str
    signer: str
    national_id: str
    sex: str
    phone: str
    email: str
    address: str
    disability: str
    subject: str


def named(case: Case) -> Named:
    one = case.complaint
    person = one.complainant
    return Named(
        name=name_of(one, person, shown=case.identity_shown),
        signer=person.name,
        national_id=person.national_id,
        sex=sex(person),
        phone=person.phone,
        email=person.email,
        address=person.address,
        disability=person.disability,
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


def sex(person: Complainant) -> str:
    """'Laki-laki', 'Perempuan' or ''."""
    with in_indonesian():
        return names.sex(person.sex) if person.sex else ""
