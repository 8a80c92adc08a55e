"""Which units there are: those of the list that every office ships with, and those of the district itself."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from complaints.units_file import unpack
from sync.server import notice
from sync.server.statement import PortableStatement, Transaction

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "units" / "units.zlib"
_LISTED_HERE = PortableStatement(
    "SELECT code FROM unit WHERE code IN :codes UNION SELECT unit FROM device WHERE unit IN :codes "
    "UNION SELECT unit FROM enrolment_code WHERE unit IN :codes UNION SELECT code FROM district WHERE code IN :codes"
)

_FIRST_UNIT = PortableStatement("SELECT code FROM unit LIMIT 1")


@cache
def _shipped() -> dict[str, str]:
    listing = unpack(SHIPPED.read_bytes())
    return dict(zip(listing.codes, listing.names, strict=True))


def read_shipped() -> None:
    """Reads the list now, which takes a tenth of a second, and keeps it."""
    _shipped()


def shipped_name(code: str) -> str:
    """The name of a unit of the shipped list, '' when it has none of this code."""
    return _shipped().get(code, "") if code[:2].isdigit() else ""


def missing(transaction: Transaction, codes: Iterable[str]) -> set[str]:
    """Those of the codes that are no unit's: nobody could ever get what is forwarded there."""
    unlisted = set(codes)
    if unlisted:
        unlisted -= {code for (code,) in transaction.rows(_LISTED_HERE, codes=sorted(unlisted))}
    if unlisted:  # behind what is here: the list that ships takes a tenth of a second to read
        shipped = _shipped()  # asked for each: a set minus 90,000 keys looks at all of them
        unlisted = {code for code in unlisted if code not in shipped}
    if unlisted and transaction.first(_FIRST_UNIT) is None:
        # A district that has given no list of its units can't tell which agencies it has.
        unlisted = {code for code in unlisted if code[:2].isdigit()}
    return unlisted - {agency.code for agency in notice.load(transaction).agencies} if unlisted else unlisted
