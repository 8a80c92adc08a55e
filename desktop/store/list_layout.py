"""How a user arranged the list on this PC: its columns, its order, and what stands beside it."""

from msgspec import Struct
from sqlalchemy import Connection

from desktop.store import kept_values
from desktop.store.listing import Sort
from desktop.store.settings import SavedFilter


class ListLayout(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`columns`: the names of those that are shown, from the left, none for the usual ones. `widths`: of those that somebody drew, in

    pixels at 100 percent. `filters`: saved by this user for themselves. `panes`: the widths of list and case. `folded_side`: the side bar shows no words.
    """

    columns: tuple[str, ...] = ()
    widths: dict[str, int] = {}
    sort: Sort | None = None
    descending: bool = False
    panes: tuple[int, ...] = ()
    filters: tuple[SavedFilter, ...] = ()
    folded_side: bool = False


def load(connection: Connection, user: str) -> ListLayout:
    return kept_values.load(connection, f"layout.{user}", ListLayout) or ListLayout()


def save(connection: Connection, user: str, layout: ListLayout) -> None:
    kept_values.save(connection, f"layout.{user}", layout)
