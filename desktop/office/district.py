"""The office's way to its district: enrolment, one sync, and how things stand. For screens and the command line alike."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct, structs
from sqlalchemy import Connection, func, select

from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import Attached, decode_any_step
from complaints.phrases import Phrase, from_text, phrase, to_text
from desktop import __version__
from desktop.office import invited
from desktop.office.district_book import RELAY_FOLDER
from desktop.store import announcements, attempts, feed_position, held_files, kept_values, last_answer, own_devices
from desktop.store.attempts import Attempt, Outcome
from desktop.store.database import reading, writing
from desktop.store.exchange import StoreOffice
from desktop.store.held_files import HeldFile
from desktop.store.schema import event, file
from desktop.store.transfer import StoreFiles
from desktop.updates.updates import Updates
from sync.address import normal_address
from sync.client import Carrier, Client
from sync.enrol import Accepted, enrol
from sync.files import DayLimit, Download, Transfer
from sync.messages import Enrolled, Minimum, Notice
from sync.office import OwnDevice
from sync.pace import Link, Pace, pause_after
from sync.refusals import DistrictRefused, Interrupted, Later, NotEnrolled, SyncCancelled
from sync.session import Progress, ReportProgress, Session, Tally
from sync.traffic import Traffic

if TYPE_CHECKING:
    from desktop.office.relay import RelayingBook
    from sync.bundle.invitation import Invitation

_CONNECTION = "district"
ESCROW_KEY_BYTES = 32
FETCH_SECONDS = 120.0  # of one sync, for a new version of the program
MOST_LOOKED_THROUGH = 2_000  # unsent steps, each time that somebody asks how things stand
STOPPING = frozenset({"token", "unit", "device"})  # refusals that only a new enrolment mends


class Connected(Struct, frozen=True, omit_defaults=True):
    """What is remembered of the district. Times in ms since 1970; `stopped` is why nothing is tried by itself any more."""

    address: str = ""
    district: str = ""
    room: int = Link().room
    failures: int = 0
    next_try_ms: int | None = None
    offset_ms: int | None = None
    paused: bool = False
    limit: int | None = None
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """How things stand. `clock_offset_ms` is the district's clock minus this PC's; `used_today` is in bytes, both ways.

    `failures` in a row since the last success; `letter` is this PC's in register numbers; `stopped` is why nothing is tried by itself.
    `minimum` is there when the district asks for a newer version than runs here: attachments wait until then.
    `invited`: it goes by an invitation on a stick that no answer has confirmed yet. `last_answer` is when the district made the latest
    answer that was read here from a stick.
    `held_files` can't be cleaned of what they hide, and wait for somebody's decision; `waiting_files` counts them, too.
    """

    enrolled: bool
    address: str
    waiting: int
    waiting_files: int
    waiting_file_bytes: int
    last_success: Attempt | None
    clock_offset_ms: int | None
    next_try: datetime | None
    paused: bool
    limit_bytes_a_day: int | None
    used_today: int
    stopped: Phrase | None
    failures: int = 0
    letter: str = ""
    held_files: int = 0
    minimum: Minimum | None = None
    invited: bool = False
    last_answer: datetime | None = None


class NoAddress(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Komputer ini terdaftar lewat flashdisk dan tidak mengenal alamat server kabupaten. Data aman di komputer ini; kirim "
                "lewat flashdisk, atau daftarkan dengan alamat dan kode bila sudah ada jaringan."
            )
        )


class CountingCarrier(Carrier, Protocol):
    """A carrier that counts what goes over it."""

    @property
    def traffic(self) -> Traffic: ...

    def cut(self) -> None:
        """Ends what is under way, from another thread."""
        ...

    def close(self) -> None: ...


class DistrictConnection:
    """The district of one opened office. `open_line` makes the connection to an address; `wait` sleeps between two tries."""

    def __init__(
        self,
        office: "RelayingBook",
        open_line: Callable[[str], CountingCarrier] | None = None,
        wait: Callable[[float], None] | None = None,
    ):
        self._office = office
        self._open_line = open_line or _web
        self._wait = wait or self._pause
        self._stop = threading.Event()
        self._line: CountingCarrier | None = None

    @property
    def store(self) -> StoreOffice:
        office = self._office
        return StoreOffice(office.engine, office.settings.unit_code, lambda: office.rules, lambda: office.now_ms)

    # Asking ----------------------------------------------------------------------------------------------------------

    def connection_state(self) -> ConnectionState:
        with reading(self._office.engine) as connection:
            connected = _load(connection)
            devices = own_devices.load(connection)
            unsent = select(func.count(), func.coalesce(func.sum(file.c.size), 0)).where(
                file.c.direction == "up", file.c.done.is_(False), file.c.sha256.not_in(held_files.STAYING)
            )
            files, file_bytes = connection.execute(unsent).one()
            file_sizes = _attached(connection, devices)
            return ConnectionState(
                enrolled=any(pc.token for pc in devices),
                address=connected.address,
                waiting=sum(max(0, pc.last - pc.acknowledged) for pc in devices),
                waiting_files=files + len(file_sizes),
                waiting_file_bytes=file_bytes + sum(file_sizes),
                last_success=attempts.last_success(connection),
                clock_offset_ms=connected.offset_ms,
                next_try=self._next_try(connection, connected),
                paused=connected.paused,
                limit_bytes_a_day=connected.limit,
                used_today=attempts.bytes_of_day(connection, self._midnight()),
                stopped=from_text(connected.stopped) if connected.stopped else None,
                failures=connected.failures,
                letter=next((pc.letter for pc in devices if pc.current), ""),
                held_files=held_files.undecided(connection),
                minimum=_minimum(connection),
                invited=invited.accepted(connection) is not None,
                last_answer=_moment(last_answer.load(connection)),
            )

    def last_heard(self) -> tuple[datetime | None, bool]:
        """When something last came from the district, None for never or where this PC isn't enrolled; and whether it goes by network."""
        with reading(self._office.engine) as connection:
            by_network = _load(connection).address != ""
            if not any(pc.token for pc in own_devices.load(connection)):
                return None, by_network
            answer, success = _moment(last_answer.load(connection)), attempts.last_success(connection)
        moments = [answer] if answer else []
        if by_network and success is not None:
            moments.append(success.at)
        return max(moments, default=None), by_network

    def _next_try(self, connection: Connection, connected: Connected) -> datetime | None:
        """None when this PC's clock was put back since: counted from the time noted then, the next try might be years away."""
        last_try = attempts.last_tried(connection)
        if connected.next_try_ms is None or (last_try is not None and last_try > self._now()):
            return None
        return attempts.moment(connected.next_try_ms)

    def history(self, limit: int = 50, before: Attempt | None = None) -> list[Attempt]:
        """The newest first; a page goes on behind `before`, the last one of the page in front of it."""
        with reading(self._office.engine) as connection:
            return attempts.page(connection, limit, before)

    def next_try(self, *, recorded: bool = False) -> datetime | None:
        """When the next sync is due by itself; None while it is paused, stopped or not enrolled, tomorrow over today's limit.

        `recorded`: something was just written here. That goes at once, unless the last try failed.
        """
        now = self.connection_state()
        over = now.limit_bytes_a_day is not None and now.used_today >= now.limit_bytes_a_day
        if not now.enrolled or not now.address or now.paused or now.stopped:
            return None
        if over:
            return self._midnight() + timedelta(days=1)
        if recorded and now.waiting and not now.failures:
            return self._now()
        return now.next_try or self._now()

    # Doing -----------------------------------------------------------------------------------------------------------

    def enrol(self, address: str, code: str) -> Enrolled:
        """Enrols this PC, or enrols it again. Raises NoNetwork or Refused; then nothing changed. For an admin."""
        self._refuse_others()
        address = normal_address(address)
        line = self._open_line(address)
        try:
            version = self._office.updates.version
            answer = enrol(self.store, Client(line, version), code.strip(), version)
        finally:
            line.close()
        self._change(address=address, district=answer.district, stopped="", failures=0, next_try_ms=None)
        with writing(self._office.engine) as connection:
            invited.forget(connection)
        self._office.after_sync()
        return answer

    def join(self, place: str, code: str) -> bool:
        """Enrols by the district's address, or goes by the invitation in a file; whether it is an invitation. Raises OfficeError. For an admin."""
        if invited.is_file(place):
            self.accept_invitation(Path(place).absolute(), code)
            return True
        self.enrol(place, code)
        return False

    def accept_invitation(self, file: Path, code: str) -> "Invitation":
        """Goes by an invitation that came on a stick, until the district's answer confirms it. Raises OfficeError; then nothing changed.

        For an admin.
        """
        self._refuse_others()
        invitation, parsed_code = invited.read(file, code)
        invited.accept(self._office, invitation, parsed_code)
        self.follow()
        return invitation

    def confirmed(self, accepted: Accepted) -> None:
        """The district has let this PC in by this invitation."""
        with writing(self._office.engine) as connection:
            invited.forget(connection)
        self._change(
            address=accepted.address or self.connection_state().address, district=accepted.district, stopped="", failures=0,
            next_try_ms=None,
        )  # fmt: skip

    def _refuse_others(self) -> None:
        if self._office.user.role != "admin":
            raise Refused(
                phrase(
                    "Hanya admin yang dapat mendaftarkan komputer ini di kabupaten. Tidak ada yang diubah; mintalah "
                    "admin kantor Anda."
                )
            )

    def sync(self, report_progress: ReportProgress = lambda _: True) -> Attempt:
        """Syncs once, now; the attempt goes into the history. Raises NoNetwork, DistrictRefused or Cancelled after noting it."""
        with reading(self._office.engine) as connection:
            connected = _load(connection)
        if not connected.address:
            raise NoAddress if self.connection_state().enrolled else NotEnrolled
        self._stop.clear()

        def goes_on(progress: Progress) -> bool:
            return report_progress(progress) and not self._stop.is_set()

        line = self._line = self._open_line(connected.address)
        pace = Pace(connected.room, time.monotonic)
        updates = self._office.updates
        with reading(self._office.engine) as connection:
            read = announcements.unsaid(connection)
        client = Client(line, updates.version, updates.header, ",".join(map(str, read)))
        # It starts its thread when the first request goes ahead, which a small sync has none of.
        ahead = ThreadPoolExecutor(1, "sync-ahead")
        session = Session(self.store, client, pace, lambda: self._office.now_ms, self._wait, goes_on, ahead.submit)
        try:
            with self._noting(session.tally, line.traffic, pace) as noted, ahead:
                session.run()
                if read:
                    with writing(self._office.engine) as connection:
                        announcements.note_told(connection, read)
                if self.connection_state().minimum is None:
                    self._transfer(line, goes_on, connected.limit).run(self._token())
                updates.note_offer(client.release)
                self._carry(line, connected.limit)
                self._fetch_release(line, updates, connected.limit)
        finally:
            self._line = None
            line.close()
            self.follow()
        with suppress(
            OfficeError
        ):  # what stands against it is kept, or the next sync tries again: the exchange went well
            updates.install_fetched(lambda _done, _total: not self._stop.is_set())
        return noted[0]

    def _carry(self, line: CountingCarrier, limit: int | None) -> None:
        """Hands in what is carried for other offices, and gets their answers: nothing that breaks here is a failed sync of this one."""
        if not (self._office.folder / RELAY_FOLDER).is_dir():
            return
        relay = self._office.relay
        if not relay.is_due():
            return
        try:
            client = Client(line)
            relay.exchange(
                client, self._token(), time.monotonic, self._wait, lambda: not self._stop.is_set(), self._budget(line, limit)
            )  # fmt: skip
        except OfficeError as error:
            if self._stop.is_set():
                raise SyncCancelled from error

    def _fetch_release(self, line: CountingCarrier, updates: Updates, limit: int | None) -> None:
        """Gets the next pieces of the version that the district offers, behind all else: nothing that breaks here is a failed sync.

        For a while only, and not while something waits to be sent: the next sync goes on at the same byte.
        """
        offer = updates.wanted()
        if offer is None or updates.files.whole(offer) is not None:
            return
        end = time.monotonic() + FETCH_SECONDS

        def goes_on(*_counts: int) -> bool:
            return not self._stop.is_set() and time.monotonic() < end and not self._has_unsent()

        download = Download(updates.files, Client(line), time.monotonic, self._wait, goes_on, self._budget(line, limit))
        try:
            download.get(self._token(), offer.sha256, updates.files.received_bytes(offer.sha256), None)
        except SyncCancelled:
            if self._stop.is_set():
                raise
        except OfficeError:
            return

    def _has_unsent(self) -> bool:
        with reading(self._office.engine) as connection:
            return any(pc.waits for pc in own_devices.load(connection) if pc.token)

    def follow(self) -> None:
        """Applies what an answer may have changed besides complaints: the author, the rules, the slot for the district's help."""
        self.keep_escrow()
        self._office.after_sync()
        if self._office.upkeep.rules_changed():
            self._office.upkeep.refresh_deadlines()

    def stop(self) -> None:
        """Ends the sync under way, from another thread: it raises Cancelled within a moment. What was done stays done."""
        self._stop.set()
        line = self._line
        if line is not None:
            line.cut()

    def _pause(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise SyncCancelled

    def fetch(self, sha256: str, report_progress: ReportProgress = lambda _: True) -> bool:
        """Gets one attachment now, however large; False when the district doesn't have it yet. Raises NoNetwork or Cancelled."""
        with reading(self._office.engine) as connection:
            connected = _load(connection)
        if not connected.address:
            raise NotEnrolled
        line = self._open_line(connected.address)
        try:
            return self._transfer(line, report_progress, None).get(
                self._token(), sha256, self.files.received_bytes(sha256), None
            )
        finally:
            line.close()

    def keep_escrow(self) -> None:
        """The vault's slot for the district's help follows the key that the district publishes."""
        with reading(self._office.engine) as connection:
            notice = kept_values.load(connection, feed_position.NOTICE, Notice)
        if notice is not None and len(notice.escrow) in (0, ESCROW_KEY_BYTES):
            self._office.vault.put_escrow(self._office.unlocked, notice.escrow)

    def held_files(self) -> list[HeldFile]:
        """The attachments that can't be cleaned of what they hide, those to be decided on first."""
        with reading(self._office.engine) as connection:
            return held_files.load(connection)

    def decide_on_file(self, sha256: str, decision: Literal["send", "keep"]) -> None:
        """Sends a held file as it is, or keeps it on this PC. Raises InvalidField when no such file is held."""
        with writing(self._office.engine) as connection:
            is_held = held_files.decide(connection, sha256, decision)
        if not is_held:
            raise InvalidField(
                "attachments",
                phrase("Tidak ada lampiran tertahan dengan tanda {hash}. Tidak ada yang diubah.", hash=sha256[:16]),
            )

    @property
    def files(self) -> StoreFiles:
        office = self._office
        return StoreFiles(office.engine, office.attachments, lambda: office.now_ms)

    def _transfer(self, line: CountingCarrier, report_progress: ReportProgress, limit: int | None) -> Transfer:
        start = time.monotonic()

        def report_files(done: int, total: int, done_bytes: int, total_bytes: int) -> bool:
            rate = done_bytes / max(time.monotonic() - start, 0.001)
            return report_progress(Progress("files", done, total, 0, done_bytes, max(total_bytes, done_bytes), rate))

        return Transfer(
            self.files, Client(line, __version__), time.monotonic, self._wait, report_files, self._budget(line, limit)
        )

    def _budget(self, line: CountingCarrier, limit: int | None) -> int | None:
        """How many bytes may still go today; None for no limit."""
        # What this sync has said till now is noted at its end.
        used_bytes = line.traffic.sent + line.traffic.received
        return None if limit is None else max(0, limit - self.connection_state().used_today - used_bytes)

    def _token(self) -> str:
        with reading(self._office.engine) as connection:
            return next(pc.token for pc in own_devices.load(connection) if pc.current)

    @contextmanager
    def _noting(self, tally: Tally, traffic: Traffic, pace: Pace) -> Iterator[list[Attempt]]:
        noted: list[Attempt] = []
        try:
            yield noted
        except OfficeError as error:
            # A line that was cut looks broken; it was somebody's wish.
            outcome = SyncCancelled() if self._stop.is_set() else error
            noted.append(self._note(tally, traffic, pace, outcome))
            raise outcome from error
        noted.append(self._note(tally, traffic, pace, None))

    def _note(self, tally: Tally, traffic: Traffic, pace: Pace, error: OfficeError | None) -> Attempt:
        outcome: Outcome = "ok"
        if error is not None:
            outcome = "interrupted" if isinstance(error, Interrupted | SyncCancelled | DayLimit) else "failed"
        attempt = Attempt(
            self._now(), "internet", outcome, error.phrase if error else None, tally.sent, tally.received,
            traffic.sent, traffic.received, traffic.requests,
        )  # fmt: skip
        with writing(self._office.engine) as connection:
            connected = _load(connection)
            failures = (
                connected.failures + 1 if error is not None and not isinstance(error, SyncCancelled | DayLimit) else 0
            )
            server_pause = error.seconds if isinstance(error, Later) else 0.0
            pause = pause_after(failures, server_pause, random.random())
            is_final = isinstance(error, DistrictRefused) and error.reason in STOPPING
            changed = structs.replace(
                connected,
                room=pace.room_bytes,
                failures=failures,
                next_try_ms=self._office.now_ms + int(pause * 1000),
                offset_ms=connected.offset_ms if tally.offset_ms is None else tally.offset_ms,
                stopped=to_text(error.phrase) if error and is_final else "",
            )
            kept_values.save(connection, _CONNECTION, changed)
            attempts.keep(connection, attempt)
        return attempt

    def set_paused(self, paused: bool) -> None:
        self._change(paused=paused)

    def set_limit(self, limit: int | None) -> None:
        """At most so many bytes a day by itself, both ways; 'sync now' still takes the text, and leaves the attachments."""
        self._change(limit=limit)

    def _change(self, **changes: object) -> None:
        with writing(self._office.engine) as connection:
            kept_values.save(connection, _CONNECTION, structs.replace(_load(connection), **changes))

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._office.clock()).astimezone()

    def _midnight(self) -> datetime:
        return self._now().replace(hour=0, minute=0, second=0, microsecond=0)


