"""The engines of a province as Debian has them, with the settings that docs/operator.md gives: etcd, Patroni, PgBouncer, HAProxy."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.cluster.process import Program, free_port
from tests.cluster.relay import Relay

# Debian keeps a folder for each version.
POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql/bin"))
NEEDED = ("etcd", "patroni", "pgbouncer", "haproxy")
USER = "postgres"  # the account of the databases, and of their superuser
SECONDS_OF_LEASE = 20  # what a leader holds without renewing it: Patroni takes no less
SECONDS_OF_ROUND = 5
DISK = "1g"  # of each database


def missing() -> list[str]:
    """The programs that are not here."""
    absent = [name for name in NEEDED if which(name) is None]
    return absent if (POSTGRES / "postgres").exists() else [*absent, "postgresql"]


@dataclass(frozen=True, slots=True)
class Member:
    """One of etcd's."""

    name: str
    clients: int
    peers: int


def etcd(place: Path, count: int) -> tuple[list[Program], list[str]]:
    """So many members, and the addresses at which Patroni asks them."""
    members = [Member(f"etcd{number}", free_port(), free_port()) for number in range(1, count + 1)]
    cluster = ",".join(f"{member.name}=http://127.0.0.1:{member.peers}" for member in members)
    programs = [
        Program(
            member.name,
            (
                "etcd", "--name", member.name, "--data-dir", str(place / member.name / "data"),
                "--listen-client-urls", f"http://127.0.0.1:{member.clients}",
                "--advertise-client-urls", f"http://127.0.0.1:{member.clients}",
                "--listen-peer-urls", f"http://127.0.0.1:{member.peers}",
                "--initial-advertise-peer-urls", f"http://127.0.0.1:{member.peers}",
                "--initial-cluster", cluster, "--log-level", "warn",
            ),
            place / member.name,
        )
        for member in members
    ]  # fmt: skip
    return programs, [f"127.0.0.1:{member.clients}" for member in members]


@dataclass
class Patroni(Program):
    """Patroni, and PostgreSQL with it, which it starts as nobody's child."""

    def family(self) -> list[psutil.Process]:
        return [*super().family(), *self.database()]

    def database(self) -> list[psutil.Process]:
        """The running PostgreSQL's processes."""
        try:
            postmaster = psutil.Process(int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0]))
            return [postmaster, *postmaster.children()] if postmaster.name() == "postgres" else []
        except (OSError, ValueError, psutil.NoSuchProcess):
            return []


@dataclass(slots=True)
class Node:
    """A machine of the databases: Patroni, and the PostgreSQL that it starts. `port` is PostgreSQL's, `api` Patroni's.

    Standbys come through `line`. With `own_disk` the folder is a small disk, which can be full; not everybody may mount one.
    """

    name: str
    port: int
    api: int
    line: Relay
    own_disk: bool
    program: Patroni

    @property
    def data(self) -> Path:
        return self.program.folder / "data"

    def role(self) -> str:
        """'primary', 'replica', 'sync_standby' as Patroni tells; '' when it doesn't answer or isn't running."""
        try:
            with urlopen(f"http://127.0.0.1:{self.api}/patroni", timeout=1) as answer:
                told = json.load(answer)
        except (URLError, OSError, ValueError):
            return ""
        if told.get("state") != "running":
            return ""
        role = str(told.get("role", ""))
        if role == "replica" and told.get("sync_standby"):
            return "sync_standby"
        return "primary" if role == "master" else role


