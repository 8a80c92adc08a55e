"""What fills the placeholders of ready texts for a complaint of this office."""

from complaints.complaint import Complaint
from complaints.contact import Sender, placeholders
from complaints.deadlines import current, of
from desktop.office.office import Office
from desktop.wording.formats import full_date


def placeholder_values(complaint: Complaint, office: Office) -> dict[str, str]:
    rules, settings, today = office.rules, office.settings, office.today()
    due = current(of(complaint, rules.policy, rules.calendar, today), complaint.stage)
    sender = Sender(settings.office_name, settings.phone, office.user.name)
    return placeholders(complaint, sender, full_date(today), full_date(due.due_on) if due is not None else "")
