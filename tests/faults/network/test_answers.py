"""Somebody else answers, or the server answers wrongly: a sentence that fits, nothing changed, and the next try succeeds."""

import gzip

import msgspec
import pytest
import zstandard

from complaints.errors import NoNetwork, OfficeError
from sync import frame
from sync.messages import Forked, Refusal, SyncAnswer
from sync.refusals import Broken, DistrictRefused, Interrupted, Later, NotTheDistrict, TokenRefused, TooLarge
from tests.faults.network.desk import Desk
from tests.faults.network.proxy import CLEAR, Proxy, Weather, http, once

MESSAGES = f"Content-Type: {frame.MEDIA_TYPE}"
PORTAL = b"<!doctype html><title>Masuk WiFi</title><form action=/login><input name=user></form>"
ANSWER, _ = frame.pack(SyncAnswer(7, b"h" * 32, [(b"x" * 500, b"s" * 16)], {}, b"c" * 16, False, 0))
PLAIN = bytes(range(256)) * 40
BOMB = zstandard.ZstdCompressor(level=3).compress(bytes(64 * 1024 * 1024))
GZIP = gzip.compress(PLAIN, mtime=0)
HEAD = 10  # bytes, before what is compressed


def refusal(reason: str) -> bytes:
    return frame.pack(Refusal(reason))[0]


