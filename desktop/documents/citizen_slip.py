"""Slip jawaban warga: what a complainant without a word or a network fills in after the answer, for the office to enter."""

from complaints.ladder import VoiceRule
from desktop.documents.document import Document, Order, make, opened
from desktop.office.office import Office
from desktop.wording import paper_formats
from desktop.wording.names import score

TEMPLATE = "slip-warga.typ"


def slip(office: Office, number: str, order: Order) -> Document:
    """Names nobody: it may lie on the counter."""
    complaint = opened(office, number, order, "Mencetak slip jawaban warga").complaint
    rule: VoiceRule = office.voice_rule()
    answered = complaint.milestones.responded_on
    content = {
        "number": complaint.number,
        "tracking_code": complaint.tracking_code,
        "answered_on": paper_formats.full_date(answered) if answered else "",
        "answer": complaint.response if answered and not complaint.confidential else "",
        "days": rule.days,
        "scores": [f"{value} {score(value)}" for value in range(1, 6)],
    }
    return make(
        office,
        TEMPLATE,
        order,
        content,
        title=f"Slip jawaban warga {complaint.number}",
        name=f"slip-{complaint.number}",
    )
