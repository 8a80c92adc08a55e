"""The store's side of attachments on the wire: sync/files.py's Files over the table of files and the attachments folder."""

from collections.abc import Callable
from hashlib import sha256 as digest_of

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from complaints.events import is_sha256
from desktop.store.attachments import AttachmentLost, Attachments
from desktop.store.database import reading, writing
from desktop.store.held_files import decision_on
from desktop.store.schema import file, held_file, piece
from sync.client import Piece
from sync.files import AUTOMATIC, Waiting

PATIENCE_MS = 6 * 3_600_000


class StoreFiles:
    """The files of one opened store. `now_ms` is this PC's clock."""

    def __init__(self, engine: Engine, attachments: Attachments, now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._attachments = attachments
        self._now_ms = now_ms

    def to_send(self) -> list[Waiting]:
        return self._waiting("up", self._due(), file.c.wire_size <= AUTOMATIC)

    def to_get(self) -> list[Waiting]:
        """Without those that are here already, under another complaint, and those too large to come by themselves."""
        return self._missing(self._due(), file.c.wire_size <= AUTOMATIC)

    def _due(self) -> ColumnElement[bool]:
        """The files due now, also those postponed by a clock that was ahead and has been put back since."""
        now = self._now_ms()
        return or_(file.c.wanted_ms <= now, file.c.wanted_ms > now + PATIENCE_MS)

    def unsent(self) -> list[Waiting]:
        """For a stick: all files that the district lacks."""
        return self._waiting("up")

    def missing(self) -> list[Waiting]:
        """For a stick: all files that are not here."""
        return self._missing()

    def _missing(self, *limits: ColumnElement[bool]) -> list[Waiting]:
        missing: list[Waiting] = []
        for waiting_file in self._waiting("down", *limits):
            if self._attachments.path(waiting_file.sha256).exists():
                self._done(waiting_file.sha256, "")
            else:
                missing.append(waiting_file)
        return missing

    def _waiting(self, direction: str, *limits: ColumnElement[bool]) -> list[Waiting]:
        received = select(func.coalesce(func.sum(func.length(piece.c.content)), 0)).where(
            piece.c.sha256 == file.c.sha256
        )
        query = select(file.c.sha256, file.c.size, file.c.media_type, received.scalar_subquery()).where(
            file.c.direction == direction, file.c.done.is_(False), *limits
        )
        if direction == "up":
            undecided = select(held_file.c.sha256).where(held_file.c.decision != "send")
            query = query.where(file.c.sha256.not_in(undecided))
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        # Versions up to 1.0.0 noted any text that an event gave for a hash.
        return [Waiting(name, size, kind, done) for name, size, kind, done in rows if is_sha256(name)]

    def received_bytes(self, sha256: str) -> int:
        """How much of a file has come."""
        query = select(func.coalesce(func.sum(func.length(piece.c.content)), 0)).where(piece.c.sha256 == sha256)
        with reading(self._engine) as connection:
            return connection.scalar(query) or 0

    def content(self, sha256: str) -> bytes | None:
        try:
            return self._attachments.load(sha256)
        except AttachmentLost:
            return None

    def sent(self, sha256: str) -> None:
        self._done(sha256, "")

    def may_leave_as_is(self, sha256: str) -> bool:
        with writing(self._engine) as connection:
            return decision_on(connection, sha256) == "send"

    def keep_piece(self, sha256: str, fetched: Piece) -> int:
        with writing(self._engine) as connection:
            last = connection.execute(
                select(piece.c.start, func.length(piece.c.content), piece.c.wire_sha256)
                .where(piece.c.sha256 == sha256)
                .order_by(piece.c.start.desc())
                .limit(1)
            ).first()
            end, name = (last[0] + last[1], last[2]) if last else (0, fetched.sha256)
            if end != fetched.start or name != fetched.sha256 or not fetched.content:
                _drop(connection, sha256)
                return 0
            connection.execute(
                insert(piece).values(sha256=sha256, start=end, content=fetched.content, wire_sha256=fetched.sha256)
            )
            return end + len(fetched.content)

    def complete(self, sha256: str, wire_sha256: str) -> bool:
        with reading(self._engine) as connection:
            query = select(piece.c.content).where(piece.c.sha256 == sha256).order_by(piece.c.start)
            content = b"".join(connection.scalars(query))
        is_whole = digest_of(content).hexdigest() == wire_sha256
        if is_whole:
            self._attachments.keep_closed(content)
            self._done(sha256, "" if wire_sha256 == sha256 else wire_sha256)
        with writing(self._engine) as connection:
            _drop(connection, sha256)
        return is_whole

    def keep_whole(self, sha256: str, content: bytes, wire_sha256: str) -> bool:
        missing = select(file.c.sha256).where(
            file.c.sha256 == sha256, file.c.direction == "down", file.c.done.is_(False)
        )
        with reading(self._engine) as connection:
            if connection.scalar(missing) is None:
                return False
        self._attachments.keep_closed(content)
        self._done(sha256, "" if wire_sha256 == sha256 else wire_sha256)
        with writing(self._engine) as connection:
            _drop(connection, sha256)
        return True

    def postpone(self, sha256: str, wire_size: int) -> None:
        with writing(self._engine) as connection:
            changed = update(file).where(file.c.sha256 == sha256)
            if wire_size:
                connection.execute(changed.values(wire_size=wire_size))
            else:
                connection.execute(changed.values(wanted_ms=self._now_ms() + PATIENCE_MS))

    def _done(self, sha256: str, wire_sha256: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(file).where(file.c.sha256 == sha256).values(done=True, wire_sha256=wire_sha256))


def kept_as(connection: Connection, sha256: str) -> str:
    """The hash under which a file is kept here: another than its own when only the reduced photo came."""
    wire_sha256 = connection.scalar(select(file.c.wire_sha256).where(file.c.sha256 == sha256, file.c.done))
    return wire_sha256 or sha256


def _drop(connection: Connection, sha256: str) -> None:
    connection.execute(delete(piece).where(piece.c.sha256 == sha256))
