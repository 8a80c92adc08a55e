"""What the search finds a complaint by: offices keep a hash of this very text, and `check` compares it."""

from datetime import date

from complaints.complaint import Complainant, Complaint, Milestones
from complaints.events import Location
from complaints.fields import SEARCHED
from desktop.store import search

DAY = date(2026, 11, 23)


def complaint() -> Complaint:
    """One in which every text field has a word of its own."""
    person = Complainant(
        name="person-name", national_id="person-nik", phone="person-phone", email="person-email", address="person-address",
        disability="person-disability",
    )  # fmt: skip
    return Complaint(
        id="id", number="2026-A-0012", tracking_code="K7QM", unit="7307", stage="new", kind="complaint", title="title", body="body",
        expectation="expectation", channel="letter", received_on=DAY, occurred_on=DAY, category="category", supervisory=False,
        anonymous=False, confidential=False, location=Location(dusun="dusun", rt="rt", rw="rw", detail="detail"), suspected_loss=5,
        lapor_id="lapor-id", subject="subject", complainant=person, supporters=(Complainant(name="supporter"),),
        erased=False, withdrawn=False, weight=None, assignee="assignee", forwarded_to="7307", forwarded_name="forwarded",
        response="response", draft_response="draft", satisfaction=None, milestones=Milestones(DAY), attachments=(), history=(),
        conflicts=(),
    )  # fmt: skip


def test_the_searched_text_is_that_of_1_0_0_word_for_word():
    assert search.content(complaint()) == (
        "\ue000new \ue000open 2026-A-0012 12 K7QM lapor-id title body expectation dusun detail person-name subject response draft "
        "forwarded assignee supporter"
    )


def test_every_searched_field_has_a_place_of_its_own():
    assert [field.search_place for field in SEARCHED] == list(range(1, len(SEARCHED) + 1))
