"""The fields of a complaint in Indonesian words, for whichever paper names them."""

from complaints.complaint import Complaint
from complaints.fields import Field
from desktop.office.office import Office
from desktop.wording import field_text, names, paper_formats
from desktop.wording.translation import in_indonesian


def kind(one: Complaint) -> str:
    with in_indonesian():
        return names.kind(one.kind)


def channel(code: str) -> str:
    with in_indonesian():
        return names.channel(code)


def stage(code: str) -> str:
    with in_indonesian():
        return names.stage(code)


def place(one: Complaint) -> str:
    with in_indonesian():
        return field_text.place(one.location)


def text(office: Office, one: Complaint, field: Field) -> str:
    """What stands in this field; '' when nothing does."""
    if field.reads == "category":
        return category(office, one)
    with in_indonesian():
        return field_text.text_of(field, one, office.categories)


def category(office: Office, one: Complaint) -> str:
    return office.categories.label(one.category) if one.category else "Tanpa kategori"


def loss(one: Complaint) -> str:
    return paper_formats.rupiah(one.suspected_loss)
