"""Lembar disposisi: the sheet on which the head of the office hands a complaint on."""

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


def disposition(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak lembar disposisi")
    complaint = case.complaint
    agenda = numbered(office, case, "disposition", order, "agenda")
    standing = (entry.event.step for entry in reversed(complaint.history) if not entry.undone)
    handed = next((step for step in standing if isinstance(step, Forwarded)), None)
    content = {
        "number": complaint.number,
        "agenda": agenda.number,
        "received_on": paper_formats.full_date(complaint.received_on),
        "from": paper_people.named(case).name,
        "channel": facts.channel(complaint.channel),
        "title": complaint.title,
        "body": complaint.body,
        "category": facts.category(office, complaint),
        "location": facts.place(complaint) or "—",
        "due": paper_formats.full_date(case.current.due_on) if case.current else "—",
        "attachments": f"{len(complaint.attachments)} berkas" if complaint.attachments else "—",
        "natures": NATURES,
        "nature": _nature(case, office),
        "people": office.settings.people[:MOST_PEOPLE],
        "to": (handed.name or handed.unit) if handed else "",
        "instruction": handed.note if handed else "",
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
