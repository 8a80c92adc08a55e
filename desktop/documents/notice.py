"""Lembar papan pengumuman: how anonymous complaints were answered, for those who left no name to be told by."""

from collections.abc import Iterator
from datetime import date

from complaints.complaint import Complaint
from desktop.documents.document import Document, Order, make
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.wording import paper_formats

TEMPLATE = "papan-pengumuman.typ"
ANSWERED = ("responded", "closed", "archived")


def notice(office: Office, first: date, last: date, order: Order) -> Document:
    """The answers given in these days, both included, oldest first. Of confidential complaints nothing is public."""
    answers = sorted(
        _answered(office, first, last),
        key=lambda complaint: (complaint.milestones.responded_on or last, complaint.number),
    )
    content = {
        "period": period(first, last),
        "answers": [
            {
                "number": complaint.number,
                "received_on": paper_formats.full_date(complaint.received_on),
                "answered_on": paper_formats.full_date(complaint.milestones.responded_on),
                "title": complaint.title,
                "answer": complaint.response,
            }
            for complaint in answers
        ],
    }
    return make(
        office, TEMPLATE, order, content,
        title=f"Papan pengumuman {period(first, last)}", name=f"papan-pengumuman-{first:%Y%m%d}-{last:%Y%m%d}",
    )  # fmt: skip


def _answered(office: Office, first: date, last: date) -> Iterator[Complaint]:
    for listed in office.register(Query(stages=ANSWERED, received_to=last), with_identity=False):
        complaint = listed.complaint
        on = complaint.milestones.responded_on
        if (
            complaint.anonymous
            and not complaint.confidential
            and complaint.response
            and on is not None
            and first <= on <= last
        ):
            yield complaint


def period(first: date, last: date) -> str:
    """'November 2026', 'Tahun 2026', or the two days."""
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return f"Tahun {first.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _is_last_of_month(last):
        return paper_formats.month(first)
    return f"{paper_formats.full_date(first)} s.d. {paper_formats.full_date(last)}"


def _is_last_of_month(on: date) -> bool:
    return (date.fromordinal(on.toordinal() + 1)).day == 1
