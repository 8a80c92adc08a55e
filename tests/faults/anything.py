"""Steps of every type with anything in any of their fields, as MessagePack arrays."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import msgpack

from complaints import events as e
from complaints.events import AnyStep, Event, Facts, Location, encode
from sync.server import intake
from sync.server.refusal import Refuse
from tests.faults.hostile import sealed

OTHER = "73.07.04.2010"
DAY = date(2026, 11, 24)
FACTS = Facts(
    kind="complaint", title="Judul", body="Uraian", expectation="Harapan", channel="letter", received_on=DAY,
    occurred_on=DAY, category="infrastructure.bridge", supervisory=True, anonymous=True, confidential=True,
    location=Location("Bonto", "01", "02", "Dekat masjid", -5.1, 120.1), suspected_loss=1, lapor_id="1",
)  # fmt: skip
HASH = "a" * 64
REMINDER = e.Reminder("done", DAY, 7, OTHER, ("officer", "head"), True, 1)
STEPS: tuple[AnyStep, ...] = (
    e.Recorded(DAY, "2026-A-0001", "K7QM", FACTS, sealed(["Andi"])), e.Corrected(DAY, FACTS, sealed(["Andi"]), "Alasan"),
    e.Verified(DAY, "Catatan", "light"), e.Returned(DAY, "Catatan"), e.Forwarded(DAY, OTHER, "Nama", True, "Catatan"),
    e.Accepted(DAY, "Catatan"), e.FollowedUp(DAY, "Catatan", True), e.Responded(DAY, "Catatan", True),
    e.Approved(DAY, "Catatan"), e.Declined(DAY, "Catatan", True), e.Closed(DAY, "Catatan", True, 3), e.Reopened(DAY, "Catatan", True),
    e.Archived(DAY, "Catatan"), e.Noted(DAY, "Catatan", e.Meaning("correct", FACTS, sealed(["Andi"]), "2026-B-0007", "entered", "aaaa-1", "addition", REMINDER, "not_needed")), e.Attached(DAY, HASH, "a.txt", "text/plain", 5),
    e.Supported(DAY, "Catatan", sealed(["Andi"])), e.IdentityShown(DAY, "Alasan"),
    e.Contacted(DAY, "phone", "Catatan", "received", "aaaa-1"), e.Erased(DAY, "Alasan"),
    e.Reviewed(DAY, "title", "aaaaaaaaaaaaaaaa", 3, "Catatan"), e.IdentitiesExported(DAY, 3, "a.xlsx"),
    e.Sealed(DAY, "S-AAAA-AAAA-AAAA", b"box"), e.Withdrawn(DAY, "Alasan"), e.Rated(DAY, 3, "Catatan", True),
    e.Reported(DAY, "2026-T3", b"\x80"),
)  # fmt: skip


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


ANYTHING: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 7, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), 1.5, float("nan"), float("inf"), -1e308, "", "x" * 5000,
    "\0", "teks", "0001-01-01", "9999-12-31", "2026-02-30", "\u202e" * 9, "73.07", "١٢", b"", b"\xff" * 100, [], {}, nested(20),
    {str(n): n for n in range(3000)}, ["0001-01-01"] * 50, {"kind": {}}, [[]], {1: 2},
)  # fmt: skip
Built = list[Any]


def changed(built: Built) -> Iterator[Built]:
    """The step with each of its fields replaced by anything, a dict's too, left out, or with more behind it."""
    for place in range(1, len(built)):
        for value in ANYTHING:
            yield [*built[:place], value, *built[place + 1 :]]
        yield built[:place]
        if isinstance(built[place], dict):
            for name, old in built[place].items():
                for value in ANYTHING:
                    yield [*built[:place], built[place] | {name: value}, *built[place + 1 :]]
                for inner in old if isinstance(old, dict) else ():
                    for value in ANYTHING:
                        yield [*built[:place], built[place] | {name: old | {inner: value}}, *built[place + 1 :]]
    yield [*built, *ANYTHING]


def built_of(step: AnyStep) -> Built:
    event = Event("a", 1, 1, "", "", "", (), step)
    return msgpack.decode(encode(event))[7]


def taken(content: bytes) -> bool:
    """Whether the district keeps it. It also refuses what goes to a unit that isn't there, which only it can tell."""
    try:
        step = intake.read(content).step
    except Refuse:
        return False
    return not isinstance(step, e.Forwarded) or step.unit in ("", OTHER, "73.07")
