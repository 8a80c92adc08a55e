"""The complaints that a query finds, folded one after the other in its order: for exports and printed registers.

A batch at a time: its events, its keys and what the list knows of it are read at once, so that 100,000 stream in flat memory.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection

from complaints.complaint import Complaint
from complaints.events import Event, decode_any_step
from complaints.fold import fold, no_identity
from complaints.indicators import LEFT_OUT
from complaints.step_times import LeftOut
from desktop.store import listing, place_names, projection
from desktop.store.listing import Query
from desktop.store.statement import rows

BATCH = 500


class Listed(NamedTuple):
    """A complaint, and of its first answer: whether it came in time, None before there is one; `left_out` says why nobody can tell.

    `respond_due` is the ordinal of the day by which the answer is due, NO_DUE_DAY while the clock stands, None once it is given or
    never will be. `hidden`: who complains is never shown to this user, whom the complaint is about. `owed_since`: since when somebody
    waits for a word (complaints/telling.py).
    """

    complaint: Complaint
    on_time: bool | None
    respond_due: int | None
    left_out: Literal["", LeftOut] = ""
    hidden: bool = False
    owed_since: date | None = None


def listed(connection: Connection, query: Query, *, with_identity: bool) -> Iterator[Listed]:
    """Without identities the keys stay where they are, and everyone is masked."""
    rowids = listing.rowids(connection, query)
    for start in range(0, len(rowids), BATCH):
        yield from _batch(connection, rowids[start : start + BATCH], with_identity=with_identity)


def _batch(connection: Connection, rowids: list[int], *, with_identity: bool) -> Iterator[Listed]:
    marks = ", ".join(str(rowid) for rowid in rowids)
    within = f"(SELECT id FROM complaint WHERE rowid IN ({marks}))"
    row_by_id = {
        row[0]: row
        for row in rows(
            connection,
            f"SELECT rowid, id, on_time, respond_due, left_out, owed_since FROM complaint WHERE rowid IN ({marks})",
            {},
        )
    }
    histories = _histories(connection, within, {})
    keys = _keys(connection, within, {}) if with_identity else {}
    for rowid in rowids:
        if (row := row_by_id.get(rowid)) is not None and (
            listed_complaint := _listed(row, histories, keys)
        ) is not None:
            yield listed_complaint._replace(complaint=place_names.located(connection, listed_complaint.complaint))


def histories_and_keys(
    connection: Connection, complaints: Sequence[str]
) -> tuple[dict[str, list[Event]], dict[str, bytes]]:
    """The events of each of these complaints, in the order of their arrival, and the keys of their people."""
    within = "(SELECT value FROM json_each(:ids))"
    asked: dict[str, object] = {"ids": json.dumps(complaints)}
    return _histories(connection, within, asked), _keys(connection, within, asked)


def _histories(connection: Connection, within: str, asked: dict[str, object]) -> dict[str, list[Event]]:
    histories: dict[str, list[Event]] = {}
    events = f"SELECT complaint, content FROM event WHERE complaint IN {within} ORDER BY position"
    for complaint, content in rows(connection, events, asked):
        histories.setdefault(complaint, []).append(decode_any_step(content))
    return histories


def _keys(connection: Connection, within: str, asked: dict[str, object]) -> dict[str, bytes]:
    return dict(rows(connection, f"SELECT complaint, key FROM identity_key WHERE complaint IN {within}", asked))


def _listed(row: tuple[Any, ...], histories: dict[str, list[Event]], keys: dict[str, bytes]) -> Listed | None:
    _, complaint, on_time, respond_due, left_out, owed_since = row
    reason: Literal["", LeftOut] = ""
    for left_out_why in LEFT_OUT if left_out else ():
        if f"respond.{left_out_why}" in left_out:
            reason = left_out_why
    opener = projection.opener_with(keys[complaint]) if complaint in keys else no_identity
    folded = fold(histories.pop(complaint, ()), opener)
    if folded is None:
        return None
    in_time, since = None if on_time is None else bool(on_time), date.fromisoformat(owed_since) if owed_since else None
    return Listed(folded, in_time, respond_due, reason, owed_since=since)
