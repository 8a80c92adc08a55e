"""`aduan-distrik lapor …`: lists of SP4N-LAPOR! come in, answers go back, and both sides are held against each other."""

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from complaints import lapor
from complaints.complaint import Complaint
from complaints.errors import InvalidField, OfficeError
from complaints.lapor import SOURCE, STATUSES, Fault, Report, status_of
from complaints.phrases import phrase
from sync.server import lapor as reports
from sync.server import lapor_list, units
from sync.server.district import District
from sync.server.lapor import LaporRow
from sync.server.options import ServerOptions
from sync.server.own_device import OwnDevices
from sync.server.reckoning import NOT_DUE
from sync.server.statement import Transaction
from sync.server.terminal import line, printable


class BadMap(OfficeError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            phrase(
                'Pemetaan {file} harus JSON seperti {{"No. Tiket": "lapor_id", "Uraian": "body"}}. Tidak ada yang diubah.',
                file=str(path),
            )
        )


def read_map(path: Path | None) -> dict[str, str]:
    """{'No. Tiket': 'lapor_id'} from a JSON file; {} without one. Raises BadMap."""
    if path is None:
        return {}
    try:
        typed: object = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadMap(path) from error
    if not isinstance(typed, dict):
        raise BadMap(path)
    fields = cast(dict[object, object], typed)
    if not all(isinstance(value, str) for pair in fields.items() for value in pair):
        raise BadMap(path)
    return cast(dict[str, str], fields)


def import_list(arguments: Namespace, options: ServerOptions) -> None:
    found, columns = lapor_list.load(arguments.file, read_map(arguments.map))
    district = options.open()
    rows, faults = lapor.read_rows(found.rows, columns, district.today())
    named = {found.headings[column]: field for column, field in columns.items()}
    if arguments.dry_run:
        present = _present(district, [report for _, report in rows])
        receivers = reports.Receivers.of(district.database.read(units.load))
        code, today = district.database.read(district.desk).district, district.today()
        taken = [_trial(row, report, present, receivers, code, today) for row, report in rows]
    else:
        taken = list(reports.take(district, OwnDevices(), f"server: {getpass.getuser()}", rows))
    recorded = [entry for entry in taken if entry.complaint]
    here = sum(entry.note == reports.PRESENT for entry in taken)
    over = [entry for entry in taken if not entry.complaint and entry.note != reports.PRESENT]
    counts = {
        "recorded": len(recorded), "present": here, "over": len(over), "disposed": sum(entry.unit != "" for entry in recorded), "faults": len(faults),
    }  # fmt: skip
    if arguments.json:
        line(
            {"file": arguments.file.name, "dry_run": arguments.dry_run, "columns": named}
            | counts
            | {"rows": [entry._asdict() for entry in taken], "unreadable": [_fault(fault) for fault in faults]}
        )
        return
    sys.stdout.write(printable(", ".join(f"{heading} → {field}" for heading, field in named.items())) + "\n")
    for entry in taken:
        if entry.note and entry.note != reports.PRESENT:
            sys.stdout.write(printable(f"Baris {entry.row}, laporan {entry.lapor_id}: {entry.note}") + "\n")
    _say_faults(faults)
    would = "akan dicatat" if arguments.dry_run else "dicatat"
    sys.stdout.write(
        f"{len(recorded)} laporan {would}, {counts['disposed']} langsung didisposisi; {here} sudah ada di sini; {len(over)} sudah selesai di LAPOR!; {len(faults)} hal "
        "tidak terbaca dan barisnya tidak dicatat.\n"
    )


def _trial(
    row: int, report: Report, present: set[str], receivers: reports.Receivers, code: str, today: date
) -> reports.Taken:
    if report.lapor_id in present:
        return reports.Taken(row, report.lapor_id, "", "", reports.PRESENT)
    if report.status in ("done", "archived"):
        return reports.Taken(row, report.lapor_id, "", "", reports.over_there(report.status))
    receiver, note = receivers.placed(report, code, today)
    return reports.Taken(row, report.lapor_id, "baru", receiver.code if receiver else "", note)


def _present(district: District, wanted: Sequence[Report]) -> set[str]:
    here = {row.lapor_id for row in district.database.read(reports.all_rows)}
    return {report.lapor_id for report in wanted} & here


def list_reports(arguments: Namespace, options: ServerOptions) -> None:
    district = options.open()
    for row in district.database.read(reports.all_rows):
        if arguments.ready and not row.is_ready:
            continue
        if arguments.json:
            line(fields(row))
        else:
            mark = " [siap dimasukkan]" if row.is_ready else " [sudah dimasukkan]" if row.entered else ""
            told = f"{row.lapor_id:>10} {row.received_on} {STATUSES[status_of(row.stage)]:<21} {row.holder or row.unit:<14} {row.title}{mark}"
            sys.stdout.write(printable(told) + "\n")


