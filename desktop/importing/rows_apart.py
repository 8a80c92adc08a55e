"""Reads the rows of a long register in a second process of the program, while this one records those before them.

What the other process has not read, because it could not start or ended too soon, is read here.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from msgspec import structs

from desktop.importing.apart import own_command, own_environment
from desktop.importing.row_reader import RowRead, RowReader, RowWork, Understood
from desktop.office import recording
from desktop.office.recording import CheckedDraft, Entered

ARGUMENT = "--read-rows"
# A register of fewer rows needs no other process; a file of fewer bytes hardly has more.
LEAST, LEAST_BYTES = 2_000, 60_000
# So many are read here while the other process takes in what it is to do.
READ_MEANWHILE = 500
BATCH, MOST_WAITING = 100, 50
UP = b"\n"

Batch = list[RowRead | None]


@contextmanager
def starting_for(file: Path) -> Iterator["OtherProcess | None"]:
    """The other process, where this file may have so many rows: it starts while the file is opened. None where none is wanted."""
    other = _started() if _bytes_of(file) >= LEAST_BYTES else None
    try:
        yield other
    finally:
        if other is not None:
            other.end()


def read_rows(work: RowWork, reader: RowReader, other: "OtherProcess | None") -> Iterator[RowRead | None]:
    """What `reader.look` says of each row; from the other process also what it means. `reader` must not have read any row yet.

    `other`: where one was started before.
    """
    rows = map(reader.look, work.lines)
    is_long = work.keeps and len(work.lines) >= LEAST and not work.source.is_chat
    other = (other or _started()) if is_long else None
    if other is None:
        yield from rows
        return
    count = 0
    try:
        while not other.is_up.is_set() and count < len(work.lines):
            yield next(rows)
            count += 1
        other.hand(work, count + READ_MEANWHILE)
        for row in islice(rows, READ_MEANWHILE):
            yield row
            count += 1
        read_here = count
        while (batch := other.batches.get()) is not None:
            yield from batch
            count += len(batch)
    finally:
        other.end()
    if count < len(work.lines):
        # The reader has to see each row, for one may mean what stands above it.
        yield from islice(rows, count - read_here, None)


def _bytes_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # whoever opens it says why
        return 0


def _started() -> "OtherProcess | None":
    """None where a second one would only wait for the first, and where the system starts none now."""
    if (os.cpu_count() or 1) < 2:
        return None
    try:
        return OtherProcess()
    except OSError:
        return None


class OtherProcess:
    """`is_up`: it waits for what it is to read, or has ended. `batches` are the rows that it was to read, and None behind the last one."""

    def __init__(self) -> None:
        self.is_up = Event()
        self.batches: Queue[Batch | None] = Queue(MOST_WAITING)
        self._work: Queue[tuple[RowWork, int] | None] = Queue()
        self.child = subprocess.Popen(
            own_command(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=own_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self._talker = Thread(target=self._talk, daemon=True)
        self._talker.start()

    def hand(self, work: RowWork, first: int) -> None:
        """What it is to read, from this row on."""
        self._work.put((work, first))

    def _talk(self) -> None:
        asked, answer = self.child.stdin, self.child.stdout
        assert asked is not None
        assert answer is not None
        try:
            with answer, suppress(EOFError, OSError, pickle.UnpicklingError):
                with asked:
                    answer.readline()
                    self.is_up.set()
                    if (work := self._work.get()) is None:
                        return
                    pickle.dump(work, asked, pickle.HIGHEST_PROTOCOL)
                while True:
                    self.batches.put(pickle.load(answer))
        finally:
            self.is_up.set()
            self.batches.put(None)

    def end(self) -> None:
        """Also where not all of it was wanted: what still lies in the pipe finds room in the emptied queue."""
        self.child.kill()
        self._work.put(None)
        with suppress(Empty):
            while True:
                self.batches.get_nowait()
        self._talker.join()
        self.child.wait()


# In the other process ------------------------------------------------------------------------------------------------


def answer_with_rows() -> int:
    """Reads the rows that it is given, and writes what they mean, a batch at a time."""
    gc.disable()  # nothing here makes rubbish in circles
    sys.stdout.buffer.write(UP)
    sys.stdout.buffer.flush()
    work, first = pickle.load(sys.stdin.buffer)
    rows = islice(understood(work, first), first, None)
    while batch := list(islice(rows, BATCH)):
        pickle.dump(batch, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()
    return 0


def understood(work: RowWork, first: int) -> Iterator[RowRead | None]:
    """What each row means, from the first one on; of those before it only what they are."""
    reader = RowReader(work)
    for place, line in enumerate(work.lines):
        row = reader.look(line)
        if place < first or row is None or row.is_reply or row.kind is not None:
            yield row
            continue
        result = reader.understand(line, row.day)
        if isinstance(new := result.understood, Understood) and isinstance(new.entered, Entered):
            [checked] = recording.prepare_each([new.entered], None, work.today)
            if isinstance(checked, CheckedDraft):
                checked = structs.replace(checked, drawn=recording.draw(checked.identity))
            result = structs.replace(result, understood=structs.replace(new, entered=checked))
        yield structs.replace(row, result=result)
