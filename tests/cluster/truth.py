"""What must hold once a broken cluster is whole again: nothing that was acknowledged is lost or doubled, and all databases agree."""

from __future__ import annotations

from hashlib import sha256

from tests.cluster.cluster import Cluster, District
from tests.cluster.load import Load
from tests.cluster.process import NeverCame, wait_for


class Violation(Exception):
    """The district's promise is broken."""


def check(cluster: Cluster, loads: list[Load]) -> int:
    """Every promise, in each district; how many events there are. Raises Violation."""
    cluster.wait_until_whole()
    events = 0
    for load in loads:
        if load.refusals:
            raise Violation(f"{len(load.refusals)} refusals, the first: {load.refusals[0]}")
        load.finish()
        for courier in load.couriers:
            courier.check()
        events += _nothing_lost(cluster, load)
        try:
            load.district.run("check")
        except NeverCame as error:
            raise Violation(str(error)) from error
    for load in loads:
        _databases_agree(cluster, load.district)
    return events


def _nothing_lost(cluster: Cluster, load: Load) -> int:
    with cluster.connect(cluster.standing(), load.district.database_name) as connection:
        rows = connection.execute("SELECT device, seq, content FROM event").fetchall()
    kept = {(str(device), int(str(seq))): sha256(bytes(content)).digest() for device, seq, content in rows}  # pyright: ignore[reportArgumentType]
    for office in load.offices:
        for event, content in office.acknowledged.items():
            if event not in kept:
                raise Violation(f"{office.pc.unit}: {event} was acknowledged and is lost")
            if kept[event] != content:
                raise Violation(f"{office.pc.unit}: {event} was acknowledged and is another one")
        if office.acknowledged != office.own_events():
            raise Violation(f"{office.pc.unit} ended with events that the district lacks")
    written = {event for office in load.offices for event in office.acknowledged}
    written |= {event for courier in load.couriers for event in courier.events()}
    if len(rows) != len(kept) or kept.keys() - written:
        raise Violation(f"{load.district.code} has events that nobody wrote: {sorted(kept.keys() - written)[:3]}")
    return len(kept)


def _databases_agree(cluster: Cluster, district: District) -> None:
    """All three have the same rows, once the standbys have replayed what the leader wrote."""
    with cluster.connect(cluster.standing()) as connection:
        [(position,)] = connection.execute("SELECT pg_current_wal_lsn()::text").fetchall()
    contents: dict[str, str] = {}
    for node in cluster.nodes:
        with cluster.connect(node, district.database_name) as connection:
            if node.role() != "primary":
                wait_for(
                    lambda connection=connection: (
                        connection.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", (position,)).fetchall()
                        == [(True,)]
                    ),
                    f"{node.name} with what the leader wrote",
                )
            [(digest,)] = connection.execute(
                "SELECT md5(string_agg(md5(device || ':' || seq || ':' || encode(content, 'hex')), '' ORDER BY device, seq)) FROM event"
            ).fetchall()
            contents[node.name] = str(digest)
    if len(set(contents.values())) != 1:
        raise Violation(f"the databases differ: {contents}")
