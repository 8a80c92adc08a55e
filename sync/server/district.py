"""The district as its callers meet it: one synchronous call a request, below any web server. State lies in the database only."""

import gzip
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import TypeVar

import msgspec
from msgspec import structs

from complaints import time_zones
from complaints.errors import OfficeError
from complaints.evaluation import Evaluation
from complaints.phrases import phrase
from sync import frame, zstd
from sync.bundle.invitation import Invitation
from sync.messages import DeviceRequest, Enrolled, EnrolRequest, Forked, Notice, Refusal, SyncAnswer, SyncRequest
from sync.server import (
    attempts,
    audit,
    device,
    enrolment,
    evaluation,
    existing_units,
    intake_limits,
    limits,
    notice,
    push,
    quota,
    regain,
    releases,
    rollout,
    stick_invitations,
    unit_notice,
    units,
)
from sync.server.announcements import note_read
from sync.server.body import too_large
from sync.server.database import Database, Unavailable
from sync.server.device import Requester
from sync.server.intake import DistrictContext
from sync.server.intake_limits import Limits
from sync.server.keys import Keys
from sync.server.pull import page
from sync.server.push import PushedPart
from sync.server.reckoning import Reckoning, reckoning
from sync.server.refusal import Fork, Refuse, busy, malformed, not_found, unauthorized
from sync.server.releases import UNTOLD, OfficeProgram
from sync.server.statement import Transaction

log = logging.getLogger("aduan-distrik")
M = TypeVar("M", bound=msgspec.Struct)
UNASKING_VERSIONS = ("", "1.0.0")  # of programs whose requests never tell a version; later ones of that number do
_BELOW = re.compile(r"([0-9]{2}\.[0-9]{2})\.")


