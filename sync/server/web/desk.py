"""What every page needs: templates, who is logged in, safe forms, and the headers that keep a page to itself."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from http import HTTPStatus
from pathlib import Path
from secrets import compare_digest
from typing import TypeVar, cast
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from complaints import attachment, time_zones, vocabulary
from complaints.categories import Categories
from complaints.errors import OfficeError
from complaints.fields import LABELS
from complaints.reminders import rung_of
from complaints.time_zones import Zone
from sync.server import accounts, attempts, audit, categories, notice
from sync.server.accounts import Visit
from sync.server.database import Unavailable
from sync.server.district import District
from sync.server.limits import RateLimit, rate_limit
from sync.server.number_text import number
from sync.server.permissions import HOME, WORDS, Right
from sync.server.public_address import PublicAddress, own_socket, plain_host, requested_host
from sync.server.reckoning import NOT_DUE
from sync.server.refusal import Refuse
from sync.server.statement import Transaction
from sync.server.web.turns import AGAIN_SECONDS, Turns

log = logging.getLogger("aduan-distrik")
T = TypeVar("T")
Page = Callable[[Request, Visit], Awaitable[Response]]
Open = Callable[[Request], Awaitable[Response]]

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEMPLATES = Path(__file__).parent / "templates"
COOKIE = "kunjungan"
LARGEST_FORM = attachment.LARGEST_BYTES + 64 * 1024  # bytes, of a form with a file
MOST_FIELDS = 160  # of a form by which many complaints are handed on
MOST_ROWS = 4096  # kept of one table
SUBJECT_FIELDS = ("id", "name", "unit", "device", "purpose", "why")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# The pages that stand beside every other: for whom, where, and their names.
MENU: tuple[tuple[Right, str, str], ...] = (
    ("figures", "pekan", "Pekan ini"),
    ("desk", "meja", "Kotak masuk"), ("desk", "meja/pengingat", "Pengingat"), ("desk", "meja/laporan", "Laporan"),
    ("complaints", "aduan", "Pengaduan"), ("complaints", "pengingat", "Pengingat"), ("dispose", "lapor", "SP4N-LAPOR!"),
    ("figures", "pemantauan", "Pemantauan"), ("figures", "laporan", "Laporan unit"), ("figures", "indeks", "Indeks penilaian"),
    ("figures", "peringatan", "Peringatan dini"),
    ("receipts", "tersegel", "Aduan tersegel"), ("offices", "unit", "Unit dan komputer"),
    ("settings", "pengumuman", "Pengumuman"), ("settings", "aturan", "Aturan dan libur"), ("accounts", "akun/semua", "Akun petugas"),
)  # fmt: skip


class Forbidden(Exception):
    """A form that didn't come from our own page."""


