"""Surat pengantar: the letter with which a complaint is passed on to the camat, an agency of the district or the Inspektorat."""

from complaints.complaint import Complaint
from complaints.office_kind import head_of, office_kind, subdistrict
from desktop.documents import facts
from desktop.documents import letterhead as heads
from desktop.documents.document import Document, Order, make, numbered, opened
from desktop.documents.paper_people import from_whom
from desktop.office.office import Office
from desktop.office.request_words import unit_title
from desktop.wording import paper_formats


def cover(office: Office, number: str, order: Order) -> Document:
    """`order.to` is the addressee; without it, who has the complaint now or whom it concerns."""
    case = opened(office, number, order, "Mencetak surat pengantar")
    complaint, given = case.complaint, numbered(office, case, "cover", order)
    attachments = len(complaint.attachments)
    rows = [
        (
            f"Berkas {facts.kind(complaint).lower()} nomor register {complaint.number}{from_whom(case)} perihal {complaint.title}",
            "1 berkas",
            (
                f"Diterima tanggal {paper_formats.full_date(complaint.received_on)}. Dikirim dengan hormat untuk ditangani "
                "sesuai kewenangan; hasilnya mohon disampaikan kepada kami."
            ),
        ),
        *([("Lampiran pengaduan", f"{attachments} berkas", "")] if attachments else []),
    ]
    content = {
        "number": complaint.number,
        "letter_number": given.number,
        "to": order.to.strip() or addressee(office, complaint),
        "nature": "Rahasia" if complaint.confidential or complaint.supervisory else "Biasa",
        "rows": rows,
        "copies": heads.load(office).copies,
    }
    return make(
        office, "surat-pengantar.typ", order, content, title=f"Surat pengantar {complaint.number}",
        name=f"surat-pengantar-{complaint.number}", number=given, signed_as=("SP", complaint.number),
    )  # fmt: skip


def addressee(office: Office, complaint: Complaint) -> str:
    """The head of the unit that it was forwarded to; of a supervisory one the Inspektur; else the camat; dots where neither is."""
    if complaint.forwarded_to:
        return head_of(complaint.forwarded_to, unit_title(office, complaint.forwarded_to))
    if complaint.forwarded_name and complaint.forwarded_name not in office.settings.people:
        return f"Kepala {complaint.forwarded_name}"
    if complaint.supervisory:
        return f"Inspektur {heads.district_of(office)}".strip()
    code = office.settings.unit_code
    if office_kind(code) in ("desa", "kelurahan"):
        return f"Camat {office.settings.parent_name or unit_title(office, subdistrict(code))}"
    return "." * 40
