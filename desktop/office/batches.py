"""Records many complaints, a batch a transaction. While the disk takes a batch, the next one is read."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Engine

from complaints.errors import OfficeError
from desktop.office.recording import CheckedDraft, Receipt
from desktop.store.database import writing

BATCH = 500

Row = CheckedDraft | OfficeError
Record = Callable[[Connection, Sequence[CheckedDraft]], list[Receipt]]
# Given the places, from 0, of the rows that a transaction records, and what became of them.
Along = Callable[[Connection, Sequence[int], Sequence[Receipt]], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows with their receipts, which nobody sees before they are on the disk."""

    rows: Sequence[Row]
    receipts: Sequence[Receipt]
    kept: Future[None]

    def answers(self) -> Iterator[Receipt | OfficeError]:
        self.kept.result()
        receipts = iter(self.receipts)
        for row in self.rows:
            yield next(receipts) if isinstance(row, CheckedDraft) else row


def record_in_batches(
    rows: Iterator[Row], engine: Engine, record: Record, along: Along | None
) -> Iterator[Receipt | OfficeError]:
    """For each row its receipt, or why it was refused. `along` writes what belongs to these rows within the same transaction."""
    with ThreadPoolExecutor(1, "commit") as disk:
        before: _Batch | None = None
        first = 0
        while batch := list(islice(rows, BATCH)):
            if before is not None:
                yield from before.answers()
            before = _recorded(batch, first, engine, record, along, disk)
            first += len(batch)
        if before is not None:
            yield from before.answers()


def _recorded(
    batch: Sequence[Row], first: int, engine: Engine, record: Record, along: Along | None, disk: ThreadPoolExecutor
) -> _Batch:
    good = {place: row for place, row in enumerate(batch, first) if isinstance(row, CheckedDraft)}
    with ExitStack() as transaction:
        receipts: list[Receipt] = []
        if good:
            connection = transaction.enter_context(writing(engine))
            receipts = record(connection, list(good.values()))
            if along is not None:
                along(connection, list(good), receipts)
        return _Batch(batch, receipts, disk.submit(transaction.pop_all().close))
