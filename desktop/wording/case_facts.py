"""What is recorded of a complaint besides its number, title and text, in words: for whoever opens its details."""

from collections.abc import Iterator
from datetime import date

from complaints import fields
from complaints.categories import Categories
from complaints.complaint import Complaint
from desktop.wording import formats
from desktop.wording.field_text import channel_words, field_name, text_of
from desktop.wording.translation import tr

# The head of a case says these, and the line of the day on which it was received.
_SHOWN_ABOVE = frozenset({"kind", "channel", "title", "body", "category", "received_on"})


def facts(complaint: Complaint, categories: Categories, today: date, *, people: bool) -> list[tuple[str, str]]:
    """The name and the value of whatever has one, in the order of the form; people only when they were asked for."""
    named = _people(complaint, categories, today) if people else ()
    return [(name, text) for name, text in (*named, *_matter(complaint, categories, today)) if text]


def _matter(complaint: Complaint, categories: Categories, today: date) -> Iterator[tuple[str, str]]:
    received = formats.short_date(complaint.received_on, today)
    yield field_name("received_on"), f"{received}, {channel_words(complaint.channel)}"
    for field in fields.OPEN:
        if field.part == "matter" and field.name not in _SHOWN_ABOVE:
            yield field_name(field.name), _text(field, complaint, categories, today)
    yield tr("Kode lacak"), complaint.tracking_code
    yield tr("Ditangani"), complaint.assignee or complaint.forwarded_name
    yield tr("Tanggapan"), complaint.response
    yield tr("Menunggu persetujuan"), complaint.draft_response
    stars = complaint.satisfaction
    yield tr("Kepuasan"), tr("{stars} dari 5", stars=stars) if stars else ""


def _people(complaint: Complaint, categories: Categories, today: date) -> Iterator[tuple[str, str]]:
    unnamed = tr("anonim") if complaint.anonymous else tr("tidak disebut")
    yield field_name("name"), complaint.complainant.name or unnamed
    for field in (*fields.PERSON, fields.NAMED["subject"]):
        if field.name != "name":
            yield field_name(field.name), _text(field, complaint, categories, today)
    for person in complaint.supporters:
        parts = (person.name, person.phone, person.address)
        yield tr("Dukungan"), " · ".join(part for part in parts if part) or tr("tanpa nama")


def _text(field: fields.Field, complaint: Complaint, categories: Categories, today: date) -> str:
    value = fields.value(field, complaint)
    if isinstance(value, date):
        return formats.short_date(value, today)
    return text_of(field, complaint, categories)
