"""The answers that wait for the head: which they are, who must approve, since when, and the ways to approve or send one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from complaints import approval
from complaints.complaint import Complaint
from complaints.steps import StepDetails
from complaints.workflow import RIGHTS
from desktop.office import bulk_steps
from desktop.office.bulk_steps import Report
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.request_words import unit_title
from desktop.store.listing import Query
from desktop.wording import formats, names
from desktop.wording.field_text import place
from desktop.wording.translation import language, tr, tr_count

WAITING = Query(stages=("awaiting_approval",), sort="due", descending=False)


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """An answer as the head sees it: whose matter it is about, who wrote it, and how many working days it has waited."""

    complaint: str
    number: str
    title: str
    body: str
    about: str
    answer: str
    asked_on: date
    asked_by: str
    waited: int
    is_late: bool

    @property
    def since(self) -> str:
        """'Sitti Aminah · sejak Sen 23 Nov, 3 hari kerja'."""
        days = tr_count("{count} hari kerja", count=self.waited) if self.waited > 0 else tr("hari ini")
        asked = tr("sejak {day}", day=formats.short_date(self.asked_on))
        return " · ".join(part for part in (self.asked_by, f"{asked}, {days}") if part)


def waiting(office: Office) -> list[WaitingAnswer]:
    """Those that wait for this office's head, the longest first. Nobody is shown by name."""
    found: list[WaitingAnswer] = []
    today = office.today()
    for listed in office.register(WAITING, with_identity=True):
        asked = approval.asked(listed.complaint)
        if asked is None or asked.unit not in ("", office.settings.unit_code):
            continue
        if office.user.role == "secretary" and asked.by == office.user.name:
            continue  # another approves it
        case = office.case_of(listed.complaint, identity=False)
        complaint = case.complaint
        category = office.categories.label(complaint.category, language()) if complaint.category else ""
        about = " · ".join(part for part in (names.kind(complaint.kind), category, place(complaint.location)) if part)
        is_late = case.current is not None and case.current.due_on < today
        found.append(
            WaitingAnswer(
                complaint.id, complaint.number, complaint.title, complaint.body, about, complaint.draft_response,
                asked.on, asked.by, office.rules.calendar.between(asked.on, today), is_late,
            )
        )  # fmt: skip
    return sorted(found, key=lambda answer: (answer.asked_on, answer.number))


def may_approve(office: Office) -> bool:
    return "approve" in RIGHTS[office.user.role]


def approver(office: Office) -> str:
    """Who must approve, as it stands inside a sentence: 'kepala desa (H. Andi Baso)'."""
    leader, name = names.head_of_office(office.settings.unit_code), office.settings.head_name
    return f"{leader} ({name})" if name else leader


def waiting_words(complaint: Complaint, office: Office) -> str:
    """'menunggu persetujuan kepala desa (H. Andi Baso) sejak Sen 23 Nov, 3 hari kerja'; '' where nothing waits."""
    asked = approval.asked(complaint)
    if asked is None:
        return ""
    who = approver(office)
    if asked.unit not in ("", office.settings.unit_code):
        who = unit_title(office, asked.unit)
    today = office.today()
    waited = office.rules.calendar.between(asked.on, today)
    words = tr("menunggu persetujuan {who} sejak {day}", who=who, day=formats.short_date(asked.on, today))
    return f"{words}, {tr_count('{count} hari kerja', count=waited)}" if waited > 0 else words


def approve(office: Office, complaint: str, answer: str = "", note: str = "") -> Case:
    """The answer becomes the office's, or this one instead of it. Raises Refused where nothing waits any more."""
    return office.act(complaint, "approve", StepDetails(answer=answer, note=note))


def approve_each(office: Office, complaints: Sequence[str]) -> Report:
    """Those that can be approved; `bulk_steps.undo` takes all back."""
    planned = bulk_steps.plan(office, complaints, "approve")
    report = bulk_steps.run(office, planned)
    return replace(report, left_out=(*planned.left_out, *report.left_out))


def send_back(office: Office, complaint: str, reason: str) -> Case:
    """To who wrote it, with what is to be corrected. Raises InvalidField without a reason."""
    return office.act(complaint, "decline", StepDetails(note=reason))
