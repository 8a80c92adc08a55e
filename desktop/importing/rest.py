"""The rest of an import: its complaints that are not over and that nobody has worked on here. One step archives them, and one takes it back."""

from complaints.errors import Refused
from complaints.old_register import UNTOUCHED
from complaints.phrases import phrase
from complaints.steps import StepDetails
from desktop.office import bulk_steps
from desktop.office.bulk_steps import Progress, Report
from desktop.office.office import Office
from desktop.store.database import reading
from desktop.store.statement import rows

REASON = "Dari register lama; tidak dilanjutkan di buku ini."
_REST = (
    f"FROM imported i JOIN complaint c ON c.id = i.complaint WHERE i.complaint <> '' AND c.of_register >= {UNTOUCHED} "
    "AND c.stage NOT IN ('closed', 'archived')"
)


def count_rest(office: Office) -> dict[int, int]:
    """How many each import still has, by its number."""
    with reading(office.engine) as connection:
        return dict(rows(connection, f"SELECT i.run, count(*) {_REST} GROUP BY i.run", {}))


def archive_rest(office: Office, run: int, reason: str = "", progress: Progress = lambda _part, _total: True) -> Report:
    """Archives what is left of an import; `bulk_steps.undo` takes it back. Raises Refused where nothing is left, or without the right."""
    with reading(office.engine) as connection:
        ids = [
            row[0] for row in rows(connection, f"SELECT c.id {_REST} AND i.run = :run ORDER BY c.rowid", {"run": run})
        ]
    if not ids:
        raise Refused(
            phrase(
                "Impor ini tidak punya sisa: semuanya selesai, sudah dikerjakan, atau tidak ada. Tidak ada yang berubah."
            )
        )
    planned = bulk_steps.plan(office, ids, "archive", StepDetails(note=reason or REASON), progress)
    report = bulk_steps.run(office, planned, progress)
    return Report(report.action, report.done, (*planned.left_out, *report.left_out), report.waiting, report.fault)
