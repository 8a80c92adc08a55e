"""Poster and cards that say how to complain: the office's channels, and a QR code that opens the nearest of them."""

from dataclasses import replace
from urllib.parse import quote

from desktop.documents.document import Document, Order, make
from desktop.documents.paper import SIZES, Paper
from desktop.documents.signed_code import drawn
from desktop.office import channels as office_channels
from desktop.office import paper_codes
from desktop.office.channels import LAPOR_ADDRESS, Channels
from desktop.office.office import Office

PAPER: Paper = "a4"
CARD_WIDTH_MM, CARD_HEIGHT_MM = 90, 54
MARGIN_MM = 10


def poster(office: Office, order: Order, channels: Channels | None = None) -> Document:
    return _make(office, "poster.typ", "Poster kanal pengaduan", "poster-pengaduan", order, channels)


def cards(office: Office, order: Order, channels: Channels | None = None) -> Document:
    """As many cards as the sheet has room for, with lines to cut along."""
    return _make(office, "kartu.typ", "Kartu kanal pengaduan", "kartu-pengaduan", order, channels)


def _make(office: Office, template: str, title: str, name: str, order: Order, channels: Channels | None) -> Document:
    channels = office_channels.check(channels or office_channels.load(office))
    settings, paper = office.settings, order.paper or PAPER
    number = office_channels.whatsapp_number(channels.whatsapp)
    address = f"https://wa.me/{number}?text={quote('Saya ingin mengadu: ')}" if number else LAPOR_ADDRESS
    width, height = SIZES[paper]
    content = {
        "office_name": settings.office_name,
        "address": ", ".join(part for part in (settings.address, settings.parent_name and f"Kecamatan {settings.parent_name}") if part),
        "phone": settings.phone,
        "whatsapp": channels.whatsapp,
        "hours": channels.hours,
        "lapor": LAPOR_ADDRESS.removeprefix("https://"),
        "tracking_address": paper_codes.spoken(paper_codes.check_address(office)),
        "opens": "WhatsApp kantor" if number else "SP4N-LAPOR!",
        "columns": (width - 2 * MARGIN_MM) // CARD_WIDTH_MM,
        "rows": (height - 2 * MARGIN_MM) // CARD_HEIGHT_MM,
    }  # fmt: skip
    return make(
        office, template, replace(order, paper=paper), content, title=f"{title} {settings.office_name}", name=name,
        extra={"qr": drawn((address,))},
    )  # fmt: skip
