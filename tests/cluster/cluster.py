"""A province on one machine: three databases under Patroni, PgBouncer, HAProxy, and districts with workers in two places."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import psycopg

from sync.server.district import District as OpenedDistrict
from sync.server.options import ServerOptions
from sync.server.projection import RULES
from tests.cluster import engines, swift
from tests.cluster.engines import Node, Site
from tests.cluster.process import NeverCame, Program, free_port, wait_for
from tests.cluster.relay import Relay
from tests.cluster.swift import Swift

PLACES = 2  # machines with workers
WORKERS = 2  # of a district in each place
BUCKET = "aduan"
MUCH = "1000000"  # requests a minute: all offices come from one address here


@dataclass(slots=True)
class District:
    """One of the province's, with a database of its own. `places` are its servers, each with a port; `pool` is PgBouncer's."""

    code: str
    port: int
    folder: Path
    pool: int
    bucket_address: str
    places: list[Program] = field(default_factory=list[Program])
    ports: list[int] = field(default_factory=list[int])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_name(self) -> str:
        return f"d{self.code.replace('.', '')}"

    @property
    def database(self) -> str:
        return f"postgresql+psycopg://{engines.USER}@127.0.0.1:{self.pool}/{self.database_name}?pgbouncer=true"

    @property
    def keys(self) -> Path:
        return self.folder / "district.keys"

    @contextmanager
    def desk(self) -> Iterator[OpenedDistrict]:
        """The district itself, as an operator's command opens it."""
        desk = ServerOptions(self.folder / "desk", self.database, keys=self.keys).open()
        try:
            yield desk
        finally:
            desk.database.engine.dispose()

    @property
    def files(self) -> str:
        return f"s3://{BUCKET}/{self.code}"

    @property
    def environment(self) -> dict[str, str]:
        return swift.settings(self.bucket_address)

    def command(self, *words: str) -> list[str]:
        keys = ("--keys", str(self.keys), "--database", self.database, "--files", self.files)
        return [sys.executable, "-m", "sync.server", "--data", str(self.folder / "desk"), *words, *keys]

    def run(self, *words: str, **variables: str) -> str:
        """What the command prints. Raises NeverCame with its complaint."""
        done = subprocess.run(
            self.command(*words),
            env=os.environ | self.environment | variables,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise NeverCame(f"{words} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def serve(self, place: int, program: Path) -> Program:
        """A server in one of the places; `program` is the checkout that it runs."""
        folder = self.folder / f"place{place + 1}"
        own = (*self.command("serve"), "--host", "127.0.0.1", "--port", str(self.ports[place]), "--no-remind")
        words = [str(folder) if word == str(self.folder / "desk") else word for word in own]
        more = ("--workers", str(WORKERS), "--device-pace", MUCH, "--address-pace", MUCH, "--proxy", "127.0.0.1")
        return Program(
            f"{self.code}-{place + 1}",
            [*words, *more],
            folder,
            environment=self.environment | {"PYTHONPATH": str(program)},
        )


@dataclass(slots=True)
class Cluster:
    place: Path
    etcd: list[Program]
    nodes: list[Node]
    pgbouncer: Program
    pooled_port: int
    haproxy: Program
    database_port: int
    swift: Swift
    line_to_bucket: Relay
    districts: list[District]
    program: Path  # the checkout that its servers run

    # Who is what ------------------------------------------------------------------------------------------------------

    def leader(self) -> Node | None:
        return next((node for node in self.nodes if node.role() == "primary"), None)

    def standing(self) -> Node:
        """The leader; raises NeverCame when there is none."""
        leader = self.leader()
        if leader is None:
            raise NeverCame("no database leads")
        return leader

    def is_whole(self) -> bool:
        """A leader, a synchronous standby, and every node running."""
        roles = [node.role() for node in self.nodes]
        return roles.count("primary") == 1 and "sync_standby" in roles and "" not in roles

    def wait_until_whole(self, seconds: float = 180) -> float:
        return wait_for(self.is_whole, "three databases, one of them leading", seconds)

    def connect(self, node: Node, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """To this node's own PostgreSQL, past proxy and pool."""
        return psycopg.connect(
            host="127.0.0.1", port=node.port, user=engines.USER, dbname=database, autocommit=True, connect_timeout=5
        )

    # Versions -------------------------------------------------------------------------------------------------------

    def older(self) -> Path:
        """The program as if it were of the version before: it makes other rows of the same events, and says so by a lower number."""
        root = self.place / "older"
        if not root.exists():
            root.mkdir()
            for entry in self.program.iterdir():
                if entry.name not in ("sync", ".git"):
                    (root / entry.name).symlink_to(entry)
            shutil.copytree(self.program / "sync", root / "sync")
            rules = root / "sync" / "server" / "projection.py"
            text = rules.read_text("utf-8")
            for now, then in (
                (f"RULES = {RULES} ", f"RULES = {RULES - 1} "),
                ("LONGEST_TITLE = 300", "LONGEST_TITLE = 3"),
            ):
                if now not in text:
                    raise NeverCame(f"{rules} has no {now}")
                text = text.replace(now, then)
            rules.write_text(text, "utf-8")
        return root

    def replace(self, district: District, place: int, program: Path) -> None:
        """Ends the district's server in this place as an operator does, and starts it with this program."""
        district.places[place].stop()
        (district.places[place].folder / "log").unlink()
        server = district.places[place] = district.serve(place, program)
        server.start()
        wait_for(lambda: listens(server), f"the server {server.name}")

    # Everything ---------------------------------------------------------------------------------------------------------

    def programs(self) -> Iterator[Program]:
        for district in self.districts:
            yield from district.places
        yield from (self.haproxy, self.pgbouncer)
        yield from (node.program for node in self.nodes)
        yield from self.etcd
        yield from self.swift.programs


@contextmanager
def running(codes: Sequence[str], program: Path, *, etcd_members: int = 3) -> Iterator[Cluster]:
    """The whole, started in the order of an operator; `codes` are the districts', `program` the checkout that their servers run."""
    with tempfile.TemporaryDirectory(prefix="cluster-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        place.chmod(0o755)
        etcd, hosts = engines.etcd(place, etcd_members)
        nodes = [engines.node(place, f"database{number}", hosts) for number in (1, 2, 3)]
        ports = {code: [free_port() for _ in range(PLACES)] for code in codes}
        sites = [Site(f"district{code}", free_port(), ports[code]) for code in codes]
        haproxy, database_port = engines.haproxy(place, nodes, sites)
        pgbouncer, pooled_port = engines.pgbouncer(place, database_port)
        bucket = swift.Swift(place / "swift")
        line_to_bucket = Relay(bucket.port)
        districts = [
            District(
                code,
                site.port,
                place / code,
                pooled_port,
                f"http://127.0.0.1:{line_to_bucket.port}",
                ports=ports[code],
            )
            for code, site in zip(codes, sites, strict=True)
        ]
        cluster = Cluster(
            place,
            etcd,
            nodes,
            pgbouncer,
            pooled_port,
            haproxy,
            database_port,
            bucket,
            line_to_bucket,
            districts,
            program,
        )
        try:
            cluster.swift.start()
            start(cluster)
            cluster.swift.make_bucket(BUCKET)
            _found(cluster)
            yield cluster
        finally:
            line_to_bucket.close()
            for running_program in cluster.programs():
                running_program.wake()
                with suppress(OSError):
                    running_program.kill()
            for node in nodes:
                node.line.close()
                if node.own_disk:
                    subprocess.run(("umount", "--lazy", str(node.program.folder)), check=False)


def start(cluster: Cluster) -> None:
    """Everything between the workers and the disks of the databases."""
    for program in (*cluster.etcd, *(node.program for node in cluster.nodes), cluster.haproxy, cluster.pgbouncer):
        program.start()
    cluster.wait_until_whole()
    wait_for(lambda: _answers(cluster), "the pool")


def begin(district: District) -> None:
    """The district's servers, which have stood still so far."""
    for server in district.places:
        (server.folder / "log").unlink(missing_ok=True)
        server.start()
    for server in district.places:
        wait_for(lambda server=server: listens(server), f"the server {server.name}")
    wait_for(lambda: _is_healthy(district), f"{district.code} at the proxy")


def _found(cluster: Cluster) -> None:
    for district in cluster.districts:
        with cluster.connect(cluster.standing()) as connection:
            connection.execute(f"CREATE DATABASE {district.database_name}".encode())
        district.folder.mkdir()
        district.run("district", "--code", district.code, "--name", f"Kabupaten {district.code}")
        district.places = [district.serve(place, cluster.program) for place in range(PLACES)]
        begin(district)


def _is_healthy(district: District) -> bool:
    try:
        with urlopen(f"{district.address}/healthz", timeout=2) as answer:
            return answer.status == HTTPStatus.OK
    except OSError:
        return False


def listens(server: Program) -> bool:
    lines = [json.loads(line) for line in server.log.splitlines() if line.startswith("{") and line.endswith("}")]
    return any(line.get("event") == "listening" for line in lines)


def _answers(cluster: Cluster) -> bool:
    try:
        with psycopg.connect(
            host="127.0.0.1", port=cluster.pooled_port, user=engines.USER, dbname="postgres", connect_timeout=3
        ) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
