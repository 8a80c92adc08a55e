"""Hubungi pelapor: the text of the step, the number only when it is asked for, and the note that they were told."""

from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication

from complaints.contact import ContactText, Reply
from complaints.draft import Person
from complaints.events import Contacted, IdentityShown, Supported
from complaints.steps import StepDetails
from desktop.screens.navigate import Goto
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.texts_section import TextsSection
from desktop.store.listing import Query
from tests.gui.complaints_room import Room, of_stage, person


@pytest.fixture
def room(qtbot, operations, office) -> Room:
    return Room(qtbot, operations, office)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The links that the program asked the system to open."""
    links: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: links.append(bytes(url.toEncoded().data()).decode()) or True
    )
    return links


def steps(office, one: str) -> list[type]:
    return [type(entry.event.step) for entry in office.case(one).complaint.history]


def test_the_text_of_the_step_is_ready_without_a_name(room, office):
    one = of_stage(office, "responded", complainant=person())
    room.open(one)
    form = room.begin("contact")
    number = office.case(one).complaint.number
    assert form.purpose.currentData() == "responded"
    said = form.text.toPlainText()
    assert said.startswith("Yth. Bapak/Ibu,")
    assert number in said
    assert "Sudah dikerjakan" in said
    assert IdentityShown not in steps(office, one)
    assert not room.screen.findChild(type(form.number), "contact-number").isVisible()


def test_the_number_is_shown_when_asked_for_and_that_is_logged(room, office, qtbot, opened):
    one = of_stage(office, "responded", complainant=person())
    room.open(one)
    form = room.begin("contact")
    qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
    room.settle()
    assert form.number.text() == "+62 812-0000-1234"
    assert steps(office, one)[-1] is IdentityShown
    assert form.text.toPlainText().startswith("Yth. Bapak/Ibu Andi Mappatunru,")
    qtbot.mouseClick(form.open, Qt.MouseButton.LeftButton)
    link = urlsplit(opened[0])
    assert (link.netloc, link.path) == ("wa.me", "/6281200001234")
    assert parse_qs(link.query)["text"] == [form.text.toPlainText()]
    room.confirm()
    told = office.case(one).complaint.history[-1].event.step
    assert isinstance(told, Contacted)
    assert (told.channel, told.purpose, told.note) == ("whatsapp", "responded", "Teks “Tanggapan” disampaikan.")
    assert room.history[0].startswith("Pelapor dihubungi lewat WhatsApp · Tanggapan")
    assert "1234" not in str(told)
    assert "Andi" not in str(told)


def test_a_call_has_its_script_and_an_sms_its_link(room, office, qtbot, opened):
    one = of_stage(office, "returned", complainant=person())
    room.open(one)
    form = room.begin("contact")
    qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
    room.settle()
    form.channel.setCurrentIndex(form.channel.findData("phone"))
    assert "Saya Siti Aminah dari Desa Saotanre" in form.text.toPlainText()
    assert form.number.isVisible()
    assert not form.open.isVisible()
    form.channel.setCurrentIndex(form.channel.findData("sms"))
    qtbot.mouseClick(form.open, Qt.MouseButton.LeftButton)
    assert opened[0].startswith("sms:+6281200001234?body=Yth.")


def test_what_was_written_stays_when_the_channel_changes(room, office):
    room.open(of_stage(office, "verified", complainant=person()))
    form = room.begin("contact")
    form.text.setPlainText("Kalimat sendiri")
    form.channel.setCurrentIndex(form.channel.findData("letter"))
    assert form.text.toPlainText() == "Kalimat sendiri"


@pytest.mark.parametrize(
    ("changes", "advice"),
    [({"anonymous": True}, "papan pengumuman: tanpa nama"), ({"complainant": Person(name="Hasna")}, "tidak tercatat")],
)
def test_without_a_number_it_says_what_to_do_instead(room, office, qtbot, changes, advice):
    room.open(of_stage(office, "responded", **changes))
    form = room.begin("contact")
    if form.show_number.isVisible():
        qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
        room.settle()
    assert advice in form.advice.text()
    assert not form.open.isVisible()


def test_on_the_notice_board_nobody_is_named(room, office, qtbot):
    room.open(of_stage(office, "responded", complainant=person()))
    form = room.begin("contact")
    qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
    room.settle()
    form.channel.setCurrentIndex(form.channel.findData("notice_board"))
    assert "Andi" not in form.text.toPlainText()
    qtbot.mouseClick(form.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == form.text.toPlainText()


def test_leaving_hides_the_number_again(room, office, qtbot):
    room.open(of_stage(office, "responded", complainant=person()))
    form = room.begin("contact")
    qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
    room.settle()
    room.screen.leave()
    room.settle()
    assert form.person is None
    assert "Andi" not in form.text.toPlainText()
    assert not form.number.isVisible()


def test_the_office_has_words_of_its_own(room, office):
    own = {"responded": ContactText("Kabar baik tentang {nomor}", "Halo, {nama}")}
    office.change_settings(structs.replace(office.settings, contact_texts=own))
    one = of_stage(office, "responded")
    room.open(one)
    assert room.begin("contact").text.toPlainText() == f"Kabar baik tentang {office.case(one).complaint.number}"


def test_ready_answers_of_the_category_are_put_in_with_their_fields_filled(room, office):
    reply = Reply("Lampu", "Lampu {nomor} sudah menyala.", "infrastructure.street_light")
    office.change_settings(structs.replace(office.settings, replies=(reply,)))
    one = of_stage(office, "in_progress", category="infrastructure.street_light")
    assert [found.name for found in office.replies("infrastructure.street_light")][:2] == ["Lampu", "Lampu diganti"]
    room.open(one)
    form = room.begin("respond")
    form.replies.click()
    entries = room.widget("menu-replies").actions()
    assert entries[0].text() == "Lampu"
    entries[0].trigger()
    assert form.note.toPlainText() == f"Lampu {office.case(one).complaint.number} sudah menyala."


def test_a_purpose_of_a_newer_version_is_told_as_it_is(room, office):
    one = of_stage(office, "closed")
    office.act(one, "contact", StepDetails(note="dikabari", channel="faks", purpose="undangan"))
    room.open(one)
    assert room.history[0].startswith("Pelapor dihubungi lewat faks · undangan")


@pytest.fixture
def texts(qtbot, operations, office) -> TextsSection:
    screen = SettingsScreen(operations, office, lambda _: None)
    qtbot.addWidget(screen)
    screen.resize(1158, 740)
    screen.show()
    screen.go(Goto("settings", action="texts"))
    section = screen.findChild(TextsSection)
    assert isinstance(section, TextsSection)
    return section


def test_the_admin_writes_the_offices_own_text_and_goes_back_to_the_shipped_one(texts, office, operations):
    texts.purpose.setCurrentIndex(texts.purpose.findData("responded"))
    assert not texts.save_text.isEnabled()
    texts.message.editor.setPlainText("Kabar baik tentang {nomor}")
    texts.save_text.click()
    assert operations.wait()
    assert office.contact_texts["responded"].message == "Kabar baik tentang {nomor}"
    assert texts.revert.isEnabled()
    texts.revert.click()
    assert operations.wait()
    assert office.settings.contact_texts == {}
    assert texts.message.editor.toPlainText() == office.common_texts["responded"].message.strip()
    texts.message.editor.setPlainText("  ")
    assert "tidak boleh kosong" in texts.message.below.text()
    assert not texts.save_text.isEnabled()


def test_the_admin_adds_changes_and_drops_a_reply(texts, office, operations):
    texts.reply_name.editor.setText("Lampu")
    texts.reply_text.editor.setPlainText("Lampu {nomor} sudah menyala.")
    texts.category.setCurrentIndex(texts.category.findData("infrastructure.street_light"))
    texts.save_reply.click()
    assert operations.wait()
    assert office.settings.replies == (Reply("Lampu", "Lampu {nomor} sudah menyala.", "infrastructure.street_light"),)
    texts.reply.setCurrentIndex(1)
    texts.reply_text.editor.setPlainText("Sudah terang.")
    texts.save_reply.click()
    assert operations.wait()
    assert [one.text for one in office.settings.replies] == ["Sudah terang."]
    texts.reply.setCurrentIndex(1)
    texts.drop_reply.click()
    assert operations.wait()
    assert office.settings.replies == ()


def test_saving_a_text_leaves_a_half_written_reply_alone(texts, operations):
    texts.reply_text.editor.setPlainText("Setengah jadi")
    texts.message.editor.setPlainText("Kabar tentang {nomor}")
    texts.save_text.click()
    assert operations.wait()
    assert texts.reply_text.editor.toPlainText() == "Setengah jadi"


def test_an_answer_is_followed_by_hubungi_until_everybody_was_told(room, office, qtbot):
    one = of_stage(office, "in_progress", complainant=person())
    office.support(one, Person(name="Besse", phone="081234567891"))
    office.act(one, "respond", StepDetails(note="Sudah dikerjakan"))
    assert office.counts().owed_words == 1
    room.open(one)
    for place in (0, 1):
        assert room.screen.pane.actions_bar.primary.objectName() == "action-contact"
        form = room.begin("contact")
        assert form.receiver.currentData() == place
        room.confirm()
    assert room.screen.pane.actions_bar.primary.objectName() == "action-close"
    assert office.counts().owed_words == 0
    room.begin("close")
    room.confirm()
    assert room.screen.pane.actions_bar.primary.objectName() == "action-contact"
    form = room.begin("contact")
    qtbot.mouseClick(form.not_needed, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.screen.pane.actions_bar.primary.objectName() == "action-note"
    assert room.history[0].startswith("Tidak perlu dikabari")
    assert office.page(Query(owed_word=True)) == []


def test_the_number_of_a_supporter_is_shown_and_opened(room, office, qtbot, opened):
    one = of_stage(office, "in_progress", complainant=person())
    office.support(one, Person(name="Besse", phone="081234567891"))
    room.open(one)
    form = room.begin("contact")
    form.receiver.setCurrentIndex(1)
    qtbot.mouseClick(form.show_number, Qt.MouseButton.LeftButton)
    room.settle()
    assert form.number.text() == "+62 812-3456-7891"
    assert "Besse" in form.text.toPlainText()
    room.confirm()
    history = office.case(one).complaint.history
    support = next(entry.event.id for entry in history if isinstance(entry.event.step, Supported))
    assert history[-1].event.step.supporter == support
    assert room.history[0].startswith("Pendukung dihubungi lewat WhatsApp")
