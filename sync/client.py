"""Speaks the protocol over whatever carries requests: messages out, messages in, and a sentence for every refusal."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from sync import frame, refusals
from sync.messages import (
    READ_HEADER,
    UPDATES_HEADER,
    VERSION_HEADER,
    DeviceRequest,
    Enrolled,
    EnrolRequest,
    Forked,
    OfferingAnswer,
    Refusal,
    ReleaseOffer,
    SyncAnswer,
    SyncRequest,
)
from sync.pace import LONGEST_PAUSE

M = TypeVar("M", bound=msgspec.Struct)
Packed = tuple[bytes, str]  # a body and its Content-Encoding
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
DEVICE_HEADERS = {"Content-Type": frame.MEDIA_TYPE, "Accept-Encoding": "zstd"}


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP answer, read whole; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Carrier(Protocol):
    """Carries one HTTP request to the district and its answer back (web.py; the simulation's own)."""

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        """The answer, at most `limit` bytes long. Raises NoNetwork when none came whole."""
        ...


class ForkFound(Exception):
    """The server has other events under this device's numbers, up to `server_last`."""

    def __init__(self, server_last: int) -> None:
        super().__init__(server_last)
        self.server_last = server_last


class Client:
    """The protocol's requests, one a method. All raise NoNetwork or refusals.DistrictRefused.

    `version` is this program's; the district hears it with the first round and with each introduction, for it costs bytes.
    `updates` goes with the first round where the program can update itself (`Aduan-Updates`); what the district then offers is in
    `release`. `read` are the announcements that were read here (`Aduan-Read`).
    """

    def __init__(self, carrier: Carrier, version: str = "", updates: str = "", read: str = "") -> None:
        self.carrier = carrier
        self.release: ReleaseOffer | None = None
        self._version = version
        self._unsaid_version = version
        self._unsaid_updates = updates
        self._unsaid_read = read

    def enrol(self, request: EnrolRequest) -> Enrolled:
        return self._post("/v1/enrol", "", request, Enrolled, refusals.enrolment)

    def succeed(self, token: str, request: DeviceRequest) -> Enrolled:
        return self._post("/v1/device", token, request, Enrolled, refusals.exchange)

    def packed(self, request: msgspec.Struct, *, swiftly: bool = False) -> Packed:
        """A request as it will lie in its body. `swiftly`: the link is so fast that packing it tightly would only take time."""
        return frame.pack(request, "swift" if swiftly else "tight")

    def sync(self, token: str, request: SyncRequest, packed: Packed | None = None) -> SyncAnswer:
        """`packed` is the request, when that was done before. Raises ForkFound, too."""
        answer = self._post("/v1/sync", token, request, OfferingAnswer, refusals.exchange, packed)
        self.release = answer.release or self.release
        return answer

    def _post(
        self,
        path: str,
        token: str,
        request: msgspec.Struct,
        kind: type[M],
        refused: Callable[[int, str, str], Exception],
        packed: Packed | None = None,
    ) -> M:
        body, encoding = packed or self.packed(request)
        headers = dict(DEVICE_HEADERS)
        if encoding:
            headers["Content-Encoding"] = encoding
        if token:
            headers["Authorization"] = f"Bearer {token}"
        headers |= self._version_header(kind)
        answer = self.carrier.carry("POST", path, headers, body)
        if answer.status == 200:
            return read(answer, kind)
        if answer.status == 409 and kind is OfferingAnswer:
            raise ForkFound(read(answer, Forked).acknowledged)
        raise refusal(answer, refused)

    def _version_header(self, kind: type[msgspec.Struct]) -> dict[str, str]:
        """Of a round the first only; an enrolment says it in its request."""
        if kind is not OfferingAnswer:
            return {VERSION_HEADER: self._version} if self._version else {}
        headers = {
            VERSION_HEADER: self._unsaid_version, UPDATES_HEADER: self._unsaid_updates, READ_HEADER: self._unsaid_read,
        }  # fmt: skip
        self._unsaid_version = self._unsaid_updates = self._unsaid_read = ""
        return {name: value for name, value in headers.items() if value}

    def create_upload(self, token: str, sha256: str, original: str, size: int) -> tuple[str, int]:
        """Opens an upload of these bytes for the file that events call `original`, or finds it again: its place and how much is there."""
        return self._create("/v1/files", token, size, sha256=sha256, of=original)

    def create_bundle(self, token: str, sha256: str, size: int) -> tuple[str, int]:
        """Opens an upload of a bundle that is carried for another office, or finds it again: its place and how much is there."""
        return self._create("/v1/bundles", token, size, sha256=sha256)

    def _create(self, path: str, token: str, size: int, **told: str) -> tuple[str, int]:
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())
        answer = self._tus("POST", path, token, {"Upload-Length": str(size), "Upload-Metadata": metadata})
        place = urlsplit(answer.headers.get("location", "")).path
        offset = _number(answer.headers.get("upload-offset", ""))
        if answer.status != 201 or not place.startswith("/") or offset is None:
            raise refusal(answer, refusals.exchange)
        return place, offset

    def append(self, token: str, place: str, offset: int, piece: bytes) -> int | None:
        """Adds a piece; returns where the upload ends now. None when it ends elsewhere than at `offset`, or is gone."""
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        answer = self._tus("PATCH", place, token, headers, piece)
        if answer.status in (404, 409):
            return None
        now = _number(answer.headers.get("upload-offset", ""))
        if answer.status != 204 or now is None:
            raise refusal(answer, refusals.exchange)
        return now

    def fetch(self, token: str, original: str, start: int, size: int) -> "Piece | None":
        """A piece of a file from `start` on; None when the district doesn't have it (yet)."""
        return self._piece(f"/v1/files/{original}", token, start, size, {})

    def fetch_answer(self, token: str, unit: str, start: int, size: int, known: str = "") -> "Piece | None":
        """A piece of the district's newest answer for a unit; None when there is none, or it is still the one of this SHA-256."""
        return self._piece(f"/v1/bundles/{unit}", token, start, size, {"If-None-Match": f'"{known}"'} if known else {})

    def _piece(self, path: str, token: str, start: int, size: int, more: Mapping[str, str]) -> "Piece | None":
        headers = {"Authorization": f"Bearer {token}", "Range": f"bytes={start}-{start + size - 1}", **more}
        answer = self.carrier.carry("GET", path, headers, limit=size)
        if answer.status in (304, 404):
            return None
        content_range = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
        name = answer.headers.get("etag", "").strip('"')
        if answer.status == 416 and _SHA256.fullmatch(name):
            return Piece(b"", 0, 0, name)
        if answer.status != 206 or not content_range or int(content_range[1]) != start or not _SHA256.fullmatch(name):
            raise refusal(answer, refusals.exchange)
        return Piece(answer.body, start, int(content_range[2]), name)

    def _tus(self, method: str, path: str, token: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        tus_headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0", **headers}
        return self.carrier.carry(method, path, tus_headers, body)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a file from `start` on; `total` and `sha256` are of the whole as it is on the wire."""

    content: bytes = field(repr=False)
    start: int
    total: int
    sha256: str


def read(answer: HttpAnswer, kind: type[M]) -> M:
    """The message in an answer. Raises NotTheDistrict when it is none: a login page of a hotspot, a proxy's own words."""
    if answer.headers.get("content-type", "").partition(";")[0].strip() != frame.MEDIA_TYPE:
        raise refusals.NotTheDistrict
    try:
        return frame.unpack(answer.body, answer.headers.get("content-encoding", ""), kind)
    except frame.UnreadableMessage:
        raise refusals.NotTheDistrict from None


def refusal(answer: HttpAnswer, refused: Callable[[int, str, str], Exception]) -> Exception:
    """The error to raise for an answer that is no success."""
    if answer.status in (429, 503):
        seconds = _seconds(answer.headers.get("retry-after", ""))
        return refusals.QuotaReached(seconds) if _reason(answer) == "quota" else refusals.Later(seconds)
    if answer.status == 408:
        return refusals.Interrupted()
    if answer.status == 413:
        return refusals.TooLarge()  # a proxy before the district says so in its own words
    if answer.status >= 500:
        return refusals.Broken(answer.status)
    if 200 <= answer.status < 300:
        return refusals.NotTheDistrict()
    try:
        message = read(answer, Refusal)
    except refusals.NotTheDistrict as error:
        return error
    return refused(answer.status, message.reason, message.detail)


def _reason(answer: HttpAnswer) -> str:
    """The district's word in a refusal; '' when somebody else refused."""
    try:
        return read(answer, Refusal).reason
    except refusals.NotTheDistrict:
        return ""


def _number(header: str) -> int | None:
    return int(header) if header.isdecimal() and len(header) < 16 else None


def _seconds(header: str) -> float:
    """At most the longest pause of our own: also a hotspot's page asks, and for a day."""
    return min(float(header), LONGEST_PAUSE) if header.isdecimal() and len(header) < 16 else 0.0
