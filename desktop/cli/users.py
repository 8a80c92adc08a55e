"""`users`: who may open this book and as what; an admin adds somebody or gives another role."""

import os
from typing import cast

from complaints.errors import Refused
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.store.users import User

NEW_PASSWORD = "BUKU_ADUAN_NEW_PASSWORD"


def users(options: CommandOptions) -> int:
    """A line each. With a name the user gets the role, and is added where there is none of that name."""
    arguments = options.arguments
    if arguments.name and not arguments.role:
        raise Refused(phrase("Peran belum disebut: beri --role. Tidak ada yang berubah."))
    with opened(options) as office:
        members = office.members
        if arguments.name:
            role = cast(Role, arguments.role)
            known = next((person for person in members.list_all() if person.name == arguments.name), None)
            if known is not None:
                members.set_role(known, role, arguments.dusun)
            elif password := os.environ.get(NEW_PASSWORD):
                members.put(arguments.name, password, role, arguments.dusun)
            else:
                raise Refused(
                    phrase(
                        "Pengguna {name} belum ada. Untuk menambahkannya, beri kata sandinya dalam {variable}. Tidak ada yang berubah.",
                        name=arguments.name,
                        variable=NEW_PASSWORD,
                    )
                )
        for person in members.list_all():
            if arguments.json:
                output.line({"name": person.name, "role": person.role, "dusun": person.dusun})
            else:
                output.text(_line(person, office.settings.unit_code))
    return 0


def _line(person: User, unit: str) -> str:
    from desktop.wording import names

    return " · ".join(part for part in (person.name, names.role(person.role, unit), person.dusun) if part)
