"""Complaints that are not in SP4N-LAPOR! yet: the office copies them into its form (complaints/lapor_form.py), and keeps their numbers."""

from complaints.complaint import Complaint
from complaints.lapor import parse_id
from complaints.lapor_form import LaporFormField, form_fields
from complaints.steps import Change, StepDetails
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.store.listing import Query, Row

LONGEST_TITLE = 40
UNENTERED = Query(unentered=True, sort="received", descending=False)


def load_waiting(office: Office, limit: int) -> tuple[list[Row], int]:
    """The first complaints that are not entered yet, oldest first, and how many there are."""
    return office.page(UNENTERED, limit=limit), office.count(UNENTERED)


def load_case(office: Office, complaint: str) -> tuple[Complaint, tuple[LaporFormField, ...]]:
    case = office.case(complaint).complaint
    return case, form_fields(case, office.categories, office.settings.office_name)


def keep_id(office: Office, complaint: str, typed: str, reason: str) -> Case:
    """The complaint is in LAPOR! under this number. Raises InvalidField for what is no number of LAPOR!."""
    return office.correct(complaint, Change(lapor_id=parse_id(typed)), reason)


def mark_not_needed(office: Office, complaint: str) -> Case:
    """The complaint need not be entered there. Raises Refused where it doesn't wait for that."""
    return office.act(complaint, "note", StepDetails(lapor="not_needed"))


def case_title(complaint: Complaint) -> str:
    title = complaint.title
    if len(title) >= LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE]}…"
    return f"{complaint.number} · {title}"
