"""What the district takes of one event, one complaint, and one PC in a day: as data that it may change, and the check of an event.

The numbers lie far above what any office's program writes; `resources/penerimaan.toml` has them with what they mean.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from complaints.errors import OfficeError
from complaints.events import LARGEST, Event, Forwarded, UnknownStep
from complaints.phrases import phrase
from sync.server.entitlement import is_code
from sync.server.refusal import Refuse

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "penerimaan.toml"
_DEVICE = re.compile(r"[a-z2-7]{16}")
_TEXTS = frozenset({"title", "body", "expectation", "note", "reason"})  # the fields in which people write paragraphs

Count = Annotated[int, Meta(ge=1, le=2**53)]


class Limits(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Bytes, letters and numbers, each the most that is taken."""

    event_bytes: Count
    text_letters: Count
    line_letters: Count
    identity_bytes: Count
    seen: Count
    complaint_events: Count
    complaint_bytes: Count
    recipients: Count
    day_complaints: Count
    day_bytes: Count
    day_forwarded_events: Count
    day_forwarded_bytes: Count
    day_forwarded_files: Count
    day_files: Count
    day_file_bytes: Count

    @property
    def shortest(self) -> int:
        """Bytes of an event in which no field can be too long."""
        return min(self.text_letters, self.line_letters, self.identity_bytes, self.event_bytes)


class BadLimits(OfficeError):
    def __init__(self, place: Path, fault: str) -> None:
        super().__init__(
            phrase(
                "Batas penerimaan di {place} tidak dapat dipakai ({fault}). Server tidak dijalankan; perbaiki atau "
                "pindahkan berkas itu.",
                place=str(place),
                fault=fault,
            )
        )


@cache
def shipped() -> Limits:
    return msgspec.convert(tomllib.loads(SHIPPED.read_text("utf-8")), Limits)


def load(place: Path) -> Limits:
    """The shipped limits with the changes in this file, when there is one. Raises BadLimits."""
    if not place.exists():
        return shipped()
    try:
        changes = tomllib.loads(place.read_text("utf-8"))
        return msgspec.convert(msgspec.structs.asdict(shipped()) | changes, Limits)
    except (OSError, ValueError) as error:
        raise BadLimits(place, str(error)) from error


def refuse(event: Event, fault: str) -> Refuse:
    """The answer to an event that no office's program writes; the office tells the step by its number, and the fault (refusals.py)."""
    return Refuse(HTTPStatus.BAD_REQUEST, "limit", f"{event.seq} {fault}")


def check(event: Event, content: bytes, limits: Limits) -> None:
    """Raises Refuse when the event by itself is more than is taken."""
    if fault := _fault(event, content, limits):
        raise refuse(event, fault)


def _fault(event: Event, content: bytes, limits: Limits) -> str:
    if len(content) > limits.event_bytes:
        return "event"
    if event.saw and not _is_seen(event.saw, limits.seen):
        return "saw"
    if isinstance(event.step, Forwarded) and event.step.unit and not is_code(event.step.unit):
        return "unit"
    if len(content) <= limits.shortest:
        return ""
    if len(event.actor) > limits.line_letters:
        return "line"
    # What a newer version writes is bounded as a whole only.
    return "" if isinstance(event.step, UnknownStep) else _long_field(event.step, limits)


def _is_seen(saw: tuple[tuple[str, int], ...], limit: int) -> bool:
    return (
        len(saw) <= limit
        and len(set(saw)) == len(saw)
        and all(0 < seq <= LARGEST and _DEVICE.fullmatch(device) for device, seq in saw)
    )


def _long_field(step: Struct, limits: Limits) -> str:
    for name, value in _fields(step):
        if isinstance(value, bytes):
            if name == "identity" and len(value) > limits.identity_bytes:
                return "identity"
        elif name in _TEXTS:
            if len(value) > limits.text_letters:
                return "text"
        elif len(value) > limits.line_letters:
            return "line"
    return ""


def _fields(of: Struct) -> Iterator[tuple[str, str | bytes]]:
    for name in of.__struct_fields__:
        value: object = getattr(of, name)
        if isinstance(value, str | bytes):
            yield name, value
        elif isinstance(value, Struct):
            yield from _fields(value)
