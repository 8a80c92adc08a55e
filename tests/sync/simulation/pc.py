"""A PC of the simulation: the program's real store code on a database in memory, so that a disk is copied in a fraction of a ms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, select

from complaints.errors import Refused
from complaints.events import Event, Facts, IdentitiesExported, Sealed, decode
from complaints.identity import EMPTY, Identity
from complaints.steps import Change, StepDetails
from complaints.workflow import Action
from desktop.office import handling, recording, rules
from desktop.office.recording import CheckedDraft
from desktop.office.renumbering import renumber
from desktop.store import check, log, migrate, register_numbers
from desktop.store.database import driver, reading, sqlcipher, writing
from desktop.store.exchange import StoreOffice
from desktop.store.log import Author, NewEvent
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder
from desktop.store.schema import complaint
from desktop.store.settings import Settings
from sync.messages import Enrolled, Range, SyncAnswer
from sync.office import ExchangeState, GivenBack, Outgoing, OwnDevice, TakeIn, do_nothing
from tests.sync.simulation.disk import Disk, empty
from tests.sync.simulation.script import Doing

TODAY = date(2026, 11, 24)


@lru_cache(5000)
def known(content: bytes) -> Event:
    """The event of these bytes, which what looks into the stores meets again and again."""
    return decode(content)


class PcDied(BaseException):
    """Power cut: everything that was not committed is gone."""


@cache
def office_rules(unit: str) -> Rules:
    return rules.rules(Settings(unit_code=unit, office_name="", parent_name=""), {})


class _Disk(sqlcipher.Connection):
    """The driver's connection, as bare as SQLAlchemy takes it."""

    is_valid = True

    @property
    def dbapi_connection(self) -> "_Disk":
        return self


class _Lent(Connection):
    """A PC's one connection, lent again and again: to take it from a pool and give it back costs more than most transactions do.

    Each transaction still begins and ends on the driver.
    """

    def close(self) -> None:
        if self._transaction is not None:
            self._transaction.close()
        self._execution_options = self.engine.get_execution_options()


def _blank() -> Disk:
    return sqlcipher.connect(
        ":memory:", factory=_Disk, check_same_thread=False, isolation_level=None, cached_statements=500
    )


def _begin(dbapi_connection: Any) -> None:
    dbapi_connection.execute("BEGIN")


def _engine(disk: Disk) -> Engine:
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: disk, poolclass=StaticPool)
    engine.raw_connection().close()  # SQLAlchemy looks at what it speaks to
    engine.dialect.do_begin = _begin
    lent = _Lent(engine, disk)
    engine.connect = lambda: lent
    return engine


@cache
def _empty_disk() -> Disk:
    disk = _blank()
    with _engine(disk).begin() as connection:
        migrate.create(connection)
    return disk


def copied(disk: Disk) -> Disk:
    copy = _blank()
    disk.backup(copy)
    return copy


_spare: list[Engine] = []  # an engine keeps the statements that it compiled: making one anew costs more than a run


class CarefulStore:
    """The store, whose power may fail before or after any change: `dies` is asked with its number, and 'before' or 'after'."""

    def __init__(self, pc: "Pc", now_ms: Callable[[], int], dies: Callable[[int, str], bool]) -> None:
        self._pc = pc
        self._store = pc.store(now_ms)
        self._dies = dies
        self._changes = 0

    def exchange_state(self) -> ExchangeState:
        return self._pc.exchange_state()

    def outgoing(self, device: str, after_seq: int, room: int) -> Outgoing:
        return self._store.outgoing(device, after_seq, room)

    def offer(self) -> dict[str, list[Range]]:
        return self._store.offer()

    def given_back(self, ranges: Mapping[str, Sequence[Range]], room: int) -> GivenBack:
        return self._store.given_back(ranges, room)

    def prepared(self, device: str) -> OwnDevice:
        return self._change(lambda: self._store.prepared(device))

    def registered(self, device: str, answer: Enrolled) -> None:
        self._change(lambda: self._store.registered(device, answer))

    def renewed(self) -> None:
        self._change(self._store.renewed)

    def opened(self, answer: SyncAnswer) -> TakeIn:
        take_in = self._store.opened(answer)
        return lambda device, asked, beside=do_nothing, /: self._change(lambda: take_in(device, asked, beside))

    def forked(self, device: str, server_last: int = 0) -> None:
        self._change(lambda: self._store.forked(device, server_last))

    def disowned(self, device: str, server_last: int) -> None:
        self._change(lambda: self._store.disowned(device, server_last))

    def settle(self) -> None:
        self._change(self._store.settle)

    def held_keys(self, after_id: str, limit: int) -> dict[str, bytes]:
        return self._store.held_keys(after_id, limit)

    def offered(self) -> None:
        self._change(self._store.offered)

    def _change(self, change: Callable[[], Any]) -> Any:
        number, self._changes = self._changes, self._changes + 1
        if self._dies(number, "before"):
            raise PcDied
        done = change()
        if self._dies(number, "after"):
            raise PcDied
        return done


