"""What breaks in a province, one function each: it breaks, holds, mends, and comes back when the cluster is whole again.

Every fault is drawn from its seed where there is anything to draw.
"""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.request import Request, urlopen

import psutil

from tests.cluster.cluster import PLACES, Cluster
from tests.cluster.process import NeverCame, wait_for

Fault = Callable[[Cluster, random.Random], None]
LONGEST_ELECTION = 90.0


def leader_killed(cluster: Cluster, chance: random.Random) -> None:
    """The leader's machine loses its power, and gets it back."""
    leader = cluster.standing()
    leader.program.kill()
    _another_leads(cluster, leader.name)
    time.sleep(chance.uniform(0, 3))
    leader.program.start()
    cluster.wait_until_whole()


def leader_frozen(cluster: Cluster, chance: random.Random) -> None:
    """The leader's machine stands still until another leads; then it goes on, believing that it leads."""
    leader = cluster.standing()
    leader.program.freeze()
    _another_leads(cluster, leader.name)
    time.sleep(chance.uniform(0, 3))
    leader.program.wake()
    cluster.wait_until_whole()


def database_killed(cluster: Cluster, _chance: random.Random) -> None:
    """Only the leader's PostgreSQL dies; its Patroni sees it."""
    leader = cluster.standing()
    for process in leader.program.database():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    wait_for(lambda: not cluster.is_whole(), "the loss")
    cluster.wait_until_whole()


def switched_over(cluster: Cluster, _chance: random.Random) -> None:
    """The operator makes another database the leader."""
    leader = cluster.standing()
    asked = Request(
        f"http://127.0.0.1:{leader.api}/switchover",
        json.dumps({"leader": leader.name}).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(asked, timeout=60) as answer:
        answer.read()
    _another_leads(cluster, leader.name)
    cluster.wait_until_whole()


def etcd_lost(cluster: Cluster, chance: random.Random) -> None:
    """All of etcd is away for longer than a lease, and comes back."""
    for member in cluster.etcd:
        member.kill()
    time.sleep(25 + chance.uniform(0, 5))
    for member in cluster.etcd:
        member.start()
    cluster.wait_until_whole()


def etcd_member_lost(cluster: Cluster, chance: random.Random) -> None:
    member = chance.choice(cluster.etcd)
    member.kill()
    time.sleep(chance.uniform(1, 8))
    member.start()
    cluster.wait_until_whole()


def pool_restarted(cluster: Cluster, chance: random.Random) -> None:
    """PgBouncer dies with all its connections."""
    cluster.pgbouncer.kill()
    time.sleep(chance.uniform(0, 3))
    cluster.pgbouncer.start()


def proxy_restarted(cluster: Cluster, chance: random.Random) -> None:
    """HAProxy dies, which stands before the workers and before the databases."""
    cluster.haproxy.kill()
    time.sleep(chance.uniform(0, 3))
    cluster.haproxy.start()


def worker_killed(cluster: Cluster, chance: random.Random) -> None:
    """A worker dies in the midst of its requests; its server starts another."""
    server = chance.choice([place for district in cluster.districts for place in district.places])
    workers = server.family()[1:]
    with suppress(psutil.NoSuchProcess):
        chance.choice(workers).send_signal(signal.SIGKILL)


def place_lost(cluster: Cluster, chance: random.Random) -> None:
    """A machine with workers loses its power, and gets it back."""
    number = chance.randrange(PLACES)
    for district in cluster.districts:
        district.places[number].kill()
    time.sleep(chance.uniform(0, 4))
    for district in cluster.districts:
        cluster.replace(district, number, cluster.program)


def upgraded(cluster: Cluster, chance: random.Random) -> None:
    """One server after the other goes back to the version before, and then on to this one; between, both versions serve."""
    for program in (cluster.older(), cluster.program):
        for place in chance.sample(range(PLACES), PLACES):
            for district in cluster.districts:
                cluster.replace(district, place, program)
            time.sleep(chance.uniform(1, 3))


def bucket_away(cluster: Cluster, chance: random.Random) -> None:
    """Nothing reaches the object store, and what was under way is cut."""
    cluster.line_to_bucket.be("cut")
    time.sleep(chance.uniform(2, 8))
    cluster.line_to_bucket.be("open")


def bucket_silent(cluster: Cluster, chance: random.Random) -> None:
    """The object store takes connections and answers nothing."""
    cluster.line_to_bucket.be("silent")
    time.sleep(chance.uniform(2, 8))
    cluster.line_to_bucket.be("open")


def bucket_slow(cluster: Cluster, chance: random.Random) -> None:
    """Each piece to and from the object store takes its time."""
    cluster.line_to_bucket.seconds_a_piece = chance.uniform(0.2, 0.8)
    time.sleep(8)
    cluster.line_to_bucket.seconds_a_piece = 0.0


def bucket_loses(cluster: Cluster, chance: random.Random) -> None:
    """Three uploads into the object store are cut in their midst."""
    for _ in range(3):
        cluster.line_to_bucket.lose_after = chance.randrange(5_000, 60_000)
        time.sleep(1)


def disk_full(cluster: Cluster, chance: random.Random) -> None:
    """The leader's disk has no room, until an operator makes some; its Patroni may have given up leading."""
    leader = cluster.standing()
    if not leader.own_disk:
        raise NeverCame("the databases have no disks of their own: mounting isn't allowed here")
    ballast = leader.data.parent / "ballast"
    with ballast.open("wb") as file, suppress(OSError):
        while True:
            file.write(bytes(1_000_000))
    time.sleep(10 + chance.uniform(0, 5))
    ballast.unlink()
    cluster.wait_until_whole()


def standby_cut_off(cluster: Cluster, chance: random.Random) -> None:
    """Nothing passes between the leader and the standby that acknowledges with it."""
    leader = cluster.standing()
    leader.line.be("silent")
    time.sleep(10 + chance.uniform(0, 10))
    leader.line.be("cut")
    leader.line.be("open")
    cluster.wait_until_whole()


def _another_leads(cluster: Cluster, former: str) -> None:
    wait_for(
        lambda: any(node.role() == "primary" for node in cluster.nodes if node.name != former),
        "another leader",
        LONGEST_ELECTION,
    )


FAULTS: dict[str, Fault] = {
    "leader-killed": leader_killed,
    "leader-frozen": leader_frozen,
    "database-killed": database_killed,
    "switched-over": switched_over,
    "etcd-lost": etcd_lost,
    "etcd-member-lost": etcd_member_lost,
    "pool-restarted": pool_restarted,
    "proxy-restarted": proxy_restarted,
    "worker-killed": worker_killed,
    "place-lost": place_lost,
    "upgraded": upgraded,
    "bucket-away": bucket_away,
    "bucket-silent": bucket_silent,
    "bucket-slow": bucket_slow,
    "bucket-loses": bucket_loses,
    "disk-full": disk_full,
    "standby-cut-off": standby_cut_off,
}
