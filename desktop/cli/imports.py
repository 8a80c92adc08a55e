"""`import`: an old register from CSV or Excel, or what was picked from a chat. Bad rows are reported; the good ones are recorded all the same."""

import gc
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.json_input import read_json
from desktop.cli.opening import opened
from desktop.importing.answers import NO_ANSWERS, read_answers
from desktop.importing.question_words import question_sentence
from desktop.importing.questions import Question
from desktop.importing.register_import import BadRow, Report, Unclear, record, try_out
from desktop.importing.rows_apart import starting_for
from desktop.importing.source import Source, open_source
from desktop.wording.translation import tr_phrase

MOST_PLACES = 12


def import_file(options: CommandOptions) -> int:
    arguments = options.arguments
    file: Path = arguments.file
    if arguments.bad_rows is not None and arguments.bad_rows.suffix.lower() != ".xlsx":
        raise Refused(phrase("Nama berkas untuk --bad-rows harus berakhir .xlsx. Tidak ada yang dicatat atau ditulis."))
    answers = read_answers(read_json(str(arguments.map))) if arguments.map is not None else NO_ANSWERS
    # An import makes no rubbish in circles, and looking for it among a million cells costs a fifth of the time.
    gc.disable()
    records_at_once = not (arguments.dry_run or arguments.strict)
    with starting_for(file) if records_at_once else nullcontext() as other, opened(options) as office:
        source = open_source(file, answers.columns, answers.sheets)
        if source.is_chat and arguments.rows is None and not arguments.dry_run:
            raise Refused(
                phrase(
                    "Tidak semua pesan itu pengaduan. Tidak ada yang dicatat; lihat pesannya dengan --dry-run, lalu pilih dengan --rows."
                )
            )
        without = _others(source, arguments.rows)
        refusal: Unclear | None = None
        if arguments.dry_run or arguments.strict:
            report = try_out(office, source, answers=answers)
            refusal = Unclear(report) if arguments.strict and report.open_questions else None
        else:
            report = record(office, source, answers=answers, without=without, other=other)
        if arguments.strict and not arguments.dry_run and refusal is None:
            report = record(office, source, answers=answers, without=without)
    written = _write_bad_rows(arguments.bad_rows, source, report) if arguments.bad_rows is not None else None
    is_trial = arguments.dry_run or refusal is not None
    if arguments.json:
        output.line(_fields(report, source, dry_run=is_trial) | {"bad_rows": str(written) if written else None})
    else:
        _tell_rows(report)
        if source.is_chat and is_trial:
            for message in _messages(report, source):
                output.tell(
                    "Baris {row}: {day} {name}: {text}",
                    row=message["row"], day=message["received_on"], name=message["name"], text=message["text"][:60],
                )  # fmt: skip
    if written is not None:
        output.tell("Baris yang bermasalah ditulis: {file}", file=written)
    if report.unused:
        output.tell("Kolom yang tidak dipakai: {names}", names=", ".join(report.unused))
    _tell_questions(report)
    _summary(report, dry_run=is_trial)
    if report.undated:
        output.tell(
            "Selesai tanpa tanggal: {count}, dianggap selesai pada tanggal diterimanya; ketepatan waktunya tidak dihitung.",
            count=report.undated,
        )
    if refusal is not None:
        raise refusal
    if report.bad and not report.recorded and not report.already_in_book:
        raise Refused(phrase("Tidak ada satu baris pun yang dapat dicatat. Perbaiki berkasnya, lalu ulangi."))
    return 0


def _write_bad_rows(file: Path, source: Source, report: Report) -> Path | None:
    """Writes them there; None where there are none, and then no file. Raises OfficeError of the disk."""
    from desktop.importing.problems import write_problems

    if not report.bad:
        return None
    write_problems(file, source, report.bad)
    return file


def _others(source: Source, rows: frozenset[int] | None) -> frozenset[int]:
    """The rows that were not picked. Raises Refused where the file has none of those that were."""
    if rows is None:
        return frozenset()
    numbers = {line.number for line in source.rows}
    missing = ", ".join(map(str, sorted(rows - numbers)[:MOST_PLACES]))
    if not rows & numbers:
        raise Refused(phrase("Baris {row} tidak ada di berkas ini. Tidak ada yang dicatat.", row=missing))
    if missing:
        output.tell("Bukan awal baris di berkas ini: {row}.", row=missing)
    return frozenset(numbers - rows)


def _messages(report: Report, source: Source) -> list[dict[str, Any]]:
    """The rows of a chat that can be picked."""
    good = set(report.good)
    return [
        {
            "row": line.number, "received_on": source.value(line, "received_on"), "name": source.value(line, "complainant.name"),
            "text": source.value(line, "body"), "files": ", ".join(name for name in source.files.get(line.number, ()) if name),
        }
        for line in source.rows if line.number in good
    ]  # fmt: skip


