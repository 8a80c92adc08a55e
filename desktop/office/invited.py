"""Enrolment without a network: the district's invitation on a stick, gone by until an answer confirms it."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.options import BUNDLE_ENDING
from desktop.store import attempts, feed_position, kept_values, log, own_devices
from desktop.store.database import reading, writing
from sync.enrol import Accepted
from sync.messages import Notice

if TYPE_CHECKING:
    from desktop.office.district_book import DistrictBook
    from sync.bundle.invitation import Invitation, InvitationCode

_ACCEPTED = "invitation"


class NotForThisOffice(Refused):
    def __init__(self, unit: str) -> None:
        from sync.bundle.refusals import safe_text

        super().__init__(
            phrase(
                "Undangan ini untuk kantor lain (unit {code}). Tidak ada yang diubah; mintalah undangan untuk kantor ini.",
                code=safe_text(unit),
            )
        )


class ShowsInvitation(Refused):
    """Somebody reads an invitation as if it were an answer."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Ini undangan kabupaten, bukan balasan. Tidak ada yang diubah; pakailah untuk mendaftarkan komputer ini, bersama "
                "kode yang disampaikan kabupaten."
            )
        )


def is_file(place: str) -> bool:
    """Whether what stands in place of the district's address is a file: an invitation on a stick."""
    if "://" in place or place.lower().endswith(BUNDLE_ENDING):
        return "://" not in place
    try:
        return Path(place).is_file()
    except (OSError, ValueError):  # no name that a file may have
        return False


def is_invitation(file: Path) -> bool:
    """Whether this file begins as an invitation does; False where it can't be read."""
    from sync.bundle.invitation import MAGIC

    try:
        with file.open("rb") as place:
            return place.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def accepted(connection: Connection) -> Accepted | None:
    """The invitation that this PC goes by; None when there is none, or an answer has confirmed it."""
    invitation = kept_values.load(connection, _ACCEPTED, Accepted)
    return invitation if invitation is not None and invitation.id else None


def forget(connection: Connection) -> None:
    """It was confirmed, or the network was quicker; the code is in this book no longer."""
    if kept_values.load(connection, _ACCEPTED, Accepted) is not None:
        kept_values.save(connection, _ACCEPTED, Accepted("", ""))


def read(file: Path, typed_code: str) -> "tuple[Invitation, InvitationCode]":
    """The invitation in this file, from the district that told the code. Raises OfficeError; nothing has changed."""
    from sync.bundle import bundle_file, invitation

    code = invitation.parse_code(typed_code)
    with bundle_file.opened(file) as place:
        read = invitation.read(place)
    invitation.check(read, code)
    return read, code


def accept(office: "DistrictBook", invited: "Invitation", code: "InvitationCode") -> None:
    """From now on the bundles of this PC ask to be enrolled by it, and are sealed to the district that it names. Raises NotForThisOffice.

    Where another invitation was gone by before, the district has refused it or lost it: this PC then asks as a new device, for a copy of
    its disk may have been let in as this one.
    """
    if invited.unit != office.settings.unit_code:
        raise NotForThisOffice(invited.unit)
    with writing(office.engine) as connection:
        former = accepted(connection)
        repeated = former is not None and former.id == invited.id
        if former is not None and not repeated:
            current = next(device for device in own_devices.load(connection) if device.current)
            if not current.token:
                log.mint_device(connection, current.letter)
        since_ms = former.since_ms if former is not None and repeated else attempts.last_made_ms(connection)
        kept_values.save(
            connection,
            _ACCEPTED,
            Accepted(
                invited.id,
                code.secret,
                invited.address,
                invited.notice.unit,
                since_ms,
                invited.until_ms,
            ),
        )
        own = kept_values.load(connection, feed_position.NOTICE, Notice)
        if own is None or _keys(own) != _keys(invited.notice) or own.version < invited.notice.version:
            kept_values.save(connection, feed_position.NOTICE, invited.notice)


def pending(office: "DistrictBook") -> Accepted | None:
    with reading(office.engine) as connection:
        return accepted(connection)


def _keys(notice: Notice) -> tuple[bytes, bytes]:
    return notice.bundle_key, notice.signing_key
