"""By which ways people reach this office: what poster and cards say, beside what the settings know of the office."""

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.phrases import phrase
from desktop.store import kept_values
from desktop.store.database import reading, writing

if TYPE_CHECKING:
    from desktop.office.office import Office

STORED_AS = "channels"
LONGEST = 120  # letters
LAPOR_ADDRESS = "https://www.lapor.go.id"
_DIGITS = re.compile(r"[0-9]{8,15}")


class Channels(Struct, frozen=True, omit_defaults=True):
    """`whatsapp` as people write it, '' where the office has none; `hours` is a line: 'Senin–Jumat 08.00–15.00'."""

    whatsapp: str = ""
    hours: str = ""


def load(office: "Office") -> Channels:
    """As it was kept; at first the office's own number, where it is a mobile one."""
    with reading(office.engine) as connection:
        kept = kept_values.load(connection, STORED_AS, Channels)
    if kept is not None:
        return kept
    phone = office.settings.phone
    return Channels(whatsapp=phone if whatsapp_number(phone).startswith("628") else "")


def save(office: "Office", channels: Channels) -> Channels:
    """Keeps it for the next time. Raises InvalidField("whatsapp") for what is no number."""
    checked = check(channels)
    with writing(office.engine) as connection:
        kept_values.save(connection, STORED_AS, checked)
    return checked


def check(channels: Channels) -> Channels:
    """Cleaned. Raises InvalidField("whatsapp") for what is no number."""
    whatsapp, hours = (" ".join(clean(text).split())[:LONGEST] for text in (channels.whatsapp, channels.hours))
    if whatsapp and not whatsapp_number(whatsapp):
        raise InvalidField(
            "whatsapp", phrase("Nomor WhatsApp ditulis seperti 0812-3456-7890. Belum ada yang disimpan atau dicetak.")
        )
    return Channels(whatsapp, hours)


def whatsapp_number(typed: str) -> str:
    """'6281234567890' of '0812-3456-7890' or '+62 812 …'; '' for what is no number."""
    digits = re.sub(r"[\s().-]", "", typed).removeprefix("+")
    if not _DIGITS.fullmatch(digits):
        return ""
    return f"62{digits[1:]}" if digits.startswith("0") else digits
