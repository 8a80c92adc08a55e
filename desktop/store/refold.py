"""Makes projections anew after events came from elsewhere: keys first, then every touched complaint, many at once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, delete, select

from complaints.events import Event, decode_any_step
from complaints.ownership import is_erased
from desktop.store import projection, search
from desktop.store.projection import Ready, Rules
from desktop.store.schema import event, identity_key
from desktop.store.statement import Statement, among, run_many

CHUNK = 400

_KEEP = 'INSERT INTO identity_key (complaint, "key") VALUES (?, ?) ON CONFLICT DO NOTHING'
_DESTROY = Statement(delete(identity_key).where(identity_key.c.complaint == bindparam("case")))
_KEYS = Statement(select(identity_key).where(identity_key.c.complaint.in_(among("cases"))))
_RECORDED = Statement(select(event.c.complaint).where(event.c.complaint.in_(among("cases"))).distinct())
_EVENTS = Statement(select(event.c.content).where(event.c.complaint.in_(among("cases"))).order_by(event.c.position))

Histories = Mapping[str, Sequence[Event]]


def refold(
    connection: Connection,
    touched: Iterable[str],
    keys: Mapping[str, bytes],
    rules: Rules,
    fresh: Histories = MappingProxyType({}),
    ready: Mapping[str, Ready] = MappingProxyType({}),
) -> None:
    """Keeps the keys, destroys those of people who were erased, and projects the complaints.

    `fresh` are whole histories that are at hand already; the others are read from the log. `ready`: projection.py's.
    """
    forgotten = False
    cases = [case for case in dict.fromkeys(touched) if case]
    for start in range(0, len(cases), CHUNK):
        chunk = cases[start : start + CHUNK]
        histories = _histories(connection, chunk, fresh)
        erased = {case for case, history in histories.items() if is_erased(history)}
        forgotten |= bool(keys_of(connection, sorted(erased)))
        if erased:
            _DESTROY.run_many(connection, [{"case": case} for case in sorted(erased)])
        run_many(connection, _KEEP, [(case, keys[case]) for case in histories if case in keys and case not in erased])
        # Only what is new as a whole: of the others, the log knows more than the answer that was folded.
        folded = {case: ready[case] for case in chunk if case in ready and case in fresh}
        projection.project_all(connection, histories, keys_of(connection, chunk), rules, folded)
    if forgotten:
        search.forget(connection)


def keys_of(connection: Connection, cases: Sequence[str]) -> dict[str, bytes]:
    """The identity keys of these complaints, as far as they are here."""
    return dict(_KEYS.run(connection, {"cases": json.dumps(cases)})) if cases else {}


def already_here(connection: Connection, cases: Sequence[str]) -> set[str]:
    """Those of these complaints of which the log has any event."""
    return {case for (case,) in _RECORDED.run(connection, {"cases": json.dumps(cases)})} if cases else set()


def _histories(connection: Connection, cases: Sequence[str], fresh: Histories) -> dict[str, Sequence[Event]]:
    read: dict[str, list[Event]] = {}
    missing = [case for case in cases if case not in fresh]
    if missing:
        for (content,) in _EVENTS.run(connection, {"cases": json.dumps(missing)}):
            decoded = decode_any_step(content)
            read.setdefault(decoded.complaint, []).append(decoded)
    histories: dict[str, Sequence[Event]] = {}
    for case in cases:
        history = fresh.get(case) or read.get(case)
        if history:
            histories[case] = history
    return histories
