"""An order for a document, the finished document, and the head that all documents share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints import vocabulary
from complaints.errors import Refused
from complaints.fields import LABELS
from complaints.phrases import phrase
from desktop.documents import letterhead as heads
from desktop.documents.letterhead import Letterhead
from desktop.documents.paper import SIZES, Paper
from desktop.documents.typeset import Compiled, typesetter
from desktop.office import paper_numbers
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.paper_numbers import PaperNumber
from desktop.store.given_numbers import Series
from desktop.wording import paper_formats

# Hears of each part done of a whole; its answer False stops the work.
Progress = Callable[[int, int], bool]
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """How a document is wanted. `paper` None takes the office's; `identity` is asked for by an officer, and logged.

    `logged`: that was done when this document was first made for this purpose; on another paper it is the same showing.
    `on`: the day on the paper, None for today. `number`: the letter's or the agenda number, '' for the one that is proposed.
    `to`: to whom the paper goes or who is sent with it, several with a semicolon between; '' leaves it to the paper.
    """

    paper: Paper | None = None
    identity: bool = False
    only_shipped: bool = False
    logged: bool = False
    on: date | None = None
    number: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document. `name` is a good name for its file, without the ending; `archival`: it is PDF/A-2b.

    `undrawn` are signs that no font of this PC has: they stand on it as boxes.

    `number` is what `give_number` keeps when the document is printed or saved; until then it is only proposed.
    """

    title: str
    name: str
    pdf: bytes
    archival: bool
    paper: Paper
    number: PaperNumber | None = None
    undrawn: str = ""


class Stopped(Refused):
    def __init__(self) -> None:
        super().__init__(phrase("Pembuatan dokumen dihentikan. Tidak ada yang dicetak atau ditulis."))


def opened(office: Office, number: str, order: Order, purpose: str) -> Case:
    """The case; with its people only when the officer asks and the role may, which is logged first."""
    if not order.identity:
        return office.case(number)
    return office.shown_case(number) if order.logged else office.show_identity(number, purpose)


def numbered(office: Office, case: Case, paper: str, order: Order, series: Series = "letter") -> PaperNumber:
    """The number of this paper: the one that is ordered, or else proposed; '' where the office numbers by hand."""
    on, complaint = order.on or office.today(), case.complaint.id
    number = order.number or paper_numbers.proposed(office, series, complaint, paper, on)
    return PaperNumber(series, complaint, paper, number, on)


def named_people(text: str) -> list[str]:
    """Each of those who are named in an order."""
    return [name for part in text.replace("\n", ";").split(";") if (name := " ".join(part.split()))]


def give_number(office: Office, number: PaperNumber | None) -> None:
    """To be called before a document leaves the program. Raises Refused when its number is another paper's by now."""
    if number is not None:
        paper_numbers.give(office, number)


def head(office: Office, letterhead: Letterhead, paper: Paper, on: date | None = None) -> Content:
    """What every template may use: letterhead, paper in millimetres, signatories, the day, who prints, labels of fields and counts."""
    width, height = SIZES[paper]
    return {
        "kop": {"lines": letterhead.lines, "contact": letterhead.contact, "logo": letterhead.logo_file},
        "paper": {"width": width, "height": height},
        "office": {
            "name": office.settings.office_name,
            "place": letterhead.place,
            "head_title": letterhead.head_title,
            "head_name": letterhead.head_name,
            "head_id": letterhead.head_id,
            "officer_title": letterhead.officer_title,
            "officer_name": letterhead.officer_name,
            "officer_id": letterhead.officer_id,
        },
        "printed_on": paper_formats.full_date(on or office.today()),
        "printed_by": office.user.name,
        "labels": LABELS,
        "counted": vocabulary.COUNTS,
    }


def make(
    office: Office,
    template: str,
    order: Order,
    content: Content,
    *,
    title: str,
    name: str,
    extra: Mapping[str, str] | None = None,
    number: PaperNumber | None = None,
    signed_as: tuple[str, str] | None = None,
) -> Document:
    """Sets one document. Raises BrokenTemplate when the office's own template can't be used.

    `signed_as`: a letter's kind (complaints/signed_paper.py) and the complaint's number; then it has a QR code to check it by.
    """
    letterhead = heads.filled(office)
    if signed_as is not None:
        from desktop.documents import signed_code

        kind, register_number = signed_as
        own_number = number.number if number is not None else ""
        code, address = signed_code.of_letter(
            office, kind, register_number if "…" in own_number else own_number or register_number,
            order.on or office.today(), content,
        )  # fmt: skip
        content, extra = content | {"proof_address": address}, {**(extra or {}), "qr": code}
    paper = order.paper or letterhead.paper
    with typesetter(office.folder, template, letterhead, only_shipped=order.only_shipped) as typeset:
        compiled: Compiled = typeset.pdf(head(office, letterhead, paper, order.on) | content, extra)
    return Document(title, name, compiled.pdf, compiled.archival, paper, number, compiled.undrawn)
