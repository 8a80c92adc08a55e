"""A file as the program understood it, before anything of it is recorded: what the wizard shows, row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing import sentences
from desktop.importing.answers import NO_ANSWERS, Answers
from desktop.importing.chat import is_chat, read_chat
from desktop.importing.headings import normal
from desktop.importing.question_words import Asked, asked
from desktop.importing.register_import import Progress, Report, record, try_out
from desktop.importing.source import Heading, Source, keep, recall, source_of
from desktop.importing.source_table import read_tables
from desktop.importing.table import Table
from desktop.office.office import Office

# What stands in place of a file's name where there is none.
PASTED = Path("WhatsApp")


class TrialRow(Struct, frozen=True, gc=False):
    """`number` is the row's in the file, `place` is what is shown of it; the texts stand behind it.

    `words` is all of it in small letters, for the search.
    """

    number: int
    texts: tuple[str, ...]
    place: str
    words: str

    def has(self, words: str) -> bool:
        """All of them, wherever in the row."""
        return all(word in self.words for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Trial:
    """`rows` by what would become of them: 'bad', 'good', 'unread' (cells that stay behind), 'skipped', 'changed'.

    `left_empty` counts the cells of each field that stay behind. `asked` are the questions, answered or not.
    """

    tables: Sequence[Table]
    source: Source
    answers: Answers
    report: Report
    rows: Mapping[str, Sequence[TrialRow]]
    left_empty: Mapping[str, int]
    asked: Sequence[Asked]
    headings: tuple[Heading, ...]


def try_file(office: Office, file: Path, progress: Progress) -> Trial:
    """Reads the file, with the mapping that was kept for its headings. Raises Refused when it is no register."""
    tables = read_tables(file, lambda: progress(0, 0))
    return _tried(office, tables, recall(office, source_of(file, tables, {})), NO_ANSWERS, progress)


def try_pasted(office: Office, text: str, progress: Progress) -> Trial:
    """The same for messages that were copied out of WhatsApp. Raises Refused for any other text."""
    if not is_chat(text):
        raise Refused(
            phrase(
                "Yang ditempel bukan pesan yang disalin dari WhatsApp. Tidak ada yang dicatat; pilih pesannya di WhatsApp, salin, lalu tempel lagi."
            )
        )
    tables = [read_chat(text)]
    return _tried(office, tables, source_of(PASTED, tables, {}), NO_ANSWERS, progress)


def try_again(
    office: Office,
    former: Trial,
    fields: Mapping[int, str],
    sheets: Sequence[str],
    answers: Answers,
    progress: Progress,
) -> Trial:
    """The same file with other answers, another mapping (fields by column) or other sheets. Raises Refused."""
    source = former.source
    if set(sheets) == {sheet.name for sheet in source.sheets if sheet.chosen}:
        return _tried(office, former.tables, source.mapped(fields), answers, progress)
    by_text = {normal(heading.text): fields.get(heading.place, heading.field) for heading in source.headings}
    source = source_of(source.file, former.tables, {}, sheets)
    carried = {heading.place: by_text.get(normal(heading.text), heading.field) for heading in source.headings}
    with suppress(Refused):  # sheets with other columns are read as if they were opened first
        source = source.mapped(carried)
    return _tried(office, former.tables, source, answers, progress)


def _tried(office: Office, tables: Sequence[Table], source: Source, answers: Answers, progress: Progress) -> Trial:
    report = try_out(office, source, progress, answers=answers)
    lines = {line.number: line for line in source.rows}
    rows = {
        "bad": [_row(bad.row, bad.place, sentences.problem_cells(bad)) for bad in report.bad],
        "good": [
            _row(row, lines[row].place, sentences.row_cells(source, lines[row], report.stages[row]))
            for row in report.good
        ],
        "unread": [_row(cell.row, cell.place, sentences.problem_cells(cell)) for cell in report.left_out],
        "skipped": [_row(0, row.place, sentences.skipped_cells(row)) for row in report.skipped],
        "changed": [_row(change.row, change.place, sentences.change_cells(change)) for change in report.changed],
    }
    left_empty = Counter(cell.field for cell in report.left_out)
    return Trial(tables, source, answers, report, rows, left_empty, asked(report.questions), source.headings)


def _row(number: int, place: str, texts: tuple[str, ...]) -> TrialRow:
    return TrialRow(number, texts, place, f"{place} {' '.join(texts)}".casefold())


def record_trial(office: Office, trial: Trial, progress: Progress, without: frozenset[int]) -> Report:
    """Records what was tried, but for the rows with these numbers; how its columns were read is kept for the next file like it."""
    keep(office, trial.source)
    return record(office, trial.source, progress, without=without, answers=trial.answers)