WRONG: dict[str, tuple[bytes, type[OfficeError]]] = {
    "captive portal": (http("200 OK", PORTAL, "Content-Type: text/html"), NotTheDistrict),
    "captive portal that lies": (http("200 OK", PORTAL, MESSAGES), NotTheDistrict),
    "captive portal that moves": (http("302 Found", b"", "Location: http://10.0.0.1/login"), NotTheDistrict),
    "no network needed to log in": (http("511 Network Authentication Required", PORTAL, "Content-Type: text/html"), NoNetwork),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", NoNetwork),
    "nothing": (b"", Interrupted),
    "zeros": (bytes(4096), NoNetwork),
    "half a head": (b"HTTP/1.1 200 OK\r\nContent-Ty", Interrupted),
    "endless head": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000, NoNetwork),
    "many heads": (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5_000 + b"\r\n", NoNetwork),
    "a length that is none": (b"HTTP/1.1 200 OK\r\nContent-Length: viel\r\n" + MESSAGES.encode() + b"\r\n\r\nabc", NoNetwork),
    "a length of many digits": (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\nabc", NoNetwork),
    "a length too long": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n" + MESSAGES.encode() + b"\r\n\r\nabc", Interrupted),
    "broken chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + MESSAGES.encode() + b"\r\n\r\nzz\r\nabc", NoNetwork),
    "garbage": (http("200 OK", PLAIN, MESSAGES), NotTheDistrict),
    "garbage as zstd": (http("200 OK", PLAIN, MESSAGES, "Content-Encoding: zstd"), NotTheDistrict),
    "unknown encoding": (http("200 OK", PLAIN, MESSAGES, "Content-Encoding: br"), NotTheDistrict),
    "cut zstd": (http("200 OK", ANSWER[: len(ANSWER) // 2], MESSAGES, "Content-Encoding: zstd"), NotTheDistrict),
    "cut gzip": (http("200 OK", gzip.compress(PLAIN)[:-9], MESSAGES, "Content-Encoding: gzip"), NotTheDistrict),
    "damaged gzip": (http("200 OK", GZIP[:HEAD] + b"\xff" + GZIP[HEAD + 1 :], MESSAGES, "Content-Encoding: gzip"), NotTheDistrict),
    "zstd bomb": (http("200 OK", BOMB, MESSAGES, "Content-Encoding: zstd"), NotTheDistrict),
    "gzip bomb": (http("200 OK", gzip.compress(bytes(64 << 20)), MESSAGES, "Content-Encoding: gzip"), NotTheDistrict),
    "too long an answer": (http("200 OK", bytes(frame.LARGEST_BODY + 1), MESSAGES), NotTheDistrict),
    "deeply nested": (http("200 OK", b"\x91" * 100_000, MESSAGES), NotTheDistrict),
    "another message": (http("200 OK", frame.pack(Forked(1, b"h" * 32))[0], MESSAGES), NotTheDistrict),
    "unknown token": (http("401 Unauthorized", refusal("token"), MESSAGES), TokenRefused),
    "a proxy's 401": (http("401 Unauthorized", PORTAL, "Content-Type: text/html"), NotTheDistrict),
    "not yours": (http("403 Forbidden", refusal("unit"), MESSAGES), DistrictRefused),
    "a proxy's 403": (http("403 Forbidden", PORTAL, "Content-Type: text/html"), NotTheDistrict),
    "no such page": (http("404 Not Found", PORTAL, "Content-Type: text/html"), NotTheDistrict),
    "a fork that is garbage": (http("409 Conflict", PLAIN, MESSAGES), NotTheDistrict),
    "too large": (http("413 Content Too Large", refusal("large"), MESSAGES), TooLarge),
    "a proxy's 413": (http("413 Request Entity Too Large", PORTAL, "Content-Type: text/html"), TooLarge),
    "too many": (http("429 Too Many Requests", refusal("pace"), MESSAGES, "Retry-After: 120"), Later),
    "bug": (http("500 Internal Server Error", b"Traceback", "Content-Type: text/plain"), Broken),
    "bad gateway": (http("502 Bad Gateway", PORTAL, "Content-Type: text/html"), Broken),
    "busy": (http("503 Service Unavailable", refusal("busy"), MESSAGES, "Retry-After: 5"), Later),
    "gateway timeout": (http("504 Gateway Timeout", b""), Broken),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_changes_nothing_and_says_what_to_do(desk: Desk, network: Proxy, name: str):
    answer, kind = WRONG[name]
    desk.record()
    before = desk.office.device
    network.set(Weather(answer=answer))
    failed = desk.sync_fails()
    assert isinstance(failed, kind), failed
    assert desk.waiting == 1
    assert desk.office.device == before
    network.set(CLEAR)
    desk.sync()
    desk.is_whole()


def test_what_the_server_asks_to_wait_is_waited(desk: Desk, network: Proxy):
    desk.record()
    network.set(Weather(answer=WRONG["too many"][0]))
    before = desk.office.clock()
    desk.sync_fails()
    due = desk.district.next_try()
    assert due is not None
    assert due.timestamp() - before >= 120


def test_a_hotspot_that_asks_to_wait_for_a_month_is_not_waited_for(desk: Desk, network: Proxy):
    network.set(
        Weather(answer=http("503 Service Unavailable", PORTAL, "Content-Type: text/html", "Retry-After: 2592000"))
    )
    before = desk.office.clock()
    desk.sync_fails()
    due = desk.district.next_try()
    assert due is not None
    assert due.timestamp() - before < 2 * 3_600
    network.set(CLEAR)
    desk.sync()


def test_a_revoked_pc_stops_asking_by_itself(desk: Desk, network: Proxy):
    network.set(Weather(answer=WRONG["unknown token"][0]))
    desk.sync_fails()
    assert desk.district.next_try() is None
    assert desk.district.connection_state().stopped
    network.set(CLEAR)
    desk.sync()
    assert desk.district.next_try() is not None


FORK = http("409 Conflict", msgspec.msgpack.encode(Forked(3, b"h" * 32)), MESSAGES)


def test_a_fork_that_is_none_costs_a_device_and_nothing_else(desk: Desk, network: Proxy):
    desk.record()
    before = desk.office.device
    network.set(once(Weather(answer=FORK)))
    desk.sync()
    assert desk.office.device.id != before.id
    assert desk.waiting == 0
    desk.is_whole()


def test_a_district_that_calls_everything_a_fork_is_left(desk: Desk, network: Proxy):
    desk.record()
    network.set(Weather(answer=FORK))
    desk.sync_fails()
    network.set(CLEAR)
    desk.sync()
    assert desk.waiting == 0
