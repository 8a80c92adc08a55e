"""What the head's desk says: how many answers wait, and what was done with them."""

from collections.abc import Sequence

from desktop.office.approvals import WaitingAnswer
from desktop.office.case import Case
from desktop.office.late_work import LateWork
from desktop.wording.step_texts import step_taken
from desktop.wording.translation import tr, tr_count


def summary(answers: int, late: LateWork) -> str:
    """'3 tanggapan menunggu persetujuan Anda · 5 pengaduan lewat tenggat'."""
    waiting = tr_count("{count} tanggapan menunggu persetujuan Anda", count=answers)
    overdue = tr_count("{count} pengaduan lewat tenggat", count=late.total)
    return " · ".join(
        (
            waiting if answers else tr("tidak ada tanggapan yang menunggu Anda"),
            overdue if late.total else tr("tidak ada yang lewat tenggat"),
        )
    )


def approve_button(ticked: int) -> str:
    return tr_count("Setujui {count} yang ditandai", count=ticked) if ticked else tr("Setujui")


def taken(case: Case, action: str, answers: Sequence[WaitingAnswer]) -> str:
    """That the step was taken; of an answer, whether the head corrected what waited among these `answers`."""
    complaint = case.complaint
    waited = {answer.complaint: answer.answer for answer in answers}
    if action == "approve" and waited.get(complaint.id, complaint.response) != complaint.response:
        return tr("{number}: tanggapan diperbaiki dan disetujui.", number=complaint.number)
    return step_taken(complaint.number, action)