def _tell_rows(report: Report) -> None:
    for sheet in report.sheets:
        if sheet.reason is not None and len(report.sheets) > 1:
            output.tell("Lembar {name} tidak dibaca: {reason}.", name=sheet.name, reason=tr_phrase(sheet.reason))
    for bad in report.bad:
        field = f"{bad.field}: " if bad.field else ""
        output.tell("Baris {row}: {reason}", row=bad.place, reason=field + tr_phrase(bad.reason))
    for cell in report.left_out:
        output.tell(
            "Baris {row} dicatat tanpa {heading}: {reason}",
            row=cell.place,
            heading=cell.heading,
            reason=tr_phrase(cell.reason),
        )
    for skipped in report.skipped:
        output.tell(
            "Baris {row} bukan pengaduan ({kind}): {text}",
            row=skipped.place, kind=tr_phrase(skipped.reason), text=skipped.text[:60],
        )  # fmt: skip
    for change in report.changed:
        output.tell(
            "Baris {row}: {number} berubah dari {before} ke {after}.",
            row=change.place, number=change.number, before=change.before, after=change.stage,
        )  # fmt: skip


def _tell_questions(report: Report) -> None:
    for question in report.open_questions:
        output.tell_count(
            "Perlu jawaban, {count} baris: {question}", count=question.count, question=question_sentence(question)
        )


def _fields(report: Report, source: Source, *, dry_run: bool) -> dict[str, object]:
    return {
        "recorded": 0 if dry_run else report.recorded,
        "good": report.recorded,
        "known": report.already_in_book,
        "same": report.already_in_book - len(report.changed),
        "bad": len(report.bad),
        "errors": _rows(report.bad),
        "left_out": _rows(report.left_out),
        "skipped": [
            {"row": row.place, "kind": row.kind, "reason": str(row.reason), "text": row.text} for row in report.skipped
        ],
        "changed": [
            {
                "row": change.place, "number": change.number, "before": change.before, "after": change.stage,
                "steps": [
                    {"step": str(step.__struct_config__.tag), "on": step.on.isoformat(), "note": getattr(step, "note", "")}
                    for step in change.steps
                ],
            }
            for change in report.changed
        ],
        "changes_added": 0 if dry_run else report.added,
        "questions": [_question(question) for question in report.questions],
        "sheets": [
            {
                "name": sheet.name, "rows": sheet.rows, "read": sheet.chosen,
                "reason": str(sheet.reason) if sheet.reason is not None else None,
                "heading_rows": list(sheet.headings) if sheet.headings[0] else [],
            }
            for sheet in report.sheets
        ],
        "mapping": [
            {
                "heading": heading.text, "field": heading.field or None, "samples": list(heading.samples),
                "note": str(heading.note) if heading.note is not None else None,
            }
            for heading in source.headings
        ],
        "preview": [
            {
                "row": row.place, "received_on": row.received_on.isoformat() if row.received_on else None, "name": row.name,
                "title": row.text, "stage": row.stage,
            }
            for row in report.preview
        ],
        "messages": _messages(report, source) if source.is_chat else [],
        "stages": dict(Counter(report.stages.values())),
        "undated": report.undated,
        "dry_run": dry_run,
        "columns": report.columns,
        "unused_columns": report.unused,
        "first_number": report.first or None,
        "last_number": report.last or None,
    }  # fmt: skip


def _rows(rows: Iterable[BadRow]) -> list[dict[str, object]]:
    return [
        {
            "row": int(row.place) if row.place.isdecimal() else row.place, "field": row.field, "reason": str(row.reason),
            "heading": row.heading, "value": row.value, "text": row.text, "question": row.question or None,
        }
        for row in rows
    ]  # fmt: skip


def _question(question: Question) -> dict[str, object]:
    return {
        "kind": question.kind,
        "open": question.open,
        "count": question.count,
        "sentence": question_sentence(question),
        "values": [
            {"text": value.text, "count": value.count, "rows": list(value.places[:MOST_PLACES])}
            for value in question.values
        ],
    }


def _summary(report: Report, *, dry_run: bool) -> None:
    if dry_run:
        output.tell(
            "Percobaan: {good} baris dapat dicatat, {known} sudah pernah, {bad} bermasalah. Tidak ada yang dicatat.",
            good=report.recorded, known=report.already_in_book, bad=len(report.bad),
        )  # fmt: skip
    else:
        output.tell(
            "{good} pengaduan dicatat, {known} baris sudah pernah diimpor, {bad} baris bermasalah.",
            good=report.recorded, known=report.already_in_book, bad=len(report.bad),
        )  # fmt: skip
    if report.skipped:
        output.tell("{count} baris bukan pengaduan dan dilewati.", count=len(report.skipped))
    if report.added:
        output.tell("{count} pengaduan yang sudah dicatat ditambah langkahnya.", count=report.added)
