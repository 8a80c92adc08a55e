"""The shipped list of units as one small file: written from the source's CSV, read in a few milliseconds.

    python -m complaints.units_file indonesia_units.csv resources/units/units.zlib

Compressed text of four blocks (provinces, districts, subdistricts, villages), each in the order of the codes. A line of the
first three is 'code TAB name TAB how many units it has'; the last block opens with the villages' own four digits in a row.
"""

import csv
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

HEADING = "units 1"


class SourceUnit(NamedTuple):
    """A unit of the source: Kemendagri code with dots, name, kind."""

    code: str
    name: str
    kind: str


def kind_of(code: str, name: str) -> str:
    """The kind that a code tells: the last part of a kelurahan's begins with 1, of a desa's with 2."""
    match len(code):
        case 2:
            return "provinsi"
        case 5:
            return "kota" if name.startswith("Kota ") else "kabupaten"
        case 8:
            return "kecamatan"
        case _:
            return "kelurahan" if code[9] == "1" else "desa"


def pack(rows: Iterable[SourceUnit]) -> bytes:
    """The file's content. ValueError where a unit has no parent in the list, or a kind that its code denies."""
    units = sorted(SourceUnit(row.code, " ".join(row.name.split()), row.kind) for row in rows)
    codes = {unit.code for unit in units}
    counts = Counter(unit.code.rpartition(".")[0] for unit in units)
    for unit in units:
        parent = unit.code.rpartition(".")[0]
        if (parent and parent not in codes) or len(unit.code) not in (2, 5, 8, 13):
            raise ValueError(f"{unit.code} {unit.name}: no unit above it")
        if kind_of(unit.code, unit.name) != unit.kind:
            raise ValueError(f"{unit.code} {unit.name}: not a {unit.kind} by its code")
    blocks = [
        "\n".join(f"{unit.code}\t{unit.name}\t{counts[unit.code]}" for unit in units if len(unit.code) == length)
        for length in (2, 5, 8)
    ]
    villages = [unit for unit in units if len(unit.code) == 13]
    blocks.append("\n".join(("".join(unit.code[9:] for unit in villages), *(unit.name for unit in villages))))
    return zlib.compress("\n\n".join((HEADING, *blocks)).encode(), 9)


class Listing(NamedTuple):
    """All units in the order of their codes, as columns; `ends` is where the units below the one at an index end."""

    codes: list[str]
    names: list[str]
    ends: dict[int, int]


def unpack(content: bytes) -> Listing:
    """What `pack` wrote. ValueError or zlib.error when it isn't that."""
    heading, *blocks = zlib.decompress(content).decode().split("\n\n")
    if heading != HEADING or len(blocks) != 4:
        raise ValueError("not a list of units of this version")
    provinces, districts, subdistricts = (iter(block.split("\n")) for block in blocks[:3])
    tails, *villages = blocks[3].split("\n")
    parts = iter([tails[at : at + 4] for at in range(0, len(tails), 4)])
    names = iter(villages)
    listing = Listing([], [], {})
    for province in provinces:
        for district in _open(listing, province, districts):
            for subdistrict in _open(listing, district, subdistricts):
                code, name, count = subdistrict.split("\t")
                first = _add(listing, code, name)
                listing.codes.extend([f"{code}.{part}" for part in islice(parts, int(count))])
                listing.names.extend(islice(names, int(count)))
                listing.ends[first] = len(listing.codes)
    return listing


def _open(listing: Listing, line: str, below: Iterator[str]) -> Iterator[str]:
    code, name, count = line.split("\t")
    first = _add(listing, code, name)
    yield from islice(below, int(count))
    listing.ends[first] = len(listing.codes)


def _add(listing: Listing, code: str, name: str) -> int:
    listing.codes.append(code)
    listing.names.append(name)
    return len(listing.codes) - 1


def main(source: str, target: str) -> None:
    """Makes the shipped file from a CSV with the columns code, name, kind, parent_code."""
    with Path(source).open(encoding="utf-8", newline="") as file:
        rows = [SourceUnit(line["code"], line["name"], line["kind"]) for line in csv.DictReader(file)]
    Path(target).write_bytes(pack(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
