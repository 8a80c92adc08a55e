"""Who guesses waits longer and longer, whichever worker he asks, and also after a restart: wrong attempts stand in the database."""

from collections.abc import Sequence
from hashlib import sha256

from sync.server.refusal import too_many
from sync.server.statement import PortableStatement, Transaction

FREE = 5  # wrong ones in a row before any wait
FIRST_MS, LONGEST_MS = 30_000, 3_600_000
FORGOTTEN_MS = 24 * 3_600_000

_FREE_AT = PortableStatement("SELECT max(free_at) FROM wrong_attempt WHERE caller IN :callers")
_COUNT = PortableStatement(
    "INSERT INTO wrong_attempt (caller, times, last_at, free_at) VALUES (:caller, 1, :now, :now) ON CONFLICT (caller) DO UPDATE "
    "SET times = CASE WHEN wrong_attempt.last_at > :forgotten THEN wrong_attempt.times + 1 ELSE 1 END, last_at = :now "
    "RETURNING times"
)
_WAIT = PortableStatement("UPDATE wrong_attempt SET free_at = :free_at WHERE caller = :caller")
_CLEAR = PortableStatement("DELETE FROM wrong_attempt WHERE caller IN :callers")
_FORGET = PortableStatement("DELETE FROM wrong_attempt WHERE last_at < :before")


def check(transaction: Transaction, callers: Sequence[str], now: int) -> None:
    """`callers` is whatever the caller goes by: an address, a name, a browser. Raises Refuse (429) while one of them has to wait."""
    row = transaction.first(_FREE_AT, callers=_kept(callers))
    if row is not None and row[0] is not None and row[0] > now:
        raise too_many((row[0] - now) // 1000 + 1)


def failed(transaction: Transaction, callers: Sequence[str], now: int) -> None:
    forget(transaction, now)
    for caller in _kept(callers):
        [(times,)] = transaction.rows(_COUNT, caller=caller, now=now, forgotten=now - FORGOTTEN_MS)
        if times >= FREE:
            pause = min(FIRST_MS * 2 ** min(times - FREE, 16), LONGEST_MS)
            transaction.run(_WAIT, caller=caller, free_at=now + pause)


def succeeded(transaction: Transaction, callers: Sequence[str]) -> None:
    transaction.run(_CLEAR, callers=_kept(callers))


def forget(transaction: Transaction, now: int) -> None:
    """Who has not tried for a day."""
    transaction.run(_FORGET, before=now - FORGOTTEN_MS)


def _kept(callers: Sequence[str]) -> list[str]:
    """As they are kept: no address and no name stands there. In one order for all, so that two guesses don't wait for each other."""
    return sorted(sha256(caller.encode()).hexdigest() for caller in callers)
