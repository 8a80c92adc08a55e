"""A refusal of the server: an HTTP status, a word for the client's program, and sometimes when to try again."""

from http import HTTPStatus


class Refuse(Exception):
    """Ends a request. `reason` is one of the words in PROTOCOL.md; nothing of the request was kept."""

    def __init__(self, status: HTTPStatus, reason: str, detail: str = "", *, retry_after: int = 0) -> None:
        super().__init__(f"{int(status)} {reason}")
        self.status = status
        self.reason = reason
        self.detail = detail
        self.retry_after = retry_after
        self.why = ""


class Fork(Exception):
    """This device has other events under the same numbers; the server's are those up to `acknowledged`."""

    def __init__(self, acknowledged: int, head: bytes) -> None:
        super().__init__("forked")
        self.acknowledged = acknowledged
        self.head = head


def malformed(detail: str = "") -> Refuse:
    return Refuse(HTTPStatus.BAD_REQUEST, "malformed", detail)


def unauthorized() -> Refuse:
    return Refuse(HTTPStatus.UNAUTHORIZED, "token")


def forbidden(reason: str, detail: str = "") -> Refuse:
    return Refuse(HTTPStatus.FORBIDDEN, reason, detail)


def not_found() -> Refuse:
    return Refuse(HTTPStatus.NOT_FOUND, "unknown")


def busy(seconds: int, why: str = "") -> Refuse:
    """`why` is for the server's log; a client is only asked to come later."""
    refuse = Refuse(HTTPStatus.SERVICE_UNAVAILABLE, "busy", retry_after=seconds)
    refuse.why = why
    return refuse


def too_many(seconds: int) -> Refuse:
    return Refuse(HTTPStatus.TOO_MANY_REQUESTS, "too_many", retry_after=seconds)
