"""`backup`, `restore`, `check`: the office's safety net without a window."""

import sys
from datetime import datetime
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened, own_folder, unlock
from desktop.office.case_fields import holder_fields
from desktop.office.same_number import told_apart
from desktop.wording.translation import tr_phrase


def backup(options: CommandOptions) -> int:
    arguments = options.arguments
    file = _file(arguments.file)
    with opened(options) as office:
        report = office.upkeep.backup(file)
    if arguments.json:
        output.line(
            {
                "file": str(report.file),
                "created": report.created,
                "events": report.events,
                "complaints": report.complaints,
                "attachments": report.attachments,
                "bytes": report.size,
            }
        )
    output.tell(
        "Cadangan ditulis dan dibaca ulang: {complaints} pengaduan, {events} peristiwa.",
        complaints=report.complaints, events=report.events,
    )  # fmt: skip
    return 0


def restore(options: CommandOptions) -> int:
    from desktop.store import restore as restoring

    arguments = options.arguments
    folder = own_folder(options)
    report = restoring.restore(
        _file(arguments.file), folder, lambda vault: unlock(vault, options), datetime.now().astimezone()
    )
    if arguments.json:
        output.line(
            {
                "created": report.created,
                "events": report.events,
                "complaints": report.complaints,
                "letter": report.letter,
                "counters_kept": report.counters_kept,
                "aside": str(report.aside) if report.aside else None,
            }
        )
    output.tell(
        "Cadangan dipulihkan: {complaints} pengaduan, {events} peristiwa. Nomor berikutnya memakai huruf {letter}.",
        complaints=report.complaints, events=report.events, letter=report.letter,
    )  # fmt: skip
    if report.aside:
        output.tell("Data sebelumnya disimpan di folder {folder}.", folder=report.aside.name)
    return 0


def check(options: CommandOptions) -> int:
    with opened(options) as office:
        report = office.upkeep.check()
    if options.arguments.json:
        output.line(
            {
                "clean": report.clean,
                "events": report.events,
                "complaints": report.complaints,
                "attachments": report.attachments,
                "problems": [str(problem) for problem in report.problems],
                "mended": [str(problem) for problem in report.mended],
                "unreadable": report.unreadable,
                "newer": [str(name) for name in report.newer],
                "doubled": [
                    {"number": group[0].number, "several": [holder_fields(holder) for holder in group]}
                    for group in report.doubled
                ],
            }
        )
    sys.stdout.flush()
    for sentence in report.mended:
        output.tell("Diperbaiki: {sentence}", sentence=tr_phrase(sentence))
    if report.unreadable:
        output.tell_count(
            "{count} langkah yang tidak terbaca disisihkan satu per satu; isinya disimpan utuh, dan yang lain tidak terpengaruh.",
            count=report.unreadable,
        )  # fmt: skip
    for sentence in report.newer:
        output.tell(
            "{sentence}. Isinya disimpan utuh; perbarui program untuk membacanya.", sentence=tr_phrase(sentence)
        )
    for group in report.doubled:
        output.tell(
            "Nomor {number} dipakai {count} pengaduan: {choices}. Beri yang belakangan nomor sendiri dengan “renumber {number}”.",
            number=group[0].number, count=len(group), choices=", ".join(told_apart(holder) for holder in group),
        )  # fmt: skip
    for sentence in report.problems:
        output.complain(tr_phrase(sentence))
    if not report.clean:
        return 1
    output.tell(
        "Semua utuh: {events} peristiwa, {complaints} pengaduan, {attachments} lampiran.",
        events=report.events, complaints=report.complaints, attachments=report.attachments,
    )  # fmt: skip
    return 0


def _file(path: Path) -> Path:
    if path.is_dir():
        raise Refused(phrase("“{name}” adalah folder. Sebut nama berkasnya. Tidak ada yang diubah.", name=path.name))
    return path.absolute()
