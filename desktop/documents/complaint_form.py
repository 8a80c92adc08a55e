"""Formulir pengaduan: blank, to be filled in by hand, or filled from a complaint."""

from complaints.events import CHANNELS, KINDS
from desktop.documents import facts, paper_people
from desktop.documents.document import Content, Document, Order, make, opened
from desktop.office.office import Office
from desktop.wording import names, paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "formulir.typ"
FIELDS = (
    "number", "received_on", "kind", "channel", "name", "national_id", "address", "phone", "sex", "secrecy", "title",
    "occurred_on", "location", "body", "subject", "suspected_loss", "expectation", "signer", "recorder",
)  # fmt: skip


def blank(office: Office, order: Order) -> Document:
    return make(
        office, TEMPLATE, order, _choices() | dict.fromkeys(FIELDS, "") | {"blank": True, "heading": "Formulir pengaduan"},
        title="Formulir pengaduan", name="formulir-pengaduan",
    )  # fmt: skip


def filled(office: Office, number: str, order: Order) -> Document:
    case = opened(office, number, order, "Mencetak formulir pengaduan")
    one, who = case.complaint, paper_people.named(case)
    masked = paper_people.MASKED if not case.identity_shown else "—"
    content: Content = {
        "blank": False,
        "heading": f"Formulir pengaduan {one.number}",
        "number": one.number,
        "received_on": paper_formats.full_date(one.received_on),
        "kind": facts.kind(one),
        "channel": facts.channel(one.channel),
        "name": who.name,
        "national_id": who.national_id or masked,
        "address": who.address or masked,
        "phone": who.phone or masked,
        "sex": who.sex,
        "secrecy": "Dirahasiakan (anonim)" if one.anonymous or one.confidential else "Boleh disebut",
        "title": one.title,
        "occurred_on": paper_formats.full_date(one.occurred_on) or "—",
        "location": facts.place(one) or "—",
        "body": one.body,
        "subject": who.subject or "—",
        "suspected_loss": facts.loss(one) or "—",
        "expectation": one.expectation or "—",
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
