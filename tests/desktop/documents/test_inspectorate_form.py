"""Without a key to seal with, a complaint about the office's own people goes on paper: here nothing stays but its receipt number."""

import json
from collections.abc import Iterator

import pytest
from msgspec import structs

from complaints.accused import why_seal
from complaints.draft import Person
from complaints.errors import Refused
from desktop.documents.document import Order
from desktop.documents.inspectorate_form import form, number_for
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.conftest import Founded
from tests.desktop.documents import paper_check
from tests.desktop.store.pages import left_behind
from tests.offices import bridge

WORDS = ["ulkarnain", "epotongan", "urungan"]


@pytest.fixture
def office(founded: Founded) -> Iterator[Office]:
    opened = founded.open()
    yield opened
    opened.close()


def test_the_form_says_everything_and_the_book_keeps_its_number_only(office: Office, founded: Founded):
    draft = bridge(
        title="Pemotongan bantuan", body="Pemotongan bantuan oleh Kades di Lurungan.", subject="Pak Kades",
        complainant=Person(name="Zulkarnain", phone="081298765432"),
    )  # fmt: skip
    office.save_draft(json.dumps({"body": draft.body, "name": "Zulkarnain"}).encode())
    number = number_for(office, draft)
    text = " ".join(paper_check.words(form(office, draft, number, Order()).pdf).split())
    for words in (
        "Inspektorat",
        number,
        "Zulkarnain",
        "Pemotongan bantuan oleh Kades",
        "Pak Kades",
        "hanya menyimpan nomor tanda terima",
    ):
        assert words in text
    assert office.load_draft() is None
    assert office.count(Query()) == 0
    assert [(receipt.number, receipt.on_paper, receipt.sent) for receipt in office.sealing.receipts()] == [
        (number, True, False)
    ]
    with pytest.raises(Refused, match="dicetak"):
        office.case(number)
    office.close()
    assert left_behind(founded.folder, founded.unlocked.key, WORDS) == []


def test_with_a_key_it_is_sealed_and_not_printed(office: Office):
    office.change_settings(structs.replace(office.settings, inspectorate_key="a1" * 32))
    with pytest.raises(Refused, match="segel"):
        number_for(office, bridge())


@pytest.mark.parametrize(
    ("subject", "category", "reason"),
    [
        ("Pak Kades", "", "subject"), ("Siti Aminah", "infrastructure.road", "subject"), ("", "service.levy", "category"),
        ("", "government.finance", "category"), ("", "government.officials", "category"), ("CV Maju", "infrastructure.road", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_sealing_is_suggested_for_the_office_s_own_people(subject: str, category: str, reason: str):
    assert why_seal(subject, category, ("Siti Aminah",)) == reason
