"""The district's disposition of a complaint: to which units, until when, how urgent, and what they are to do. Refusals stand here for every caller.

On the wire it is one forwarding a unit, the one responsible for the answer last, so that the complaint is in its hands. What offices of 1.0.0 know
of it stands in the forwarding's own note; programs read it in the optional `disposition` beside (events.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.complaint import OPEN_STAGES, Complaint
from complaints.draft import NOTE_LIMIT, clean
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Declined, Disposition, Forwarded, Reopened, Verified
from complaints.phrases import phrase
from complaints.workflow import fits

# As the sheet of disposition has them ("sifat").
PRIORITIES = {"": "Biasa", "urgent": "Segera", "immediate": "Sangat segera"}
MOST_UNITS = 10


def helpers(complaint: Complaint) -> tuple[str, ...]:
    """The units that were asked to help the one in whose hands the complaint is, while it is there."""
    if complaint.stage != "forwarded" or complaint.disposition is None:
        return ()
    return tuple(unit for unit in complaint.disposition.units if unit != complaint.forwarded_to)


@dataclass(frozen=True, slots=True)
class DispositionOrder:
    """`units` are codes: the first one answers, the others help. `reason` is why an answered complaint is taken up again."""

    units: tuple[str, ...]
    instruction: str = ""
    due_on: date | None = None
    priority: str = ""
    reason: str = ""


class NotDisposed(Refused):
    """The complaint is not to be handed on like this; nothing changed."""


def steps(
    order: DispositionOrder, complaint: Complaint, today: date, names: Mapping[str, str], district: str
) -> Sequence[AnyStep]:
    """The steps that carry the order out. `names` are units' titles, `district` its own code. Raises NotDisposed, InvalidField."""
    order = _checked(order, complaint, today, district)
    on = max(today, complaint.received_on)
    before: list[AnyStep] = []
    if complaint.stage not in OPEN_STAGES:
        before.append(Reopened(on, order.reason))
    elif complaint.stage == "awaiting_approval":
        before.append(Declined(on, order.reason))
    elif fits("verify", complaint.stage):
        before.append(Verified(on, "Diverifikasi kabupaten untuk didisposisikan"))
    told = Disposition(order.due_on, order.priority, order.units if len(order.units) > 1 else ())
    disposition = None if told == Disposition() else told
    note = _note(order, names)
    handing = [Forwarded(on, unit, names.get(unit, unit), note=note, disposition=disposition) for unit in order.units]
    return [*before, *handing[1:], handing[0]]


def _checked(order: DispositionOrder, complaint: Complaint, today: date, district: str) -> DispositionOrder:
    """The order with its texts cleaned."""
    units = tuple(dict.fromkeys(clean(unit) for unit in order.units if clean(unit)))
    instruction, reason = clean(order.instruction), clean(order.reason)
    if not units:
        raise InvalidField("unit", phrase("Unit tujuan belum dipilih. Tidak ada yang berubah."))
    if len(units) > MOST_UNITS:
        raise InvalidField(
            "unit", phrase("Paling banyak {limit} unit dalam satu disposisi. Tidak ada yang berubah.", limit=MOST_UNITS)
        )
    if order.priority not in PRIORITIES:
        raise InvalidField("priority", phrase("Sifat disposisi itu tidak dikenal. Tidak ada yang berubah."))
    if order.due_on is not None and order.due_on < today:
        raise InvalidField("due_on", phrase("Target selesai sudah lewat. Tidak ada yang berubah; periksa tanggalnya."))
    for name, typed in (("note", instruction), ("reason", reason)):
        if len(typed) > NOTE_LIMIT - 300:  # what is put before it has its place in the note, too
            raise InvalidField(
                name,
                phrase(
                    "Keterangan terlalu panjang: {length} huruf, paling banyak {limit}.",
                    length=len(typed),
                    limit=NOTE_LIMIT - 300,
                ),
            )
    _refuse(complaint, units, reason, district)
    return DispositionOrder(units, instruction, order.due_on, order.priority, reason)


def _refuse(complaint: Complaint, units: Sequence[str], reason: str, district: str) -> None:
    number = complaint.number
    if complaint.withdrawn:
        raise NotDisposed(phrase("Pengaduan {number} sudah ditarik dari buku. Tidak ada yang berubah.", number=number))
    if complaint.unit in units:
        raise NotDisposed(
            phrase(
                "Pengaduan {number} dicatat unit itu sendiri, jadi tidak didisposisikan kepadanya. Tidak ada yang berubah; tulislah catatan, "
                "atau pilih unit lain.",
                number=number,
            )
        )
    if district in units:
        raise NotDisposed(
            phrase("Kabupaten sendiri bukan tujuan disposisi. Tidak ada yang berubah; pilih unit lain.", number=number)
        )
    if (complaint.stage not in OPEN_STAGES or complaint.stage == "awaiting_approval") and not reason:
        raise NotDisposed(
            phrase(
                "Pengaduan {number} sudah ditanggapi atau ditutup: tulislah alasan mengapa didisposisikan lagi. Tidak ada yang berubah.",
                number=number,
            )
        )


def _note(order: DispositionOrder, names: Mapping[str, str]) -> str:
    """Urgency, target day and who works together, in words, before the instruction."""
    parts: list[str] = []
    if order.priority:
        parts.append(f"{PRIORITIES[order.priority]}.")
    if order.due_on is not None:
        parts.append(f"Target selesai {order.due_on:%d-%m-%Y}.")
    if len(order.units) > 1:
        first, *others = (names.get(unit, unit)[:60] for unit in order.units)
        helping = ", ".join(others[:3]) + (f" dan {len(others) - 3} unit lain" if len(others) > 3 else "")
        parts.append(f"Penanggung jawab {first}, bersama {helping}.")
    return " ".join([*parts, order.instruction]).strip()
