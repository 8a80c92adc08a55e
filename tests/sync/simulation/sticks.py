"""The USB sticks of the simulation: bundles as bytes, carried, lost, doubled and late; the program's real code at both ends."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.store import attempts, feed_position
from desktop.store import settings as stored
from desktop.store.attempts import Attempt
from desktop.store.database import reading, writing
from sync.bundle import envelope, receiving, sending
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.envelope import always
from sync.bundle.refusals import BundleRefused, NeverSynced
from sync.files import Waiting
from sync.messages import BundledAnswer, Notice
from sync.refusals import NotEnrolled
from sync.server import bundles
from sync.server.bundles import NobodyThere
from sync.server.filing import Filing
from tests.sync.simulation import truth
from tests.sync.simulation.centre import NoFiles, ServerDied
from tests.sync.simulation.pc import CarefulStore, Pc, PcDied
from tests.sync.simulation.script import Stick

if TYPE_CHECKING:
    from tests.sync.simulation.world import World

MOST_STICKS = 6
DIES_OFTEN = 7  # one in so many


class NoAttachments:
    def unsent(self) -> list[Waiting]:
        return []

    missing = unsent

    def content(self, sha256: str) -> bytes | None:
        raise AssertionError(sha256)

    def sent(self, sha256: str) -> None:
        raise AssertionError(sha256)

    def may_leave_as_is(self, sha256: str) -> bool:
        raise AssertionError(sha256)

    def keep_whole(self, sha256: str, content: bytes, wire_sha256: str) -> bool:
        raise AssertionError(sha256, content, wire_sha256)


@dataclass(slots=True)
class Sticks:
    """`up` are bundles that offices wrote, `down` the district's answers, each with the unit that it is for."""

    world: "World"
    up: list[bytes] = field(default_factory=list[bytes])
    down: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])

    def do(self, stick: Stick) -> None:
        match stick.way:
            case "write":
                self.write(self.world.pc(stick.pc))
            case "read" if self.up:
                self.read(self.up[stick.pick % len(self.up)], dies=stick.pick % DIES_OFTEN == 0)
            case "answer":
                self.answer(self.world.pc(stick.pc).unit)
            case "take home" if self.down:
                _, answer = self.down[stick.pick % len(self.down)]
                self.take_home(self.world.pc(stick.pc), answer, dies_at=stick.pick % DIES_OFTEN)
            case _:
                pass

    def may_use(self, pc: Pc) -> bool:
        """Whether this PC is enrolled and has the district's keys."""
        enrolled = any(device.token for device in pc.exchange_state().devices)
        return enrolled and _notice(pc) is not None

    def write(self, pc: Pc) -> None:
        now = self.world.now_ms(pc)
        store = pc.store(lambda: now)
        with reading(pc.engine) as connection:
            made = max(now, attempts.last_made_ms(connection) + 1)
        file = BytesIO()
        try:
            sending.write(store, NoAttachments(), _notice(pc), file, made, lambda: now, always)
        except (NotEnrolled, NeverSynced):
            return
        with writing(pc.engine) as connection:
            at = truth.moment(made)
            attempts.keep(connection, Attempt(at, "usb", "waiting", None, 0, 0, 0, 0, 0))
        self.up.append(file.getvalue())
        del self.up[:-MOST_STICKS]

    def read(self, bundle: bytes, *, dies: bool = False) -> None:
        centre = self.world.centre
        centre.connection.dies = dies
        try:
            bundles.take(centre.district, self._filing, BytesIO(bundle))
        except BundleRefused:
            pass  # of a device that the district no longer knows: it was put back to before
        except ServerDied:
            centre.start()
        finally:
            centre.connection.dies = False

    def answer(self, unit: str) -> None:
        file = BytesIO()
        try:
            sealer, _ = bundles.put(self.world.centre.district, self._filing, unit, file)
        except NobodyThere:
            return
        for part in Bundle(envelope.look(file), sealer.key).parts(receiving.ANSWERS):
            assert not isinstance(part, BundledFile)
            if isinstance(part, BundledAnswer):
                truth.check_answer(self.world, unit, part.answer)
        self.down.append((unit, file.getvalue()))
        del self.down[:-MOST_STICKS]

    def take_home(self, pc: Pc, answer: bytes, *, dies_at: int = -1) -> None:
        when = "before" if dies_at % 2 else "after"
        store = CarefulStore(
            pc,
            lambda: self.world.now_ms(pc),
            lambda n, at: (n, at) == (dies_at, when) and dies_at < DIES_OFTEN // 2,
        )
        try:
            bundle = receiving.opened(store, _notice(pc), BytesIO(answer), always)
            receiving.take(store, NoAttachments(), bundle)
        except (BundleRefused, NeverSynced, PcDied):
            return

    def all_arrive(self) -> None:
        """Whatever still lies about is read once more, everywhere."""
        for bundle in self.up:
            self.read(bundle)
        for unit, answer in self.down:
            for pc in self.world.pcs:
                if pc.unit == unit:
                    self.take_home(pc, answer)

    def there_and_back(self, pc: Pc) -> None:
        self.up.clear()
        self.down.clear()
        self.write(pc)
        for bundle in self.up:
            self.read(bundle)
        self.answer(pc.unit)
        for _, answer in self.down:
            self.take_home(pc, answer)

    @property
    def _filing(self) -> Filing:
        return Filing(self.world.centre.district, NoFiles(), None)  # pyright: ignore[reportArgumentType]


def _notice(pc: Pc) -> Notice | None:
    with reading(pc.engine) as connection:
        return stored.load(connection, feed_position.NOTICE, Notice)
