"""The units of the district by code and name, as `units import` gave them; agencies among them are told to all offices."""

import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from complaints.units_file import kind_of
from sync.messages import Agency
from sync.server import existing_units, notice
from sync.server.entitlement import is_code
from sync.server.statement import Insert, PortableStatement, Transaction

# Kinds whose units every office knows from the list that it ships with; whatever else there is, is an agency.
ADMINISTRATIVE = frozenset({"provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa"})
ABOVE_OFFICES = frozenset({"provinsi", "kabupaten", "kota"})
_ABOVE_OFFICES = re.compile(r"\d{2}(\.\d{2})?", re.ASCII)  # the codes of provinces, kabupaten and kota
HEADING = ["code", "name", "kind", "parent_code"]

_PUT = Insert(
    "unit",
    {"code": "text", "name": "text", "kind": "text", "parent": "text"},
    "ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent = excluded.parent",
)
_ALL_UNITS = PortableStatement("SELECT code, name, kind, parent FROM unit ORDER BY code")
_NAMES = PortableStatement("SELECT code, name, kind FROM unit WHERE code IN :codes")


class RegisteredUnit(NamedTuple):
    code: str
    name: str
    kind: str
    parent: str

    @property
    def title(self) -> str:
        """'Desa Saotanre'; agencies and kabupaten by their name alone."""
        return f"{self.kind.capitalize()} {self.name}" if self.kind in ("kecamatan", "kelurahan", "desa") else self.name


class BadUnits(OfficeError):
    def __init__(self, fault: Phrase) -> None:
        super().__init__(
            phrase(
                "Daftar unit tidak dapat dipakai: {fault}. Tidak ada yang diubah; perbaiki lalu ulangi.", fault=fault
            )
        )


def parse(text: str) -> list[RegisteredUnit]:
    """The units in this CSV (code,name,kind,parent_code). Raises BadUnits with the line at fault."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or [name.strip().lower() for name in rows[0]] != HEADING:
        raise BadUnits(phrase("baris pertama harus “{heading}”", heading=",".join(HEADING)))
    units_by_code: dict[str, RegisteredUnit] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != len(HEADING) or not row[0].strip() or not row[1].strip():
            raise BadUnits(phrase("baris {number} tidak lengkap", number=number))
        unit = RegisteredUnit(*(value.strip().replace("\0", "") for value in row))
        if not is_code(unit.code):
            raise BadUnits(
                phrase(
                    "kode di baris {number} hanya boleh huruf, angka, titik dan tanda hubung, paling panjang 32",
                    number=number,
                )
            )
        units_by_code[unit.code] = unit
    return list(units_by_code.values())


def put(transaction: Transaction, units: Sequence[RegisteredUnit]) -> None:
    """Adds or renames units; tells all offices the agencies, and the district who it is when it doesn't know yet."""
    transaction.insert(_PUT, units)
    all_units = load(transaction)
    tops = [unit for unit in all_units if unit.kind in ("kabupaten", "kota")]
    agencies = _agencies(all_units)
    notice.change(transaction, lambda current: structs.replace(current, agencies=agencies))
    if len(tops) == 1:
        top = tops[0]
        notice.change(
            transaction,
            lambda current: (
                current
                if current.unit not in ("", top.code)
                else structs.replace(current, unit=top.code, name=top.name)
            ),
        )


def publish_parents(transaction: Transaction) -> None:
    """A district whose list is older than this tells its offices now which agency is part of another unit."""
    agencies = _agencies(load(transaction))
    if any(agency.parent for agency in agencies):
        notice.change(transaction, lambda current: structs.replace(current, agencies=agencies))


def _agencies(all_units: Sequence[RegisteredUnit]) -> list[Agency]:
    above = {unit.code for unit in all_units if unit.kind in ABOVE_OFFICES}

    def parent(unit: RegisteredUnit) -> str:
        return "" if unit.parent in above or _ABOVE_OFFICES.fullmatch(unit.parent) else unit.parent

    return [Agency(unit.code, unit.name, parent(unit)) for unit in all_units if unit.kind not in ADMINISTRATIVE]


def load(transaction: Transaction) -> list[RegisteredUnit]:
    return [RegisteredUnit(*row) for row in transaction.rows(_ALL_UNITS)]


def names(transaction: Transaction, codes: Sequence[str]) -> dict[str, str]:
    """The titles of these units; a code that is not in the list stands for itself."""
    titles = {
        code: RegisteredUnit(code, name, kind, "").title
        for code, name, kind in transaction.rows(_NAMES, codes=list(codes))
    }
    return {code: titles.get(code, code) for code in codes}


def titles(transaction: Transaction, codes: Sequence[str]) -> dict[str, str]:
    """The same, with the names that every office ships with where the district has given no list."""
    return {code: _shipped_title(code) if title == code else title for code, title in names(transaction, codes).items()}


def _shipped_title(code: str) -> str:
    name = existing_units.shipped_name(code)
    return RegisteredUnit(code, name, kind_of(code, name), "").title if name else code
