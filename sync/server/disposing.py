"""Carries out the coordinator's dispositions: the same for a page, a page of many, and the command line."""

from collections.abc import Mapping
from datetime import date

from complaints import disposition
from complaints.complaint import Complaint
from complaints.disposition import DispositionOrder
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep
from complaints.phrases import phrase
from sync.server import entitlement, existing_units, units
from sync.server.district import District
from sync.server.intake import DistrictContext
from sync.server.own_device import OwnDevices, WrittenHead
from sync.server.statement import Transaction


class NoDistrict(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kode kabupaten belum diatur, jadi belum ada yang dicatat. Jalankan: aduan-distrik district --code KODE."
            )
        )


def check_units(transaction: Transaction, codes: tuple[str, ...]) -> dict[str, str]:
    """The titles of the units. Raises InvalidField for a code of no unit: nobody could ever get what is sent there."""
    listed = {unit.code for unit in units.load(transaction)}
    unknown = [
        code
        for code in codes
        if not entitlement.is_code(code)
        or (listed and code not in listed)
        or existing_units.missing(transaction, [code])
    ]
    if unknown:
        raise InvalidField("unit", phrase("Unit tujuan tidak dikenal. Tidak ada yang berubah; pilih dari daftar."))
    return units.titles(transaction, codes)


def dispose(
    transaction: Transaction,
    district: District,
    own_devices: OwnDevices,
    actor: str,
    id: str,
    order: DispositionOrder,
    today: date,
) -> WrittenHead:
    """Writes the steps as the district's events; call `own_devices.keep` with the result once that is committed.

    Raises NotDisposed, InvalidField, NoDistrict, or Refuse where there is no such complaint.
    """
    context: DistrictContext = district.desk(transaction)
    if not context.district:
        raise NoDistrict
    names: Mapping[str, str] = check_units(transaction, order.units)

    def decide(complaint: Complaint) -> list[AnyStep]:
        return list(disposition.steps(order, complaint, today, names, context.district))

    return own_devices.write(transaction, context, context.district, actor, id, decide, district.now())
