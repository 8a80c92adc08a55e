"""Surat teguran: the letter of reminder that the district's ladder calls for, as the office prints it for its head and its file."""

from complaints import reminders
from complaints.errors import Refused
from complaints.office_kind import head_of
from complaints.phrases import phrase
from desktop.documents.document import Document, Order, make, opened
from desktop.office.office import Office
from desktop.office.request_words import unit_title
from desktop.wording import paper_formats

TEMPLATE = "teguran.typ"


def letter(office: Office, number: str, order: Order) -> Document:
    """The latest one. Raises Refused where the district has written none."""
    complaint = opened(office, number, order, "Mencetak surat teguran").complaint
    letters = [
        (event, reminder)
        for event in complaint.reminders
        if (reminder := reminders.reminder_of(event)) is not None and reminder.letter
    ]
    if not letters:
        raise Refused(
            phrase("Belum ada surat teguran dari kabupaten untuk pengaduan {number}.", number=complaint.number)
        )
    event, reminder = letters[-1]
    content = {
        "number": complaint.number,
        "title": complaint.title,
        "written_on": paper_formats.full_date(event.step.on),  # pyright: ignore[reportAttributeAccessIssue]
        "due_on": paper_formats.full_date(reminder.due_on),
        "situation": reminders.situation(reminder),
        "unit": unit_title(office, reminder.unit),
        "to": head_of(reminder.unit, unit_title(office, reminder.unit)),
        "receivers": [reminders.RECEIVER_WORDS.get(receiver, receiver) for receiver in reminder.receivers],
        "district": office.district_name,
        "earlier": [paper_formats.full_date(former.step.on) for former, _ in letters[:-1]],  # pyright: ignore[reportAttributeAccessIssue]
    }
    return make(
        office, TEMPLATE, order, content, title=f"Surat teguran {complaint.number}", name=f"teguran-{complaint.number}"
    )