def node(place: Path, name: str, etcd_hosts: Sequence[str]) -> Node:
    port, api = free_port(), free_port()
    line = Relay(port)
    folder = place / name
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ("mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)), capture_output=True, check=False
    )
    access = ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
    settings = {
        "scope": "aduan",
        "name": name,
        "restapi": {"listen": f"127.0.0.1:{api}", "connect_address": f"127.0.0.1:{api}"},
        "etcd3": {"hosts": list(etcd_hosts)},
        "bootstrap": {
            "dcs": {
                "ttl": SECONDS_OF_LEASE,
                "loop_wait": SECONDS_OF_ROUND,
                "retry_timeout": SECONDS_OF_ROUND,
                "primary_start_timeout": 0,
                "master_start_timeout": 0,
                "synchronous_mode": True,
                "failsafe_mode": True,
                "postgresql": {
                    "use_pg_rewind": True,
                    "use_slots": True,
                    "parameters": {
                        "max_connections": 200,
                        "shared_buffers": "64MB",
                        "max_wal_size": "256MB",
                        "wal_keep_size": "128MB",
                        "wal_log_hints": "on",
                        "hot_standby": "on",
                    },
                },
            },
            "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
        },
        "postgresql": {
            "listen": f"127.0.0.1:{port}",
            "connect_address": f"127.0.0.1:{line.port}",
            "data_dir": str(folder / "data"),
            "bin_dir": str(POSTGRES),
            "pgpass": str(folder / "pgpass"),
            "pg_hba": access,
            "authentication": {
                "superuser": {"username": USER, "password": "x"},
                "replication": {"username": "replicator", "password": "x"},
                "rewind": {"username": "rewinder", "password": "x"},
            },
            "parameters": {"unix_socket_directories": str(folder)},
        },
    }
    (folder / "patroni.yml").write_text(json.dumps(settings))  # JSON is YAML
    return Node(
        name,
        port,
        api,
        line,
        mounted.returncode == 0,
        Patroni(name, ("patroni", str(folder / "patroni.yml")), folder, USER),
    )


def pgbouncer(place: Path, database_port: int) -> tuple[Program, int]:
    """PgBouncer in transaction mode before whatever listens there, and its port."""
    port, folder = free_port(), place / "pgbouncer"
    folder.mkdir(parents=True)
    (folder / "users.txt").write_text(f'"{USER}" "x"\n')
    (folder / "pgbouncer.ini").write_text(
        f"""[databases]
* = host=127.0.0.1 port={database_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder / "users.txt"}
pool_mode = transaction
max_client_conn = 2000
default_pool_size = 8
server_login_retry = 1
server_connect_timeout = 3
query_wait_timeout = 15
client_login_timeout = 15
tcp_keepalive = 1
tcp_user_timeout = 5000
"""
    )
    return Program("pgbouncer", ("pgbouncer", str(folder / "pgbouncer.ini")), folder, USER), port


@dataclass(frozen=True, slots=True)
class Site:
    """A district's address at the proxy, and the workers behind it."""

    name: str
    port: int
    workers: Sequence[int]


def haproxy(place: Path, nodes: Sequence[Node], sites: Sequence[Site]) -> tuple[Program, int]:
    """HAProxy: the leader's PostgreSQL on one port (which is given), each district's workers on theirs."""
    port, folder = free_port(), place / "haproxy"
    folder.mkdir(parents=True)
    lines = [
        "global", "    maxconn 4000",
        "defaults", "    timeout connect 3s", "    timeout client 60s", "    timeout server 60s", "    timeout queue 20s",
        "listen database", f"    bind 127.0.0.1:{port}", "    mode tcp", "    timeout client 1h", "    timeout server 1h",
        "    option httpchk GET /primary", "    http-check expect status 200",
        "    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions",
        *(f"    server {node.name} 127.0.0.1:{node.port} check port {node.api}" for node in nodes),
    ]  # fmt: skip
    for site in sites:
        lines += [
            f"listen {site.name}", f"    bind 127.0.0.1:{site.port}", "    mode http", "    option forwardfor",
            # Nothing depends on the worker: an upload goes on at any.
            "    balance leastconn", "    option httpchk GET /healthz", "    option redispatch", "    retries 2",
            "    default-server inter 1s fall 2 rise 1",
            *(f"    server worker{number} 127.0.0.1:{worker} check" for number, worker in enumerate(site.workers, 1)),
        ]  # fmt: skip
    (folder / "haproxy.cfg").write_text("\n".join(lines) + "\n")
    checked = subprocess.run(
        ("haproxy", "-c", "-f", str(folder / "haproxy.cfg")), capture_output=True, text=True, check=False
    )
    if checked.returncode:
        raise ValueError(checked.stderr)
    return Program("haproxy", ("haproxy", "-db", "-f", str(folder / "haproxy.cfg")), folder), port
