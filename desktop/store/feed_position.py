"""How far this store has read the district's feed, and whether it is offering what the district lost."""

from msgspec import Struct, structs
from sqlalchemy import Connection

from desktop.store import kept_values
from sync.messages import Notice

NOTICE = "notice"
_COURSE = "course"


class FeedPosition(Struct, frozen=True, omit_defaults=True):
    """`ended` is the device that was the current one when the feed's end was last reached.

    `told` is how much the district said it has of each device that was then found to be forked: while less of it has come, the
    end of the feed is that of an older answer (on a stick that lay about), and none.

    `held_back` are complaints of forked devices about which something came meanwhile: whose they are shows when the fork is settled.
    """

    cursor: bytes = b""
    offering: bool = False
    ended: str = ""
    told: dict[str, int] = {}
    held_back: tuple[str, ...] = ()


def load(connection: Connection) -> FeedPosition:
    return kept_values.load(connection, _COURSE, FeedPosition) or FeedPosition()


def change(connection: Connection, **changes: object) -> None:
    position = load(connection)
    changed = structs.replace(position, **changes)
    if changed != position:
        kept_values.save(connection, _COURSE, changed)


def notice_version(connection: Connection) -> int:
    notice = kept_values.load(connection, NOTICE, Notice)
    return notice.version if notice else 0