@dataclass
class Desk:
    """The district, as pages reach it."""

    district: District
    clock: Callable[[], float]
    public: PublicAddress | None = None
    templates: Environment = field(init=False)
    categories: Categories = field(init=False)
    name: str = ""
    contact: str = ""
    zone: Zone = "WIB"
    turns: Turns = field(default_factory=Turns)

    def __post_init__(self) -> None:
        self.categories = categories.shipped()
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=without_marks,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(  # pyright: ignore[reportUnknownMemberType]
            stages=vocabulary.STAGES,
            kinds=vocabulary.KINDS,
            channels=vocabulary.CHANNELS,
            labels=LABELS,
            counts=vocabulary.COUNTS,
            never=NOT_DUE,
            rung_of=rung_of,
            roles=WORDS,
            menu=MENU,
            desk=self,
        )
        filters = {"ago": self.ago, "day": day, "due": due, "category": self.category_label, "number": number}
        self.templates.filters.update(filters)  # pyright: ignore[reportUnknownMemberType]

    @cached_property
    def trackings(self) -> RateLimit:
        """How often one address may look for complaints by their codes."""
        return rate_limit(self.district.database, "tracking", 10, 10)

    async def may_try(self, callers: Sequence[str]) -> None:
        """Raises Refuse (429) for who guessed wrong too often."""
        await self.read(lambda t: attempts.check(t, callers, self.district.now()))

    async def tried(self, callers: Sequence[str], *, right: bool) -> None:
        """Counts what `may_try` had let through."""
        if right:
            await self.write(lambda t: attempts.succeeded(t, callers))
        else:
            await self.write(lambda t: attempts.failed(t, callers, self.district.now()))

    def know(self, transaction: Transaction) -> None:
        """Who the district is, for the head of every page."""
        own_notice = notice.load(transaction)
        self.name, self.contact = own_notice.name, own_notice.contact
        self.categories = categories.of_district(own_notice)
        self.zone = notice.zone(transaction)

    def category_label(self, code: str) -> str:
        return self.categories.label(code)

    def today(self) -> date:
        """The day in the district's own time zone, whatever the machine's."""
        return time_zones.today(self.clock(), self.zone)

    def ago(self, ms: int | None) -> str:
        """'3 jam lalu': tells more than a time of day in another time zone."""
        if not ms:
            return "belum pernah"
        minutes = max(int(self.clock() - ms / 1000) // 60, 0)
        for size, word in ((1440, "hari"), (60, "jam"), (1, "menit")):
            if minutes >= size:
                return f"{minutes // size} {word} lalu"
        return "baru saja"

    def address(self, request: Request) -> str:
        """Where offices reach us, '' when nobody has said so and the request doesn't name the very socket at which it came."""
        if self.public is not None:
            return str(self.public)
        own = own_socket(request.scope)
        return (
            f"{request.url.scheme}://{own}"
            if own and own == plain_host(request.url.scheme, requested_host(request.scope))
            else ""
        )

    def html(self, name: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
        return HTMLResponse(self.templates.get_template(name).render(**values), status, HEADERS)

    def kept_rows(self, template: str) -> Callable[..., Markup]:
        """The macro `row` of this template, which keeps what it wrote by the values that it was given.

        Of a table of all units most rows are what they were at the last look; writing them anew takes longer than all else of a page.
        """
        row = cast(Callable[..., Markup], vars(self.templates.get_template(template).module)["row"])
        return lru_cache(MOST_ROWS)(row)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return await in_thread(partial(self.district.database.read, work))

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return await in_thread(partial(self.district.database.write, work))

    def open(self, page: Open) -> Open:
        """A page that everybody may see."""

        async def made(request: Request) -> Response:
            await self.read(self.know)
            return await page(request)

        async def answer(request: Request) -> Response:
            try:
                if request.method != "GET":  # a form may come slowly: nobody waits for who sends it
                    return await made(request)
                async with self.turns.one():
                    return await made(request)
            except Refuse as refuse:
                if refuse.status == HTTPStatus.SERVICE_UNAVAILABLE:
                    return self._busy(request, refuse.why, refuse.retry_after)
                waiting = {"Retry-After": str(refuse.retry_after)} if refuse.retry_after else {}
                sentence = (
                    "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi."
                    if waiting
                    else "Permintaan ini tidak dapat dilayani."
                )
                response = self.html("sorry.html", {"sentence": sentence}, refuse.status)
                response.headers.update(waiting)
                return response
            except Unavailable as error:
                return self._busy(request, error.reason, AGAIN_SECONDS)
            except OfficeError as error:
                return self.html("sorry.html", {"sentence": error.sentence}, 422)
            except Forbidden:
                return self.html(
                    "sorry.html",
                    {"sentence": "Formulir ini sudah kedaluwarsa. Muat ulang halamannya, lalu kirim lagi."},
                    403,
                )

        return answer

    def _busy(self, request: Request, reason: str, seconds: int) -> Response:
        """What who reads a page gets then comes again by itself; who sent a form decides that themselves."""
        log.warning("busy", extra={"reason": reason})
        reads = request.method == "GET"
        sentence = (
            "Server sedang sibuk. Data aman; halaman ini mencoba lagi sendiri beberapa detik lagi."
            if reads
            else "Server sedang sibuk. Data aman; coba lagi sebentar lagi."
        )
        response = self.html("sorry.html", {"sentence": sentence}, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers.update({"Retry-After": str(seconds)} | ({"Refresh": str(seconds)} if reads else {}))
        return response

    def guarded(self, page: Page, right: Right | None = None, *, takes_file: bool = False) -> Open:
        """A page for who is logged in and has the right (None: everybody's own); a form on it must carry the visit's own sign."""

        async def answer(request: Request) -> Response:
            token = request.cookies.get(cookie_name(request), "")
            visit = await self.read(lambda t: accounts.visit(t, token, self.district.now())) if token else None
            if visit is None:
                return RedirectResponse("/masuk", HTTPStatus.SEE_OTHER, HEADERS)
            if right is not None and not visit.may(right):
                await self._trace(request, visit, "DITOLAK ")
                return self.html("forbidden.html", {"visit": visit, "home": HOME[visit.role]}, HTTPStatus.FORBIDDEN)
            if request.method == "POST":
                check_origin(request)
                if takes_file:
                    await _form_with_file(request)
                if not compare_digest(text(await form(request), "csrf").encode(), visit.csrf.encode()):
                    raise Forbidden
            response = await page(request, visit)
            await self._trace(request, visit)
            return response

        return self.open(answer)

    async def _trace(self, request: Request, visit: Visit, outcome: str = "") -> None:
        """Who saw or did what, for the audit."""
        subject = await _subject(request)
        action = f"{outcome}{request.method} {_pattern(request)}"
        await self.write(lambda t: audit.note(t, visit.admin, action, subject, self.district.now()))


def _pattern(request: Request) -> str:
    """The address of the page without what was asked for in it: '/aduan/{id}'."""
    return request.scope["route"].path


async def _subject(request: Request) -> str:
    """What a page or a form was about: ids and codes, and the reason for opening an identity; never a password or a text."""
    values = [str(value) for value in request.path_params.values()]
    if request.method == "POST":
        form_data = await form(request)
        values += [value for name in SUBJECT_FIELDS if (value := text(form_data, name))]
    else:
        values += [value for name in SUBJECT_FIELDS if (value := request.query_params.get(name, ""))]
    return " ".join(values)


async def in_thread(work: Callable[[], T]) -> T:
    """Runs what waits for a disk or a database in a thread."""
    return await asyncio.get_running_loop().run_in_executor(None, work)


async def form(request: Request) -> FormData:
    """The form's fields; files are taken on pages alone that say so, and any other form is never large."""
    with_file: FormData | None = getattr(request.state, "form_with_file", None)
    if with_file is not None:
        return with_file
    if int(request.headers.get("content-length", "0") or 0) > 64 * 1024 or "chunked" in request.headers.get(
        "transfer-encoding", ""
    ):
        raise Refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


class _HeldInMemory(MultiPartParser):
    """A file that comes lies on no disk before it is cleaned, and encrypted where the district is."""

    spool_max_size = LARGEST_FORM


async def _form_with_file(request: Request) -> None:
    """Reads a form with one file, which `form` and `attached_file` give."""
    length = int(request.headers.get("content-length", "0") or 0)
    if not 0 < length <= LARGEST_FORM or "chunked" in request.headers.get("transfer-encoding", ""):
        raise Refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type")
    try:
        parsed = await _HeldInMemory(request.headers, request.stream(), max_files=1, max_fields=5).parse()
    except MultiPartException:
        raise Forbidden from None
    request.state.form_with_file = parsed


async def attached_file(request: Request) -> tuple[str, bytes]:
    """The name and content of the file in the form; ('', b'') when there is none."""
    upload = (await form(request)).get("file")
    return (upload.filename or "", await upload.read()) if isinstance(upload, UploadFile) else ("", b"")


def text(form_data: FormData, name: str) -> str:
    value = form_data.get(name, "")
    return value.strip().replace("\0", "") if isinstance(value, str) else ""


def check_origin(request: Request) -> None:
    """Raises Forbidden for a form that another site sent; browsers tell one way or the other."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("origin")
    # Behind a proxy that isn't told with --proxy the scheme differs; the host is what another site can't have.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise Forbidden


def cookie_name(request: Request, name: str = COOKIE) -> str:
    """Under TLS a name that browsers only take over TLS and from this very host."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def caller(request: Request) -> str:
    return request.client.host if request.client else ""


def without_marks(value: object) -> object:
    """A text without marks that turn the direction of what follows them: with these it could read as something else."""
    return BIDI.sub("", value) if type(value) is str else value


def day(value: str) -> str:
    """'2026-11-24' as '24-11-2026'."""
    return "-".join(reversed(value.split("-"))) if value else "–"


def due(ordinal: int) -> str:
    return "–" if ordinal >= NOT_DUE else date.fromordinal(ordinal).strftime("%d-%m-%Y")
