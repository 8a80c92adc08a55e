"""A server tells how it is off, why it is busy, and says that a backup is restored only when all of it is there."""

import asyncio
import io
import logging
import os
import shutil
import stat
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Scope

from sync.server import health
from sync.server.backup import CannotBackUp, back_up, restore
from sync.server.database import Unavailable
from sync.server.district import District, refused
from sync.server.health import BACKUP_MARK, LEAST_FREE, look
from sync.server.options import ServerOptions
from sync.server.refusal import busy
from sync.server.routes import routes
from tests.sync.server.pcs import Pc

Make = Callable[..., Pc]
FILE = b"isi foto"
NAME = sha256(FILE).hexdigest()


def test_age_of_the_backup_and_silence_are_told(district: District, pc: Make, tmp_path: Path):
    assert look(district, tmp_path)[1:] == (None, None)
    pc().sync()
    (tmp_path / BACKUP_MARK).touch()
    backed_up = district.now() / 1000 - 3600
    os.utime(tmp_path / BACKUP_MARK, (backed_up, backed_up))
    found = look(district, tmp_path)
    assert found[1:] == (3600, 0)
    assert f"aduan_disk_free_bytes {found.disk_free}\n" in found.figures()
    assert "aduan_backup_age_seconds 3600\n" in found.figures()


def ask(app: ASGIApp, path: str, host: str = "127.0.0.1", accept: bytes = b"*/*") -> tuple[int, bytes]:
    """What a GET of this path from this address is answered."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope: Scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
        "headers": [(b"accept", accept), (b"host", b"x")], "client": (host, 1), "server": ("x", 80), "root_path": "",
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))  # pyright: ignore[reportArgumentType]
    return said[0]["status"], b"".join(message.get("body", b"") for message in said[1:])


def test_a_full_disk_is_not_ok(district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    options = ServerOptions(tmp_path)
    app = routes(district, options.shelf(), options.uploads(), tmp_path)
    json = b"application/json"
    assert ask(app, "/healthz") == (200, b"ok\n")
    assert b'"verdict":"ok"' in ask(app, "/healthz", accept=json)[1]
    assert b"aduan_disk_free_bytes" in ask(app, "/metrics")[1]
    usage = shutil.disk_usage(tmp_path)._replace(free=LEAST_FREE - 1)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _place: usage)
    assert ask(app, "/healthz") == (503, b"disk full\n")
    assert ask(app, "/healthz", "8.8.8.8", json) == (503, b"disk full\n")


def test_why_the_server_is_busy_stands_in_its_log_alone(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        answer = refused(busy(5, Unavailable("SQLITE_FULL").reason))
    assert [record.reason for record in caplog.records] == ["SQLITE_FULL"]  # pyright: ignore[reportAttributeAccessIssue]
    assert b"FULL" not in answer.body


def made(folder: Path) -> Path:
    """A backup with one attachment that the database knows of."""
    options = ServerOptions(folder / "data")
    district = options.open()
    district.database.engine.dispose()
    import sqlite3

    with sqlite3.connect(options.data / "district.sqlite") as connection:
        connection.execute("INSERT INTO file (original, unit, sha256, size, at) VALUES (?, 'x', ?, 8, 0)", (NAME, NAME))
    connection.close()
    place = options.data / "files" / NAME[:2] / NAME
    place.parent.mkdir(parents=True)
    place.write_bytes(FILE)
    back_up(options, folder / "cadangan.tar")
    assert (options.data / BACKUP_MARK).exists()
    return folder / "cadangan.tar"


@pytest.mark.parametrize("damage", ["none", "file", "gone", "cut"])
def test_a_restore_says_done_only_when_all_is_there(tmp_path: Path, damage: str):
    backup = made(tmp_path)
    with tarfile.open(backup) as old:
        members = [(member, old.extractfile(member).read()) for member in old]  # pyright: ignore[reportOptionalMemberAccess]
    with tarfile.open(tmp_path / "lain.tar", "w") as new:
        for member, content in members:
            if member.name.endswith(NAME):
                if damage == "gone":
                    continue
                content = b"isi lain" if damage == "file" else content
            new.addfile(member, io.BytesIO(content))
    if damage == "cut":
        whole = (tmp_path / "lain.tar").read_bytes()
        (tmp_path / "lain.tar").write_bytes(whole[: len(whole) // 3])
    target = ServerOptions(tmp_path / "baru")
    if damage == "none":
        restore(target, tmp_path / "lain.tar")
        assert (target.data / "files" / NAME[:2] / NAME).read_bytes() == FILE
        return
    with pytest.raises(CannotBackUp):
        restore(target, tmp_path / "lain.tar")
    assert [path for path in target.data.rglob("*") if path.is_file()] == []


def test_a_data_folder_that_let_others_in_is_closed(tmp_path: Path):
    folder = tmp_path / "data"
    ServerOptions(folder).open().database.engine.dispose()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    ServerOptions(folder).open().database.engine.dispose()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
