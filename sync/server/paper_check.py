"""Whether a letter or a receipt is genuine, by the text of its QR code and the keys of the units' PCs."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from complaints import time_zones
from complaints.signed_paper import KINDS, SignedPaper
from complaints.time_zones import Zone
from sync.proof import paper_is_signed
from sync.server import device, units
from sync.server.statement import Transaction

Verdict = Literal["genuine", "forged", "unknown", "revoked"]


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """`revoked`: the signature is right, but by a PC whose access was ended on `revoked_on`, so that others may have its key."""

    verdict: Verdict
    kind: str
    number: str
    day: date
    unit: str
    fingerprint: str
    revoked_on: date | None = None


def check(transaction: Transaction, paper: SignedPaper, zone: Zone) -> PaperVerdict:
    """Nothing of the complaint is looked up: the page says what the paper says of itself, and whose key stands under it."""
    pc = device.find(transaction, paper.device)
    verdict: Verdict = "genuine"
    revoked_on: date | None = None
    if pc is None or not pc.public_key:
        verdict = "unknown"
    elif pc.unit != paper.unit or not paper_is_signed(pc.public_key, paper.signature, paper.statement):
        verdict = "forged"
    elif pc.revoked_at is not None:
        verdict, revoked_on = "revoked", time_zones.today(pc.revoked_at / 1000, zone)
    unit = units.titles(transaction, [paper.unit])[paper.unit]
    return PaperVerdict(
        verdict, str(KINDS[paper.kind]), paper.number, paper.day, unit, paper.fingerprint, revoked_on
    )  # fmt: skip
