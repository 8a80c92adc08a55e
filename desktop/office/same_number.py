"""Complaints that have the same register number, told apart in words."""

from collections.abc import Sequence

from complaints import clock
from desktop.store.register_numbers import NumberHolder
from desktop.wording.translation import tr


def sentence(sharing: Sequence[NumberHolder], complaint: str) -> str:
    """Who else has this complaint's number, and which of them keeps it."""
    others = "; ".join(_told(holder) for holder in sharing if holder.id != complaint)
    if sharing[0].id == complaint:
        return tr(
            "Nomor {number} juga dipakai {others}. Pengaduan ini dicatat lebih dulu dan tetap memakainya.",
            number=sharing[0].number,
            others=others,
        )
    return tr(
        "Nomor {number} juga dipakai {others}. Pengaduan ini dicatat belakangan dan perlu nomor sendiri.",
        number=sharing[0].number,
        others=others,
    )


def told_apart(holder: NumberHolder, *, with_unit: bool = False) -> str:
    """What tells complaints with one register number apart: title, the number that it has now, when and at which PC it was recorded, code."""
    return _told(holder, (holder.number, holder.unit) if with_unit else (holder.number,))


def _told(holder: NumberHolder, marks: tuple[str, ...] = ()) -> str:
    recorded = clock.local_moment(holder.recorded_at)
    marks = (*marks, f"{recorded:%d-%m-%Y %H.%M}", f"PC {holder.device[:4]}", holder.tracking_code)
    return f"“{holder.title}” ({', '.join(marks)})"
