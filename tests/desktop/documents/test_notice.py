"""The notice board names nobody: what is about a person stands there only under a title that the head approved."""

from collections.abc import Iterator
from datetime import date

import pytest

from complaints.draft import Person
from complaints.errors import InvalidField, Refused
from complaints.steps import Change, StepDetails
from complaints.workflow import Role
from desktop.documents import notice
from desktop.documents.document import Order
from desktop.office import notice_board
from desktop.office.office import Office
from desktop.store.users import User
from tests.conftest import Founded
from tests.desktop.documents import paper_check
from tests.offices import bridge


@pytest.fixture
def office(founded: Founded) -> Iterator[Office]:
    """A fresh one for each test: the papers' own is shared."""
    opened = founded.open()
    yield opened
    opened.close()


YEAR = (date(2020, 1, 1), date(2030, 12, 31))


def answered(office: Office, title: str, answer: str = "", **changes: object) -> str:
    fields: dict[str, object] = {"anonymous": True, "complainant": Person()} | changes
    number = office.record(bridge(title=title, **fields)).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note=answer or f"Jawaban {title}"))
    return number


def words(office: Office) -> str:
    return " ".join(paper_check.words(notice.notice(office, *YEAR, Order()).pdf).split())


def become(office: Office, name: str, role: Role) -> None:
    office.user = User(office.user.slot, name, role)


def test_what_is_about_a_person_is_left_out_and_counted(office: Office):
    answered(office, "Jalan rusak")
    answered(office, "Bansos Rahman", subject="Rahman")
    answered(office, "Dana desa", supervisory=True)
    answered(office, "Pungli", supervisory=True, subject="Sekdes")
    text = words(office)
    assert "Jawaban Jalan rusak" in text
    assert not any(word in text for word in ("Rahman", "Dana desa", "Pungli", "Sekdes"))
    assert "3 tanggapan tidak dimuat: 2 berkadar pengawasan, 1 menyebut orang sebagai terlapor." in text


def test_the_head_approves_a_neutral_title_and_the_history_tells(office: Office):
    number = answered(office, "Bansos dipotong Rahman", "Potongan sudah dikembalikan.", subject="Pak Rahman")
    become(office, "Ahmad", "head")
    notice_board.approve(office, number, "  Pembagian bantuan\u200b sosial ")
    text = words(office)
    assert "Pembagian bantuan sosial" in text
    assert "Potongan sudah dikembalikan." in text
    assert "Rahman" not in text
    assert "tidak dimuat" not in text
    assert "Judul netral" in str([entry.event.step for entry in office.case(number).complaint.history])
    assert notice_board.withdraw(office, number)
    assert "Pembagian bantuan" not in words(office)
    assert not notice_board.withdraw(office, number)


@pytest.mark.parametrize(
    "title", ["", "  ", "Bansos Rahman", "RAHMAN memotong", "Ulah Rachman", "Kepala Desa memotong", "x" * 201]
)
def test_a_title_that_names_somebody_or_is_none_is_refused(office: Office, title: str):
    number = answered(office, "Bansos", "Sudah dikembalikan.", subject="Rahman")
    with pytest.raises(InvalidField):
        notice_board.approve(office, number, title)
    assert "Sudah dikembalikan" not in words(office)


def test_an_answer_that_names_the_accused_stays_out_and_another_answer_needs_a_new_look(office: Office):
    number = answered(office, "Bansos", "Rahman sudah mengembalikan.", subject="Rahman")
    with pytest.raises(InvalidField, match="menyebut terlapor"):
        notice_board.approve(office, number, "Bantuan sosial")
    other = answered(office, "Bansos lagi", "Sudah dikembalikan.", subject="Rahman")
    notice_board.approve(office, other, "Bantuan sosial")
    office.act(other, "reopen", StepDetails(note="Belum"))
    office.act(other, "respond", StepDetails(note="Rahman mengembalikan kemarin."))
    assert "kemarin" not in words(office)


def test_officers_and_the_accused_approve_nothing(office: Office):
    number = answered(office, "Pungli", "Diperiksa Inspektorat.", subject="Kepala Desa", supervisory=True)
    become(office, "Siti", "officer")
    with pytest.raises(Refused, match="hanya disetujui"):
        notice_board.approve(office, number, "Pelayanan surat")
    become(office, "Ahmad", "head")
    with pytest.raises(Refused, match="tentang Anda"):
        notice_board.approve(office, number, "Pelayanan surat")
    become(office, "Siti", "admin")
    notice_board.approve(office, number, "Pelayanan surat")
    assert "Pelayanan surat" in words(office)


def test_a_subject_that_was_corrected_away_still_counts(office: Office):
    number = answered(office, "Bansos", subject="Rahman")
    office.correct(number, Change(subject=""))
    assert "1 menyebut orang" in words(office)