@dataclass(slots=True)
class Pc:
    """One PC of an office. `copies` are its disk as it was at times."""

    name: str
    unit: str
    engine: Engine
    offset_ms: int = 0
    copies: list[Disk] = field(default_factory=list[Disk])
    _standing: ExchangeState | None = None
    _standing_at: int = 0

    @classmethod
    def new(cls, name: str, unit: str) -> "Pc":
        pc = cls(name, unit, _spare.pop() if _spare else _engine(copied(_empty_disk())))
        empty(pc.disk)
        with writing(pc.engine) as connection:
            log.mint_device(connection, "A")
        return pc

    def scrap(self) -> None:
        _spare.append(self.engine)

    @property
    def disk(self) -> Disk:
        return driver(self.engine.connect())

    def put(self, disk: Disk) -> None:
        """The disk is as that one."""
        disk.backup(self.disk)
        self._standing = None

    def store(self, now_ms: Callable[[], int]) -> StoreOffice:
        return StoreOffice(self.engine, self.unit, lambda: office_rules(self.unit), now_ms)

    def exchange_state(self) -> ExchangeState:
        """Read again only after something was written: a third of a run's time went into this."""
        written = self.disk.total_changes
        if self._standing is None or self._standing_at != written:
            self._standing = self.store(lambda: 0).exchange_state()
            self._standing_at = written
        return self._standing

    def restored(self) -> None:
        """What desktop/store/restore.py does to a store that a backup brought back."""
        with writing(self.engine) as connection:
            log.mint_device(connection, log.current_device(connection).letter)

    # What people do --------------------------------------------------------------------------------------------------

    def work(self, doing: Doing, pick: int, to: str, text: str, now_ms: int) -> bool:
        """Does it with this text in the event, which nobody else writes; whether there was anything to do it on."""
        with writing(self.engine) as connection:
            author = Author(log.current_device(connection), f"petugas {self.name}", self.unit)
            match doing:
                case "record" | "record anonymously":
                    anonymous = doing == "record anonymously"
                    facts = Facts(kind="complaint", title=text, body=text, received_on=TODAY, anonymous=anonymous)
                    identity = Identity(name=f"Nama {text}") if pick % 3 else EMPTY
                    prepared = CheckedDraft(facts, identity, (), TODAY)
                    recording.record(connection, [prepared], author, office_rules(self.unit), now_ms)
                    return True
                case "seal":
                    log.append(
                        connection, author, [NewEvent(None, (), Sealed(TODAY, f"S-{text}", text.encode()))], now_ms
                    )
                    return True
                case "export":
                    log.append(connection, author, [NewEvent("", (), IdentitiesExported(TODAY, 1, text))], now_ms)
                    return True
                case _:
                    return self._act(connection, author, doing, pick, to, text, now_ms)

    def _act(
        self, connection: Connection, author: Author, doing: Doing, pick: int, to: str, text: str, now_ms: int
    ) -> bool:
        if doing == "note" and pick % 4 == 0 and self._renumber(connection, author, text, now_ms):
            return True
        cases = connection.scalars(select(complaint.c.id).order_by(complaint.c.rowid)).all()
        if not cases:
            return False
        case = cases[-1 - pick % min(len(cases), 8)]
        wishes: dict[Doing, tuple[Action, StepDetails]] = {
            "correct": ("correct", StepDetails(change=Change(title=text))),
            "forward": ("forward", StepDetails(note=text, to=to, to_name=to)),
            "respond": ("respond", StepDetails(note=text)),
            "erase": ("erase", StepDetails(note=text)),
            "show identity": ("show-identity", StepDetails(note=text)),
        }
        ways: list[tuple[Action, StepDetails]] = [
            wishes.get(doing, ("note", StepDetails(note=text))),
            ("verify", StepDetails(note=text)),
            ("note", StepDetails(note=text)),
        ]
        for action, taken in ways:
            try:
                handling.act(
                    connection, case, action, taken,
                    author=author, role="admin", rules=office_rules(self.unit), now_ms=now_ms, today=TODAY,
                )  # fmt: skip
            except Refused:
                continue
            return True
        return False

    def _renumber(self, connection: Connection, author: Author, text: str, now_ms: int) -> bool:
        """Gives the later of two complaints with one number its own; False where no number stands for just two."""
        pair = next((group for group in register_numbers.marked(connection) if len(group) == 2), None)
        if pair is None:
            return False
        renumber(
            connection, pair[0].number, text,
            author=author, role="admin", rules=office_rules(self.unit), now_ms=now_ms, today=TODAY,
        )  # fmt: skip
        return True

    def renumber_all(self, now_ms: int) -> None:
        """Somebody decides on every number that stands twice here."""
        with writing(self.engine) as connection:
            author = Author(log.current_device(connection), f"petugas {self.name}", self.unit)
            for group in register_numbers.marked(connection):
                renumber(
                    connection, group[0].number,
                    author=author, role="admin", rules=office_rules(self.unit), now_ms=now_ms, today=TODAY,
                )  # fmt: skip

    def doubled(self) -> list[list[NumberHolder]]:
        """The numbers that are marked here because they stand twice."""
        with reading(self.engine) as connection:
            return register_numbers.marked(connection)

    def holders(self, number: str) -> set[str]:
        """The ids of the complaints that are found by this number."""
        with reading(self.engine) as connection:
            return {holder.id for holder in register_numbers.holders(connection, number, self.unit)}

    # What lies on the disk ---------------------------------------------------------------------------------------------

    def contents(self) -> dict[tuple[str, int], bytes]:
        rows = self.disk.execute("SELECT device, seq, content FROM event")
        return {(device, seq): content for device, seq, content in rows}

    def events(self) -> list[Event]:
        return [known(content) for content in self.contents().values()]

    def identity_keys(self) -> dict[str, bytes]:
        return dict(self.disk.execute("SELECT complaint, key FROM identity_key"))

    def problems(self) -> list[str]:
        """What the program's own check finds, but for the pages of the file, which there are none of here."""
        rows = self.disk.execute("SELECT device, seq, complaint, at, content, hash FROM event ORDER BY device, seq")
        _, _, faults = check._chain(iter(rows))  # pyright: ignore[reportPrivateUsage]
        with reading(self.engine) as connection:
            stale, _, kept = check._projections(connection, office_rules(self.unit), lambda _part, _whole: True)  # pyright: ignore[reportPrivateUsage]
        return [str(problem) for problem in (*faults, *stale, *kept)]
