"""Buku register, rekapitulasi and notice board: whole, in order, with sums that add up over the parts that they are set in."""

import re
from datetime import date
from pathlib import Path

import pytest

from complaints.draft import Person
from complaints.errors import InvalidField
from complaints.events import IdentitiesExported
from complaints.report_period import parse_period
from complaints.steps import StepDetails
from desktop.documents import notice, recap, register
from desktop.documents.document import Order, Stopped
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.documents import paper_check
from tests.desktop.documents.archival_check import assert_archival
from tests.offices import Clock, bridge, new_office

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def go_on(_part: int, _whole: int) -> bool:
    return True


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that 200 complaints have several seams."""
    monkeypatch.setattr(register, "PART", 60)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory):
    """An office of 200 complaints, every fourth of them answered."""
    office = new_office(tmp_path_factory.mktemp("register") / "data", Clock())
    drafts = [
        bridge(title=f"Perihal nomor {at}", body=f"Isi {at} {'panjang sekali ' * (at % 27)}tamat{at}.")
        for at in range(1, 201)
    ]
    for at, receipt in enumerate(office.record_many(drafts)):
        if at % 4 == 0:
            number = receipt.number  # pyright: ignore[reportAttributeAccessIssue]
            office.act(number, "verify")
            office.act(number, "respond", StepDetails(note="Sudah."))
    yield office
    office.close()


def test_every_complaint_stands_there_once_in_order_and_totals_run_on(many: Office):
    made = register.of_period(many, *YEAR, Order(), go_on)
    assert made.archival
    paper_check.assert_sound(made.pdf)
    assert_archival(made.pdf)
    pages = paper_check.text(made.pdf).split("\f")[:-1]
    assert len(pages) == paper_check.pages(made.pdf) > 8
    seen = 0
    for place, page in enumerate(pages, 1):
        numbers = re.findall(r"2026-A-(\d{4})", page)
        assert [int(one) for one in numbers] == list(range(seen + 1, seen + len(numbers) + 1))
        seen += len(numbers)
        told = re.search(r"Jumlah sampai halaman ini: (\d+) pengaduan · selesai (\d+) · belum selesai (\d+)", page)
        assert told is not None
        assert (int(told[1]), int(told[2])) == (seen, (seen + 3) // 4)
        assert int(told[3]) == int(told[1]) - int(told[2])
        assert f"Halaman {place}" in page
        assert "Isi pengaduan" in page or place == len(pages)
    assert seen == 200
    assert "dengan jumlah 200 pengaduan" in pages[-1]


def test_no_page_but_the_last_is_left_half_empty(many: Office):
    """A part ends where its last full page ends: the seam is nowhere to be seen."""
    pdf = register.of_period(many, *YEAR, Order(), go_on).pdf
    lines = [len(page.split("\n")) for page in paper_check.text(pdf).split("\f")[:-1]]
    assert min(lines[1:-2]) > 0.6 * max(lines)


def test_no_complaint_is_broken_over_two_pages(many: Office):
    for page in paper_check.text(register.of_period(many, *YEAR, Order(), go_on).pdf).split("\f")[:-1]:
        begun = {int(one) for one in re.findall(r"2026-A-(\d{4})", page)}
        assert {int(one) for one in re.findall(r"tamat(\d+)\.", page)} == begun


def test_it_is_landscape_and_masks_people(many: Office):
    made = register.of_period(many, *YEAR, Order(paper="a4"), go_on)
    assert paper_check.page_size_mm(made.pdf) == (297, 210)
    assert "Andi Baso Ramli" not in paper_check.words(made.pdf)
    assert not [e for e in many.events() if isinstance(e.step, IdentitiesExported)]


def test_identities_are_counted_and_logged(many: Office):
    made = register.register(many, Query(descending=False), Order(identity=True), go_on, heading="semua")
    assert "Andi Baso Ramli" in paper_check.words(made.pdf)
    assert [e.step.count for e in many.events() if isinstance(e.step, IdentitiesExported)] == [200]


def test_it_can_be_stopped_and_tells_how_far_it_is(many: Office):
    told: list[tuple[int, int]] = []

    def progress(part: int, whole: int) -> bool:
        told.append((part, whole))
        return len(told) < 2

    with pytest.raises(Stopped):
        register.of_period(many, *YEAR, Order(), progress)
    assert len(told) == 2
    assert told[0][0] < told[1][0] < told[1][1] == 200


def test_what_the_list_shows_is_what_is_printed(many: Office):
    made = register.register(many, Query(stages=("responded",), descending=True), Order(), go_on, heading="ditanggapi")
    numbers = [int(one) for one in re.findall(r"2026-A-(\d{4})", paper_check.text(made.pdf))]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 50


def test_an_empty_register_says_so(office: Office):
    made = register.of_period(office, date(2020, 1, 1), date(2020, 12, 31), Order(), go_on)
    assert "Nihil" in paper_check.words(made.pdf)
    assert paper_check.pages(made.pdf) == 1


def test_a_leap_day_has_its_place(tmp_path: Path):
    office = new_office(tmp_path / "data", Clock(2028, 3, 1))
    office.record(bridge(received_on=date(2028, 2, 29)))
    made = register.of_period(office, date(2028, 2, 29), date(2028, 2, 29), Order(), go_on)
    assert "29-02-2028" in paper_check.words(made.pdf)
    wanted = parse_period("2028-02")
    assert wanted.last == date(2028, 2, 29)
    assert "BULAN FEBRUARI 2028" in paper_check.words(recap.recap(office, wanted, Order()).pdf)
    office.close()


@pytest.mark.parametrize(
    ("text", "first", "last", "told"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "Bulan November 2026"),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV Tahun 2026"),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31), "Triwulan I Tahun 2026"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "Tahun 2024"),
    ],
)
def test_periods_are_read(text: str, first: date, last: date, told: str):
    period = parse_period(text)
    assert (period.first, period.last, period.heading) == (first, last, told)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-T5", "0000", "26-11", "2026-1", "nanti"])
def test_what_is_no_period_is_refused(text: str):
    with pytest.raises(InvalidField):
        parse_period(text)


def test_every_table_of_the_recap_adds_up(many: Office):
    made = recap.recap(many, parse_period("2026"), Order())
    paper_check.assert_sound(made.pdf)
    assert_archival(made.pdf)
    text = paper_check.text(made.pdf)
    totals = re.findall(r"^\s*Jumlah" + r"\s+(\S+)" * 7 + "$", text, re.MULTILINE)
    assert len(totals) == 6  # also by dusun, RW and RT
    assert set(totals) == {("200", "50", "150", "50", "0", "150", "100%")}
    assert re.search(r"November\s+200\s+50\s+150", text)
    assert re.search(r"Tatap muka\s+200", text)


def test_a_period_without_complaints_has_its_recap(office: Office):
    assert "REKAPITULASI" in paper_check.words(recap.recap(office, parse_period("2020-T2"), Order()).pdf)


def answered(office: Office, title: str, **changes: object) -> None:
    number = office.record(bridge(title=title, **changes)).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note=f"Jawaban {title}"))


def test_the_notice_board_answers_the_anonymous_and_nobody_else(office: Office):
    answered(office, "bernama")
    answered(office, "tanpa nama", anonymous=True, complainant=Person())
    answered(office, "tertutup", anonymous=True, confidential=True, complainant=Person())
    office.record(bridge(title="belum dijawab", anonymous=True, complainant=Person()))
    made = notice.notice(office, *YEAR, Order())
    assert_archival(made.pdf)
    text = paper_check.words(made.pdf)
    assert "Jawaban tanpa nama" in text
    for other in ("bernama", "tertutup", "belum dijawab"):
        assert f"Jawaban {other}" not in text
        assert other not in text
    assert "Tahun 2026" in text


def test_a_notice_board_with_nothing_to_say_says_so(office: Office):
    made = notice.notice(office, date(2020, 11, 1), date(2020, 11, 30), Order())
    assert "Belum ada pengaduan tanpa nama yang dijawab" in paper_check.words(made.pdf)
    assert "November 2020" in paper_check.words(made.pdf)
