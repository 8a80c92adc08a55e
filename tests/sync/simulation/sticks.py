"""The USB sticks of the simulation: bundles as bytes, carried, lost, doubled and late; the program's real code at both ends."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from desktop.office import invited, relay_box
from desktop.office.relay_box import RelayBox
from desktop.store import attempts, feed_position, kept_values
from desktop.store.attempts import Attempt
from desktop.store.database import reading, writing
from desktop.store.settings import Settings
from sync.bundle import envelope, invitation, receiving, sending
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


@dataclass(frozen=True, slots=True)
class Invitee:
    """What accepting an invitation needs of an opened office."""

    pc: Pc

    @property
    def engine(self) -> Engine:
        return self.pc.engine

    @property
    def settings(self) -> Settings:
        return Settings(unit_code=self.pc.unit, office_name="", parent_name="")


@dataclass(slots=True)
class Sticks:
    """`up` are bundles that offices wrote, `down` the district's answers, each with the unit that it is for."""

    world: "World"
    up: list[bytes] = field(default_factory=list[bytes])
    down: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    _folder: TemporaryDirectory[str] | None = None

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
            case "invite":
                self.invite(self.world.pc(stick.pc))
            case "carry" if self.up:
                self.carry(self.up[stick.pick % len(self.up)])
            case "hand in":
                self.hand_in(dies=stick.pick % DIES_OFTEN == 0)
            case "bring back":
                self.bring_back(self.world.pc(stick.pc).unit)
            case _:
                pass

    # Invitations and relays ------------------------------------------------------------------------------------------

    def invite(self, pc: Pc) -> None:
        made, code = self.world.centre.district.invite(pc.unit, "")
        invited.accept(Invitee(pc), made, invitation.parse_code(code))  # pyright: ignore[reportArgumentType]

    @property
    def _carrier(self) -> relay_box.Carrier:
        return relay_box.Carrier(self.world.units[-1], "73.07", {})

    def carry(self, bundle: bytes) -> None:
        """The kecamatan takes a bundle along that lies about."""
        with NamedTemporaryFile(suffix=envelope.SUFFIX) as file:
            file.write(bundle)
            file.flush()
            path = Path(file.name)
            cover = relay_box.covered(path)
            if cover is not None and self._carrier.takes_up(cover):
                self.box.keep_bundle(path, cover)

    def hand_in(self, *, dies: bool = False) -> None:
        for carried in self.box.bundles():
            if self.read(carried.path.read_bytes(), dies=dies):
                self.box.drop(carried)

    def bring_back(self, unit: str) -> None:
        """The kecamatan fetches the district's answer for a unit, and puts the newest that it has onto the sticks."""
        answer = self.answer(unit)
        if answer is None or not self._carrier.is_above(unit):
            return
        with NamedTemporaryFile(suffix=envelope.SUFFIX) as file:
            file.write(answer)
            file.flush()
            self.box.keep_answer(Path(file.name), self.world.centre.district.keys.signing_public)
        self.down.append((unit, self.box.answers()[unit].path.read_bytes()))

    @property
    def box(self) -> RelayBox:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="relay-")
        return RelayBox(Path(self._folder.name))

    def scrap(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def may_use(self, pc: Pc) -> bool:
        """Whether this PC is enrolled and has the district's keys."""
        enrolled = any(device.token for device in pc.exchange_state().devices)
        return enrolled and _notice(pc) is not None

    def write(self, pc: Pc) -> None:
        now = self.world.now_ms(pc)
        store = pc.store(lambda: now)
        with reading(pc.engine) as connection:
            made = max(now, attempts.last_made_ms(connection) + 1)
            accepted = invited.accepted(connection)
        file = BytesIO()
        try:
            sending.write(store, NoAttachments(), _notice(pc), file, made, lambda: now, always, accepted=accepted)
        except (NotEnrolled, NeverSynced):
            return
        with writing(pc.engine) as connection:
            at = truth.moment(made)
            attempts.keep(connection, Attempt(at, "usb", "waiting", None, 0, 0, 0, 0, 0))
        self.up.append(file.getvalue())
        del self.up[:-MOST_STICKS]

    def read(self, bundle: bytes, *, dies: bool = False) -> bool:
        """The district reads it; False when it died of that."""
        centre = self.world.centre
        centre.connection.dies = dies
        try:
            bundles.take(centre.district, self._filing, BytesIO(bundle))
        except BundleRefused:
            pass  # of a device that the district no longer knows: it was put back to before
        except ServerDied:
            centre.start()
            return False
        finally:
            centre.connection.dies = False
        return True

    def answer(self, unit: str) -> bytes | None:
        file = BytesIO()
        try:
            sealer, _ = bundles.put(self.world.centre.district, self._filing, unit, file)
        except NobodyThere:
            return None
        for part in Bundle(envelope.look(file), sealer.key).parts(receiving.ANSWERS):
            assert not isinstance(part, BundledFile)
            if isinstance(part, BundledAnswer):
                truth.check_answer(self.world, unit, part.answer)
        self.down.append((unit, file.getvalue()))
        del self.down[:-MOST_STICKS]
        return file.getvalue()

    def take_home(self, pc: Pc, answer: bytes, *, dies_at: int = -1) -> None:
        when = "before" if dies_at % 2 else "after"
        store = CarefulStore(
            pc,
            lambda: self.world.now_ms(pc),
            lambda n, at: (n, at) == (dies_at, when) and dies_at < DIES_OFTEN // 2,
        )
        try:
            bundle = receiving.opened(store, _notice(pc), BytesIO(answer), always)
            with reading(pc.engine) as connection:
                accepted = invited.accepted(connection)
            counts = receiving.take(store, NoAttachments(), bundle, accepted=accepted)
        except (BundleRefused, NeverSynced, PcDied):
            return
        if counts.enrolled:
            with writing(pc.engine) as connection:
                invited.forget(connection)

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
        if self.world.script.relayed:
            for bundle in self.up:
                self.carry(bundle)
            self.hand_in()
        if pc.unit == self.world.units[-1] or not self.world.script.relayed:
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
        return kept_values.load(connection, feed_position.NOTICE, Notice)
