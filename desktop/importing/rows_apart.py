"""Reads the rows of a long register in a second process of the program, while this one records those before them.

What the other process has not read, because it could not start or ended too soon, is read here.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from queue import Empty, Queue
from threading import Thread

from msgspec import structs

from desktop.importing.apart import own_command, own_environment
from desktop.importing.row_reader import RowRead, RowReader, RowWork, Understood
from desktop.office import recording
from desktop.office.recording import Entered

ARGUMENT = "--read-rows"
# So many are read here while the other process starts; a register that is not much longer needs none.
READ_HERE, LEAST = 1_000, 2_000
BATCH, MOST_WAITING = 100, 50

Batch = list[RowRead | None]


def read_rows(work: RowWork, reader: RowReader) -> Iterator[RowRead | None]:
    """What `reader.look` says of each row; from the other process also what it means. `reader` must not have read any row yet."""
    is_long = work.keeps and len(work.lines) >= LEAST and not work.source.is_chat and (os.cpu_count() or 1) > 1
    other = _started(work) if is_long else None
    if other is None:
        yield from map(reader.look, work.lines)
        return
    count = 0
    try:
        for row in map(reader.look, work.lines[:READ_HERE]):
            yield row
            count += 1
        while (batch := other.batches.get()) is not None:
            yield from batch
            count += len(batch)
    finally:
        other.end()
    if count < len(work.lines):
        # The reader has to see each row, for one may mean what stands above it.
        yield from islice(map(reader.look, work.lines[READ_HERE:]), count - READ_HERE, None)


def _started(work: RowWork) -> "OtherProcess | None":
    """None where the system starts no other process now."""
    try:
        return OtherProcess(work)
    except OSError:
        return None


class OtherProcess:
    """`batches` are the rows from READ_HERE on, and None behind the last one that it has read."""

    def __init__(self, work: RowWork) -> None:
        self.batches: Queue[Batch | None] = Queue(MOST_WAITING)
        self.child = subprocess.Popen(
            own_command(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=own_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self._listener = Thread(target=self._listen, args=(work,), daemon=True)
        self._listener.start()

    def _listen(self, work: RowWork) -> None:
        asked, answer = self.child.stdin, self.child.stdout
        assert asked is not None
        assert answer is not None
        try:
            with answer, suppress(EOFError, OSError, pickle.UnpicklingError):
                with asked:
                    pickle.dump((work, READ_HERE), asked, pickle.HIGHEST_PROTOCOL)
                while True:
                    self.batches.put(pickle.load(answer))
        finally:
            self.batches.put(None)

    def end(self) -> None:
        """Also where not all of it was wanted: what still lies in the pipe finds room in the emptied queue."""
        self.child.kill()
        with suppress(Empty):
            while True:
                self.batches.get_nowait()
        self._listener.join()
        self.child.wait()


# In the other process ------------------------------------------------------------------------------------------------


def answer_with_rows() -> int:
    """Reads the rows that it is given, and writes what they mean, a batch at a time."""
    gc.disable()  # nothing here makes rubbish in circles
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
            result = structs.replace(result, understood=structs.replace(new, entered=checked))
        yield structs.replace(row, result=result)
