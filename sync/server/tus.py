"""Attachments over HTTP: uploads by tus 1.0 (core and creation), downloads by hash with ranges."""

import asyncio
import binascii
import errno
import re
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from itertools import chain
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.server import file_access, releases, rollout
from sync.server.body import too_large
from sync.server.database import Unavailable
from sync.server.device import Requester
from sync.server.district import refused
from sync.server.file_access import StoredFile
from sync.server.filing import Filing
from sync.server.refusal import Refuse, busy, malformed, not_found
from sync.server.shelf_pieces import ShelfAway
from sync.server.statement import Transaction
from sync.server.uploads import LARGEST_FILE, Moved, Upload, UploadStore

T = TypeVar("T")
VERSION = "1.0.0"
TUS = {"Tus-Resumable": VERSION}
PIECE = 256 * 1024
GATHER_SECONDS = 0.05
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})  # a disk that takes nothing now
_THREADS = ThreadPoolExecutor(8, "file")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")

Endpoint = Callable[[Request], Awaitable[Response]]


class FileRoutes:
    """The endpoints under /v1/files and /v1/uploads."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._district = filing.district
        self._shelf = filing.shelf
        self._uploads = filing.uploads

    def routes(self) -> list[Route]:
        return [
            Route("/v1/files", guarded(self.options), methods=["OPTIONS"]),
            Route("/v1/files", tus(self.create), methods=["POST"]),
            Route("/v1/files/{sha256}", guarded(self.fetch), methods=["GET"]),
            Route("/v1/uploads/{id}", guarded(self.options), methods=["OPTIONS"]),
            Route("/v1/uploads/{id}", tus(self.offset), methods=["HEAD"]),
            Route("/v1/uploads/{id}", tus(self.append), methods=["PATCH"]),
            # Some networks let only GET and POST through: the standard names the method in a header then.
            Route("/v1/uploads/{id}", tus(self.overridden), methods=["POST"]),
        ]

    async def options(self, _request: Request) -> Response:
        capabilities = {"Tus-Version": VERSION, "Tus-Extension": "creation", "Tus-Max-Size": str(LARGEST_FILE)}
        return Response(status_code=204, headers=TUS | capabilities)

    async def create(self, request: Request) -> Response:
        requester = await self._requester(request)
        size = header_number(request, "upload-length")
        if size > LARGEST_FILE:
            raise too_large()
        metadata = upload_metadata(request.headers.get("upload-metadata", ""))
        sha256 = metadata.get("sha256", "")
        original = metadata.get("of") or sha256
        if not _SHA256.fullmatch(sha256) or not _SHA256.fullmatch(original):
            raise malformed("upload-metadata")
        upload = Upload(original, sha256, size, requester.unit)
        offset = await in_file_thread(self._filing.begin, requester, upload)
        place = {"Location": f"/v1/uploads/{upload.id}", "Upload-Offset": str(offset)}
        return Response(status_code=201, headers=TUS | place)

    async def overridden(self, request: Request) -> Response:
        return await override(request, self.append, self.offset)

    async def offset(self, request: Request) -> Response:
        requester, upload = await self._upload(request)
        offset = await in_file_thread(self._filing.arrived, requester, upload)
        headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.size), "Cache-Control": "no-store"}
        return Response(status_code=200, headers=TUS | headers)

    async def append(self, request: Request) -> Response:
        if request.headers.get("content-type") != "application/offset+octet-stream":
            raise Refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type")
        offset = header_number(request, "upload-offset")
        body = Arriving(request)
        try:
            requester, upload = await self._upload(request)
            if offset != await in_file_thread(self._filing.arrived, requester, upload):
                raise Refuse(HTTPStatus.CONFLICT, "offset")
            offset = await receive(body, self._uploads, upload, offset)
        finally:
            body.stop()
        if offset == upload.size:
            await in_file_thread(self._filing.finish, upload)
        return Response(status_code=204, headers=TUS | {"Upload-Offset": str(offset)})

    async def fetch(self, request: Request) -> Response:
        requester = await self._requester(request)
        stored = await in_file_thread(self._find, requester, request.path_params["sha256"])
        if stored is None:
            raise not_found()
        range_header = request.headers.get("range", "")
        if request.headers.get("if-range", f'"{stored.sha256}"') != f'"{stored.sha256}"':
            range_header = ""  # other bytes than those of which the client has a part
        return await self.file(stored, range_header)

    def _find(self, requester: Requester, original: str) -> StoredFile | None:
        """An attachment that the unit may have, or a release of the program. Raises Refuse."""

        def find(transaction: Transaction) -> StoredFile | None:
            if release := releases.find(transaction, requester.unit, original):
                return release
            rollout.refuse_below(transaction, requester.version)
            return file_access.find(transaction, requester.unit, original)

        return self._district.database.read(find)

    async def file(
        self, stored: StoredFile, range_header: str, media_type: str = "application/octet-stream"
    ) -> Response:
        """The bytes of an attachment, or the one range of them that is wanted. Raises Refuse when they are gone, ShelfAway or OSError."""
        return await file_response(self._shelf.pieces, stored, range_header, media_type)

    async def _requester(self, request: Request) -> Requester:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return await in_file_thread(self._district.requester, token)

    async def _upload(self, request: Request) -> tuple[Requester, Upload]:
        requester = await self._requester(request)
        upload = await in_file_thread(self._uploads.find, request.path_params["id"])
        if upload is None or upload.unit != requester.unit:
            raise not_found()
        return requester, upload


async def override(request: Request, append: Endpoint, offset: Endpoint) -> Response:
    """What a POST to an upload stands for, by the method that its header names."""
    match request.headers.get("x-http-method-override", ""):
        case "PATCH":
            return await append(request)
        case "HEAD":
            return await offset(request)
        case _:
            return Response(status_code=405, headers={"Allow": "HEAD, OPTIONS, PATCH"})


async def receive(body: "Arriving", uploads: UploadStore, upload: Upload, offset: int) -> int:
    """Appends the body as it comes; what came before a cut is kept."""
    gathered = bytearray()
    try:
        while piece := await body.next():
            if offset + len(gathered) + len(piece) > upload.size:
                raise too_large()
            gathered += piece
            if len(gathered) >= uploads.gathers:
                offset = await in_file_thread(uploads.append, upload.id, offset, bytes(gathered))
                gathered.clear()
        if gathered:
            offset = await in_file_thread(uploads.append, upload.id, offset, bytes(gathered))
    except Moved:
        raise Refuse(HTTPStatus.CONFLICT, "offset") from None
    if body.cut:
        raise ClientDisconnect
    return offset


async def file_response(
    stored_pieces: Callable[[str, int, int], Iterator[bytes]],
    stored: StoredFile,
    range_header: str,
    media_type: str = "application/octet-stream",
) -> Response:
    """The bytes, or the one range of them that is wanted. Raises Refuse when they are gone, ShelfAway or OSError."""
    start, end, status = 0, stored.size, 200
    headers = {"ETag": f'"{stored.sha256}"', "Accept-Ranges": "bytes"}
    if match := _RANGE.fullmatch(range_header):
        start, end = int(match[1]), min(int(match[2]) + 1, stored.size) if match[2] else stored.size
        if start >= end:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{stored.size}"})
        status = 206
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    headers["Content-Length"] = str(end - start)
    pieces = stored_pieces(stored.sha256, start, end)
    try:
        first = await in_file_thread(next, pieces, b"")  # while there is still another answer than one that breaks off
    except FileNotFoundError:
        raise not_found() from None
    return StreamingResponse(
        chain([first], pieces),
        status,
        headers | {"X-Content-Type-Options": "nosniff"},
        media_type,
    )


class Arriving:
    """A body that is read ahead of its use: what has come when a connection breaks counts, also while a disk was waited for."""

    def __init__(self, request: Request) -> None:
        self.cut = False
        self._pieces = bytearray()
        self._ended = False
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._reading = asyncio.create_task(self._read(request))

    async def next(self) -> bytes:
        """What has come since the last time, b'' at the end."""
        while not self._pieces and not self._ended:
            self._changed.clear()
            await self._changed.wait()
        if len(self._pieces) < PIECE and not self._ended:
            await asyncio.sleep(GATHER_SECONDS)  # a disk write for each packet would be too many
        piece = bytes(self._pieces)
        self._pieces.clear()
        self._room.set()
        return piece

    def stop(self) -> None:
        self._reading.cancel()

    async def _read(self, request: Request) -> None:
        try:
            async for piece in request.stream():
                self._pieces += piece
                self._changed.set()
                while len(self._pieces) >= PIECE:
                    self._room.clear()
                    await self._room.wait()
        except ClientDisconnect:
            self.cut = True
        self._ended = True
        self._changed.set()


def guarded(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with its refusals as the protocol's answers."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refuse as refuse:
            response = refused(refuse)
        except (Unavailable, ShelfAway) as error:
            response = refused(busy(5, error.reason if isinstance(error, Unavailable) else "files"))
        except OSError as error:
            if error.errno not in FULL:
                raise
            response = refused(busy(60, errno.errorcode.get(error.errno, "")))
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(response.body, response.status, response.headers)

    return answer


def tus(endpoint: Endpoint) -> Endpoint:
    """The same for what only clients of tus ask: of this version, and every answer says so, whatever it is."""

    async def answer(request: Request) -> Response:
        if request.headers.get("tus-resumable") != VERSION:
            raise Refuse(HTTPStatus.PRECONDITION_FAILED, "tus")
        return await endpoint(request)

    async def versioned(request: Request) -> Response:
        response = await guarded(answer)(request)
        response.headers["Tus-Resumable"] = VERSION
        if response.status_code == HTTPStatus.PRECONDITION_FAILED:
            response.headers["Tus-Version"] = VERSION
        return response

    return versioned


async def in_file_thread(work: Callable[..., T], *arguments: object) -> T:
    """Runs what waits for a disk, a bucket or a database in a thread; not in one that pages or the health check wait for."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, partial(work, *arguments))


def header_number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise malformed(name)
    return int(value)


def upload_metadata(header: str) -> dict[str, str]:
    """tus's 'name base64,name base64'."""
    metadata: dict[str, str] = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            metadata[name] = b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise malformed("upload-metadata") from None
    return metadata
