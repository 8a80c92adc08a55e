"""The QR codes of papers: drawn, and signed for letters that one may want to check."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, cast

import msgspec

from complaints.signed_paper import PARAMETER
from desktop.office import paper_codes
from desktop.office.office import Office

ERROR_LEVEL = "m"  # 15 % of the squares may be lost to a fold, a stamp or a stain


def drawn(parts: Sequence[str]) -> str:
    """The QR code of these texts one behind the other, as SVG without a border: the paper around it is white.

    Each part is packed as tightly as its letters allow: capitals and digits need two thirds of what others do.
    """
    import segno

    svg = BytesIO()
    contents = [part for part in parts if part]
    code = segno.make_qr(cast("Any", contents if len(contents) > 1 else contents[0]), error=ERROR_LEVEL)
    code.save(svg, kind="svg", border=0, xmldecl=False, omitsize=True, unit=None)
    return svg.getvalue().decode("utf-8")


def of_letter(office: Office, kind: str, number: str, on: date, content: object) -> tuple[str, str]:
    """The code of a letter, drawn, and the address beside it; '' where the district has none."""
    address = paper_codes.check_address(office)
    signed = paper_codes.sign(office, kind, number, on, list(_texts(msgspec.to_builtins(content))))
    prefix = f"{address}?{PARAMETER}=" if address else ""
    return drawn((prefix, signed.text)), paper_codes.spoken(address)


def _texts(value: Any) -> Iterator[str]:
    """What stands in a paper, in its order."""
    match value:
        case dict():
            for name, item in value.items():
                yield str(name)
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case _:
            yield str(value)
