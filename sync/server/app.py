"""The ASGI application. The protocol's own requests take a short way to the district; everything else is Starlette's."""

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync import frame
from sync.messages import READ_HEADER, UPDATES_HEADER, VERSION_HEADER, Refusal
from sync.server import body, metrics
from sync.server.backup import forget_copies
from sync.server.database import Unavailable
from sync.server.district import Answer, District, refused
from sync.server.limits import RateLimit, rate_limit
from sync.server.options import ServerOptions
from sync.server.public_address import PublicAddress, plain_host, requested_host
from sync.server.refusal import Refuse, busy, too_many
from sync.server.shelf_pieces import ShelfAway

T = TypeVar("T")
log = logging.getLogger("aduan-distrik")
THREADS = 8
MOST_WAITING = 256  # requests
LONGEST_WAIT = 20.0  # seconds in the line for a thread; an office gives up after 40 without an answer, and would come again at once
MOST_HELD = 64 * 1024 * 1024  # bytes of bodies that have come, and are not answered yet
# Bytes that somebody unknown may send: from all the connections that there can be, a quarter of MOST_HELD.
UNPROVEN_BODY = 4 * 1024
LARGEST_BODY = {"/v1/sync": frame.LARGEST_BODY, "/v1/enrol": UNPROVEN_BODY, "/v1/device": UNPROVEN_BODY}
_VERSION_HEADER, _UPDATES_HEADER = VERSION_HEADER.lower().encode(), UPDATES_HEADER.lower().encode()
_READ_HEADER = READ_HEADER.lower().encode()
SLOW_SECONDS = 1.0
HSTS = (b"strict-transport-security", b"max-age=31536000")
CLIENT_LEFT = 499  # in the log and the figures: it went away before its request was whole; nobody gets this answer
MISDIRECTED = 421
UNNAMED = ("/healthz", "/metrics")  # what looks after us asks by whatever name it has
# Where a stranger may try passwords and codes of officers. Who is refused there is logged with the address, for fail2ban; citizens never.
GUESSED = ("/masuk", "/undangan", "/v1/enrol")
MOST_AT_ONCE = 3  # requests of one device: an office asks with one, and once more when a connection broke


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How often one device may ask, and how often one address may enrol or send an unknown token."""

    device: RateLimit
    address: RateLimit


class Application:
    """Answers the protocol's POSTs in a pool of threads; hands other requests to `pages`. Counts and logs them all."""

    def __init__(
        self, district: District, pages: ASGIApp, pace: RequestLimits, public: PublicAddress | None = None
    ) -> None:
        self.district = district
        self._public = public
        self._pages = pages
        self._pace = pace
        self._threads = ThreadPoolExecutor(THREADS, "request")
        self._waiting = 0
        self._under_way: Counter[str] = Counter()
        self._buffered_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        direct = scope["path"] in LARGEST_BODY and scope["method"] == "POST"
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if scope["scheme"] == "https":
                    message = {**message, "headers": [*message.get("headers", ()), HSTS]}
            await send(message)

        try:
            if direct:
                status = await self._post(scope, receive, send)
            elif not self._is_for_us(scope):
                await PlainTextResponse("another host\n", MISDIRECTED)(scope, receive, sending)
            else:
                await self._pages(scope, receive, sending)
        except ClientDisconnect:
            status = CLIENT_LEFT
        except Exception:
            log.exception("bug", extra={"path": _template(scope)})
            if status:
                raise
            status = 500
            await _say(send, Answer(500, frame.pack(Refusal("bug"))[0]))
        finally:
            path = scope["path"] if direct else _template(scope)
            _note(path, status, time.perf_counter() - began)
            if path in GUESSED and 400 <= status < CLIENT_LEFT:
                log.warning("refused", extra={"path": path, "status": status, "address": _address(scope)})

    def _is_for_us(self, scope: Scope) -> bool:
        """Whether a request for a page calls us by the public address; then it came as that says, whatever a proxy told."""
        if self._public is None:
            return True
        if plain_host(self._public.scheme, requested_host(scope)) == self._public.host:
            scope["scheme"] = self._public.scheme
            return True
        return scope["path"] in UNNAMED or scope["path"].startswith("/v1/")

    async def _post(self, scope: Scope, receive: Receive, send: Send) -> int:
        try:
            answer = await self._answer(scope, receive)
        except body.Disconnected:
            return 0
        except Refuse as refuse:
            answer = refused(refuse)
        metrics.SENT.inc(len(answer.body))
        await _say(send, answer)
        return answer.status

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        path: str = scope["path"]
        token, encoding, accepted, version, updates, read = b"", b"", b"zstd", b"", b"", b""
        for name, value in scope["headers"]:
            if name == b"authorization":
                token = value.removeprefix(b"Bearer ")
            elif name == b"content-encoding":
                encoding = value
            elif name == b"accept-encoding":
                accepted = value
            elif name == _VERSION_HEADER:
                version = value
            elif name == _UPDATES_HEADER:
                updates = value
            elif name == _READ_HEADER:
                read = value
        if path == "/v1/enrol":
            await self._pace.address.spend(_address(scope), time.monotonic)
        elif token:
            await self._pace.device.spend(token[:64].hex(), time.monotonic)
        words = [part.decode("latin-1") for part in (token, encoding, accepted, version, updates, read)]
        try:
            answer = await self._posted(scope, receive, path, *words)
        except Refuse as refuse:
            answer = refused(refuse)
        except Unavailable as error:
            answer = refused(busy(5, error.reason))
        if answer.status == 401:
            await self._pace.address.spend(_address(scope), time.monotonic)
        return answer

    async def _posted(
        self, scope: Scope, receive: Receive, path: str, token: str, encoding: str, accepted: str, *program: str
    ) -> Answer:
        if self._waiting >= MOST_WAITING:
            raise busy(2, "too many requests wait")
        largest = LARGEST_BODY[path]
        if min(body.announced(scope, largest), largest) > UNPROVEN_BODY:
            await self._in_thread(self.district.requester, token)
        buffered = 0

        def hold(size: int) -> None:
            nonlocal buffered
            if self._buffered_bytes + size > MOST_HELD:
                raise busy(2, "too many bytes are held")
            buffered += size
            self._buffered_bytes += size

        try:
            content = await body.read(scope, receive, hold, largest)
            metrics.RECEIVED.inc(len(content))
            with self._turn(token):
                return await self._in_thread(self.district.post, path, token, content, encoding, accepted, *program)
        finally:
            self._buffered_bytes -= buffered

    @contextmanager
    def _turn(self, token: str) -> Generator[None]:
        """One device has so many requests under way that are whole; others get the threads. Raises Refuse (429)."""
        if token and self._under_way[token] >= MOST_AT_ONCE:
            raise too_many(2)
        self._under_way[token] += 1
        try:
            yield
        finally:
            self._under_way[token] -= 1
            if not self._under_way[token]:
                del self._under_way[token]

    async def _in_thread(self, work: Callable[..., T], *words: object) -> T:
        """Runs what waits for the database in a thread. Raises Refuse (503) when none was free for long."""
        began = time.monotonic()

        def in_time() -> T:
            if time.monotonic() - began > LONGEST_WAIT:
                raise busy(5, "a request waited for too long")
            return work(*words)

        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, in_time)
        finally:
            self._waiting -= 1


