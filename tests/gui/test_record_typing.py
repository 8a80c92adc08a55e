"""A complaint typed from the first field to the saved number."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.gui.record_desk import Key, RecordDesk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot, operations, office):
    return RecordDesk(qtbot, operations, office)


def test_a_complaint_is_typed_with_the_keyboard_only_and_every_field_is_saved(desk, qtbot):
    assert desk.focus is desk.form.body
    desk.key(Key.Key_Backtab, 2)
    desk.key(Key.Key_Backtab)
    desk.key(Key.Key_Right)  # kind: aspiration
    desk.tab()
    desk.key(Key.Key_A, modifiers=CONTROL)
    desk.type("kemarin")
    desk.tab()
    desk.key(Key.Key_Right, 2)  # channel: WhatsApp
    desk.tab()
    desk.type("Jalan poros rusak parah, dua motor jatuh")
    desk.settle()
    desk.tab()
    desk.key(Key.Key_A, modifiers=CONTROL)
    desk.type("Perbaikan jalan poros")
    desk.tab()
    desk.type("Jembatan")
    desk.tab()
    desk.type("9/11/2025")
    desk.tab()
    desk.type("Manimpahoi")
    desk.tab()
    desk.type("01")
    desk.tab()
    desk.type("02")
    desk.tab(2)
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Space)  # confidential
    desk.tab()
    desk.type("Hasnah Dg. Sannang")
    desk.tab()
    desk.type("7307054501870003")
    desk.tab()
    desk.type("0812-3456-7812")
    desk.tab()
    desk.type("Dusun Manimpahoi RT 01")
    desk.tab()
    desk.key(Key.Key_Right)  # sex: the first after 'not said'
    desk.tab()
    desk.type("kepala")  # the complainant's status
    desk.tab()
    desk.type("hasnah@contoh.id")
    desk.tab()
    desk.type("tuna daksa")
    desk.tab()
    desk.key(Key.Key_Space)  # supervisory
    desk.tab()
    desk.type("Kepala Dusun Lappae")
    desk.tab()
    desk.type("1,5 juta")
    desk.tab()
    desk.type("Jalan ditambal sebelum panen")
    desk.tab()
    desk.type("7421133")
    desk.tab()
    desk.type("Depan masjid")
    desk.tab()
    desk.type("-5.1234")
    desk.tab()
    desk.type("120.2534")
    desk.key(Key.Key_S, modifiers=CONTROL)
    qtbot.waitUntil(lambda: bool(desk.numbers))

    [number] = desk.numbers
    saved = desk.office.show_identity(number).complaint
    assert saved.kind == "aspiration"
    assert saved.channel == "whatsapp"
    assert (desk.office.today() - saved.received_on).days == 1
    assert saved.body == "Jalan poros rusak parah, dua motor jatuh"
    assert saved.title == "Perbaikan jalan poros"
    assert saved.category == "infrastructure.bridge"
    assert saved.occurred_on == date(2025, 11, 9)
    place = saved.location
    assert (place.dusun, place.rt, place.rw, place.detail) == ("Manimpahoi", "01", "02", "Depan masjid")
    assert (place.latitude, place.longitude) == (-5.1234, 120.2534)
    assert (saved.confidential, saved.anonymous, saved.supervisory) == (True, False, True)
    person = saved.complainant
    assert (person.name, person.national_id, person.sex) == ("Hasnah Dg. Sannang", "7307054501870003", "female")
    assert (person.phone, person.email) == ("+6281234567812", "hasnah@contoh.id")
    assert (person.address, person.disability) == ("Dusun Manimpahoi RT 01", "tuna daksa")
    assert person.role == "hamlet_head"
    assert (saved.subject, saved.suspected_loss, saved.lapor_id) == ("Kepala Dusun Lappae", 1_500_000, "7421133")
    assert saved.expectation == "Jalan ditambal sebelum panen"


def test_after_saving_the_number_and_code_are_told_and_the_form_is_ready_for_the_next(desk):
    desk.complete()
    desk.save()
    saved = desk.office.case(desk.numbers[0]).complaint
    assert saved.number in desk.screen.messages.text.text()
    assert saved.tracking_code in desk.screen.messages.text.text()
    assert desk.form.body.toPlainText() == ""
    assert desk.form.national_id.value() == ""
    assert desk.focus is desk.form.body
    assert desk.office.load_draft() is None
    assert "0002" in desk.screen.status.text()
    desk.complete("Air bersih tidak mengalir sejak Senin")
    desk.key(Key.Key_Return, modifiers=CONTROL)
    desk.settle()
    assert len(desk.numbers) == 2


def test_the_title_follows_the_text_until_the_officer_writes_another(desk):
    desk.put(body="Jembatan gantung putus")
    assert desk.form.title.text() == "Jembatan gantung putus"
    assert "perihal disarankan dari isi" in desk.below("body")
    desk.form.title.setFocus()
    desk.key(Key.Key_A, modifiers=CONTROL)
    desk.type("Jembatan")
    desk.put(body=" dan warga tidak dapat menyeberang ke sekolah.")
    assert desk.form.title.text() == "Jembatan"


def test_tab_accepts_the_suggested_category_and_words_find_another(desk):
    desk.put(body="Lampu jalan padam, tiang lampu gelap semua")
    assert "Tab untuk menerima" in desk.below("category")
    desk.form.category.setFocus()
    desk.tab()
    assert desk.form.category.text() == "Infrastruktur › Penerangan jalan"
    desk.form.category.setFocus()
    desk.key(Key.Key_A, modifiers=CONTROL)
    desk.type("jemb")
    desk.tab()
    assert desk.form.category.text() == "Infrastruktur › Jembatan"


def test_the_deadlines_that_will_apply_follow_the_date_and_the_kind(desk):
    def shown():
        return [due.text() for _, due in desk.beside.deadlines.rows]

    before = shown()
    assert all(before)
    desk.form.received.setFocus()
    desk.key(Key.Key_Down, 14)
    desk.settle()
    assert shown() != before
    before = shown()
    desk.form.supervisory.chips["supervisory"].click()
    desk.settle()
    assert shown()[2] != before[2]


def test_an_anonymous_complainant_leaves_no_name_behind(desk):
    desk.complete()
    desk.put(national_id="7307054501870003", phone="081234567812")
    desk.form.switches.chips["anonymous"].click()
    assert not desk.line("name").isVisible()
    assert "tidak dicatat" in desk.form.privacy_note.text()
    desk.save()
    person = desk.office.show_identity(desk.numbers[0]).complaint.complainant
    assert (person.name, person.national_id, person.phone) == ("", "", "")


def test_numbers_of_people_are_masked_once_the_field_is_left(desk):
    desk.put(national_id="7307054501870003", phone="081234567812")
    assert desk.form.phone.text() == "081234567812"
    assert desk.form.national_id.text() == "7307 •••• •••• ••••"
    desk.form.body.setFocus()
    assert desk.form.phone.text().startswith("+62 8•")
    assert desk.below("national_id") == "sah · perempuan · lahir 1987"
    desk.form.national_id.setFocus()
    assert desk.form.national_id.text() == "7307054501870003"


def test_in_the_next_form_tab_comes_to_the_first_switch_again(desk):
    desk.complete()
    desk.form.switches.take_focus()
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Space)
    desk.save()
    assert desk.form.switches.stop is desk.form.switches.chips["anonymous"]


def test_rarer_channels_are_in_the_menu_of_the_last_chip(desk):
    channel = desk.form.channel
    [action] = [action for action in channel.menu.actions() if action.text() == "RT/RW"]
    action.trigger()
    assert channel.value() == "rt_rw"
    assert "RT/RW" in channel.row()[-1].text()
    assert channel.row()[-1].isChecked()


def test_leaving_asks_only_when_something_is_typed(desk):
    desk.screen.cancel.click()
    assert [goto.screen for goto in desk.went] == ["home"]
    desk.put(body="Jalan rusak")
    desk.key(Key.Key_Escape)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.reject()
    assert desk.form.body.toPlainText() == "Jalan rusak"
    desk.screen.cancel.click()
    again = QApplication.activeModalWidget()
    assert isinstance(again, QDialog)
    again.accept()
    desk.settle()
    assert desk.form.body.toPlainText() == ""
    assert desk.office.load_draft() is None
    assert len(desk.went) == 2
