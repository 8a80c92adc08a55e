"""Lembar disposisi: half a folio on which the head of the office hands a complaint on, with paraf and day of each who gets it."""

from complaints.complaint import Complaint
from complaints.events import Forwarded
from desktop.documents import facts, paper_people
from desktop.documents.document import Document, Order, make, numbered, opened
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.wording import paper_formats

TEMPLATE = "disposisi.typ"
NATURES = ("Sangat segera", "Segera", "Biasa", "Rahasia")
INSTRUCTIONS = (
    "Ditindaklanjuti", "Diperiksa ke lapangan", "Dikoordinasikan", "Disiapkan tanggapan", "Dibahas bersama saya",
    "Untuk diketahui",
)  # fmt: skip
MOST_PEOPLE = 7
LONGEST_TITLE, LONGEST_BODY, LONGEST_INSTRUCTION = 120, 250, 300


def disposition(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak lembar disposisi")
    complaint = case.complaint
    agenda = numbered(office, case, "disposition", order, "agenda")
    standing = (entry.event.step for entry in reversed(complaint.history) if not entry.undone)
    handed = next((step for step in standing if isinstance(step, Forwarded)), None)
    people = office.settings.people[:MOST_PEOPLE]
    content = {
        "number": complaint.number,
        "agenda": agenda.number,
        "received_on": paper_formats.full_date(complaint.received_on),
        "from": paper_people.named(case).name,
        "letter_number": _letter_number(complaint),
        "letter_date": "" if complaint.channel == "letter" else paper_formats.full_date(complaint.received_on),
        "channel": facts.channel(complaint.channel),
        "title": facts.shortened(complaint.title, LONGEST_TITLE),
        "body": facts.shortened(" ".join(complaint.body.split()), LONGEST_BODY),
        "category": facts.category(office, complaint),
        "location": facts.place(complaint) or "—",
        "due": paper_formats.full_date(case.current.due_on) if case.current else "—",
        "attachments": f"{len(complaint.attachments)} berkas" if complaint.attachments else "—",
        "natures": NATURES,
        "nature": _nature(case, office),
        "people": people,
        "rows": max(len(people), len(INSTRUCTIONS)) + 1,
        "to": (handed.name or handed.unit) if handed else "",
        "instruction": facts.shortened(handed.note, LONGEST_INSTRUCTION) if handed else "",
        "instructions": INSTRUCTIONS,
    }
    return make(
        office,
        TEMPLATE,
        order,
        content,
        title=f"Lembar disposisi {complaint.number}",
        name=f"disposisi-{complaint.number}",
        number=agenda,
    )


def _letter_number(complaint: Complaint) -> str:
    """What the sender wrote on it: '' for a letter, which the clerk copies by hand; of others what they came by."""
    if complaint.lapor_id:
        return f"SP4N-LAPOR! {complaint.lapor_id}"
    return "" if complaint.channel == "letter" else "—"


def _nature(case: Case, office: Office) -> str:
    """Confidential ones are 'Rahasia'; else by what is left until the deadline."""
    if case.complaint.confidential or case.complaint.anonymous:
        return "Rahasia"
    if case.current is None:
        return "Biasa"
    days_left = office.rules.calendar.between(office.today(), case.current.due_on)
    return (
        "Sangat segera"
        if days_left <= 0
        else "Segera"
        if days_left <= office.rules.policy.due_soon_working_days
        else "Biasa"
    )
