"""What a complainant does on the public page: known by tracking code and word, they read the answer and speak (complaints/voice.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nacl.exceptions import CryptoError

from complaints import voice
from complaints.complaint import CitizenWord, Complaint, VoiceKind
from complaints.errors import OfficeError
from complaints.events import AnyStep, Event, Returned, Reviewed, decode
from complaints.fold import fold
from complaints.ladder import VoiceRule
from complaints.phrases import phrase
from sync.server import entitlement
from sync.server.district import District
from sync.server.intake import DistrictContext
from sync.server.own_device import NothingToWrite, OwnDevices, WrittenHead
from sync.server.statement import COUNTING, PortableStatement, Transaction

ACTOR = "Pelapor"
_BY_CODE = PortableStatement("SELECT id FROM complaint WHERE tracking_code = :code AND stage <> '' LIMIT 2")
_KEY = PortableStatement("SELECT sealed FROM identity_key WHERE complaint = :complaint")
_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)


class WrongWord(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kode atau kata tidak cocok, atau kata itu tidak berlaku lagi. Tidak ada yang berubah; salin lagi dari tanda terima. "
                "Tanpa kata, mintalah slip di kantor tempat Anda melapor."
            )
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the complainant reads: the answer, what the office asked of them ('' for nothing), what they said, and what came of it."""

    complaint: Complaint
    answer: str
    asked: str
    words: tuple[CitizenWord, ...]
    decisions: tuple[str, ...]
    until: date | None


def known(transaction: Transaction, district: District, code: str, typed: str) -> str:
    """The id of the complaint with this code, when the word is its own. Raises WrongWord."""
    rows = transaction.rows(_BY_CODE, code=code)
    row = transaction.first(_KEY, complaint=rows[0][0]) if len(rows) == 1 else None
    if row is None:
        raise WrongWord
    id = rows[0][0]
    try:
        key = district.keys.unwrap(id, bytes(row[0]))
    except CryptoError:
        raise WrongWord from None
    if not voice.is_secret_word(typed, key):
        raise WrongWord
    return id


def read(transaction: Transaction, district: str, id: str, rule: VoiceRule, today: date) -> Reading:
    """Raises WrongWord where there is nothing to read any more."""
    complaint = _folded([decode(content) for (content,) in transaction.rows(_HISTORY, complaint=id)], district)
    if complaint is None or complaint.withdrawn:
        raise WrongWord
    until = voice.unsatisfied_until(complaint, rule)
    asked = ""
    if complaint.stage == "returned":
        asked = next((e.event.step.note for e in reversed(complaint.history) if isinstance(e.event.step, Returned)), "")
    return Reading(
        complaint,
        complaint.response,
        asked,
        complaint.voices,
        _decisions(complaint),
        until if until is not None and today <= until else None,
    )


def _decisions(complaint: Complaint) -> tuple[str, ...]:
    """What the office answered to being asked to open it again."""
    decided = [request.decision for request in complaint.requests if request.wish == "reopen" and not request.granted]
    return tuple(event.step.note for event in decided if event is not None and isinstance(event.step, Reviewed))


def say(
    transaction: Transaction, desk: DistrictContext, own_devices: OwnDevices, id: str, kind: VoiceKind, note: str,
    satisfaction: int | None, rule: VoiceRule, today: date, now: int,
) -> WrittenHead:  # fmt: skip
    """Writes what they said, as an event of the district. Raises Refused or InvalidField, and NothingToWrite for what was said before."""

    def decide(complaint: Complaint) -> Sequence[AnyStep]:
        on = max(today, complaint.received_on)
        step = voice.step(kind, note, satisfaction, complaint, rule, on, on)
        if step is None:
            raise NothingToWrite
        return [step]

    return own_devices.write(transaction, desk, desk.district, ACTOR, id, decide, now)


def _folded(history: Sequence[Event], district: str) -> Complaint | None:
    entitled = entitlement.entitled(history, district)
    return fold([event for event in history if event.unit in entitled])
