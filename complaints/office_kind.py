"""The kinds of unit that keep a complaint book, as a unit's code tells them, and the words that fit each.

Desa by UU 6/2014 and Permendagri 84/2015, kelurahan and kecamatan by PP 17/2018; an OPD's code is its district's own ('DINSOS').
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

OfficeKind = Literal["desa", "kelurahan", "kecamatan", "opd"]

_VILLAGE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.([12])\d{3}")
_SUBDISTRICT = re.compile(r"\d{2}\.\d{2}\.\d{2}")
_IN_SUBDISTRICT = re.compile(r"(\d{2}\.\d{2}\.\d{2})(?:\.\d{4})?$", re.ASCII)
_ADMINISTRATIVE = re.compile(r"[\d.]+")
_AGENCY = re.compile(r"[A-Za-z0-9.-]{1,32}")

# Who signs for the office.
HEADS: dict[OfficeKind, str] = {"desa": "Kepala Desa", "kelurahan": "Lurah", "kecamatan": "Camat", "opd": "Kepala"}
# The same inside a sentence.
HEAD_WORDS: dict[OfficeKind, str] = {
    "desa": "kepala desa", "kelurahan": "lurah", "kecamatan": "camat", "opd": "kepala dinas/badan",
}  # fmt: skip
# To whom a complaint is handed within the office, until it says so itself.
PEOPLE: dict[OfficeKind, tuple[str, ...]] = {
    "desa": (
        "Sekretaris Desa", "Kaur Umum", "Kaur Keuangan", "Kaur Perencanaan", "Kasi Pemerintahan", "Kasi Kesejahteraan",
        "Kasi Pelayanan",
    ),
    "kelurahan": (
        "Sekretaris Kelurahan", "Kasi Pemerintahan", "Kasi Pemberdayaan Masyarakat", "Kasi Pelayanan Umum",
        "Kasi Ketenteraman dan Ketertiban",
    ),
    "kecamatan": (
        "Sekretaris Kecamatan", "Kasi Pemerintahan", "Kasi Pemberdayaan Masyarakat dan Desa",
        "Kasi Ketenteraman dan Ketertiban Umum", "Kasi Kesejahteraan Sosial", "Kasi Pelayanan Umum",
    ),
    "opd": ("Sekretaris", "Kepala Bidang", "Kasubbag Umum", "Kasubbag Program"),
}  # fmt: skip


def office_kind(code: str) -> OfficeKind:
    """The kind of the office with this code."""
    if match := _VILLAGE.fullmatch(code):
        return "kelurahan" if match[1] == "1" else "desa"
    return "kecamatan" if _SUBDISTRICT.fullmatch(code) else "opd"


@lru_cache(10_000)
def subdistrict(code: str) -> str:
    """The code of the kecamatan in which a unit lies, its own for a kecamatan; '' for an OPD."""
    match = _IN_SUBDISTRICT.match(code)
    return match[1] if match else ""


def head_of(code: str, title: str) -> str:
    """Who heads the unit of this code and title, for a letter: 'Kepala Desa Saotanre', 'Camat Sinjai Tengah', 'Kepala Dinas Sosial'."""
    kind = office_kind(code)
    name = title if kind == "opd" else title.removeprefix(f"{kind.capitalize()} ")
    return f"{HEADS[kind]} {name}"


def is_part_of(unit: str, upper: str, parents: Mapping[str, str]) -> bool:
    """Whether a unit stands below another: by its code (73.07.04.2009 below 73.07.04), or by the parents that the district's list names."""
    passed: set[str] = set()
    while unit and unit not in passed:  # a list may name two units as each other's parent
        if unit.startswith(f"{upper}."):
            return True
        passed.add(unit)
        unit = parents.get(unit, "")
        if unit == upper:
            return upper not in passed
    return False


def is_agency_code(code: str) -> bool:
    """Whether this may be the code of an OPD: a unit's own letters, and none that a region's code looks like."""
    return _AGENCY.fullmatch(code) is not None and _ADMINISTRATIVE.fullmatch(code) is None
