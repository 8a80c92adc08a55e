"""The columns of the table of past syncs."""

from collections.abc import Callable

from desktop.columns import Cell, Column, Width
from desktop.office import sync_situation
from desktop.store.attempts import Attempt
from desktop.wording import formats
from desktop.wording.translation import tr

AttemptCell = Callable[[Attempt], Cell]


def attempt_columns(at: AttemptCell, result: AttemptCell) -> tuple[Column[Attempt], ...]:
    """`at` and `result` depend on the day, and on when the next try is due."""
    path = Width(114, samples=(Cell(tr("Flashdisk")),))
    return (
        Column(tr("Waktu"), at, Width(samples=(Cell("30 Nov 2000 00.00"),))),
        Column(tr("Jalur"), lambda attempt: Cell(sync_situation.path(attempt)), path),
        Column(tr("Hasil"), result),
        Column(tr("Kirim / terima"), _counts, Width()),
        Column(tr("Data"), lambda attempt: Cell(formats.size(attempt.bytes)), Width(samples=(Cell("000,0 MB"),))),
    )


def attempt_result(attempt: Attempt, retry: str, *, is_stopped: bool) -> Cell:
    """How it ended, and when it is tried again. Being without a network is nothing to worry about; what only people can mend is."""
    tone = "danger" if is_stopped else sync_situation.TONES[attempt.outcome]
    sentence = sync_situation.outcome(attempt) + retry
    return Cell(sentence, dot=tone, tip=sync_situation.outcome_in_full(attempt))


def may_retry(attempt: Attempt) -> bool:
    """Whether it is tried again by itself."""
    return attempt.path == "internet" and attempt.outcome in ("interrupted", "failed")


def _counts(attempt: Attempt) -> Cell:
    return Cell(f"{formats.number(attempt.sent)} / {formats.number(attempt.received)}")
