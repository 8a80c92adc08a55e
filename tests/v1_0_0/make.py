"""Makes what 1.0.0 left behind: `python -m tests.v1_0_0.make` in a clone of this repository (README.md beside).

`program` packs the program from its commit, `left` runs it and packs what its office and its district have written then.
"""

import csv
import io
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.v1_0_0.cases import COMPLAINTS, REGISTER, STEPS, WITHDRAWN_REGISTER, Fields
from tests.v1_0_0.programs import LEFT, NEIGHBOUR, PROGRAM, TODAY, UNIT, USER, Program, unpack
from tests.v1_0_0.reading import read_district, read_office

COMMIT = "fbe5431"
# The command line and the server need these; help, pictures, fonts and windows they don't.
PARTS = (
    "complaints", "sync", "desktop", "resources/__init__.py", "resources/categories.toml", "resources/contact.toml",
    "resources/replies.toml", "resources/policies", "resources/translations", "resources/units",
    "resources/icons/buku-aduan-40.png",
)  # fmt: skip
SCREENS = {f"desktop/screens/{name}.py" for name in ("__init__", "bars", "formats", "told", "tr", "values", "words")}
UNITS = "resources/units/units.zlib"
KEPT_UNITS = "73.07"  # of all Indonesia's units only these: the whole list is larger than the program

HEAD = "Andi Mappasulle"


def pack_program() -> None:
    """The program as the commit has it, without what no command imports."""
    whole = subprocess.run(
        ["git", "archive", "--format=tar", COMMIT, *PARTS], cwd=TODAY.root, check=True, capture_output=True
    ).stdout
    packed = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(whole)) as old, tarfile.open(fileobj=packed, mode="w") as new:
        for member in old:
            if not member.isfile() or (member.name.startswith("desktop/screens/") and member.name not in SCREENS):
                continue
            file = old.extractfile(member)
            assert file is not None
            content = _fewer_units(file.read()) if member.name == UNITS else file.read()
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    _compress(packed.getvalue(), PROGRAM)


def _fewer_units(content: bytes) -> bytes:
    """The list of units with one district's only, in the form that 1.0.0 reads (its desktop/units_file.py)."""
    heading, *blocks = zlib.decompress(content).decode().split("\n\n")
    above = [[line.split("\t") for line in block.split("\n")] for block in blocks[:3]]
    tails, *villages = blocks[3].split("\n")
    first = 0
    for code, _, count in above[2]:
        if code.startswith(KEPT_UNITS):
            break
        first += int(count)
    kept = [[line for line in block if _is_kept(line[0])] for block in above]
    last = first + sum(int(count) for _, _, count in kept[2])
    kept[0][0][2] = "1"
    lines = ["\n".join("\t".join(line) for line in block) for block in kept]
    lines.append("\n".join((tails[first * 4 : last * 4], *villages[first:last])))
    return zlib.compress("\n\n".join((heading, *lines)).encode(), 9)


def _is_kept(code: str) -> bool:
    return code.startswith(KEPT_UNITS) or KEPT_UNITS.startswith(code)


