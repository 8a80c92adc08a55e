"""The fields of a complaint in Indonesian words, for whichever paper names them."""

from complaints.complaint import Complaint
from desktop.documents import written
from desktop.office import Office
from desktop.screens import values, words
from desktop.screens.tr import in_indonesian


def kind(one: Complaint) -> str:
    with in_indonesian():
        return words.kind(one.kind)


def channel(code: str) -> str:
    with in_indonesian():
        return words.channel(code)


def stage(code: str) -> str:
    with in_indonesian():
        return words.stage(code)


def place(one: Complaint) -> str:
    with in_indonesian():
        return values.place(one.location)


def category(office: Office, one: Complaint) -> str:
    return office.categories.label(one.category) if one.category else "Tanpa kategori"


def loss(one: Complaint) -> str:
    return written.rupiah(one.suspected_loss)
