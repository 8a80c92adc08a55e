"""Values that the store keeps by name, one of each: settings, layouts, what the district last said."""

from typing import TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from desktop.store.database import StoreDamaged
from desktop.store.schema import setting
from desktop.store.statement import Statement

T = TypeVar("T")
ERASE_AGAIN = "erase_again"  # the cases that a restored backup brought back
_LOAD = Statement(select(setting.c.content).where(setting.c.name == bindparam("name")))
_ROW = insert(setting)
_SAVE = Statement(_ROW.on_conflict_do_update(index_elements=["name"], set_={"content": _ROW.excluded.content}))


def load(connection: Connection, name: str, kind: type[T]) -> T | None:
    """The stored value of this name; None when it was never set. Raises StoreDamaged.

    Of a value longer than a page, SQLite can give back zeros for a page that SQLCipher refused.
    """
    row = _LOAD.first(connection, {"name": name})
    try:
        return None if row is None else msgspec.msgpack.decode(row[0], type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise StoreDamaged from None


def save(connection: Connection, name: str, value: object) -> None:
    _SAVE.run(connection, {"name": name, "content": msgspec.msgpack.encode(value)})