async def _say(send: Send, answer: Answer) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _note(path: str, status: int, seconds: float) -> None:
    """Counts a request; in the log stand those that were refused, failed, or took long."""
    metrics.REQUESTS.labels(path, status).inc()
    metrics.SECONDS.labels(path).observe(seconds)
    if status >= 400 or seconds > SLOW_SECONDS:
        log.info("request", extra={"path": path, "status": status, "ms": round(seconds * 1000)})


def _template(scope: Scope) -> str:
    """The address with placeholders instead of its values: '/aduan/{id}'."""
    route = scope.get("route")
    return route.path if route is not None else "other"


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _sweep(*sweeps: Callable[[float], None]) -> None:
    try:
        for sweep in sweeps:
            sweep(time.time())
    except ShelfAway as error:  # the next start sweeps; text goes on without the bucket
        log.warning("unavailable", extra={"path": "sweep", "reason": str(error)})


def build(
    options: ServerOptions, device_pace: int = 600, address_pace: int = 60, public: PublicAddress | None = None
) -> Application:
    """The application of one worker process; the paces are requests a minute."""
    from sync.server.bundle_box import bundle_box
    from sync.server.filing import Filing
    from sync.server.routes import BUNDLES_FOLDER, routes

    district = options.open()
    district.tidy()
    forget_copies(options.data)
    district.own_desk()  # a seventh of a second, with its calendar: not for the first office to wait for
    uploads = options.uploads()
    box = bundle_box(Filing(district, options.shelf(), uploads), options.data / BUNDLES_FOLDER)
    threading.Thread(
        target=_sweep, args=(uploads.sweep, box.sweep), daemon=True
    ).start()  # a bucket may be silent for a minute
    pace = RequestLimits(
        rate_limit(district.database, "device", device_pace * 5, device_pace),
        rate_limit(district.database, "address", address_pace, address_pace),
    )
    return Application(district, routes(district, options.shelf(), uploads, options.data, public), pace, public)
