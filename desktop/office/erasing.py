"""Erasing again after a restore: what the store before had erased has a key in no copy any more, and gets its step in the log.

What an erasure reaches: the key of the complaint's identities, in this store, at the district and in every office that has the
complaint, and the words of the names in the search index, free pages and journal included. What it doesn't: what somebody wrote
into the text, a note or a file; a paper or an export; and backups made before, here and at the district, until newer ones have
taken their place. A backup that is restored over the store that erased erases again; elsewhere the district tells it at the next
sync.
"""

from datetime import date
from typing import Protocol

from sqlalchemy import Engine

from complaints.steps import StepDetails
from desktop.office import handling
from desktop.store import kept_values, projection
from desktop.store.database import empty_journal, reading, writing
from desktop.store.log import Author, Device
from desktop.store.projection import Rules
from desktop.store.settings import Settings


class ErasingBook(Protocol):
    """What erasing again needs of an opened office."""

    engine: Engine
    device: Device
    settings: Settings
    rules: Rules

    def today(self) -> date: ...

    @property
    def now_ms(self) -> int: ...


def resume(book: ErasingBook) -> None:
    """Takes the steps that a restore left to be taken, all in one transaction; usually there are none."""
    with reading(book.engine) as connection:
        cases = kept_values.load(connection, kept_values.ERASE_AGAIN, list[str])
    if not cases:
        return
    author = Author(book.device, "", book.settings.unit_code)
    with writing(book.engine) as connection:
        for case in cases:
            complaint = projection.load(connection, case, with_identity=False)
            if complaint is None or complaint.unit != book.settings.unit_code:
                continue  # the office that erased it tells it again at the next sync
            handling.act(
                connection, case, "erase", StepDetails(note="Diulang setelah pemulihan cadangan"),
                author=author, role="admin", rules=book.rules, now_ms=book.now_ms, today=book.today(),
            )  # fmt: skip
        kept_values.save(connection, kept_values.ERASE_AGAIN, list[str]())
    empty_journal(book.engine)
