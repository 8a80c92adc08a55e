"""How true an import was: each row of a register beside what must be recorded of it (`registers/truth.json`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from complaints.complaint import Complaint
from complaints.events import Closed
from desktop.importing.register_import import Report, import_register
from desktop.office.office import Office

REGISTERS = Path(__file__).parent / "registers"
TRUTH: dict[str, list[dict[str, str | None]]] = json.loads((REGISTERS / "truth.json").read_text("utf-8"))


@dataclass(slots=True)
class Tally:
    """The rows of one register by what became of them, each by its text; `sure` of them must be right without a question."""

    right: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])
    absent: list[str] = field(default_factory=list[str])
    invented: list[str] = field(default_factory=list[str])
    sure: int = 0
    sure_right: int = 0


def tally(office: Office, file: Path, rows: list[dict[str, str | None]], answers: bytes | None = None) -> Tally:
    """Imports the file into the book, which is empty, and compares."""
    report = import_register(office, file, answers)
    recorded = {case.complaint.body: case.complaint for case in office.cases(None, None, with_identity=True)}
    counted = Tally()
    open_texts = " | ".join(_listed(report))
    for row in rows:
        body = str(row["body"])
        complaint = recorded.pop(body, None)
        want = str(row.get("want") or "")
        is_sure = row["date"] is not None and not want.endswith("?")
        counted.sure += is_sure
        if complaint is None:
            (counted.asked if body in open_texts else counted.absent).append(body)
        elif faults := _faults(row, complaint):
            counted.wrong.append(f"{body}: {', '.join(faults)}")
        else:
            counted.right.append(body)
            counted.sure_right += is_sure
    counted.invented += recorded
    return counted


def _closed_on(complaint: Complaint) -> str:
    """The day of closing that the register said; '' when it said none."""
    steps = [entry.event.step for entry in complaint.history]
    days = [step.on for step in steps if isinstance(step, Closed) and "close" not in complaint.milestones.undated]
    return str(days[-1]) if days else ""


def _listed(report: Report) -> list[str]:
    """The texts of the rows that the report names as not recorded."""
    return [getattr(bad, "text", "") or bad.value for bad in report.bad]


def _faults(row: Mapping[str, str | None], complaint: Complaint) -> list[str]:
    person = complaint.complainant
    stage = str(row.get("want") or row.get("stage") or "").rstrip("?")
    pairs = {
        "date": (row["date"], str(complaint.received_on)),
        "name": (row["name"], person.name),
        "address": (row.get("address"), person.address),
        "dusun": (row.get("dusun"), complaint.location.dusun),
        "stage": (stage or None, complaint.stage),
        "nik": (row["nik"] or "" if "nik" in row else None, person.national_id),
        "phone": (row.get("phone"), person.phone),
        "rt": (row.get("rt"), complaint.location.rt),
        "rw": (row.get("rw"), complaint.location.rw),
        "closed": (row.get("closed"), _closed_on(complaint)),
    }
    faults = [
        f"{name} {actual!r}" for name, (wanted, actual) in pairs.items() if wanted is not None and wanted != actual
    ]
    if row["date"] is None:
        faults.append(f"date {complaint.received_on} of a row without one")
    if row.get("note"):
        told = [entry.event.step for entry in complaint.history if str(row["note"]) in str(entry.event.step)]
        if not told or all(step.on != date.fromisoformat(str(row["noteday"])) for step in told):  # type: ignore[union-attr]
            faults.append("note")
    return faults
