"""What the district does in the place of a unit that is gone: it counts as the unit's own, with a reason that the history shows.

Only where no PC of that unit has access any more, and only what that unit alone may do (complaints/ownership.py).
"""

from datetime import date
from typing import Literal

from msgspec import structs

from complaints import requests
from complaints.complaint import Complaint
from complaints.errors import InvalidField, OfficeError
from complaints.events import AnyStep, Corrected, Erased, Facts, Reviewed, Withdrawn, decode
from complaints.fold import fold
from complaints.numbering import parse_tracking_code
from complaints.ownership import is_district_of
from complaints.phrases import phrase
from sync.server import audit, device
from sync.server.district import District
from sync.server.own_device import OwnDevices
from sync.server.statement import COUNTING, PortableStatement, Transaction

OwnersAct = Literal["erase", "withdraw", "anonymous", "confidential", "grant", "decline"]
OWNERS_ACTS: tuple[OwnersAct, ...] = ("erase", "withdraw", "anonymous", "confidential", "grant", "decline")

_BY_CODE = PortableStatement("SELECT id FROM complaint WHERE tracking_code = :code AND stage <> '' LIMIT 2")
_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)


class NotInPlaceOf(OfficeError):
    """The district may not do this, or there is nothing to do it to; nothing changed."""


def take(
    transaction: Transaction,
    district: District,
    own_devices: OwnDevices,
    operator: str,
    id_or_code: str,
    act: OwnersAct,
    why: str,
    request: str,
) -> Complaint:
    """Writes the step as the district's event in the unit's name, and in the record of what operators did. Raises OfficeError."""
    desk, now = district.desk(transaction), district.now()
    id = complaint_id(transaction, id_or_code)
    complaint = fold([decode(content) for (content,) in transaction.rows(_HISTORY, complaint=id)])
    if complaint is None:
        raise NotInPlaceOf(
            phrase("Tidak ada pengaduan {id}. Tidak ada yang berubah; periksa id atau kode lacaknya.", id=id_or_code)
        )
    if not is_district_of(desk.district, complaint.unit):
        raise NotInPlaceOf(
            phrase("{unit} bukan unit kabupaten ini. Tidak ada yang berubah.", unit=complaint.unit or "-")
        )
    if working := device.of_unit(transaction, complaint.unit):
        raise NotInPlaceOf(
            phrase(
                "{unit} masih punya komputer yang terhubung ({devices}), jadi kantor itu sendiri yang memutuskan. Tidak ada yang berubah. "
                "Bila kantornya sudah tidak ada, cabut dulu aksesnya dengan “device revoke”.",
                unit=complaint.unit,
                devices=", ".join(pc.id for pc in working),
            )
        )
    if not why.strip():
        raise InvalidField("why", phrase("Alasannya belum ditulis. Tidak ada yang berubah."))
    steps = _steps(complaint, act, why.strip(), request, _day(complaint, district.today()))
    own_devices.keep(own_devices.write(transaction, desk, desk.district, operator, complaint.id, lambda _: steps, now))
    audit.note(transaction, operator, f"in-place-of {act}", f"{complaint.unit} {complaint.id}", now)
    return complaint


def complaint_id(transaction: Transaction, id_or_code: str) -> str:
    """The id of the complaint with this id or tracking code; what is neither is given back as it is."""
    try:
        rows = transaction.rows(_BY_CODE, code=parse_tracking_code(id_or_code))
    except InvalidField:
        return id_or_code
    return rows[0][0] if len(rows) == 1 else id_or_code


def _day(complaint: Complaint, today: date) -> date:
    return max(today, complaint.received_on)


def _steps(complaint: Complaint, act: OwnersAct, why: str, request: str, on: date) -> list[AnyStep]:
    unit = complaint.unit
    done = {
        "erase": complaint.erased,
        "withdraw": complaint.withdrawn,
        "anonymous": complaint.anonymous,
        "confidential": complaint.confidential,
    }
    if done.get(act):
        raise NotInPlaceOf(phrase("Hal itu sudah demikian. Tidak ada yang berubah."))
    match act:
        case "erase":
            return [Erased(on, why, unit)]
        case "withdraw":
            return [Withdrawn(on, why, unit)]
        case "anonymous":
            return [Corrected(on, Facts(anonymous=True), b"", why, unit)]
        case "confidential":
            return [Corrected(on, Facts(confidential=True), b"", why, unit)]
        case "grant" | "decline":
            author, _, seq = request.rpartition("-")
            review = Reviewed(on, "", author, int(seq) if seq.isdecimal() else 0, why, act == "grant")
            answer = requests.answer(review, complaint, unit, "admin")
            return [_in_place(step, unit) for step in answer]


def _in_place(step: AnyStep, unit: str) -> AnyStep:
    assert isinstance(step, Reviewed | Erased | Withdrawn | Corrected)
    return structs.replace(step, instead_of=unit)
