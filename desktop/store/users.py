"""The people of this PC: names and roles stand in the encrypted store, their key slots in the vault."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from complaints.errors import Refused
from complaints.phrases import phrase
from complaints.workflow import Role
from desktop.store.schema import user


@dataclass(frozen=True, slots=True)
class User:
    slot: str
    name: str
    role: Role
    dusun: str = ""


def load(connection: Connection) -> list[User]:
    query = select(user.c.slot, user.c.name, user.c.role, user.c.dusun).order_by(user.c.name)
    return [User(slot, name, cast(Role, role), dusun) for slot, name, role, dusun in connection.execute(query)]


def put(connection: Connection, person: User) -> None:
    """Adds this user or changes their role. Raises Refused when no admin would be left."""
    row = insert(user).values(slot=person.slot, name=person.name, role=person.role, dusun=person.dusun)
    changed = {name: row.excluded[name] for name in ("name", "role", "dusun")}
    connection.execute(row.on_conflict_do_update(index_elements=["slot"], set_=changed))
    _keep_an_admin(connection)


def remove(connection: Connection, slot: str) -> None:
    connection.execute(delete(user).where(user.c.slot == slot))
    _keep_an_admin(connection)


def _keep_an_admin(connection: Connection) -> None:
    if not any(person.role == "admin" for person in load(connection)):
        raise Refused(
            phrase("Harus ada paling sedikit satu admin. Perubahan ini tidak disimpan; angkat admin lain dahulu.")
        )
