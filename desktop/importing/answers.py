"""The answers that people give before a register is imported: sheets, fields of columns, unclear cells.

The file of `--map`: either headings to fields alone, or `{"sheets": […], "columns": {…}, "answers": {…}}`
(docs/cli.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar, cast

import msgspec

from complaints.complaint import STAGES, Stage
from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.date_column import ORDERS
from desktop.importing.headings import normal, read_map
from desktop.importing.questions import QuestionKind
from desktop.importing.table import Order

LEAVE_OUT, UNDATED, AS_WRITTEN = "leave_out", "undated", "as_written"
ResultAnswer = Stage | Literal["leave_out"]
Text = TypeVar("Text", bound=str)


@dataclass(frozen=True, slots=True)
class Answers:
    """An empty field is a question without an answer: the rows that it concerns are not recorded, and are reported.

    `sheets`: the sheets to read; None for all that look like a register. `undated`: 'leave_out', 'undated', or the day
    for all rows without one. `dates`: by a cell's text its day, 'as_written', 'undated' or 'leave_out'.
    `swapped_dates`: 'as_written' or 'swap'. `results`: the stage of a text, or 'leave_out'. `contacts`: 'keep' or
    'drop' text that can't be read. `changed`: 'add' the new steps of complaints that the book has already, or 'leave'
    them.
    """

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    sheets: tuple[str, ...] | None = None
    undated: str = ""
    date_order: Order | None = None
    dates: Mapping[str, str] = field(default_factory=dict[str, str])
    swapped_dates: str = ""
    results: Mapping[str, ResultAnswer] = field(default_factory=dict[str, ResultAnswer])
    contacts: Literal["keep", "drop"] = "keep"
    changed: Literal["", "add", "leave"] = ""

    def result(self, text: str) -> ResultAnswer | None:
        return self.results.get(normal(text) or text.strip())


NO_ANSWERS = Answers()


def answer_to(answers: Answers, kind: QuestionKind, text: str) -> str:
    """What people answered to the question about this text; '' where they have not."""
    match kind:
        case "undated":
            return answers.undated
        case "date_order":
            return answers.date_order or ""
        case "swapped_dates":
            return answers.swapped_dates
        case "dates":
            return answers.dates.get(text, "")
        case "results":
            return answers.result(text) or ""
        case "contacts":
            return answers.contacts
        case "changed":
            return answers.changed


def with_answer(answers: Answers, kind: QuestionKind, text: str, answer: str) -> Answers:
    """With this answer as well, in the words of `--map`; '' takes it back."""
    match kind:
        case "dates":
            return replace(answers, dates=_with(answers.dates, text, answer))
        case "results":
            stages = _with(answers.results, normal(text) or text.strip(), cast("ResultAnswer", answer))
            return replace(answers, results=stages)
        case "date_order":
            return replace(answers, date_order=next((order for order in ORDERS if order == answer), None))
        case "contacts":
            return replace(answers, contacts="drop" if answer == "drop" else "keep")
        case "undated":
            return replace(answers, undated=answer)
        case "swapped_dates":
            return replace(answers, swapped_dates=answer)
        case "changed":
            return replace(answers, changed="add" if answer == "add" else "leave" if answer else "")


def _with(answers: Mapping[str, Text], text: str, answer: Text) -> dict[str, Text]:
    other_answers = {key: value for key, value in answers.items() if key != text}
    return other_answers | {text: answer} if answer else other_answers


class _MapAnswers(msgspec.Struct, forbid_unknown_fields=True):
    undated: str = ""
    date_order: Literal["", "day_first", "month_first"] = ""
    dates: dict[str, str] = {}
    swapped_dates: Literal["", "as_written", "swap"] = ""
    results: dict[str, str] = {}
    contacts: Literal["keep", "drop"] = "keep"
    changed: Literal["", "add", "leave"] = ""


class _MapFile(msgspec.Struct, forbid_unknown_fields=True):
    columns: dict[str, str | None] = {}
    sheets: list[str] | None = None
    answers: _MapAnswers = msgspec.field(default_factory=_MapAnswers)


def read_answers(content: bytes) -> Answers:
    """Reads the file of `--map`. Raises Refused when it can't be read, or has an unknown field or answer."""
    try:
        parts = msgspec.json.decode(content, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Answers(columns=read_map(content))
    if not any(isinstance(value, dict | list) for value in parts.values()):
        return Answers(columns=read_map(content))
    try:
        decoded = msgspec.json.decode(content, type=_MapFile)
    except msgspec.DecodeError as error:
        raise Refused(
            phrase(
                "Berkas --map tidak dapat dibaca: {fault}. Tidak ada yang dicatat; isinya objek JSON dengan “sheets”, "
                "“columns”, dan “answers”.",
                fault=str(error),
            )
        ) from None
    map_answers = decoded.answers
    days = {UNDATED, LEAVE_OUT}
    for text in map_answers.dates.values():
        _check_day(text, days | {AS_WRITTEN})
    if map_answers.undated:
        _check_day(map_answers.undated, days)
    for stage in map_answers.results.values():
        if stage not in STAGES and stage != LEAVE_OUT:
            raise _not_accepted(stage, [*STAGES, LEAVE_OUT])
    return Answers(
        columns=read_map(msgspec.json.encode(decoded.columns)),
        sheets=tuple(decoded.sheets) if decoded.sheets is not None else None,
        undated=map_answers.undated,
        date_order=next((order for order in ORDERS if order == map_answers.date_order), None),
        dates=map_answers.dates,
        swapped_dates=map_answers.swapped_dates,
        results={
            normal(text) or text.strip(): cast("ResultAnswer", stage) for text, stage in map_answers.results.items()
        },
        contacts=map_answers.contacts,
        changed=map_answers.changed,
    )


def _check_day(text: str, words: set[str]) -> None:
    if text in words:
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        raise _not_accepted(text, ["2026-12-31", *sorted(words)]) from None


def _not_accepted(text: str, accepted: list[str]) -> Refused:
    return Refused(
        phrase(
            "Jawaban “{text}” di berkas --map tidak dikenal. Tidak ada yang dicatat. Yang dikenal: {known}.",
            text=text[:40], known=", ".join(accepted),
        )
    )  # fmt: skip