def pack_left(program: Program, folder: Path) -> None:
    """Lets the program work in `folder`, and packs what it wrote."""
    office, neighbour, district = folder / "office", folder / "neighbour", folder / "district"
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    _found_district(program, district, inputs)
    with program.serving(district) as server:
        codes = program.codes_for(district, UNIT, NEIGHBOUR)
        for data, unit, code in ((office, UNIT, codes[0]), (neighbour, NEIGHBOUR, codes[1])):
            program.office_each(
                data, [("init", "--unit", unit, "--user", USER), ("enrol", server.url, code), ("sync",)]
            )
        program.python(SETTLE_IN, office, HEAD)
        numbers = _work(program, office, inputs)
        sealed = {"kind": "complaint", "body": "Pungutan oleh kepala dusun", "sealed": True}
        program.office_each(office, [("record", "--json", _json(inputs, "sealed", sealed)), ("sync",)])
        _work_next_door(program, neighbour, numbers, inputs)
        program.office_each(
            office,
            [
                _act(inputs, numbers["conflict"], "correct", {"title": "Batas kebun Lappae bergeser"}),
                _act(inputs, numbers["decided"], "correct", {"title": "Pagar SD Lappae roboh"}),
                ("sync",),
            ],
        )
        program.office(neighbour, "sync")
        _, shown = program.office_each(office, [("sync",), ("show", numbers["decided"], "--json")])
        device, _, seq = shown.object["conflicts"][0]["versions"][0]["event"].rpartition("-")
        decision = {"field": "title", "event_device": device, "event_seq": int(seq), "note": "Nama setempat."}
        program.office_each(office, [_act(inputs, numbers["decided"], "review", decision), ("sync",)])
        answer = _act(inputs, numbers["forwarded"], "respond", {"note": "Jalan sudah ditambal."})
        program.office_each(neighbour, [answer, ("sync",)])
    _write_what_waits(program, office, numbers, inputs)
    program.office_each(
        office,
        [("check",), ("bundle", "write", folder / "to-district.aduan-usb"), ("backup", folder / "backup.aduan")],
    )
    program.python(SHRINK, office)
    program.district_each(
        district,
        [
            ("bundle", "write", UNIT, folder / "to-office.aduan-usb"),
            ("backup", folder / "district-backup.zip"),
            ("check",),
        ],
    )
    shutil.copy(inputs / "inspectorate.key", folder)
    (folder / "read.json").write_text(
        json.dumps(_as_read(program, office, district), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    names = (
        "office",
        "district",
        "backup.aduan",
        "to-district.aduan-usb",
        "to-office.aduan-usb",
        "district-backup.zip",
        "inspectorate.key",
        "read.json",
    )
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for file in sorted(file for name in names for file in (folder / name, *(folder / name).rglob("*"))):
            if file.is_file() and "log" not in file.relative_to(folder).parts and file.suffix not in (".lock", ".log"):
                tar.add(file, file.relative_to(folder).as_posix(), filter=_plain)
    _compress(packed.getvalue(), LEFT)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _compress(content: bytes, file: Path) -> None:
    file.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


def _found_district(program: Program, district: Path, inputs: Path) -> None:
    units = inputs / "units.csv"
    with units.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ("code", "name", "kind", "parent_code"),
                ("73.07", "Kabupaten Sinjai", "kabupaten", "73"),
                (UNIT, "Saotanre", "desa", "73.07.04"),
                (NEIGHBOUR, "Samaenre", "kelurahan", "73.07.04"),
                ("73.07-PUPR", "Dinas PUPR Sinjai", "dinas", "73.07"),
            ]
        )
    holidays = inputs / "holidays.csv"
    holidays.write_text("2026-12-24,Cuti bersama\n", encoding="utf-8")
    program.district(district, "units", "import", units)
    key = program.district(district, "inspectorate-key", inputs / "inspectorate.key").split()[0]
    program.district(
        district, "district", "--name", "Kabupaten Sinjai", "--contact", "0482-21001", "--inspectorate", key,
        "--holidays", holidays,
    )  # fmt: skip
    program.district(district, "escrow-key", inputs / "escrow.key")


# A second user, the office's settings and a half typed draft, the undoing of an import: only the windows make these, so their code is called here.
SETTLE_IN = """
import json, sys
from datetime import date
from pathlib import Path
from msgspec import structs
from desktop.office import Office
from desktop.store.attachments import Content
from desktop.store.settings import OfficeHoliday
from desktop.store.vault import Vault

folder = Path(sys.argv[1])
office = Office(folder, Vault(folder).unlock("Siti Aminah", "rahasia-desa"), "Siti Aminah")
office.members.put(sys.argv[2], "rahasia-desa", "head")
office.change_settings(structs.replace(
    office.settings, phone="0482-21777", head_name=sys.argv[2], address="Jalan Persatuan Raya 4",
    extra_holidays=(OfficeHoliday(date(2026, 12, 7), "Hari jadi desa"),),
))
typed = {"body": "Sumur umum di Dusun Lappae keruh", "dusun": "Lappae", "name": "Hasnah", "national_id": "7307034501870003"}
office.save_draft(json.dumps(typed).encode(), [Content("sumur.txt", b"Air keruh sejak Senin")])
office.close()
"""

UNDO = """
import sys
from pathlib import Path
from desktop.importing import undo
from desktop.office import Office
from desktop.store.vault import Vault

folder = Path(sys.argv[1])
office = Office(folder, Vault(folder).unlock("Siti Aminah", "rahasia-desa"), "Siti Aminah")
assert undo.undo(office, undo.past_imports(office)[0].id, lambda done, whole: True).withdrawn == 1
office.close()
"""

