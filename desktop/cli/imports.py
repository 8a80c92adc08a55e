"""`import`: an old register from CSV or Excel. Bad rows are told and don't keep the good ones from being recorded."""

import gc
from collections import Counter
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import Options
from desktop.cli.json_input import read_json
from desktop.cli.opening import opened
from desktop.importing.register_import import Report, import_register
from desktop.wording.translation import tr_phrase


def import_file(options: Options) -> int:
    arguments = options.arguments
    file: Path = arguments.file
    column_map = read_json(str(arguments.map)) if arguments.map is not None else None
    # An import makes no rubbish in circles, and looking for it among a million cells costs a fifth of the time.
    gc.disable()
    with opened(options) as office:
        report = import_register(office, file, column_map, dry_run=arguments.dry_run)
    if arguments.json:
        output.line(_fields(report, dry_run=arguments.dry_run))
    else:
        for bad in report.bad:
            field = f"{bad.field}: " if bad.field else ""
            output.tell("Baris {row}: {reason}", row=bad.row, reason=field + tr_phrase(bad.reason))
        for cell in report.left_out:
            output.tell(
                "Baris {row} dicatat tanpa {heading}: {reason}",
                row=cell.row,
                heading=cell.heading,
                reason=tr_phrase(cell.reason),
            )
    if report.unused:
        output.tell("Kolom yang tidak dipakai: {names}", names=", ".join(report.unused))
    _summary(report, dry_run=arguments.dry_run)
    if report.undated:
        output.tell(
            "Selesai tanpa tanggal: {count}, dianggap selesai pada tanggal diterimanya; ketepatan waktunya tidak berarti.",
            count=report.undated,
        )
    if report.bad and not report.recorded and not report.known:
        raise Refused(phrase("Tidak ada satu baris pun yang dapat dicatat. Perbaiki berkasnya, lalu ulangi."))
    return 0


def _fields(report: Report, *, dry_run: bool) -> dict[str, object]:
    return {
        "recorded": 0 if dry_run else report.recorded,
        "good": report.recorded,
        "known": report.known,
        "bad": len(report.bad),
        "errors": [{"row": bad.row, "field": bad.field, "reason": str(bad.reason)} for bad in report.bad],
        "left_out": [{"row": cell.row, "field": cell.field, "reason": str(cell.reason)} for cell in report.left_out],
        "stages": dict(Counter(report.stages.values())),
        "undated": report.undated,
        "dry_run": dry_run,
        "columns": report.columns,
        "unused_columns": report.unused,
        "first_number": report.first or None,
        "last_number": report.last or None,
    }


def _summary(report: Report, *, dry_run: bool) -> None:
    if dry_run:
        output.tell(
            "Percobaan: {good} baris dapat dicatat, {known} sudah pernah, {bad} bermasalah. Tidak ada yang dicatat.",
            good=report.recorded, known=report.known, bad=len(report.bad),
        )  # fmt: skip
    else:
        output.tell(
            "{good} pengaduan dicatat, {known} baris sudah pernah diimpor, {bad} baris bermasalah.",
            good=report.recorded, known=report.known, bad=len(report.bad),
        )  # fmt: skip
