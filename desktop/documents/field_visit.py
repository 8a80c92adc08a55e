"""Surat tugas and berita acara peninjauan lapangan: who is sent to look at a place, and what they write down there."""

from complaints.fields import LABELS
from desktop.documents import facts
from desktop.documents import letterhead as heads
from desktop.documents.document import Document, Order, make, named_people, numbered, opened
from desktop.documents.minutes import on_this_day
from desktop.documents.paper_people import from_whom, name_of
from desktop.office.office import Office
from desktop.wording import paper_formats

BLANK_LINES = 2


def assignment(office: Office, number: str, order: Order) -> Document:
    """Surat tugas. `order.to` are those who are sent; without it lines are left for them."""
    case = opened(office, number, order, "Mencetak surat tugas")
    complaint, given = case.complaint, numbered(office, case, "assignment", order)
    place = facts.place(complaint)
    content = {
        "number": complaint.number,
        "letter_number": given.number,
        "basis": [
            (
                f"{facts.kind(complaint)} nomor register {complaint.number}{from_whom(case)}, diterima tanggal "
                f"{paper_formats.full_date(complaint.received_on)}, perihal {complaint.title}."
            )
        ],
        "people": named_people(order.to) or [""] * BLANK_LINES,
        "tasks": [
            f"Meninjau lapangan{f' di {place}' if place else ''} dan memeriksa kebenaran pengaduan tersebut.",
            "Mendengar keterangan pihak-pihak yang terkait.",
            "Membuat berita acara peninjauan lapangan dan melaporkan hasilnya.",
        ],
        "copies": heads.load(office).copies,
        "confidential": complaint.confidential,
    }
    return make(
        office, "surat-tugas.typ", order, content, title=f"Surat tugas {complaint.number}",
        name=f"surat-tugas-{complaint.number}", number=given, signed_as=("ST", complaint.number),
    )  # fmt: skip


def visit(office: Office, number: str, order: Order) -> Document:
    """Berita acara peninjauan lapangan, with lines to write on at the place. `order.to` are those who sign it."""
    case = opened(office, number, order, "Mencetak berita acara peninjauan lapangan")
    complaint, given, on = case.complaint, numbered(office, case, "visit", order), order.on or office.today()
    content = {
        "number": complaint.number,
        "minutes_number": given.number
        or f"… / BAPL / {complaint.number} / {paper_formats.roman_month(on)} / {on.year}",
        "opening": f"{on_this_day(on)}, yang bertanda tangan di bawah ini telah meninjau lapangan atas pengaduan berikut:",
        "people": named_people(order.to) or [""] * (BLANK_LINES + 1),
        "facts": [
            ("Nomor register", complaint.number),
            ("Pelapor", name_of(complaint, complaint.complainant, with_identity=case.identity_shown)),
            (LABELS["received_on"], paper_formats.full_date(complaint.received_on)),
            (LABELS["title"], complaint.title),
            (LABELS["location"], facts.place(complaint)),
            ("Ditinjau pukul", ""),
        ],
        "body": complaint.body,
        "closing": "Demikian berita acara ini dibuat dengan sebenarnya menurut keadaan di lapangan.",
        "confidential": complaint.confidential,
    }
    return make(
        office, "berita-acara-lapangan.typ", order, content,
        title=f"Berita acara peninjauan lapangan {complaint.number}", name=f"peninjauan-{complaint.number}", number=given,
        signed_as=("BL", complaint.number),
    )  # fmt: skip
