"""OpenStack Swift with its S3 interface, whole and small: one of each server on this machine. A bucket as offices' files lie in one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import requests
from obstore.store import S3Store

from tests.cluster.process import Program, free_port, wait_for

SERVERS = ("account", "container", "object")
NAME, SECRET, REGION = "aduan:distrik", "rahasia", "us-east-1"


def missing() -> list[str]:
    """The programs that are not here."""
    return [
        name
        for name in ("swift-proxy-server", *(f"swift-{server}-server" for server in SERVERS), "memcached")
        if which(name) is None
    ]


def settings(address: str) -> dict[str, str]:
    """What the district's server finds in its environment."""
    return {
        "AWS_ENDPOINT": address,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": NAME,
        "AWS_SECRET_ACCESS_KEY": SECRET,
    }


class Swift:
    """Its programs, started one by one, and the address of the S3 interface."""

    def __init__(self, place: Path) -> None:
        ports = {server: free_port() for server in SERVERS}
        self.port, cache = free_port(), free_port()
        self.folder = place
        (place / "disks" / "disk1").mkdir(parents=True)
        for server, port in ports.items():
            self._make_ring(server, port)
            (place / f"{server}.conf").write_text(_storage_server(server, port, place))
        (place / "swift.conf").write_text(
            "[swift-hash]\nswift_hash_path_suffix = percobaan\nswift_hash_path_prefix = percobaan\n"
            "[storage-policy:0]\nname = satu\ndefault = yes\n"
        )
        (place / "proxy.conf").write_text(_proxy(self.port, cache, place))
        self.programs = [
            Program("memcached", ("memcached", "-u", "root", "-l", "127.0.0.1", "-p", str(cache)), place / "memcached"),
            *(
                Program(server, (f"swift-{server}-server", str(place / f"{server}.conf"), "-v"), place / server)
                for server in SERVERS
            ),
            Program("proxy", ("swift-proxy-server", str(place / "proxy.conf"), "-v"), place / "proxy"),
        ]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        for program in self.programs:
            program.start()

    def kill(self) -> None:
        for program in self.programs:
            program.kill()

    def make_bucket(self, name: str) -> None:
        """Waits until the servers answer."""
        wait_for(lambda: self._made(name), "the bucket")

    def _made(self, name: str) -> bool:
        try:
            asked = {"X-Auth-User": NAME, "X-Auth-Key": SECRET}
            entered = requests.get(f"{self.address}/auth/v1.0", headers=asked, timeout=5)
            token = {"X-Auth-Token": entered.headers["X-Auth-Token"]}
            return requests.put(f"{entered.headers['X-Storage-Url']}/{name}", headers=token, timeout=5).ok
        except (requests.RequestException, KeyError):
            return False

    def store(self, bucket: str) -> S3Store:
        """What looks into a bucket past the district's server."""
        return S3Store(
            bucket, endpoint=self.address, region=REGION, access_key_id=NAME, secret_access_key=SECRET,
            client_options={"allow_http": True},
        )  # fmt: skip

    def _make_ring(self, server: str, port: int) -> None:
        builder = str(self.folder / f"{server}.builder")
        for words in (("create", "4", "1", "1"), ("add", f"r1z1-127.0.0.1:{port}/disk1", "1"), ("rebalance",)):
            done = subprocess.run(
                ("swift-ring-builder", builder, *words), capture_output=True, text=True, check=False, cwd=self.folder
            )
            if done.returncode:
                raise ValueError(done.stderr + done.stdout)


def _storage_server(server: str, port: int, place: Path) -> str:
    return f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 1
user = root
swift_dir = {place}
devices = {place / "disks"}
mount_check = false
log_address = /nowhere
[pipeline:main]
pipeline = {server}-server
[app:{server}-server]
use = egg:swift#{server}
"""


def _proxy(port: int, cache: int, place: Path) -> str:
    account, name = NAME.split(":")
    return f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 1
user = root
swift_dir = {place}
log_address = /nowhere
[pipeline:main]
pipeline = catch_errors proxy-logging cache listing_formats s3api tempauth copy slo dlo proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{cache}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = {REGION}
dns_compliant_bucket_names = true
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{name} = {SECRET} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


@contextmanager
def running(place: Path) -> Iterator[Swift]:
    swift = Swift(place)
    swift.start()
    try:
        yield swift
    finally:
        swift.kill()
