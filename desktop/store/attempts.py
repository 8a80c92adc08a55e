"""The history of syncs: what each brought, by which path, and what went wrong."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from complaints.phrases import Phrase, from_text, to_text
from desktop.store.schema import attempt
from desktop.store.statement import Statement

MOST_ATTEMPTS = 2_000
_KEEP = Statement(insert(attempt))
_FORGET = Statement(
    delete(attempt).where(attempt.c.id <= select(func.max(attempt.c.id)).scalar_subquery() - MOST_ATTEMPTS)
)
_LAST_MADE = Statement(select(func.max(attempt.c.at_ms)).where(attempt.c.path == "usb"))

Path = Literal["internet", "usb"]
Outcome = Literal["ok", "interrupted", "failed", "waiting"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sync. `phrase` says what went wrong, None when nothing did; `bytes` is both ways, headers included.

    By USB it is a bundle written or read, and the phrase tells which: 'waiting' until the district's answer to it was read.
    `id` is its place in the history, 0 before it has one.
    """

    at: datetime
    path: Path
    outcome: Outcome
    phrase: Phrase | None
    sent: int
    received: int
    bytes_out: int
    bytes_in: int
    requests: int
    id: int = field(default=0, compare=False)

    @property
    def bytes(self) -> int:
        return self.bytes_out + self.bytes_in

    @property
    def sentence(self) -> str:
        """The phrase in Indonesian, '' when there is none."""
        return str(self.phrase or "")


def keep(connection: Connection, attempt: Attempt) -> None:
    row = {
        "at_ms": _ms(attempt.at), "path": attempt.path, "outcome": attempt.outcome, "sentence": to_text(attempt.phrase) if attempt.phrase else "", "sent": attempt.sent,
        "received": attempt.received, "bytes_out": attempt.bytes_out, "bytes_in": attempt.bytes_in, "requests": attempt.requests,
    }  # fmt: skip
    _KEEP.run(connection, row)
    _FORGET.run(connection, {})


def page(connection: Connection, limit: int, before: Attempt | None) -> list[Attempt]:
    """The newest first, behind `before`. In the order in which they were made: a PC's clock may have been put back since."""
    query = select(attempt).order_by(attempt.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(attempt.c.id < before.id)
    return [_attempt(row) for row in connection.execute(query).all()]


def answered(connection: Connection, made_ms: int, phrase: Phrase) -> None:
    """The bundles made up to then have been answered: each held what those before it did."""
    waiting = (attempt.c.path == "usb", attempt.c.outcome == "waiting", attempt.c.at_ms <= made_ms)
    connection.execute(update(attempt).where(*waiting).values(outcome="ok", sentence=to_text(phrase)))


def last_made_ms(connection: Connection) -> int:
    """When the last bundle was made, 0 before there was any."""
    [(made_ms,)] = _LAST_MADE.run(connection, {})
    return made_ms or 0


def last_success(connection: Connection) -> Attempt | None:
    """When the district last answered over the network; an answer on a stick is older and doesn't count."""
    answered = (attempt.c.outcome == "ok", attempt.c.path == "internet")
    query = select(attempt).where(*answered).order_by(attempt.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _attempt(row)


def last_tried(connection: Connection) -> datetime | None:
    """When the internet was last tried, as the clock said then."""
    query = select(attempt.c.at_ms).where(attempt.c.path == "internet").order_by(attempt.c.id.desc()).limit(1)
    at_ms = connection.scalar(query)
    return None if at_ms is None else moment(at_ms)


def bytes_of_day(connection: Connection, midnight: datetime) -> int:
    """The bytes sent and received over the internet within 24 hours of this moment; attempts that a wrong clock dated later are left out."""
    spent = func.sum(attempt.c.bytes_out + attempt.c.bytes_in)
    day = attempt.c.at_ms.between(_ms(midnight), _ms(midnight + timedelta(days=1)) - 1)
    return connection.scalar(select(spent).where(attempt.c.path == "internet", day)) or 0


def _attempt(row: object) -> Attempt:
    id, at_ms, path, outcome, sentence, sent, received, bytes_out, bytes_in, requests = cast(tuple[int | str, ...], row)
    at = moment(int(at_ms))
    numbers = [int(number) for number in (sent, received, bytes_out, bytes_in, requests)]
    return Attempt(
        at,
        cast(Path, path),
        cast(Outcome, outcome),
        from_text(str(sentence)) if sentence else None,
        *numbers,
        id=int(id),
    )


def moment(ms: int) -> datetime:
    """This number of ms after 1970 as a time of this PC's time zone."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)).astimezone()


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
