"""What the district announces to this office: shown on Home until somebody has read it, which the district hears with the next sync."""

from msgspec import Struct
from sqlalchemy import Connection

from desktop.store import kept_values
from desktop.store.feed_position import NOTICE
from sync.messages import Announcement, Notice

_READ = "read_announcements"


class _Read(Struct, frozen=True):
    """The numbers of those that were read here, and of those of which the district knows it."""

    read: tuple[int, ...] = ()
    told: tuple[int, ...] = ()


def unread(connection: Connection) -> tuple[Announcement, ...]:
    """The newest first."""
    notice = kept_values.load(connection, NOTICE, Notice)
    read = _load(connection).read
    return tuple(one for one in notice.announcements if one.number not in read) if notice is not None else ()


def note_read(connection: Connection, number: int) -> None:
    """Only what is announced now: what was taken back needs no answer."""
    notice, state = kept_values.load(connection, NOTICE, Notice), _load(connection)
    current = {one.number for one in notice.announcements} if notice is not None else set[int]()
    read = tuple(sorted((set(state.read) | {number}) & current))
    kept_values.save(connection, _READ, _Read(read, tuple(sorted(set(state.told) & current))))


def unsaid(connection: Connection) -> tuple[int, ...]:
    """The numbers that the district is still to hear."""
    state = _load(connection)
    return tuple(number for number in state.read if number not in state.told)


def note_told(connection: Connection, numbers: tuple[int, ...]) -> None:
    state = _load(connection)
    kept_values.save(connection, _READ, _Read(state.read, tuple(sorted({*state.told, *numbers}))))


def _load(connection: Connection) -> _Read:
    return kept_values.load(connection, _READ, _Read) or _Read()
