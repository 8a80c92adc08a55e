"""The district of the simulation: the server's real code below its web layer, on SQLite in memory, which dies when told to."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from msgspec import structs
from sqlalchemy import Engine, StaticPool, create_engine

from complaints.complaint import VoiceKind
from complaints.errors import OfficeError
from complaints.events import AnyStep, Event, Noted
from complaints.events import Forwarded as ForwardedStep
from sync.server import citizen, daily_round, notice, reckoning
from sync.server.check import check
from sync.server.database import Database, sqlite_engine
from sync.server.district import Answer, District
from sync.server.keys import Keys, mint
from sync.server.migrate import bring_up_to_date
from sync.server.own_device import NothingToWrite, OwnDevices, WrittenHead
from sync.server.statement import PortableStatement, Transaction
from tests.sync.simulation.disk import empty
from tests.sync.simulation.pc import TODAY, known

_AT_ANY_HOUR = (
    reckoning.SHIPPED_LADDER.read_text("utf-8").replace("from = 8", "from = 0").replace("until = 16", "until = 24")
)
_EVENTS = PortableStatement("SELECT device, seq, content FROM event ORDER BY device, seq")
_KEYS = PortableStatement("SELECT complaint FROM identity_key")
_IDS = PortableStatement("SELECT id FROM complaint WHERE stage <> '' ORDER BY id")


class ServerDied(Exception):
    """Before it could commit."""


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *parameters: Any) -> "sqlite3.Cursor":
        connection = self.connection
        if sql == "COMMIT" and isinstance(connection, _Connection) and connection.dies:
            connection.dies = False
            raise ServerDied
        return super().execute(sql, *parameters)


class _Connection(sqlite3.Connection):
    dies = False

    def cursor(self, factory: Any = None) -> _Cursor:  # noqa: ARG002 - always ours
        return super().cursor(_Cursor)


class _Lent:
    """The one connection, as an engine's pool would lend it: the pool's care for it costs as much as what runs on it."""

    def __init__(self, connection: _Connection) -> None:
        self.dbapi_connection = connection
        self.cursor = connection.cursor

    def close(self) -> None:
        pass


@cache
def _empty() -> sqlite3.Connection:
    engine = sqlite_engine(None)
    bring_up_to_date(engine)
    copy = sqlite3.connect(":memory:")
    raw = engine.raw_connection()
    raw.driver_connection.backup(copy)  # pyright: ignore[reportOptionalMemberAccess]
    raw.close()
    return copy


def _new() -> tuple[Engine, _Connection]:
    connection = sqlite3.connect(
        ":memory:", factory=_Connection, check_same_thread=False, isolation_level=None, cached_statements=500
    )
    _empty().backup(connection)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    lent: Any = _Lent(connection)
    engine.raw_connection = lambda: lent
    return engine, connection


_spare: list[tuple[Engine, _Connection]] = []


@cache
def keys() -> Keys:
    return mint()


class NoFiles:
    def has(self, _sha256: str) -> bool:
        return True


@dataclass(slots=True)
class Centre:
    """The server process of now, and its database. `copies` are its backups."""

    clock: Callable[[], float]
    connection: _Connection = field(init=False)
    district: District = field(init=False)
    copies: list[sqlite3.Connection] = field(default_factory=list[sqlite3.Connection])
    _engine: Engine = field(init=False)
    _own: OwnDevices = field(default_factory=OwnDevices)

    def __post_init__(self) -> None:
        self._engine, self.connection = _spare.pop() if _spare else _new()
        empty(self.connection)
        self.start()

    def scrap(self) -> None:
        _spare.append((self._engine, self.connection))

    def put(self, database: sqlite3.Connection) -> None:
        """A server comes up on this database."""
        database.backup(self.connection)
        self.start()

    def start(self) -> None:
        """The process starts anew."""
        self.connection.dies = False
        self._own = OwnDevices()
        self.district = District(Database(self._engine), keys(), self.clock)

    def copy(self) -> None:
        copy = sqlite3.connect(":memory:")
        self.connection.backup(copy)
        self.copies.append(copy)

    def post(self, path: str, token: str, body: bytes, encoding: str, *, dies: bool = False) -> Answer:
        """Raises ServerDied; then it is up again."""
        self.connection.dies = dies
        try:
            return self.district.post(path, token, body, encoding)
        except ServerDied:
            self.start()
            raise
        finally:
            self.connection.dies = False

    def dispose(self, pick: int, to: str, text: str) -> bool:
        """The coordinator forwards a complaint to this unit, or leaves a note when `to` is ''."""
        ids = [row[0] for row in self.district.database.read(lambda t: t.rows(_IDS))]
        if not ids:
            return False
        step = ForwardedStep(TODAY, unit=to, name=to, note=text) if to else Noted(TODAY, text)
        now = self.district.now()
        written = self.district.database.write(lambda t: self._write(t, ids[pick % len(ids)], step, now))
        self._own.keep(written)
        return True

    def speak(self, pick: int, kind: VoiceKind, text: str) -> bool:
        """A complainant says this on the public page; whether it was taken."""
        ids = [row[0] for row in self.district.database.read(lambda t: t.rows(_IDS))]
        if not ids:
            return False
        id, rule, now = ids[-1 - pick % min(len(ids), 8)], reckoning.ladder("").voice, self.district.now()

        def say(transaction: Transaction) -> WrittenHead:
            desk = self.district.desk(transaction)
            return citizen.say(transaction, desk, self._own, id, kind, text, pick % 5 + 1, rule, TODAY, now)

        try:
            self._own.keep(self.district.database.write(say))
        except (OfficeError, NothingToWrite):
            return False
        return True

    def remind(self, *, dies: bool) -> None:
        """The daily round, at whatever hour; where it dies, the process starts anew and nobody does the rest."""
        self.district.database.write(lambda t: notice.change(t, lambda now: structs.replace(now, ladder=_AT_ANY_HOUR)))
        self.connection.dies = dies
        try:
            daily_round.run(self.district, self._own)
        except ServerDied:
            self.start()
        finally:
            self.connection.dies = False

    def _write(self, transaction: Transaction, complaint: str, step: AnyStep, now: int) -> WrittenHead:
        desk = self.district.desk(transaction)
        return self._own.write(transaction, desk, desk.district, "koordinator", complaint, lambda _: [step], now)

    def contents(self) -> dict[tuple[str, int], bytes]:
        return {(row[0], row[1]): bytes(row[2]) for row in self.district.database.read(lambda t: t.rows(_EVENTS))}

    def events(self) -> list[Event]:
        return [known(content) for content in self.contents().values()]

    def identity_keys(self) -> set[str]:
        return {row[0] for row in self.district.database.read(lambda t: t.rows(_KEYS))}

    def problems(self) -> list[str]:
        return list(check(self.district, NoFiles()))  # pyright: ignore[reportArgumentType]
