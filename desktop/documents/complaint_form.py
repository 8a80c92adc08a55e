"""Formulir pengaduan: blank, to be filled in by hand, or filled from a complaint."""

from complaints.events import CHANNELS, KINDS
from complaints.fields import FIELDS, NAMED
from desktop.documents import facts, paper_people
from desktop.documents.document import Content, Document, Order, make, opened
from desktop.office.office import Office
from desktop.wording import names, paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "formulir.typ"
OTHERS = ("number", "secrecy", "location", "signer", "recorder")


def blank(office: Office, order: Order) -> Document:
    return make(
        office, TEMPLATE, order, _choices() | dict.fromkeys([*NAMED, *OTHERS], "") | {"blank": True, "heading": "Formulir pengaduan"},
        title="Formulir pengaduan", name="formulir-pengaduan",
    )  # fmt: skip


def filled(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak formulir pengaduan")
    one, who = case.complaint, paper_people.named(case)
    masked = paper_people.MASKED if not case.identity_shown else "—"
    content: Content = {
        field.name: facts.text(office, one, field) or (masked if field.personal else "—") for field in FIELDS
    } | {
        "blank": False,
        "heading": f"Formulir pengaduan {one.number}",
        "number": one.number,
        "received_on": paper_formats.full_date(one.received_on),
        "occurred_on": paper_formats.full_date(one.occurred_on) or "—",
        "name": who.name,
        "subject": who.subject or "—",
        "secrecy": "Dirahasiakan (anonim)" if one.anonymous or one.confidential else "Boleh disebut",
        "location": facts.place(one) or "—",
        "signer": who.signer,
        "recorder": one.history[0].event.actor if one.history else "",
    }
    return make(
        office,
        TEMPLATE,
        order,
        _choices() | content,
        title=f"Formulir pengaduan {one.number}",
        name=f"formulir-{one.number}",
    )


def _choices() -> Content:
    with in_indonesian():
        return {"kinds": [names.kind(one) for one in KINDS], "channels": [names.channel(one) for one in CHANNELS]}
