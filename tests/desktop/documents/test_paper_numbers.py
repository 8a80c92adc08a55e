"""Letter and agenda numbers: proposed, kept when the paper leaves, never given twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import delete

from complaints.errors import Refused
from desktop.documents import disposition, letter, minutes, printable
from desktop.documents.document import Document, Order, give_number
from desktop.office import paper_numbers
from desktop.office.office import Office
from desktop.office.paper_numbers import Numbering
from desktop.store import kept_values
from desktop.store.database import writing
from desktop.store.schema import given_number
from tests.desktop.documents import paper_check
from tests.offices import bridge

LETTER = "{klasifikasi}/{nomor}/{kode}/{bulan}/{tahun}"
NUMBERING = Numbering(letter=LETTER, agenda="{nomor}/{tahun}", classification="400.10", code="DS")


@pytest.fixture
def counting(office: Office) -> Iterator[Office]:
    """The office with numbers by pattern, from a letter 41 on."""
    paper_numbers.save(office, NUMBERING, {"letter": 41})
    device = office.device
    yield office
    office.device = device
    with writing(office.engine) as connection:
        connection.execute(delete(given_number))
        kept_values.save(connection, paper_numbers.STORED_AS, Numbering())


def given(office: Office, document: Document) -> str:
    give_number(office, document.number)
    assert document.number is not None
    return document.number.number


def test_without_a_pattern_numbers_are_written_by_hand(office: Office, number: str):
    assert given(office, disposition.disposition(office, number, Order())) == ""
    assert "……/……/XI/2026" in paper_check.words(letter.response(office, number, Order()).pdf)
    assert paper_numbers.latest(office) == []


def test_the_next_number_stands_on_the_paper_and_is_kept_when_it_leaves(counting: Office, number: str):
    made = letter.response(counting, number, Order())
    assert "400.10/42/DS/XI/2026" in paper_check.words(made.pdf)
    # Only looked at: the number is still free.
    assert given(counting, minutes.minutes(counting, number, Order())) == "400.10/42/DS/XI/2026"
    with pytest.raises(Refused, match=r"400\.10/43/DS/XI/2026"):
        give_number(counting, made.number)
    assert given(counting, letter.response(counting, number, Order())) == "400.10/43/DS/XI/2026"
    # Printed again it has the number that it had.
    assert given(counting, letter.response(counting, number, Order())) == "400.10/43/DS/XI/2026"
    other = counting.record(bridge()).number
    assert given(counting, letter.response(counting, other, Order())) == "400.10/44/DS/XI/2026"
    assert [count.last for count in paper_numbers.counts(counting)] == [44, 0]


def test_a_typed_number_moves_the_count_and_is_refused_for_another_paper(counting: Office, number: str):
    typed = "800 / 50/DS/X/2026"
    assert given(counting, letter.response(counting, number, Order(number="800/50/DS/X/2026"))) == "800/50/DS/X/2026"
    other = counting.record(bridge()).number
    for twice in (typed, "800/050/DS/X/2026", "400.10/50/DS/XI/2026"):
        with pytest.raises(Refused, match=number):
            given(counting, minutes.minutes(counting, other, Order(number=twice)))
    assert given(counting, minutes.minutes(counting, other, Order())) == "400.10/51/DS/XI/2026"


def test_a_number_of_free_text_is_given_once_too(counting: Office, number: str):
    assert given(counting, letter.response(counting, number, Order(number="SK Khusus 7"))) == "SK Khusus 7"
    with pytest.raises(Refused):
        given(counting, minutes.minutes(counting, number, Order(number="sk khusus7")))


def test_each_pc_of_an_office_counts_by_itself(counting: Office, number: str):
    assert given(counting, letter.response(counting, number, Order())) == "400.10/42/DS/XI/2026"
    counting.device = replace(counting.device, letter="B")
    other = counting.record(bridge()).number
    with pytest.raises(Refused, match="komputer A"):
        given(counting, letter.response(counting, other, Order(number="400.10/43/DS/XI/2026")))
    assert given(counting, letter.response(counting, other, Order())) == "400.10/42.B/DS/XI/2026"


def test_years_count_by_themselves_and_the_day_is_chosen(counting: Office, number: str):
    assert given(counting, letter.response(counting, number, Order())) == "400.10/42/DS/XI/2026"
    january = letter.response(counting, number, Order(on=date(2027, 1, 5)))
    assert "5 Januari 2027" in paper_check.words(january.pdf)
    assert given(counting, january) == "400.10/1/DS/I/2027"
    old = minutes.minutes(counting, number, Order(on=date(2026, 10, 2)))
    assert "Pada hari ini Jumat tanggal dua bulan Oktober" in paper_check.words(old.pdf)
    assert given(counting, old) == "400.10/43/DS/X/2026"


def test_papers_of_several_complaints_each_have_a_number_of_their_own(counting: Office, number: str):
    ids = [counting.record(bridge()).id for _ in range(3)]
    several = printable.of_cases(counting, ids, "minutes").make(Order(), lambda _part, _total: True)
    text = paper_check.words(several.pdf)
    assert all(f"400.10/{count}/DS/XI/2026" in text for count in (42, 43, 44))
    assert given(counting, minutes.minutes(counting, number, Order())) == "400.10/45/DS/XI/2026"


def test_the_agenda_counts_by_itself(counting: Office, number: str):
    assert given(counting, disposition.disposition(counting, number, Order())) == "1/2026"
    assert [count.next for count in paper_numbers.counts(counting)] == ["400.10/42/DS/XI/2026", "2/2026"]


def test_the_last_number_is_never_set_below_what_was_given(counting: Office, number: str):
    given(counting, letter.response(counting, number, Order()))
    with pytest.raises(Refused):
        paper_numbers.save(counting, NUMBERING, {"letter": 41})
    paper_numbers.save(counting, NUMBERING, {"letter": 100})
    assert paper_numbers.counts(counting)[0].next == "400.10/101/DS/XI/2026"


def test_a_changed_pattern_goes_on_counting(counting: Office, number: str):
    given(counting, letter.response(counting, number, Order()))
    paper_numbers.save(counting, structs.replace(NUMBERING, letter="{nomor:3}/{tahun}"))
    complaint = counting.case(number).complaint.id
    assert paper_numbers.proposed(counting, "letter", complaint, "minutes", date(2026, 11, 24)) == "043/2026"


def test_the_command_sets_shows_lists_and_writes_with_a_number(tmp_path: Path, capsys, monkeypatch):
    from tests.desktop.command import runner
    from tests.offices import PASSWORD, new_office

    made = new_office(tmp_path / "data")
    register = made.record(bridge()).number
    made.close()
    run = runner(tmp_path / "data", capsys, monkeypatch)
    monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
    assert run("numbers", "--letter", "{nomor}/{klasifikasi}/{tahun}").code == 1
    shown = run(
        "numbers",
        "--letter",
        "{nomor}/{klasifikasi}/{tahun}",
        "--classification",
        "400",
        "--letter-last",
        "7",
        "--json",
    )
    assert [(line["series"], line["last"]) for line in shown.objects] == [("letter", 7), ("agenda", 0)]
    out = tmp_path / "surat.pdf"
    written = run("report", "minutes", register, "--out", out, "--date", "2026-03-02", "--json").object
    assert written["paper_number"] == "8/400/2026"
    refused = run(
        "report", "response", register, "--out", tmp_path / "b.pdf", "--date", "2026-03-02", "--number", "8/400/2026"
    )
    assert (refused.code, (tmp_path / "b.pdf").exists()) == (1, False)
    (listed,) = run("numbers", "--given", "--json").objects
    assert listed == {
        "series": "letter",
        "number": "8/400/2026",
        "paper": "minutes",
        "on": "2026-03-02",
        "complaint": register,
    }
