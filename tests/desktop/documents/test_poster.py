"""Poster and cards with the office's channels."""

import pytest
from msgspec import structs

from complaints.errors import InvalidField
from desktop.documents import poster
from desktop.documents.document import Order
from desktop.documents.paper import Paper
from desktop.office import channels
from desktop.office.channels import Channels, whatsapp_number
from desktop.office.office import Office
from tests.desktop.documents import paper_check
from tests.desktop.documents.archival_check import assert_archival


@pytest.mark.parametrize("paper", ["a4", "a5", "f4"])
def test_the_poster_is_one_page_with_every_channel(paper: Paper, office: Office):
    office.settings = structs.replace(office.settings, address="Jalan Poros Bonto 1", phone="0482 21234")
    made = poster.poster(office, Order(paper), Channels("0812-3456-7890", "Senin–Jumat 08.00–15.00"))
    assert_archival(made.pdf)
    assert paper_check.pages(made.pdf) == 1
    text = paper_check.words(made.pdf)
    for channel in (
        "Jalan Poros Bonto 1",
        "0482 21234",
        "0812-3456-7890",
        "Senin–Jumat 08.00–15.00",
        "www.lapor.go.id",
    ):
        assert channel in text
    [scanned] = paper_check.codes(made.pdf)
    assert scanned.startswith("https://wa.me/6281234567890?text=")


def test_without_whatsapp_the_code_opens_lapor_and_nothing_stands_empty(office: Office):
    made = poster.poster(office, Order(), Channels())
    assert paper_check.codes(made.pdf) == ["https://www.lapor.go.id"]
    text = paper_check.words(made.pdf)
    assert "Jam layanan" not in text
    assert "Pindai dengan kamera telepon: SP4N-LAPOR!" in text


@pytest.mark.parametrize(("paper", "count"), [("a4", 10), ("f4", 10)])
def test_a_sheet_holds_ten_cards(paper: Paper, count: int, office: Office):
    made = poster.cards(office, Order(paper), Channels("0812-3456-7890"))
    assert paper_check.pages(made.pdf) == 1
    assert paper_check.words(made.pdf).count("Ada keluhan?") == count
    assert len(paper_check.codes(made.pdf)) == count


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812-3456-7890", "6281234567890"), ("+62 812 3456 7890", "6281234567890"), ("6281234567890", "6281234567890"),
        ("(0482) 21234", "6248221234"), ("WA saja", ""), ("123", ""), ("", ""),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(typed: str, number: str):
    assert whatsapp_number(typed) == number


def test_what_is_kept_is_there_again_and_no_number_is_refused(office: Office):
    office.settings = structs.replace(office.settings, phone="0812 3456 7890")
    assert channels.load(office).whatsapp == "0812 3456 7890"
    channels.save(office, Channels("", " Senin   08.00 "))
    assert channels.load(office) == Channels("", "Senin 08.00")
    with pytest.raises(InvalidField):
        channels.save(office, Channels("WA saja"))
    assert channels.load(office) == Channels("", "Senin 08.00")
