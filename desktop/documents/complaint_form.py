"""Formulir pengaduan: blank, to be filled in by hand, or filled from a complaint."""

from complaints.fields import FIELDS, NAMED
from desktop.documents import facts, paper_people
from desktop.documents.document import Content, Document, Order, make, opened
from desktop.office.office import Office
from desktop.wording import paper_formats

TEMPLATE = "formulir.typ"
OTHER_LABELS = ("number", "secrecy", "location", "signer", "recorder")


def blank(office: Office, order: Order) -> Document:
    return make(
        office, TEMPLATE, order, choices() | dict.fromkeys([*NAMED, *OTHER_LABELS], "") | {"blank": True, "heading": "Formulir pengaduan"},
        title="Formulir pengaduan", name="formulir-pengaduan",
    )  # fmt: skip


def filled(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak formulir pengaduan")
    complaint, person = case.complaint, paper_people.named(case)
    masked = paper_people.MASKED if not case.identity_shown else "—"
    content: Content = {
        field.name: facts.text(office, complaint, field) or (masked if field.personal else "—") for field in FIELDS
    } | {
        "blank": False,
        "heading": f"Formulir pengaduan {complaint.number}",
        "number": complaint.number,
        "received_on": paper_formats.full_date(complaint.received_on),
        "occurred_on": paper_formats.full_date(complaint.occurred_on) or "—",
        "name": person.name,
        "subject": person.subject or "—",
        "secrecy": "Dirahasiakan (anonim)" if complaint.anonymous or complaint.confidential else "Boleh disebut",
        "location": facts.place(complaint) or "—",
        "signer": person.signer,
        "recorder": complaint.history[0].event.actor if complaint.history else "",
    }
    return make(
        office,
        TEMPLATE,
        order,
        choices() | content,
        title=f"Formulir pengaduan {complaint.number}",
        name=f"formulir-{complaint.number}",
    )


def choices() -> Content:
    """The words to tick, by the name of their field."""
    words = {field.name: [word for code, word in field.choices.items() if code] for field in FIELDS if field.choices}
    return {"choices": words}
