"""Those who wait for a word, several at once: marked as need not be told in one step, and offered one after the other."""

from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from desktop.office import bulk_steps, list_filters, telling_queue
from desktop.office.office import Office

PHONE = Person(name="Andi Baso", phone="081234567890")


def answered(office: Office, body: str, person: Person = PHONE) -> str:
    one = office.record(Draft(kind="complaint", body=body, complainant=person)).id
    office.act(one, "verify")
    office.act(one, "respond", StepDetails(note="Sudah diganti"))
    return one


def test_many_are_marked_at_once_and_who_does_not_wait_is_left_out(office: Office):
    waiting = [answered(office, f"Lampu ke-{n} padam") for n in range(3)]
    unreachable = answered(office, "Pipa bocor", Person(name="Besse"))
    planned = bulk_steps.plan(office, [*waiting, unreachable], "no-contact", StepDetails())
    assert set(planned.able) == set(waiting)
    assert [left.ids for left in planned.left_out] == [(unreachable,)]
    assert len(bulk_steps.run(office, planned).done) == 3
    assert office.counts().owed_words == 0
    bulk_steps.undo(office)
    assert office.counts().owed_words == 3


def test_texts_name_nobody_before_the_number_is_asked_for(office: Office):
    one = answered(office, "Lampu padam")
    [waiting] = telling_queue.everybody_waiting(office, list_filters.OWED)
    hidden = telling_queue.message(office, waiting, "whatsapp")
    assert "Andi" not in hidden.text
    assert hidden.link == ""
    shown = telling_queue.message_with_number(office, waiting, "sms")
    assert shown.link.startswith("sms:+6281234567890?body=")
    assert "Sudah diganti" in shown.text
    assert office.case(one).owed is not None
    telling_queue.confirm(office, shown)
    assert office.case(one).owed is None
    assert telling_queue.everybody_waiting(office, list_filters.OWED) == []


def test_where_a_complaint_need_not_be_told_nobody_of_it_waits():
    complainant, supporter, other = (
        telling_queue.Waiting(complaint, "1", "Lampu padam", place)
        for complaint, place in (("a", 0), ("a", 1), ("b", 0))
    )
    assert telling_queue.without_others_of(supporter, [complainant, supporter, other]) == [supporter, other]
