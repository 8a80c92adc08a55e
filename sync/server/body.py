"""Reads a request's body as it comes, and no further than agreed."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from starlette.types import Receive, Scope

from sync.server.refusal import Refuse, malformed

PATIENCE_SECONDS = 60  # without a single byte


class Disconnected(Exception):
    """The client went away before its body was whole."""


def announced(scope: Scope, default: int) -> int:
    """The length that the request tells; `unknown` when it comes in chunks. Raises Refuse."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            if not value.isdigit():
                raise malformed("content-length")
            return int(value)
    return default


async def read(scope: Scope, receive: Receive, report_size: Callable[[int], None], largest: int) -> bytes:
    """The whole body; `came` hears of each part's size. Raises Refuse when it is larger, Disconnected when it never came whole."""
    if announced(scope, largest) > largest:
        raise too_large()
    parts: list[bytes] = []
    size = 0
    while True:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                message = await receive()
        except TimeoutError:
            raise Refuse(HTTPStatus.REQUEST_TIMEOUT, "slow") from None
        if message["type"] == "http.disconnect":
            raise Disconnected
        part = message.get("body", b"")
        size += len(part)
        if size > largest:
            raise too_large()
        report_size(len(part))
        if not message.get("more_body", False):
            return b"".join((*parts, part)) if parts else part
        parts.append(part)


def too_large() -> Refuse:
    return Refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
