"""`aduan-distrik reports` and `index`: who has reported on a period, each report as a file, and the evaluation index."""

import json
import sys
from argparse import Namespace

import msgspec

from complaints.phrases import phrase
from complaints.report_period import latest_ended, parse_period
from complaints.report_tables import tables
from sync.server import categories, evaluation, notice, report_states, reports, units
from sync.server.commands import Failed, options
from sync.server.report_states import UnitState
from sync.server.statement import Transaction
from sync.server.terminal import line, printable


def show(arguments: Namespace) -> None:
    """A line for each unit that takes part; `state` is in_time, late (reported late), missing (late by now) or waiting."""
    district = options(arguments).open()
    rules, today = district.evaluation, district.today()
    period = (
        parse_period(arguments.period)
        if arguments.period
        else latest_ended((*rules.reports.spans, "quarter")[0], today)
    )
    reckoning, _ = district.own_desk()

    def read(transaction: Transaction) -> list[UnitState]:
        return report_states.states(transaction, period, rules, reckoning.calendar, today)

    for state in district.database.snapshot(read):
        if arguments.unit and state.unit != arguments.unit:
            continue
        kept = state.kept
        report = district.database.read(lambda t, kept=kept: reports.load(t, kept)) if kept else None
        word = ("late" if state.is_late else "in_time") if kept else ("missing" if state.is_late else "waiting")
        files: list[str] = []
        if report is not None and arguments.out:
            # Starlette and the templates are not for every command's start.
            from sync.server.web.tables import xlsx

            label = categories.of_district(district.database.read(notice.load)).label
            contents = {
                "json": msgspec.json.format(msgspec.json.encode(report), indent=2), "xlsx": xlsx(tables(report, label)),
            }  # fmt: skip
            try:
                arguments.out.mkdir(parents=True, exist_ok=True)
                for ending, content in contents.items():
                    file = arguments.out / f"laporan-{state.unit}-{period.code}.{ending}"
                    file.write_bytes(content)
                    files.append(str(file))
            except OSError as error:
                raise Failed(
                    phrase(
                        "Laporan tidak dapat ditulis ke {folder} ({fault}). Yang ada di server tidak berubah.",
                        folder=str(arguments.out), fault=error.strerror or type(error).__name__,
                    )
                ) from error  # fmt: skip
        if arguments.json:
            fields = {
                "unit": state.unit, "name": state.name, "period": period.code, "state": word, "due_on": state.due_on.isoformat(),
                "made_on": state.made_on or None, "nihil": report.is_nihil if report else None, "recorded_here": state.recorded,
                "received": report.received if report else None, "handed": report.handed if report else None, "files": files,
            }  # fmt: skip
            if arguments.unit:
                fields["report"] = json.loads(msgspec.json.encode(report)) if report else None
            line(fields)
        else:
            words = {
                "in_time": "tepat waktu",
                "late": "terlambat",
                "missing": "BELUM, lewat tenggat",
                "waiting": "belum",
            }[word]
            nihil = " nihil" if report and report.is_nihil else ""
            sys.stdout.write(printable(f"{state.unit:<14} {state.name:<30} {words}{nihil} {state.made_on}") + "\n")


def index(arguments: Namespace) -> None:
    district = options(arguments).open()
    rules, today = district.evaluation, district.today()
    period = parse_period(arguments.period) if arguments.period else latest_ended("quarter", today)
    lines = district.database.snapshot(lambda t: evaluation.index(t, rules, period.first, period.last, today))
    names = district.database.read(lambda t: units.titles(t, sorted(of_unit.unit for of_unit in lines)))
    if not arguments.json:
        sys.stderr.write(f"Indeks penilaian {period.heading}. {rules.standing_words}.\n")
    for of_unit in lines:
        if arguments.json:
            reached = {
                code: {"of": one.of, "reached": one.reached, "percent": one.percent}
                for code, one in of_unit.reached.items()
            }
            line(
                {
                    "unit": of_unit.unit, "name": names[of_unit.unit], "period": period.code, "score": of_unit.score, "group": of_unit.group,
                    "counted": of_unit.counted, "tests": of_unit.tests, "copies": of_unit.copies, "untimed": of_unit.untimed, "indicators": reached,
                    "standing": rules.standing,
                }
            )  # fmt: skip
        else:
            score = "–" if of_unit.score is None else f"{of_unit.score:.1f}".replace(".", ",")
            sys.stdout.write(
                printable(f"{of_unit.group:<10} {of_unit.unit:<14} {names[of_unit.unit]:<30} {score:>6}") + "\n"
            )
