"""Tanda terima: what the complainant takes home, half a sheet or a receipt printer's roll, with number, tracking code and QR."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from complaints.draft import Draft, clean
from complaints.errors import Refused
from complaints.events import Supported
from complaints.phrases import phrase
from complaints.signed_paper import PARAMETER
from complaints.suggest import suggest_title
from complaints.telling import supporter_id, supports
from desktop.documents import facts, paper_people, signed_code
from desktop.documents.document import Document, Order, make, opened
from desktop.documents.paper import Paper
from desktop.documents.typeset import LONGEST_RUN, NARROW_RUN, breakable
from desktop.office import paper_codes
from desktop.office.office import Office
from desktop.office.recording import Receipt
from desktop.wording import names, paper_formats
from desktop.wording.translation import in_indonesian

PAPER: Paper = "a5"
ROLLS = frozenset({"roll58", "roll80"})
LONGEST_TITLE, LONGEST_NAME = 200, 80


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on the receipt. A sealed complaint's has neither code nor anything of what it is about: the paper may be found.

    `sealed_for` is the fingerprint of the Inspektorat's key; `former` are the register numbers of earlier receipts. `word`: with the code it opens the answer on the district's page.
    `supporter`: of somebody who complains of the same; the word is the complainant's alone.
    """

    number: str
    tracking_code: str
    received_on: date
    kind: str
    channel: str
    title: str
    name: str
    signer: str
    officer: str
    sealed: bool = False
    sealed_for: str = ""
    former: str = ""
    word: str = ""
    supporter: bool = False


def receipt(office: Office, number: str, order: Order) -> Document:
    """The receipt of a complaint that was recorded earlier."""
    case = opened(office, number, order, "Mencetak tanda terima")
    complaint, person = case.complaint, paper_people.named(case)
    slip = Slip(
        complaint.number, complaint.tracking_code, complaint.received_on, facts.kind(complaint), facts.channel(complaint.channel), complaint.title,
        person.name, person.signer, office.user.name, former=", ".join(complaint.former_numbers),
        word=office.secret_word(complaint),
    )  # fmt: skip
    return of_slip(office, slip, order)


def supporter_receipt(office: Office, number: str, order: Order, place: int | None = None) -> Document:
    """The receipt of the supporter at this place, from 1; without one of who came last. Raises Refused where nobody did."""
    case = opened(office, number, order, "Mencetak tanda terima pendukung")
    complaint = case.complaint
    ids = supports(complaint)
    if not ids:
        raise Refused(
            phrase("Pengaduan {number} belum punya pendukung. Tidak ada yang dicetak.", number=complaint.number)
        )
    place = len(ids) if place is None else place
    support_id, person = supporter_id(complaint, place), complaint.supporters[place - 1]
    steps = (entry.event.step for entry in complaint.history if entry.event.id == support_id)
    on = next(step.on for step in steps if isinstance(step, Supported))
    slip = Slip(
        complaint.number, complaint.tracking_code, on, facts.kind(complaint), facts.channel(complaint.channel), complaint.title,
        paper_people.name_of(complaint, person, with_identity=case.identity_shown), person.name, office.user.name,
        former=", ".join(complaint.former_numbers), supporter=True,
    )  # fmt: skip
    return of_slip(office, slip, order)


def of_recorded(office: Office, recorded: Receipt, draft: Draft, order: Order) -> Document:
    """The receipt of a complaint just recorded, with the name that the officer has just typed."""
    return of_slip(office, slip_of(office, recorded, draft), order)


def slip_of(office: Office, recorded: Receipt, draft: Draft) -> Slip:
    received_on = draft.received_on or office.today()
    if recorded.sealed_for:
        return Slip(
            recorded.number, "", office.today(), "", "", "", "", "", office.user.name, True, recorded.sealed_for
        )
    name = "" if draft.anonymous else " ".join(clean(draft.complainant.name).split())
    with in_indonesian():
        kind, channel = names.kind(draft.kind), names.channel(draft.channel)
    title = " ".join(clean(draft.title).split()) or suggest_title(clean(draft.body))
    return Slip(
        recorded.number, recorded.tracking_code, received_on, kind, channel, title,
        name or (paper_people.ANONYMOUS if draft.anonymous else "Tanpa nama"), name, office.user.name,
        word=office.secret_word(office.case(recorded.id).complaint),
    )  # fmt: skip


def of_slip(office: Office, slip: Slip, order: Order) -> Document:
    paper = order.paper or PAPER
    template = "tanda-terima-struk.typ" if paper in ROLLS else "tanda-terima.typ"
    longest_run = NARROW_RUN if paper in ROLLS else LONGEST_RUN
    address = paper_codes.check_address(office)
    content = asdict(slip) | {
        "received_on": paper_formats.full_date(slip.received_on),
        "title": breakable(facts.shortened(slip.title, LONGEST_TITLE), longest_run),
        "name": breakable(facts.shortened(slip.name, LONGEST_NAME), longest_run),
        "signer": breakable(facts.shortened(slip.signer, LONGEST_NAME), NARROW_RUN),
        "tracking_address": paper_codes.spoken(address),
    }
    return make(
        office, template, replace(order, paper=paper), content,
        title=f"Tanda terima {slip.number}", name=f"tanda-terima-{slip.number}",
        extra={"qr": signed_code.drawn(_scanned(office, slip, address))},
    )  # fmt: skip


def _scanned(office: Office, slip: Slip, address: str) -> tuple[str, str]:
    """What a phone reads: the page with the tracking code, and who signs for this receipt; before this PC is enrolled the code alone.

    A code alone is proof enough at the office, whose book knows it, and nobody else has a key to check by.
    """
    code = slip.tracking_code or slip.number
    if not paper_codes.is_enrolled(office):
        return code, ""
    kind = "TS" if slip.sealed else "TD" if slip.supporter else "TT"
    stands_on_it = (slip.number, slip.tracking_code, slip.kind, slip.channel, slip.title)
    signed = paper_codes.sign(office, kind, slip.number, slip.received_on, stands_on_it).text
    if not address:
        return f"{code} ", signed
    return f"{address}?kode={code}&{PARAMETER}=" if slip.tracking_code else f"{address}?{PARAMETER}=", signed
