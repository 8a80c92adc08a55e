"""Complaints that have the same register number, told apart in words."""

from collections.abc import Sequence

from complaints import clock
from desktop.store.register_numbers import NumberHolder
from desktop.wording.translation import tr


def sentence(sharing: Sequence[NumberHolder], complaint: str) -> str:
    """Who else has this complaint's number, and which of them keeps it."""
    others = "; ".join(told_apart(holder) for holder in sharing if holder.id != complaint)
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


def told_apart(holder: NumberHolder) -> str:
    """What tells complaints with one register number apart: title, number, when it was recorded and at which PC, code."""
    recorded = clock.moment(holder.recorded_at).astimezone()
    title = f"“{holder.title}”"
    return f"{title} ({holder.number}, {recorded:%d-%m-%Y %H.%M}, PC {holder.device[:4]}, {holder.tracking_code})"
