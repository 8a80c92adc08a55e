"""While one types: complaints like it, support instead of a duplicate, answers given before, and the receipt."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from complaints.draft import Draft
from complaints.events import Location
from complaints.steps import StepDetails
from desktop.store.listing import Query
from tests.gui.record_desk import RecordDesk

LAMP = "Lampu jalan di poros Manimpahoi padam sejak hari Sabtu"


@pytest.fixture
def book(office):
    today = office.today()
    for days, body, category in (
        (9, "Jalan tani berlubang di dekat sawah", "infrastructure.road"),
        (8, "Air PDAM macet di kampung atas", "infrastructure.clean_water"),
        (7, "Sampah menumpuk di belakang pasar", "environment.waste"),
        (3, LAMP, "infrastructure.street_light"),
    ):
        office.record(Draft(kind="complaint", body=body, category=category, received_on=today - timedelta(days=days), location=Location("Manimpahoi")))  # fmt: skip
    return office


@pytest.fixture
def desk(qtbot, operations, book):
    return RecordDesk(qtbot, operations, book)


def lamp(office) -> str:
    return office.page(Query(text="lampu"))[0].number


def test_a_similar_open_complaint_is_shown_while_typing(desk):
    assert not desk.beside.similar.isVisible()
    desk.put(body="Lampu poros Manimpahoi padam dua minggu")
    assert desk.beside.similar.isVisible()
    assert lamp(desk.office) in desk.beside.similar.title.text()
    assert "3 hari lalu" in desk.beside.similar.details.text()


def test_it_is_told_in_one_of_two_tones_and_reached_by_a_key(desk):
    card = desk.beside.similar
    desk.put(body="lampu jln poros mati, gelap")
    assert card.heading.text() == "Mungkin sama dengan aduan lain"
    assert card.property("tone") == ""
    desk.form.body.clear()
    desk.put(body=LAMP, dusun="Manimpahoi")
    assert card.heading.text() == "Sama dengan aduan lain"
    assert card.property("tone") == "notice"
    desk.form.body.setFocus()
    desk.key(Qt.Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert desk.focus is card.join_button
    desk.key(Qt.Key.Key_Tab)
    assert desk.focus is card.other_button


def test_the_person_typed_joins_as_support_and_the_draft_is_gone(desk):
    desk.put(body="Lampu poros Manimpahoi padam dua minggu", name="Hasnah", phone="081234567812")
    desk.screen.keeper.flush()
    desk.beside.similar.join_button.click()
    desk.settle()
    number = lamp(desk.office)
    case = desk.office.show_identity(number).complaint
    assert [person.name for person in case.supporters] == ["Hasnah"]
    assert len(desk.numbers) == 4
    assert desk.went[-1].screen == "complaints"
    assert desk.went[-1].complaint == case.id
    assert desk.office.load_draft() is None
    assert desk.form.body.toPlainText() == ""


def test_a_person_with_a_fault_does_not_join(desk):
    desk.put(body="Lampu poros Manimpahoi padam dua minggu", name="Hasnah", national_id="12")
    desk.beside.similar.join_button.click()
    desk.settle()
    assert desk.office.case(lamp(desk.office)).complaint.supporters == ()
    assert desk.focus is desk.form.national_id
    assert desk.form.body.toPlainText()


def test_a_complaint_that_is_another_one_is_not_shown_again_also_after_a_restart(desk, qtbot, operations):
    desk.put(body="Lampu poros Manimpahoi padam dua minggu")
    desk.beside.similar.other_button.click()
    desk.put(body=" dan gelap sekali")
    assert not desk.beside.similar.isVisible()
    desk.screen.keeper.flush()
    assert operations.wait()
    again = RecordDesk(qtbot, operations, desk.office)
    assert again.form.body.toPlainText()
    assert not again.beside.similar.isVisible()


def test_answers_given_to_the_like_are_shown_with_where_they_went(desk):
    number = lamp(desk.office)
    for action, taken in (
        ("verify", StepDetails()),
        ("forward", StepDetails(to="Dinas Perhubungan")),
        ("follow-up", StepDetails(note="sudah kembali", resumed=True)),
        ("respond", StepDetails(note="Lampu diganti oleh Dinas Perhubungan.")),
    ):
        desk.office.act(number, action, taken)
    desk.put(body="Lampu poros Manimpahoi padam dua minggu")
    assert desk.beside.past.isVisible()
    texts = [one.text() for one in desk.beside.past.findChildren(type(desk.beside.similar.title))]
    assert any(number in text for text in texts)
    assert any("Lampu diganti" in text for text in texts)
    assert any("diteruskan kepada Dinas Perhubungan" in text for text in texts)
    assert not desk.beside.similar.isVisible()


def test_a_recorded_complaint_teaches_the_category(desk):
    text = "bencong kuali terbang melintas"
    desk.office.suggest_category(text)
    assert desk.office.suggestions.taught()
    before = desk.office.suggest_category(text)
    for _ in range(3):
        desk.office.record(Draft(kind="complaint", body=text, category="environment.waste"))
    after = desk.office.suggest_category(text)
    assert after != before
    assert after[0].code == "environment.waste"


def test_the_receipt_is_one_a5_page_with_the_number_and_the_code(desk, tmp_path):
    from desktop.screens.documents.preview import PreviewWindow
    from tests.desktop.documents import paper_check

    desk.complete("Jembatan <b>gantung</b> putus & warga tidak dapat menyeberang")
    desk.screen.print.click()
    assert desk.operations.wait()
    [window] = desk.screen.window().findChildren(PreviewWindow)
    window.save_to(tmp_path / "tanda.pdf")
    assert desk.operations.wait()
    pdf = (tmp_path / "tanda.pdf").read_bytes()
    text = paper_check.words(pdf)
    assert desk.numbers[0] in text
    assert text.count("Hasnah") == 2
    assert "Jembatan <b>gantung</b> putus & warga" in text
    assert paper_check.pages(pdf) == 1
    assert paper_check.page_size_mm(pdf) == (148, 210)
    window.reject()
