"""What an office tells a complainant at each step, by message or by telephone: ready texts with placeholders, and links that open them.

Shipped as resources/contact.toml and resources/replies.toml; an office may have its own words for each of them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

import msgspec
from msgspec import Struct

from complaints.complaint import Complaint, Stage
from complaints.events import Archived, FollowedUp, Returned, UnknownStep

Purpose = Literal[
    "received", "incomplete", "verified", "forwarded", "followed_up", "responded", "satisfaction", "closed", "reopened",
    "archived",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
# Which step a complaint of this stage is told of, unless another is chosen.
_AT_STAGE: dict[Stage, Purpose] = {
    "new": "received", "returned": "incomplete", "verified": "verified", "in_progress": "followed_up", "forwarded": "forwarded",
    "awaiting_approval": "followed_up", "responded": "responded", "closed": "satisfaction", "archived": "archived",
}  # fmt: skip
PLACEHOLDERS = (
    "nama", "nomor", "perihal", "tanggal", "tenggat", "kode_lacak", "kantor", "telepon_kantor", "petugas", "tujuan", "keterangan",
    "tanggapan",
)  # fmt: skip
_FIELD = re.compile(r"\{(\w+)\}")
ContactChannel = Literal["whatsapp", "sms", "phone", "in_person", "letter", "rt_rw", "social_media", "notice_board"]
CONTACT_CHANNELS: tuple[ContactChannel, ...] = get_args(ContactChannel)
POLITE = "Bapak/Ibu"


class ContactText(Struct, frozen=True):
    """The words for one purpose: a `message` to send, and what to say on the telephone (`call`)."""

    message: str
    call: str


class Reply(Struct, frozen=True):
    """A ready answer for a category ('' for any; a group's code is for all of its categories)."""

    name: str
    text: str
    category: str = ""


class _Replies(Struct, frozen=True):
    reply: tuple[Reply, ...]


def parse_texts(text: str) -> dict[Purpose, ContactText]:
    return msgspec.convert(tomllib.loads(text), dict[Purpose, ContactText])


def parse_replies(text: str) -> tuple[Reply, ...]:
    return msgspec.convert(tomllib.loads(text), _Replies).reply


def purpose_of(complaint: Complaint) -> Purpose:
    """What the complainant is most likely to be told now."""
    if complaint.stage == "in_progress" and complaint.milestones.reopened_on is not None:
        return "reopened"
    if complaint.stage == "closed" and complaint.satisfaction is not None:
        return "closed"
    return _AT_STAGE[complaint.stage]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled, in one pass: braces that come with a value stay as they are, like unknown names."""
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), text)


def unknown_placeholders(text: str) -> list[str]:
    """The names in braces that nothing fills."""
    return [name for name in _FIELD.findall(text) if name not in PLACEHOLDERS]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who tells it: the office, its telephone, and the officer."""

    office: str
    phone: str
    officer: str


def placeholders(complaint: Complaint, sender: Sender, on: str, due: str) -> dict[str, str]:
    """What fills the texts; `on` and `due` are today and the current deadline as they are to be read.

    The name is in it only when it is in the complaint: where identities are masked, people are 'Bapak/Ibu'.
    """
    return {
        "nama": address(complaint.complainant.name, complaint.complainant.sex),
        "nomor": complaint.number,
        "perihal": complaint.title,
        "tanggal": on,
        "tenggat": due or "–",
        "kode_lacak": complaint.tracking_code,
        "kantor": sender.office,
        "telepon_kantor": sender.phone or sender.office,
        "petugas": sender.officer,
        "tujuan": complaint.forwarded_name or complaint.assignee or "petugas yang menangani",
        "keterangan": _latest_note(complaint),
        "tanggapan": complaint.response or "–",
    }


def address(name: str, sex: str) -> str:
    """'Ibu Hasna'; 'Bapak/Ibu' where no name is known."""
    polite = {"male": "Bapak", "female": "Ibu"}.get(sex, POLITE)
    return f"{polite} {name}".strip()


def _latest_note(complaint: Complaint) -> str:
    """The latest note about what is missing, what was done, or why the case ends."""
    for entry in reversed(complaint.history):
        step = entry.event.step
        if (
            not isinstance(step, UnknownStep)
            and not entry.undone
            and isinstance(step, Returned | FollowedUp | Archived)
            and step.note
        ):
            return step.note
    return "–"


def replies_for(category: str, replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """Those that fit the category, in their order: made for it, then for its group, then for all."""
    all_replies, group = tuple(replies), category.partition(".")[0]
    return tuple(
        reply for code in dict.fromkeys((category, group, "")) for reply in all_replies if reply.category == code
    )


def whatsapp_link(phone: str, text: str) -> str:
    """Opens WhatsApp, or its page, with the text ready to send. `phone` is E.164."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text, safe='')}"


def sms_link(phone: str, text: str) -> str:
    return f"sms:{phone}?body={quote(text, safe='')}"


def with_reply(replies: tuple[Reply, ...], place: int, reply: Reply | None) -> tuple[Reply, ...]:
    """These with this reply in its place, at the end where there is no such place; without the one there where it is None."""
    if place < 0:
        return (*replies, reply) if reply is not None else replies
    return (*replies[:place], *((reply,) if reply is not None else ()), *replies[place + 1 :])
