"""What waits for this office at a moment, by kind: the ids, numbers and titles that notices are made of."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, text

from complaints.complaint import SPOKEN
from desktop.store.schema import WAITING

MOST = 500  # of one kind; nobody reads of more


class StandingRow(NamedTuple):
    id: str
    number: str
    title: str


def load(connection: Connection, today: date) -> dict[str, list[StandingRow]]:
    """By kind: 'disposition', 'approval', 'due_today', 'reply'."""
    conditions = {
        "disposition": f"disposition AND disposition = {WAITING}",
        "approval": "stage = 'awaiting_approval'",
        "due_today": "due_day = :day",
        "reply": f"to_decide AND to_decide & {SPOKEN}",
    }

    def rows(condition: str) -> list[StandingRow]:
        parameters = {"day": today.toordinal()} if ":day" in condition else {}
        found = connection.execute(
            text(f"SELECT id, number, title FROM complaint WHERE {condition} LIMIT {MOST}"), parameters
        )
        return [StandingRow(*row) for row in found]

    return {kind: rows(condition) for kind, condition in conditions.items()}
