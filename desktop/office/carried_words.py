"""What is said of an office that the network doesn't reach, and of one that carries for those below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from complaints.office_kind import office_kind
from desktop.wording import formats
from desktop.wording.translation import tr, tr_count, tr_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.office.district import ConnectionState
    from desktop.office.office import Office
    from desktop.office.relay import CarriedUnit, TakenAlong

OLD_DAYS = 30  # an answer older than that may be withheld by who carries it
SILENT_DAYS = 7  # a network that hasn't worked for so long is no bad day any more


def invited() -> str:
    return tr(
        "Undangan kabupaten diterima. Tulis kiriman pertama dengan Kirim lewat flashdisk… dan bawa ke kabupaten atau kecamatan; "
        "komputer ini terdaftar sesudah balasannya dibaca di sini."
    )


def joined(*, by_invitation: bool) -> str:
    """What the settings say when the form has done its work."""
    return invited() if by_invitation else tr("Komputer ini terdaftar di kabupaten.")


def answer_age(connection: ConnectionState, today: date) -> str:
    """How old what the district told is, for an office that hears of it by stick; '' where the network has told since."""
    made, heard = connection.last_answer, connection.last_success
    if made is None or (heard is not None and heard.at >= made):
        return ""
    days = _days(made, today)
    words = tr_count(
        "Balasan kabupaten terakhir yang dibaca dari flashdisk dibuat {day}, {count} hari lalu.",
        count=days, day=formats.moment(made, today),
    )  # fmt: skip
    if days >= OLD_DAYS:
        words += " " + tr("Bila kiriman sudah dibawa sejak itu, tanyakan balasannya kepada yang membawa.")
    return words


def is_old(connection: ConnectionState, today: date) -> bool:
    return connection.last_answer is not None and _days(connection.last_answer, today) >= OLD_DAYS


def long_unheard(heard: datetime | None, today: date, *, by_network: bool) -> str:
    """What the home screen says where nothing has come from the district for long: by network or by stick; '' else."""
    days = _days(heard, today) if heard is not None else 0
    if days < (SILENT_DAYS if by_network else OLD_DAYS):
        return ""
    if by_network:
        return tr_count("Kabupaten terakhir terhubung {count} hari lalu; yang baru dari sana belum sampai.", count=days)
    return tr_count("Balasan kabupaten terakhir dibuat {count} hari lalu; tanyakan kepada yang membawa.", count=days)


def exchanged(taken: TakenAlong, given: Sequence[str]) -> str:
    """What was done with the stick of a unit below."""
    words = tr(
        "{bundles} kiriman dan {answers} balasan dibawa tanpa dibaca; kiriman diserahkan pada sinkronisasi berikutnya.",
        bundles=formats.number(taken.bundles), answers=formats.number(taken.answers),
    )  # fmt: skip
    if given:
        return words + " " + tr("Balasan untuk {units} ditaruh di flashdisk itu.", units=", ".join(given))
    return words + " " + tr("Belum ada balasan untuk flashdisk itu.")


def units_below(units: Sequence[CarriedUnit], today: date) -> str:
    """A line for each unit that this office carries for; '' for none."""
    return "\n".join(_unit_below(unit, today) for unit in units)


@dataclass(frozen=True, slots=True)
class Carrying:
    """What the screen of syncs says besides: how old the last answer from a stick is, and each unit that this office carries for.

    `button` is what takes a stick of theirs along; '' where nobody is below this office.
    """

    words: str
    button: str


def carrying(office: Office) -> Carrying:
    today = office.today()
    age = answer_age(office.district.connection_state(), today)
    carried = units_below(office.relay.units(), today) if office.relay.carries() else ""
    button = ""
    if office.relay.has_units_below():
        is_agency = office_kind(office.settings.unit_code) == "opd"
        button = tr("Flashdisk unit bawahan…") if is_agency else tr("Flashdisk desa…")
    return Carrying("\n".join(filter(None, (age, carried))), button)


def _unit_below(unit: CarriedUnit, today: date) -> str:
    parts = [f"{unit.name} ({unit.unit})" if unit.name else unit.unit]
    if unit.waiting:
        parts.append(tr_count("{count} kiriman menunggu diserahkan", count=unit.waiting))
    if unit.refused is not None:
        parts.append(tr("kiriman terakhir ditolak: {reason}", reason=tr_phrase(unit.refused)))
    if unit.given_made is not None:
        days = _days(unit.given_made, today)
        parts.append(tr_count("balasan yang diberikan berumur {count} hari", count=days))
    else:
        parts.append(tr("belum ada balasan yang diberikan"))
    if unit.answer_made is not None and unit.answer_made != unit.given_made:
        parts.append(tr("balasan baru menunggu flashdisknya"))
    return " · ".join(parts)


def _days(moment: datetime, today: date) -> int:
    return max(0, (today - moment.date()).days)
