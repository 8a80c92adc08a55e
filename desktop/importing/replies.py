"""OpenSID keeps answers as rows of the same table as the complaints; this joins each answer to its complaint."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from complaints.errors import InvalidField
from desktop.importing import cell_values
from desktop.importing.headings import REPLY, normal
from desktop.importing.source import Source
from desktop.importing.table import Line

Answers = Sequence[tuple[date | None, str]]


class Replies:
    """The answers of a table by the row of their complaint; empty where rows don't answer one another."""

    def __init__(self, source: Source) -> None:
        self._to = source.columns.fields.get(REPLY)
        self._id = next((heading.place for heading in source.headings if normal(heading.text) == "id"), None)
        self._answers: dict[str, list[tuple[date | None, str]]] = {}
        self._complaints: set[str] = set()
        if self._to is None or self._id is None:
            return
        for line in source.rows:
            if (to := self._answered(line)) == "":
                self._complaints.add(_cell(line, self._id))
            else:
                self._answers.setdefault(to, []).append((_day(source, line), _text(source, line)))

    def joined(self, line: Line) -> bool:
        """Whether the row is an answer to a complaint of this table, and so no complaint itself."""
        return self._answered(line) in self._complaints

    def of(self, line: Line) -> Answers:
        """The answers to the complaint in this row."""
        if self._id is None:
            return ()
        return [(on, text) for on, text in self._answers.get(_cell(line, self._id), ()) if text]

    def _answered(self, line: Line) -> str:
        """The id of the complaint that the row answers; '' when it is a complaint."""
        to = "" if self._to is None else _cell(line, self._to)
        return "" if to == "0" else to


def _cell(line: Line, place: int) -> str:
    return cell_values.as_line(line.cells[place]) if place < len(line.cells) else ""


def _text(source: Source, line: Line) -> str:
    place = source.columns.fields.get("body")
    return "" if place is None else _cell(line, place)


def _day(source: Source, line: Line) -> date | None:
    place = source.columns.fields.get("received_on")
    if place is None or place >= len(line.cells):
        return None
    with suppress(InvalidField):
        return cell_values.as_date(line.cells[place], "received_on")
    return None
