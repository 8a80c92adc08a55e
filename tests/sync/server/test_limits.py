"""How often one caller may ask: of one process, and of several places on one PostgreSQL."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import requests

from sync.server.database import Database
from sync.server.limits import KEPT_SECONDS, RateLimit, SharedRateLimit, forget, rate_limit
from sync.server.refusal import Refuse
from sync.server.statement import PortableStatement
from tests.offices import Clock
from tests.sync.server.processes import serving

COUNT = PortableStatement("SELECT count(*) FROM caller_pace")
LATER = PortableStatement("UPDATE caller_pace SET drawn_at = drawn_at - :seconds")


def waits(limits: Sequence[RateLimit], caller: str, times: int, clock: Clock) -> list[int]:
    """For each request to the next of the limits: 0 when it was let through, else the seconds to wait."""

    async def spend(limit: RateLimit) -> int:
        try:
            await limit.spend(caller, clock)
        except Refuse as refuse:
            return refuse.retry_after
        return 0

    async def all() -> list[int]:
        return [await spend(limits[number % len(limits)]) for number in range(times)]

    return asyncio.run(all())


def test_a_caller_has_so_many_at_once_and_more_with_time(database: Database):
    clock = Clock()
    limit = rate_limit(database, "device", 20, 60)
    found = waits([limit], "a", 25, clock)
    assert found[:20] == [0] * 20
    assert all(1 <= wait <= 3 for wait in found[20:])
    assert waits([limit], "b", 1, clock) == [0]
    clock.seconds += 5
    database.write(lambda t: t.run(LATER, seconds=5))
    assert waits([limit], "a", 5, clock)[:4] == [0] * 4


def test_places_on_one_postgresql_share_what_a_caller_has(database: Database):
    clock = Clock()
    places = [rate_limit(database, "device", 20, 60) for _ in range(4)]
    allowed = waits(places, "a", 100, clock).count(0)
    assert allowed == (20 if database.postgres else 80)
    if database.postgres:
        assert waits([rate_limit(database, "address", 20, 60)], "a", 1, clock) == [0]


def test_who_is_refused_costs_the_database_nothing_for_a_while(database: Database):
    if not database.postgres:
        return
    clock = Clock()
    limit = rate_limit(database, "device", 20, 60)
    assert isinstance(limit, SharedRateLimit)
    waits([limit], "a", 21, clock)
    database.write(lambda t: t.run(LATER, seconds=KEPT_SECONDS))
    assert waits([limit], "a", 1, clock) != [0]
    clock.seconds += 3
    assert waits([limit], "a", 1, clock) == [0]


def test_full_buckets_are_forgotten(database: Database):
    clock = Clock()
    waits([rate_limit(database, "device", 20, 60)], "a", 1, clock)
    database.write(forget)
    assert database.read(lambda t: t.first(COUNT)) == (int(database.postgres),)
    database.write(lambda t: t.run(LATER, seconds=KEPT_SECONDS + 1))
    database.write(forget)
    assert database.read(lambda t: t.first(COUNT)) == (0,)


def test_two_servers_slow_a_guesser_down_as_one_does(tmp_path: Path, postgres_url: str):
    words = ("--database", postgres_url, "--address-pace", "10")
    with serving(tmp_path, *words) as first, serving(tmp_path, *words) as second:
        asked = [
            requests.post(server.url + "/v1/enrol", b"", timeout=10).status_code
            for _ in range(8)
            for server in (first, second)
        ]
    assert sorted(asked)[:10] == [400] * 10
    assert asked.count(429) >= 5