def fields(row: LaporRow) -> dict[str, object]:
    """A report as JSON tells it."""
    status = status_of(row.stage)
    return {
        "lapor_id": row.lapor_id, "complaint": row.id, "unit": row.unit, "number": row.number, "title": row.title, "stage": row.stage,
        "status": STATUSES[status], "received_on": row.received_on, "responded_on": row.responded_on or None, "holder": row.holder or None,
        "due_on": None if row.due_day >= NOT_DUE else date.fromordinal(row.due_day).isoformat(), "source": row.source or None,
        "ready": row.is_ready, "entered": bool(row.entered),
    }  # fmt: skip


def show_text(arguments: Namespace, options: ServerOptions) -> None:
    """What is copied into LAPOR!."""
    district = options.open()
    complaint, unit = district.database.read(lambda t: _answer(t, district, arguments.id))
    parts = lapor.ready_text(complaint, unit)
    if arguments.json:
        line({"answered": lapor.is_answered(complaint), "entered": lapor.is_entered(complaint)} | dict(parts))
        return
    sys.stdout.write("".join(f"{name}: {printable(text, lines=True)}\n" for name, text in parts))


def _answer(transaction: Transaction, district: District, id: str) -> tuple[Complaint, str]:
    complaint = reports.case(transaction, district.desk(transaction).district, _id(transaction, id))
    if not complaint.lapor_id:
        raise reports.NoReport
    return complaint, reports.answering_unit(transaction, complaint)


def tick_off(arguments: Namespace, options: ServerOptions) -> None:
    district, own_devices = options.open(), OwnDevices()
    actor = f"server: {getpass.getuser()}"
    for id in arguments.id:
        own_devices.keep(
            district.database.write(lambda t, id=id: reports.tick_off(t, district, own_devices, actor, _id(t, id)))
        )
        sys.stdout.write(printable(f"Laporan {id} dicentang: tanggapannya ada di SP4N-LAPOR!.") + "\n")


def reconcile(arguments: Namespace, options: ServerOptions) -> None:
    found, columns = lapor_list.load(arguments.file, read_map(arguments.map))
    if "status" not in columns.values():
        raise InvalidField(
            "map", phrase("Kolom status tidak dikenali. Tidak ada yang diubah; sebutkan dengan --map: status.")
        )
    district = options.open()
    rows, faults = lapor.read_rows(found.rows, columns, district.today(), whole=False)
    ours = [row.here() for row in district.database.read(reports.all_rows)]
    result = lapor.reconcile(rows, ours)
    counts = {
        "listed": len(rows), "agreeing": len(result.agreeing), "differing": len(result.differing),
        "there_only": len(result.there_only), "here_only": len(result.here_only), "unstated": len(result.unstated), "unreadable": len(faults),
    }  # fmt: skip
    if arguments.json:
        line(
            {"file": arguments.file.name, "counts": counts}
            | {
                "differing": [
                    {
                        "lapor_id": entry.lapor_id, "row": entry.row, "there": STATUSES[entry.there], "here": STATUSES[entry.here],
                        "complaint": entry.complaint.complaint, "unit": entry.complaint.unit,
                        "ready": entry.complaint.answered and not entry.complaint.entered,
                    }
                    for entry in result.differing
                ],
                "there_only": [
                    {"lapor_id": report.lapor_id, "row": row, "status": STATUSES[report.status] if report.status else None}
                    for row, report in result.there_only
                ],
                "here_only": [
                    {"lapor_id": entry.lapor_id, "complaint": entry.complaint, "unit": entry.unit, "status": STATUSES[status_of(entry.stage)]}
                    for entry in result.here_only
                ],
                "unreadable_rows": [_fault(fault) for fault in faults],
            }
        )  # fmt: skip
        return
    for entry in result.differing:
        sys.stdout.write(
            printable(
                f"Laporan {entry.lapor_id} (baris {entry.row}): di LAPOR! {STATUSES[entry.there]}, di sini {STATUSES[entry.here]}"
            )
            + "\n"
        )
    for row, report in result.there_only:
        sys.stdout.write(printable(f"Laporan {report.lapor_id} (baris {row}): hanya di LAPOR!") + "\n")
    for entry in result.here_only:
        sys.stdout.write(printable(f"Laporan {entry.lapor_id}: hanya di sini, {entry.title}") + "\n")
    _say_faults(faults)
    sys.stdout.write(
        f"{counts['listed']} laporan di daftar: {counts['agreeing']} sama, {counts['differing']} berbeda status, {counts['there_only']} hanya "
        f"di LAPOR!, {counts['unstated']} tanpa status; {counts['here_only']} hanya di sini; {len(faults)} hal tidak terbaca.\n"
    )


def _id(transaction: Transaction, typed: str) -> str:
    """The complaint by its own id, or by its number in LAPOR!."""
    try:
        number = lapor.parse_id(typed)
    except InvalidField:
        return typed
    rows = [row for row in reports.all_rows(transaction) if row.lapor_id == number]
    rows = [row for row in rows if row.source == SOURCE] or rows
    return rows[0].id if rows else typed


def _fault(fault: Fault) -> dict[str, object]:
    return {"row": fault.row, "field": fault.field, "sentence": fault.sentence}


def _say_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        sys.stdout.write(printable(f"Baris {fault.row}, {fault.field}: {fault.sentence}") + "\n")
