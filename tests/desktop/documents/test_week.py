"""The week on one page: what it counts, with whom what is late lies, and that it stays one page however much there is."""

from datetime import timedelta
from pathlib import Path

import pytest

from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from complaints.weeks import week_of
from desktop.documents.document import Order
from desktop.documents.week import week
from desktop.office.office import Office
from desktop.office.week_page import week_to_print
from tests.desktop.documents import paper_check
from tests.offices import new_office


def recorded(office: Office, days_ago: int, title: str) -> str:
    received = office.today() - timedelta(days=days_ago)
    person = Person(name="Andi Mappatunru", phone="081234567890")
    return office.record(Draft(kind="complaint", title=title, body=title, received_on=received, complainant=person)).id


def test_the_page_tells_the_week_and_names_nobody(office: Office):
    answered, waiting, late = (recorded(office, 0, title) for title in ("Lampu padam", "Air keruh", "Jalan rusak"))
    old = recorded(office, 60, "Jembatan putus")
    for complaint in (answered, waiting):
        office.act(complaint, "verify")
    office.act(answered, "respond", StepDetails(note="Diganti."))
    office.act(waiting, "respond", StepDetails(note="Nanti.", draft=True))
    office.act(old, "verify")
    office.act(old, "forward", StepDetails(to="Kasi Pelayanan"))
    made = week(office, week_of(office.today()), Order())
    words = paper_check.words(made.pdf)
    for said in (
        "Jembatan putus",
        "Kasi Pelayanan",
        "Air keruh",
        "Lampu padam",
        "diterima",
        "ditanggapi",
        "lewat tenggat",
    ):
        assert said in words, said
    assert "Mappatunru" not in words
    assert late


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_it_stays_one_page(office: Office, paper, tmp_path: Path):
    for place in range(24):
        title = f"Jembatan gantung di Dusun Bonto {place} putus talinya sebelah barat sejak hujan Selasa malam"
        complaint = recorded(office, 70 if place % 2 else 0, title)
        office.act(complaint, "verify")
        if place % 3 == 0:
            office.act(complaint, "respond", StepDetails(note="Sudah diganti.", draft=place % 6 == 0))
        elif place % 3 == 1:
            to = f"Kepala Urusan Perencanaan dan Pembangunan Wilayah Timur {place}"
            office.act(complaint, "forward", StepDetails(to=to))
    made = week(office, week_of(office.today()), Order(paper))
    assert paper_check.pages(made.pdf) == 1
    assert "lainnya" in paper_check.words(made.pdf)


def test_an_empty_week_has_its_page_and_monday_shows_the_last_one(tmp_path: Path):
    office = new_office(tmp_path / "kosong")
    made = week(office, week_of(office.today()), Order())
    assert "Tidak ada yang terlambat" in paper_check.words(made.pdf)
    monday = week_of(office.today()).first
    assert week_to_print(monday) == week_of(monday).before
    assert week_to_print(monday + timedelta(1)) == week_of(monday)
    office.close()
