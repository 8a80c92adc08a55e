"""Carries requests over HTTP: one connection kept open, the system's certificates and proxies, every byte counted."""

import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import SKIP_HEADER, Retry

from sync import frame
from sync.address import normal_address
from sync.client import HttpAnswer
from sync.refusals import Interrupted, NotTheDistrict, ProxyFailed, ProxyUnusable, Unreachable, Untrusted
from sync.traffic import Traffic

CONNECT_SECONDS, SILENT_SECONDS = 15.0, 40.0
CHUNK = 16_384


class Web:
    """The district at this address, 'https://aduan.sinjaikab.go.id'. Plain http only to this PC itself, for trying out."""

    def __init__(self, address: str, *, silent_seconds: float = SILENT_SECONDS) -> None:
        self.address = normal_address(address)
        self.traffic = Traffic()
        self._timeouts = (CONNECT_SECONDS, silent_seconds)
        self._host = urlsplit(self.address).netloc
        self._session = requests.Session()
        self._session.headers.clear()
        # Without an answer of its own, requests would look into the user's .netrc and put that over the token.
        self._session.auth = _as_it_is
        self._sockets: list[socket.socket] = []
        pools = _pools_that_track(self._sockets)
        self._session.mount("http://", _Reachable(pools))
        self._session.mount("https://", _SystemTrust(pools))

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        """Raises NoNetwork with the sentence that fits."""
        # What requests would add by itself costs bytes on every round.
        sent_headers: dict[str, str | None] = {
            "User-Agent": SKIP_HEADER,
            "Accept": None,
            "Connection": None,
            "Accept-Encoding": "identity",
        }
        sent_headers |= headers
        self.traffic.requests += 1
        self.traffic.sent += len(method) + len(path) + 12 + _size(sent_headers) + len(body) + len(self._host) + 8
        if body:
            self.traffic.sent += len(f"Content-Length: {len(body)}\r\n")
        try:
            answer = self._session.request(
                method, self.address + path, headers=cast(Mapping[str, str], sent_headers), data=body or None, timeout=self._timeouts,
                stream=True, allow_redirects=False,
            )  # fmt: skip
            with answer:
                return self._read(answer, limit)
        except requests.exceptions.ProxyError as error:
            raise ProxyFailed from error
        except requests.exceptions.SSLError as error:
            raise Untrusted from error
        except requests.exceptions.ConnectTimeout as error:
            raise Unreachable from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise (ProxyUnusable if requests.utils.get_environ_proxies(self.address) else Unreachable) from error
        except requests.exceptions.ConnectionError as error:
            raise (Unreachable if _never_connected(error) else Interrupted) from error
        except (requests.exceptions.RequestException, HTTPError) as error:
            raise Interrupted from error

    def _read(self, answer: requests.Response, limit: int) -> HttpAnswer:
        answer_headers = {name.lower(): value for name, value in answer.headers.items()}
        self.traffic.received += 17 + len(answer.reason or "") + _size(answer_headers)
        if 300 <= answer.status_code < 400:
            raise NotTheDistrict
        parts: list[bytes] = []
        size = 0
        for part in _parts(answer):
            size += len(part)
            self.traffic.received += len(part)
            if size > limit:
                raise NotTheDistrict
            parts.append(part)
        if answer.request.method != "HEAD" and answer.status_code != HTTPStatus.NO_CONTENT:
            declared = answer_headers.get("content-length", "")
            # Cut in its body; or among its headers, when http.client takes those that came for all of them.
            if (
                size < int(declared)
                if re.fullmatch(r"[0-9]{1,15}", declared)
                else not size and "transfer-encoding" not in answer_headers
            ):
                raise Interrupted
        return HttpAnswer(answer.status_code, answer_headers, b"".join(parts))

    def cut(self) -> None:
        """Ends what is under way, from another thread: whoever waits for an answer gets Interrupted at once."""
        for open_socket in list(self._sockets):
            # Below TLS, whose own shutdown would wait for the other side.
            with suppress(OSError):
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)
            if os.name == "nt":  # there, only a socket that is closed wakes who waits for it
                with suppress(OSError):
                    socket.close(open_socket.detach())

    def close(self) -> None:
        self._session.close()


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


Pools = dict[str, type[HTTPConnectionPool]]


def _pools_that_track(sockets: list[socket.socket]) -> Pools:
    """Pools whose open connections can be found in `sockets`, so that another thread can end them."""

    def keep(opened: object) -> None:
        sockets[:] = [open_socket for open_socket in sockets if open_socket.fileno() >= 0]
        if isinstance(opened, socket.socket):
            sockets.append(opened)

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            keep(self.sock)

    class Tls(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            keep(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain  # pyright: ignore[reportAssignmentType]

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls  # pyright: ignore[reportAssignmentType]

    return {"http": PlainPool, "https": TlsPool}


class _Reachable(HTTPAdapter):
    def __init__(self, pools: Pools) -> None:
        self._pools = pools
        super().__init__(max_retries=Retry(0, read=False))

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> ProxyManager:  # type: ignore[override]
        if urlsplit(proxy).scheme not in ("http", "https"):
            raise ProxyUnusable
        manager = cast(ProxyManager, super().proxy_manager_for(proxy, **kwargs))
        manager.pool_classes_by_scheme = self._pools
        return manager


class _SystemTrust(_Reachable):
    """Trusts what the operating system trusts, so that an office's own certificate authority counts."""

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> ProxyManager:
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def _parts(answer: requests.Response) -> Iterator[bytes]:
    """The body as it comes, not decompressed: that is frame's, with its limits."""
    yield from answer.raw.stream(CHUNK, decode_content=False)


def _size(headers: Mapping[str, str | None]) -> int:
    return 2 + sum(len(name) + len(value) + 4 for name, value in headers.items() if value not in (None, SKIP_HEADER))


def _never_connected(error: BaseException) -> bool:
    """Whether not even a connection came about: no route, no such name, nobody listening."""
    names = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}
    pending: list[object] = [error]
    while pending:
        cause = pending.pop()
        if type(cause).__name__ in names:
            return True
        if isinstance(cause, BaseException):
            pending += [*cause.args, getattr(cause, "reason", None), cause.__cause__]
    return False