def _web(address: str) -> CountingCarrier:
    # Only here: requests and the system's certificates cost the start of the program a tenth of a second.
    from sync.web import Web

    return Web(address)


def _attached(connection: Connection, devices: Sequence[OwnDevice]) -> list[int]:
    """The sizes in bytes of the files that unsent steps name, which are sent after them; none when the steps are too many to look through."""
    sizes: list[int] = []
    for pc in devices:
        if not pc.token or not 0 < pc.last - pc.acknowledged <= MOST_LOOKED_THROUGH:
            continue
        query = select(event.c.content).where(event.c.device == pc.id, event.c.seq > pc.acknowledged)
        steps = (decode_any_step(content).step for content in connection.scalars(query) if b"attached" in content)
        sizes += [step.size for step in steps if isinstance(step, Attached)]
    return sizes


def _minimum(connection: Connection) -> Minimum | None:
    """What the district asks for, while an older version runs here. It is nothing without the fault that it names."""
    notice = kept_values.load(connection, feed_position.NOTICE, Notice)
    minimum = notice.minimum if notice is not None else None
    if minimum is None or not minimum.reason.strip():
        return None
    from desktop.updates.installation import running_version
    from sync.release.versions import is_newer

    return minimum if is_newer(minimum.version, running_version()) else None


def _moment(ms: int) -> datetime | None:
    return attempts.moment(ms) if ms else None


def _load(connection: Connection) -> Connected:
    return kept_values.load(connection, _CONNECTION, Connected) or Connected()
