"""The keys with which the office's PCs sign papers, as each of them told the others by an event of no complaint."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from complaints.events import Event, Meaning, Noted, decode_any_step
from desktop.store.schema import event
from desktop.store.statement import Statement

_OF_OFFICE = Statement(select(event.c.content).where(event.c.complaint == bindparam("none")))


def load(connection: Connection, unit: str) -> Mapping[str, bytes]:
    """By device. What a device told first holds: it has one key as long as it lives."""
    keys: dict[str, bytes] = {}
    told = (
        decode_any_step(content) for (content,) in _OF_OFFICE.run(connection, {"none": ""}) if b"paper_key" in content
    )
    for each in sorted((each for each in told if each.unit == unit), key=lambda each: each.seq):
        if key := _key_of(each):
            keys.setdefault(each.device, key)
    return keys


def _key_of(told: Event) -> bytes:
    match told.step:
        case Noted(meaning=Meaning(paper_key=key)):
            return key
        case _:
            return b""
