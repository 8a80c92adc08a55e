"""Berita acara: what the office and the complainant found out and agreed on, for both to sign."""

from datetime import date

from complaints.fields import LABELS
from desktop.documents import facts, paper_people
from desktop.documents import letterhead as heads
from desktop.documents.document import Document, Order, make, numbered, opened
from desktop.office.office import Office
from desktop.wording import paper_formats

TEMPLATE = "berita-acara.typ"


def minutes(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak berita acara")
    complaint, person, on = case.complaint, paper_people.named(case), order.on or office.today()
    given = numbered(office, case, "minutes", order)
    signing = heads.filled(office)
    # Nobody is there to sign for whom the office doesn't know.
    second_party = (
        []
        if complaint.anonymous
        else [{"name": person.signer, "title": "Pelapor", "address": person.address, "side": "Pihak Kedua"}]
    )
    content = {
        "number": complaint.number,
        "minutes_number": given.number or f"… / BA / {complaint.number} / {paper_formats.roman_month(on)} / {on.year}",
        "opening": f"{on_this_day(on)}, bertempat di Kantor {office.settings.office_name}, {'saya' if complaint.anonymous else 'kami'} yang bertanda tangan di bawah ini:",
        "parties": [
            {
                "name": signing.officer_name,
                "title": signing.officer_title,
                "address": f"Kantor {office.settings.office_name}",
                "side": "Pihak Pertama",
            },
            *second_party,
        ],
        "confidential": complaint.confidential,
        "facts": [
            ("Nomor register", complaint.number),
            (LABELS["received_on"], paper_formats.full_date(complaint.received_on)),
            (LABELS["title"], complaint.title),
            (LABELS["category"], facts.category(office, complaint)),
            (LABELS["location"], facts.place(complaint) or "—"),
        ],
        "body": complaint.body,
        "outcome": complaint.response,
        "introduction": "Telah menangani pengaduan dari pelapor yang tidak menyebutkan namanya (anonim) sebagai berikut:"
        if complaint.anonymous
        else "Kedua pihak telah membahas pengaduan sebagai berikut:",
        "closing": f"Demikian berita acara ini dibuat dengan sebenarnya{'' if complaint.anonymous else ' dan ditandatangani oleh kedua pihak'} "
        "untuk dipergunakan sebagaimana mestinya.",
        "signer": person.signer,
    }
    return make(
        office,
        TEMPLATE,
        order,
        content,
        title=f"Berita acara {complaint.number}",
        name=f"berita-acara-{complaint.number}",
        number=given,
        signed_as=("BA", complaint.number),
    )


def on_this_day(on: date) -> str:
    """'Pada hari ini Rabu tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam (25-11-2026)'."""
    return (
        f"Pada hari ini {paper_formats.day_name(on)} tanggal {paper_formats.in_words(on.day)} bulan {paper_formats.month_name(on.month)} "
        f"tahun {paper_formats.in_words(on.year)} ({paper_formats.short_date(on)})"
    )