# SQLCipher's pages can't be compressed: a book without free pages, and no journal, keeps the archive small.
SHRINK = """
import sys
from pathlib import Path
from desktop.store.database import open_engine
from desktop.store.vault import Vault

folder = Path(sys.argv[1])
engine = open_engine(folder / "book.db", Vault(folder).unlock("Siti Aminah", "rahasia-desa").key)
connection = engine.raw_connection()
connection.execute("VACUUM")
connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
connection.close()
engine.dispose()
"""


def _work(program: Program, office: Path, inputs: Path) -> dict[str, str]:
    """Complaints of every sort, each brought to where its name says; their numbers by that name."""
    (inputs / "foto.txt").write_text("Bukan foto, tetapi sebuah lampiran", encoding="utf-8")
    (inputs / "register.csv").write_text(REGISTER, encoding="utf-8")
    (inputs / "withdrawn.csv").write_text(WITHDRAWN_REGISTER, encoding="utf-8")
    records = [("record", "--json", _json(inputs, name, fields)) for name, fields in COMPLAINTS.items()]
    imports = [("import", inputs / name) for name in ("register.csv", "withdrawn.csv")]
    recorded = program.office_each(office, [*records, *imports])[: len(records)]
    program.python(UNDO, office)
    numbers = {name: str(ended.object["number"]) for name, ended in zip(COMPLAINTS, recorded, strict=True)}
    program.office_each(
        office,
        [_act(inputs, numbers[name], action, fields) for name, steps in STEPS.items() for action, fields in steps],
    )
    program.office_each(office, [_act(inputs, numbers["approved"], "approve", {"note": "Setuju."})], user=HEAD)
    program.office_each(
        office,
        [
            ("act", numbers["closed"], "attach", inputs / "foto.txt"),
            ("show", numbers["whole"], "--with-identity", "--json"),
            ("export", inputs / "register.xlsx", "--with-identity"),
        ],
    )
    return numbers


def _work_next_door(program: Program, neighbour: Path, numbers: dict[str, str], inputs: Path) -> None:
    """The office that two complaints were forwarded to takes them, and corrects a title that the other office corrects too."""
    program.office_each(
        neighbour,
        [
            ("sync",),
            ("act", numbers["forwarded"], "accept"),
            _act(inputs, numbers["conflict"], "correct", {"title": "Batas kebun di Samaenre bergeser"}),
            _act(inputs, numbers["decided"], "correct", {"title": "Pagar SD di Samaenre roboh"}),
        ],
    )


def _write_what_waits(program: Program, office: Path, numbers: dict[str, str], inputs: Path) -> None:
    """What the district doesn't have yet: a complaint with a file, a sealed one, a step."""
    waiting = {"kind": "complaint", "body": "Pipa bocor di Dusun Bonto", "attachments": ["foto.txt"]}
    sealed = {"kind": "complaint", "body": "Dana desa dipakai untuk rumah sendiri", "sealed": True}
    program.office_each(
        office,
        [
            ("record", "--json", _json(inputs, "waiting", waiting)),
            ("record", "--json", _json(inputs, "sealed-waiting", sealed)),
            ("act", numbers["new"], "verify"),
        ],
    )


def _json(inputs: Path, name: str, value: object) -> Path:
    file = inputs / f"{name}.json"
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return file


def _act(inputs: Path, number: str, action: str, fields: Fields) -> tuple[object, ...]:
    return ("act", number, action, "--json", _json(inputs, f"{number}-{action}", fields))


def _as_read(program: Program, office: Path, district: Path) -> dict[str, object]:
    """What the program itself reads in what it wrote: the office's on a copy, because looking at an identity writes."""
    copy = office.with_name("copy")
    shutil.copytree(office, copy)
    return {"office": read_office(program, copy), "district": read_district(program, district)}


def main(*parts: str) -> None:
    if "program" in parts:
        pack_program()
    if "left" in parts:
        with TemporaryDirectory() as place:
            unpack(PROGRAM, Path(place) / "program")
            pack_left(Program(Path(place) / "program"), Path(place) / "left")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("program", "left")))
