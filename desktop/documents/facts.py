"""The fields of a complaint in Indonesian words, for whichever paper names them."""

from complaints.complaint import Complaint
from complaints.fields import Field
from desktop.office.office import Office
from desktop.wording import field_text, names, paper_formats
from desktop.wording.translation import in_indonesian


def kind(complaint: Complaint) -> str:
    with in_indonesian():
        return names.kind(complaint.kind)


def channel(code: str) -> str:
    with in_indonesian():
        return names.channel(code)


def stage(code: str) -> str:
    with in_indonesian():
        return names.stage(code)


def place(complaint: Complaint) -> str:
    with in_indonesian():
        return field_text.place(complaint.location)


def text(office: Office, complaint: Complaint, field: Field) -> str:
    """What stands in this field; '' when nothing does."""
    if field.reads == "category":
        return category(office, complaint)
    with in_indonesian():
        return field_text.text_of(field, complaint, office.categories)


def category(office: Office, complaint: Complaint) -> str:
    return office.categories.label(complaint.category) if complaint.category else "Tanpa kategori"


def loss(complaint: Complaint) -> str:
    return paper_formats.rupiah(complaint.suspected_loss)


def shortened(text: str, length: int) -> str:
    """At most so many signs; what is left out shows as a dot."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
