"""What fills the placeholders of ready texts for a complaint of this office."""

from complaints.complaint import Complaint
from complaints.contact import Sender, placeholders
from complaints.deadlines import current, of
from desktop.office.office import Office
from desktop.wording.formats import full_date


def values_of(one: Complaint, office: Office) -> dict[str, str]:
    rules, settings, today = office.rules, office.settings, office.today()
    due = current(of(one, rules.policy, rules.calendar, today), one.stage)
    place = settings.office_name
    sender = Sender(place, settings.phone, office.user.name)
    return placeholders(one, sender, full_date(today), full_date(due.due_on) if due is not None else "")
