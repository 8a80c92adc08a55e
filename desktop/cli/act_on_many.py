"""`act` on several complaints: those on which the step can be taken, in batches, and why not on the others."""

from typing import cast

import msgspec

from complaints.errors import Refused
from complaints.phrases import phrase
from complaints.workflow import Action
from desktop.cli import output
from desktop.cli.act_details import read_details, refuse_more_than_note
from desktop.cli.arguments import CommandOptions
from desktop.cli.json_input import read_json
from desktop.cli.opening import opened
from desktop.office import bulk_steps
from desktop.office.bulk_steps import LeftOut, Report
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.wording.translation import tr_phrase


def act_on_many(options: CommandOptions) -> int:
    """A line each complaint on stdout; one sentence on stderr. 1 where the step couldn't be taken on all."""
    arguments = options.arguments
    numbers = [number for number in arguments.number.split("\n") if number]
    if arguments.from_list is not None:
        numbers += _listed(arguments.from_list)
    if arguments.file is not None:
        raise Refused(phrase("Berkas dilampirkan pada satu pengaduan saja. Tidak ada yang berubah."))
    if arguments.action == "undo":
        refuse_more_than_note(options)
        if arguments.dry_run:
            raise Refused(phrase("“undo” tidak mengenal --dry-run. Tidak ada yang berubah."))
        with opened(options) as office:
            if not numbers and arguments.from_list is None:
                report = bulk_steps.undo(office)
            else:
                report = bulk_steps.undo_each(office, office.ids_of(numbers), arguments.note)
            return _tell(office, report)
    if arguments.answer:
        raise Refused(phrase("Tanggapan diperbaiki satu per satu. Tidak ada yang berubah."))
    action = cast(Action, arguments.action)
    details = read_details(action, arguments.json, arguments.note, arguments.to)
    with opened(options) as office:
        planned = bulk_steps.plan(office, office.ids_of(numbers), action, details)
        if arguments.dry_run:
            return _tell(office, Report(action, (), planned.left_out), able=planned.able)
        report = bulk_steps.run(office, planned)
        return _tell(
            office, Report(action, report.done, (*planned.left_out, *report.left_out), report.waiting, report.fault)
        )


def _listed(name: str) -> list[str]:
    """Numbers of a list: one a line, or lines of `list --json`."""
    numbers: list[str] = []
    for line in read_json(name).decode("utf-8", "replace").splitlines():
        word = line.strip()
        if word.startswith("{"):
            try:
                fields = msgspec.json.decode(word, type=dict[str, object])
            except msgspec.DecodeError as error:
                raise Refused(
                    phrase("Daftar nomor tidak dapat dibaca: {fault}. Tidak ada yang berubah.", fault=str(error))
                ) from None
            word = str(fields.get("id") or fields.get("number") or "")
        if word:
            numbers.append(word)
    return numbers


def _tell(office: Office, report: Report, able: tuple[str, ...] = ()) -> int:
    ids = (*report.done, *able)
    row_of = {row.id: row for row in office.page(Query(only=ids), limit=len(ids))} if ids else {}
    for complaint in ids:
        if (row := row_of.get(complaint)) is not None:
            output.line({"number": row.number, "stage": row.stage, "id": row.id})
    for left_out in report.left_out:
        for number, complaint in zip(left_out.numbers, left_out.ids, strict=True):
            output.line({"number": number, "id": complaint, "refused": tr_phrase(left_out.reason)})
    for complaint in report.waiting:
        output.line({"id": complaint, "waiting": True})
    left = bulk_steps.count_left_out(report.left_out)
    if able:
        output.tell("{count} pengaduan dapat, {left} tidak. Tidak ada yang diubah.", count=len(able), left=left)
    else:
        output.tell("{count} pengaduan diubah, {left} tidak.", count=len(report.done), left=left)
    for left_out in report.left_out:
        output.complain(_line(left_out))
    if report.fault is not None:
        output.complain(tr_phrase(report.fault))
    return 1 if left or report.waiting or report.fault is not None else 0


def _line(left_out: LeftOut) -> str:
    return f"{len(left_out.ids)}: {tr_phrase(left_out.reason)}"
