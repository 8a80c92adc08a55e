"""`init`: makes the office's encrypted store and prints the recovery code, this once."""

import os
from typing import cast

from complaints.draft import clean
from complaints.errors import Refused
from complaints.office_kind import is_agency_code
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import new_password, own_folder
from desktop.office.founding import Setup, found_office
from desktop.office.units import Unit, Units
from desktop.resources import resource


def init(options: CommandOptions) -> int:
    arguments = options.arguments
    units = Units.load(resource("units/units.zlib"))
    unit = _office(units, arguments.unit.strip(), arguments.name)
    parent = units.parent_name(unit)
    folder = own_folder(options)
    is_system_root = not folder.name and os.name != "nt"  # on Windows it is a drive or a share, a stick by itself
    if is_system_root or any(path.is_file() for path in (folder, *folder.parents)):
        raise Refused(
            phrase("Tempat data itu bukan folder yang dapat dipakai. Belum ada yang dibuat; pilih folder lain.")
        )
    password = new_password()
    setup = Setup(unit.code, unit.title, parent, arguments.user, password, cast(Role, arguments.role))
    office, code = found_office(folder, setup)
    office.close()
    if arguments.json:
        output.line({"recovery_code": code, "unit": unit.code, "office": unit.title, "user": office.user.name})
    else:
        output.text(code)
    output.tell(
        "Buku aduan {office} dibuat. Kode pemulihan di atas hanya ditampilkan sekali: cetak, lalu simpan terkunci.",
        office=unit.title,
    )
    return 0


def _office(units: Units, code: str, name: str) -> Unit:
    unit = units.get(code)
    if unit is None and is_agency_code(code):
        title = " ".join(clean(name).split())
        if not title:
            raise Refused(
                phrase(
                    "{code} kode dinas atau badan: nama kantornya belum disebut. Belum ada yang dibuat; tambahkan --name "
                    '"Dinas Sosial".',
                    code=repr(code),
                )
            )
        return Unit(code, title, "opd", "")
    if unit is None:
        raise Refused(
            phrase(
                "Kode wilayah {code} tidak dikenal. Belum ada yang dibuat; contoh kode desa: 73.07.01.2003.",
                code=repr(code),
            )
        )
    if not unit.is_office:
        raise Refused(
            phrase(
                "{unit} bukan desa, kelurahan atau kecamatan. Belum ada yang dibuat; pilih kode kantor ini sendiri.",
                unit=unit.title,
            )
        )
    return unit
