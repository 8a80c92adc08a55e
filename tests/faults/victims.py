"""What the processes do that these tests kill: they tell over a pipe what was acknowledged to them, and die in the middle."""

import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from desktop.office.founding import found_office
from desktop.office.office import DATABASE, Office
from desktop.store import restore, vault
from desktop.store.attachments import Content
from desktop.store.database import open_engine
from desktop.store.migrate import bring_up_to_date
from desktop.store.vault import Unlocked
from tests.conftest import SETUP, USER

NEWER, NEXT = Path(__file__).parent / "newer", "9999"

# A server that imported everything once forks each victim in a few milliseconds; Windows starts each anew.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
processes: Any = multiprocessing.get_context(_METHOD)
if _METHOD == "forkserver":
    processes.set_forkserver_preload(["tests.faults.victims", "tests.faults.network.victims"])

WAYS = (("verify", ""), ("follow-up", "sudah disurvei"), ("respond", "sudah diperbaiki"), ("close", ""))


class Heard:
    """What a victim sends. On Windows this end stays open when the victim dies before it took its own: so its death ends it, too."""

    def __init__(self, connection: Connection, process: Any) -> None:
        self._connection, self._process = connection, process

    def recv(self) -> Any:
        """Raises EOFError when nothing comes any more."""
        wait([self._connection, self._process.sentinel])
        if not self._connection.poll():
            raise EOFError
        return self._connection.recv()

    def poll(self, seconds: float = 0) -> bool:
        return self._connection.poll(seconds)

    def close(self) -> None:
        self._connection.close()


def start(work: Callable[..., None], *arguments: object) -> tuple[Any, Heard]:
    """Starts `work(connection, *arguments)` in a process of its own; what it sends arrives at the connection."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, Heard(ours, process)


def received(connection: Heard) -> Iterator[Any]:
    """Everything that was sent before the process died."""
    try:
        while True:
            yield connection.recv()
    except (EOFError, OSError):
        connection.close()


def write_without_end(tell: Connection, folder: Path, unlocked: Unlocked, seed: int) -> None:
    """Records and handles as fast as it can; each number and stage is told once it was acknowledged."""
    chance = random.Random(seed)
    office = Office(folder, unlocked, USER)
    for turn in count():
        content = chance.randbytes(chance.choice((200, 40_000)))
        files = [Content(f"foto {turn}.jpg", b"\xff\xd8\xff\xe0" + content)] if turn % 3 == 0 else []
        body = f"Lampu jalan padam di depan masjid, laporan ke-{turn} " + "sekali lagi " * chance.randrange(40)
        receipt = office.record(Draft(kind="complaint", body=body, complainant=Person(name="Budi Santoso")), files)
        tell.send((receipt.number, "new"))
        if turn % 4 == 1:
            made = office.record_many(Draft(kind="aspiration", body=f"usul {turn}-{i}") for i in range(10))
            for one in made:
                assert not isinstance(one, Exception)
                tell.send((one.number, "new"))
        office.save_draft(content[:100], files)
        for action, note in WAYS[: chance.randrange(len(WAYS) + 1)]:
            case = office.act(receipt.number, action, StepDetails(note=note))  # pyright: ignore[reportArgumentType]
            tell.send((receipt.number, case.complaint.stage))


def write_some(tell: Connection, folder: Path, unlocked: Unlocked, name: str, number: int) -> None:
    """Records `number` complaints and tells the numbers that they got."""
    office = Office(folder, unlocked, USER)
    tell.send("open")
    for i in range(number):
        receipt = office.record(Draft(kind="complaint", body=f"aduan {i} dari proses {name}"))
        office.act(receipt.number, "verify")
        tell.send(receipt.number)
    office.close()


@contextmanager
def dying_at(step: int) -> Iterator[None]:
    """Kills this process at its step-th change of the file system inside the block: before that change happens."""
    steps = count(1)
    armed = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link") or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if armed and writes and next(steps) == step:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # which kills as hard on Windows

    sys.addaudithook(watch)
    yield
    armed = False


def migrate(tell: Connection, folder: Path, unlocked: Unlocked, place: str, step: int) -> None:
    """Brings the store to the newer version and dies at this place of it, or at this change of the file system."""
    os.environ["DIE_AT"] = place
    engine = open_engine(folder / DATABASE, unlocked.key)
    with dying_at(step):
        bring_up_to_date(folder, engine, unlocked.key, NEWER, NEXT)
    engine.dispose()
    tell.send("done")


def back_up(tell: Connection, folder: Path, unlocked: Unlocked, file: Path, step: int) -> None:
    office = Office(folder, unlocked, USER)
    with dying_at(step):
        office.upkeep.backup(file)
    office.close()
    tell.send("done")


def bring_back(tell: Connection, folder: Path, unlocked: Unlocked, archive: Path, step: int) -> None:
    """Restores a backup as the program does at its start: a restore begun before is completed first."""
    with dying_at(step):
        restore.complete(folder)
        report = restore.restore(archive, folder, lambda _vault: unlocked, datetime.now().astimezone())
    tell.send(report.letter)


def set_up(tell: Connection, folder: Path, step: int) -> None:
    """Founds an office with the cheapest keys there are: these tests derive them a hundred times."""
    vault.PASSES, vault.MEMORY_BYTES = 1, 8192
    with dying_at(step):
        office, _ = found_office(folder, SETUP)
    office.close()
    tell.send("done")