class OwnUnit(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Itu kode kabupaten ini sendiri, yang bekerja lewat halaman web. Belum ada kode yang dibuat; "
                "pilih unit lain."
            )
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as HTTP carries it; `encoding` is the Content-Encoding, '' for none."""

    status: int
    body: bytes
    encoding: str = ""
    retry_after: int = 0

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Content-Type": frame.MEDIA_TYPE, "Content-Length": str(len(self.body))}
        if self.encoding:
            headers["Content-Encoding"] = self.encoding
        if self.retry_after:
            headers["Retry-After"] = str(self.retry_after)
        return headers


class District:
    """`clock` gives seconds since 1970."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        clock: Callable[[], float],
        limits: Limits | None = None,
        rules: Evaluation | None = None,
    ) -> None:
        self.database = database
        self.keys = keys
        self.evaluation = rules or evaluation.shipped()
        self.limits = limits or intake_limits.shipped()
        self._clock = clock
        self._notice: Notice | None = None
        self._reckoning: tuple[tuple[int, int], Reckoning] | None = None
        self._posts: dict[str, Callable[[str, bytes, str, OfficeProgram], msgspec.Struct]] = {
            "/v1/sync": self.sync, "/v1/enrol": self._enrol, "/v1/device": self._succeed,
        }  # fmt: skip
        database.write(self._establish)

    def _establish(self, transaction: Transaction) -> None:
        notice.establish(transaction, self.keys)
        units.publish_parents(transaction)
        rollout.refresh(transaction)

    def now(self) -> int:
        """Milliseconds since 1970."""
        return int(self._clock() * 1000)

    def post(
        self,
        path: str,
        token: str,
        body: bytes,
        encoding: str,
        accepted: str = "zstd",
        version: str = "",
        updates: str = "",
        read: str = "",
    ) -> Answer:
        """What a POST of this body gets. `accepted` is its Accept-Encoding, `version` the program's, `updates` its Aduan-Updates, `read` its

        Aduan-Read. A bug is let through.
        """
        answer = self._answered(path, token, body, encoding, releases.program(version, updates, read))
        return answer if answer.encoding in accepted else _recoded(answer, accepted)

    def _answered(self, path: str, token: str, body: bytes, encoding: str, asking: OfficeProgram) -> Answer:
        try:
            post = self._posts.get(path)
            if post is None:
                raise not_found()
            answer = post(token, body, encoding, asking)
        except Fork as fork:
            return Answer(HTTPStatus.CONFLICT, *frame.pack(Forked(fork.acknowledged, fork.head)))
        except Refuse as refuse:
            return refused(refuse)
        except Unavailable as error:
            return refused(busy(5, error.reason))
        return Answer(HTTPStatus.OK, *frame.pack(answer))

    def sync(self, token: str, body: bytes, encoding: str, asking: OfficeProgram = UNTOLD) -> SyncAnswer:
        """One round. An idle one costs two statements, however much the server holds."""
        requester = self.requester(token)
        if asking.is_news(requester.version, requester.updates):
            self.database.write(lambda t: self._set_program(t, requester.id, asking))
        request = _message(body, encoding, SyncRequest)
        now = self.now()
        if asking.read:
            self.database.write(lambda t: note_read(t, requester.unit, requester.id, asking.read, now))
        seq, hash = requester.heads[requester.id], requester.head_hash
        if push.has_content(request):
            desk = self._desk(requester.notice)
            asks = asking.version != "" or requester.version not in UNASKING_VERSIONS
            # In parts, so that nobody waits for the end of a large one; whatever was kept before a refusal is not sent again.
            for part in push.parts(desk, requester, request):
                seq, hash = self._keep(desk, requester, part, now, asks=asks)
            if request.returned:
                requester = self.requester(token)
        return self.database.read(
            lambda t: releases.with_offer(t, self.answer(t, requester, request, seq, hash, now), requester.unit, asking)
        )

    def _set_program(self, transaction: Transaction, id: str, asking: OfficeProgram) -> None:
        device.set_program(transaction, id, asking.version, asking.updates)
        rollout.refresh(transaction)

    def _keep(
        self, desk: DistrictContext, requester: Requester, part: PushedPart, now: int, *, asks: bool
    ) -> tuple[int, bytes]:
        """Raises Refuse, with all kept that the day's limits allow."""
        try:
            return self.database.write(
                lambda transaction: push.keep(transaction, desk, requester, part, now, asks=asks)
            )
        except Refuse as refuse:
            if refuse.reason != quota.QUOTA or len(part.own_arrivals) < 2:
                raise
        first, second = push.halves(part)
        self._keep(desk, requester, first, now, asks=asks)
        return self._keep(desk, requester, second, now, asks=asks)

    def desk(self, transaction: Transaction) -> DistrictContext:
        """What taking in events needs, as of now."""
        return self._desk_of(notice.load(transaction))

    def _desk(self, version: int) -> DistrictContext:
        if self._notice is None or self._notice.version != version:
            self._notice = self.database.read(notice.load)
        return self._desk_of(self._notice)

    def _desk_of(self, own_notice: Notice) -> DistrictContext:
        return DistrictContext(own_notice.unit, self.keys, lambda: self.reckoning(own_notice), self.limits)

    def today(self) -> date:
        """The day in the district's own time zone."""
        return time_zones.today(self._clock(), self.database.read(notice.zone))

    def own_desk(self) -> tuple[Reckoning, str]:
        """How the district reckons deadlines now, and the district's own unit code."""
        own_notice = self.database.read(notice.load)
        return self.reckoning(own_notice), own_notice.unit

    def reckoning(self, own_notice: Notice) -> Reckoning:
        """By the district's policy and days off as of now; made once a version and year."""
        year = datetime.fromtimestamp(self._clock(), UTC).year
        if self._reckoning is None or self._reckoning[0] != (own_notice.version, year):
            self._reckoning = (own_notice.version, year), reckoning(own_notice.policy, own_notice.holidays, year)
            zone = time_zones.zone_of(own_notice.unit)
            self._reckoning[1].today = lambda: time_zones.today(self._clock(), zone)
        return self._reckoning[1]

    def prepare(self) -> None:
        """Reads what the first push would wait for: the days off, and the list of all units."""
        self.own_desk()
        existing_units.read_shipped()

    def issue_code(self, unit: str) -> str:
        """A one-time code with which a PC of this unit enrols; the first one tells the district who it is itself."""
        return self.database.write(lambda transaction: self._issue(transaction, unit))

    def invite(self, unit: str, address: str) -> tuple[Invitation, str]:
        """An invitation for one PC of this unit, to be written onto a stick, and the code that is told apart from it."""

        def work(transaction: Transaction) -> tuple[Invitation, str]:
            self._know_own_code(transaction, unit)
            return stick_invitations.issue(transaction, self.keys, unit, address, self.now())

        return self.database.write(work)

    def tidy(self) -> None:
        """Forgets what has had its time; done when a worker starts."""

        def work(transaction: Transaction) -> None:
            enrolment.forget(transaction, self.now())
            quota.forget(transaction, self.now())
            audit.forget(transaction, self.now())
            attempts.forget(transaction, self.now())
            limits.forget(transaction)

        self.database.write(work)

    def _issue(self, transaction: Transaction, unit: str) -> str:
        self._know_own_code(transaction, unit)
        return enrolment.issue(transaction, unit, self.now())

    def _know_own_code(self, transaction: Transaction, unit: str) -> None:
        """The first unit that is let in tells the district who it is itself. Raises OwnUnit for its own code."""
        own_notice = notice.load(transaction)
        if not own_notice.unit:
            own_notice = notice.change(
                transaction, lambda current: current if current.unit else structs.replace(current, unit=parent(unit))
            )
        if unit == own_notice.unit:
            raise OwnUnit

    def answer(
        self, transaction: Transaction, requester: Requester, request: SyncRequest, seq: int, hash: bytes, now: int
    ) -> SyncAnswer:
        """The answer to this request after its events were kept: `seq` and `hash` are its device's head."""
        if now - requester.seen_at > device.SEEN_EVERY_MS:
            device.mark_seen(transaction, requester.id, now)
        have = dict(request.have)
        last = request.first + len(request.events) - 1
        pushed = last if request.events and last <= seq else 0
        have[requester.id] = max(have.get(requester.id, 0), pushed)
        feed_page = page(transaction, self.keys, requester, request.cursor, request.room, have, pushed)
        newer = request.notice < requester.own_notice
        return SyncAnswer(
            acknowledged=seq,
            head=hash,
            events=feed_page.events,
            keys=feed_page.keys,
            cursor=feed_page.cursor,
            more=feed_page.has_more,
            time=now,
            notice=notice.as_sent(unit_notice.of(transaction, requester.unit)) if newer else None,
            reset=feed_page.reset,
            server_has={
                id: requester.heads.get(id, 0)
                for id, upto in request.have.items()
                if id != requester.id and upto > requester.heads.get(id, 0)
            },
            requested=regain.missing(transaction, request.offer),
        )

    def requester(self, token: str) -> Requester:
        requester = self.database.read(lambda transaction: device.requester(transaction, token)) if token else None
        if requester is None:
            raise unauthorized()
        return requester

    def _enrol(self, _token: str, body: bytes, encoding: str, _asking: OfficeProgram) -> Enrolled:
        request = _message(body, encoding, EnrolRequest)
        now = self.now()

        def work(transaction: Transaction) -> Enrolled:
            token, unit, letter = enrolment.enrol(transaction, request, now)
            rollout.refresh(transaction)
            return Enrolled(token, unit, letter, notice.load(transaction).unit, now)

        return self.database.write(work)

    def _succeed(self, token: str, body: bytes, encoding: str, asking: OfficeProgram) -> Enrolled:
        requester = self.requester(token)
        request = _message(body, encoding, DeviceRequest)
        now = self.now()

        def work(transaction: Transaction) -> Enrolled:
            token, letter = enrolment.succeed(transaction, requester, request, now, version=asking.version)
            rollout.refresh(transaction)
            return Enrolled(token, requester.unit, letter, notice.load(transaction).unit, now)

        return self.database.write(work)


def _recoded(answer: Answer, accepted: str) -> Answer:
    """For a client that doesn't read zstd."""
    plain = zstd.decompress(answer.body)
    packed = gzip.compress(plain, mtime=0) if "gzip" in accepted else plain
    return (
        replace(answer, body=packed, encoding="gzip")
        if len(packed) < len(plain)
        else replace(answer, body=plain, encoding="")
    )


def refused(refuse: Refuse) -> Answer:
    """The answer that says so. Why the server is busy stands in its log alone."""
    if refuse.status == HTTPStatus.SERVICE_UNAVAILABLE:
        log.warning("busy", extra={"reason": refuse.why})
    body, encoding = frame.pack(Refusal(refuse.reason, refuse.detail))
    return Answer(refuse.status, body, encoding, refuse.retry_after)


def parent(unit: str) -> str:
    """The code of the kabupaten or kota that an office's code begins with; '' when it is no such code."""
    match = _BELOW.match(unit)
    return match[1] if match else ""


def _message(body: bytes, encoding: str, kind: type[M]) -> M:
    try:
        return frame.unpack(body, encoding, kind)
    except frame.Oversized:
        raise too_large() from None
    except frame.UnreadableMessage as error:
        raise malformed(str(error)) from None
