"""Recording a sealed complaint: what is said before, what stays after, and that nothing of it is found on this PC again."""

import pytest
from msgspec import structs
from nacl.public import PrivateKey

from complaints import sealed
from complaints.events import Sealed
from desktop.documents import receipt as receipts
from desktop.documents.document import Order
from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.navigate import Goto
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.sealed_section import SealedSection
from desktop.store.attachments import Content
from desktop.store.users import User
from tests.desktop.documents import paper_check
from tests.desktop.store.pages import left_behind
from tests.gui.record_desk import Key, RecordDesk
from tests.offices import bridge

PRIVATE = bytes(PrivateKey.generate())
PUBLIC = sealed.public_of(PRIVATE)
BODY, NAME, FILE = "Kepala desa memakai dana posyandu untuk mobilnya", "Zulkarnain", "kuitansi"
SECRETS = ("posyandu", NAME, "zulkarnain", FILE)


@pytest.fixture
def keyed(founded):
    office = founded.open()
    office.change_settings(structs.replace(office.settings, inspectorate_key=PUBLIC.hex()))
    yield office
    office.close()


@pytest.fixture
def desk(qtbot, operations, keyed):
    return RecordDesk(qtbot, operations, keyed)


def chip(desk: RecordDesk):
    return desk.form.switches.chips["sealed"]


def windows(desk: RecordDesk) -> list[PreviewWindow]:
    return desk.screen.window().findChildren(PreviewWindow)


def choose(desk: RecordDesk) -> None:
    """To the choice by keyboard: from the chip where Tab stops, two to the right, and Space."""
    desk.form.switches.take_focus()
    desk.key(Key.Key_Right, 2)
    assert desk.focus is chip(desk)
    desk.key(Key.Key_Space)
    desk.settle()


def test_without_a_key_it_can_not_be_chosen_and_says_what_to_do(qtbot, operations, office):
    desk = RecordDesk(qtbot, operations, office)
    assert not chip(desk).isEnabled()
    assert desk.form.privacy_note.isVisible()
    assert "Sinkronkan" in desk.form.privacy_note.text()
    assert "Pengaturan" in desk.form.privacy_note.text()
    desk.form.switches.take_focus()
    desk.key(Key.Key_Right, 2)
    assert desk.focus is desk.form.switches.chips["anonymous"], "the arrows pass it over"
    operations.change(
        lambda: office.change_settings(structs.replace(office.settings, inspectorate_key=PUBLIC.hex())),
        kinds=("settings",),
    )
    desk.settle()
    assert chip(desk).isEnabled()
    assert not desk.form.privacy_note.isVisible()


def test_what_was_typed_to_be_sealed_stays_so_when_the_key_goes(desk):
    choose(desk)
    desk.put(body=BODY)
    desk.office.change_settings(structs.replace(desk.office.settings, inspectorate_key=""))
    desk.operations.changed.emit(frozenset({"settings"}))
    desk.settle()
    assert chip(desk).isChecked()
    desk.put(name=NAME)
    desk.save()
    assert "kunci Inspektorat" in desk.screen.messages.text.text()
    assert desk.form.typed().body == BODY
    assert desk.office.load_draft() is None
    assert list(desk.office.events()) == []


def test_what_will_happen_is_said_before(desk):
    desk.put(body="Lampu jalan di poros Manimpahoi padam sudah dua minggu")
    assert desk.beside.deadlines.isVisible()
    choose(desk)
    assert "Hanya Inspektorat" in desk.form.privacy_note.text()
    assert "nomor tanda terima" in desk.form.privacy_note.text()
    card = desk.beside.sealing
    assert card.isVisible()
    assert card.fingerprint.text() == sealed.fingerprint(PUBLIC)
    assert "admin" in card.source.text()
    assert not desk.beside.deadlines.isVisible()
    assert "register" in desk.screen.status.text()
    desk.key(Key.Key_Space)
    desk.settle()
    assert not card.isVisible()
    assert desk.beside.deadlines.isVisible()
    assert "2026" in desk.screen.status.text()


def test_saved_it_gives_a_receipt_and_leaves_nothing_to_read(desk, founded, qtbot):
    desk.put(body=BODY, name=NAME)
    desk.form.files.add([Content(f"{FILE}.txt", b"kuitansi posyandu")])
    desk.settle()
    desk.screen.keeper.flush()
    assert desk.operations.wait()
    assert len(left_behind(founded.folder, founded.unlocked.key, SECRETS)) >= 3, "or this test would see nothing"
    choose(desk)
    assert desk.office.load_draft() is None
    assert left_behind(founded.folder, founded.unlocked.key, SECRETS) == []
    desk.save()
    [receipt] = desk.office.sealing.receipts()
    [window] = windows(desk)
    assert receipt.number in window.windowTitle()
    assert receipt.number in desk.screen.messages.text.text()
    assert desk.numbers == []
    event, _ = desk.office.events()
    assert isinstance(event.step, Sealed)
    opened = sealed.open_box(event.step.box, PRIVATE)
    assert (opened.facts.body, opened.identity.name) == (BODY, NAME)
    window.close()
    assert desk.form.typed().body == ""
    assert not desk.form.body.document().isUndoAvailable()
    assert not desk.line("name").isUndoAvailable()
    assert not chip(desk).isChecked()
    desk.screen.keeper.flush()
    desk.screen.leave()
    assert desk.operations.wait()
    desk.office.upkeep.check()
    assert left_behind(founded.folder, founded.unlocked.key, SECRETS) == []


def test_while_it_is_chosen_nothing_typed_is_kept(desk, founded):
    choose(desk)
    desk.put(body=BODY, name=NAME)
    desk.form.files.add([Content(f"{FILE}.txt", b"kuitansi posyandu")])
    desk.settle()
    desk.screen.leave()
    desk.screen.hide()
    assert desk.operations.wait()
    assert desk.office.load_draft() is None
    assert left_behind(founded.folder, founded.unlocked.key, SECRETS) == []


def test_without_the_choice_the_draft_is_kept_again_with_its_files(desk):
    choose(desk)
    desk.put(body=BODY)
    desk.form.files.add([Content(f"{FILE}.txt", b"kuitansi posyandu")])
    desk.settle()
    chip(desk).click()
    desk.screen.leave()
    assert desk.operations.wait()
    saved = desk.office.load_draft()
    assert saved is not None
    assert BODY.encode() in saved[0].content
    assert [file.name for file in saved[1]] == [f"{FILE}.txt"]


def test_thrown_away_it_leaves_nothing(desk, founded):
    desk.put(body=BODY, name=NAME)
    desk.screen.keeper.flush()
    choose(desk)
    desk.screen._discard()
    assert desk.operations.wait()
    assert left_behind(founded.folder, founded.unlocked.key, SECRETS) == []


def test_its_receipt_says_the_key_and_neither_who_nor_what(keyed):
    draft = bridge(sealed=True, title="Dana posyandu", body=BODY)
    receipt = keyed.record(draft)
    shown = paper_check.words(receipts.of_recorded(keyed, receipt, draft, Order()).pdf)
    assert receipt.number in shown
    assert sealed.fingerprint(PUBLIC) in shown
    assert "Inspektorat" in shown
    for word in ("posyandu", draft.complainant.name or "Hasnah", "Kode lacak"):
        assert word not in shown


# Afterwards ----------------------------------------------------------------------------------------------------------


def test_a_receipt_number_that_is_searched_for_leads_to_the_receipts(qtbot, operations, keyed):
    number = keyed.record(bridge(sealed=True)).number
    keyed.record(bridge())
    went: list[Goto] = []
    screen = ComplaintsScreen(operations, keyed, went.append)
    qtbot.addWidget(screen)
    screen.show()
    screen.search(number.lower())
    qtbot.waitUntil(lambda: screen.sealed.isVisible(), timeout=5000)
    assert "tersegel" in screen.empty.title.text()
    screen.sealed.click()
    assert went == [Goto("settings", action="sealed")]


def section(qtbot, operations, office) -> SealedSection:
    screen = SettingsScreen(operations, office, lambda _: None)
    qtbot.addWidget(screen)
    screen.resize(1136, 730)
    screen.show()
    screen.go(Goto("settings", action="sealed"))
    assert operations.wait()
    return next(section for section in screen._sections.values() if isinstance(section, SealedSection))


def test_the_settings_list_the_receipts_and_whether_they_are_sent(qtbot, operations, keyed):
    shown = section(qtbot, operations, keyed)
    assert shown.empty.isVisible()
    number = keyed.record(bridge(sealed=True)).number
    operations.changed.emit(frozenset({"complaints"}))
    assert operations.wait()
    item = shown.list.topLevelItem(0)
    assert item is not None
    assert item.text(0) == number
    assert "menunggu" in item.text(2)
    assert shown.list.isVisible()


def test_an_admin_enters_the_key_and_sees_its_fingerprint(qtbot, operations, office):
    shown = section(qtbot, operations, office)
    assert "Belum ada kunci" in shown.fingerprint.text()
    shown.key.editor.setText("bukan kunci")
    shown.save_button.click()
    assert operations.wait()
    assert "64" in shown.key.below.text()
    assert office.sealing.key() is None
    shown.key.editor.setText(PUBLIC.hex())
    shown.save_button.click()
    assert operations.wait()
    assert operations.wait()
    assert shown.fingerprint.text() == sealed.fingerprint(PUBLIC)
    shown.remove_button.click()
    assert operations.wait()
    assert office.sealing.key() is None


def test_others_see_the_key_and_can_not_change_it(qtbot, operations, keyed):
    keyed.user = User(keyed.user.slot, keyed.user.name, "officer")
    shown = section(qtbot, operations, keyed)
    assert shown.fingerprint.text() == sealed.fingerprint(PUBLIC)
    assert not shown.key.isVisible()
    assert shown.list.isEnabled()
    assert shown.source.text()


def test_the_form_suggests_sealing_at_its_top_with_the_reason(qtbot, desk: RecordDesk):
    qtbot.waitUntil(lambda: bool(desk.screen._holders))
    advice = desk.screen.advice
    assert not advice.isVisible()
    desk.put(subject="Pak Kades")
    qtbot.waitUntil(advice.isVisible)
    assert "pejabat kantor ini" in advice.sentence.text()
    assert not advice.to_paper.isVisible()
    advice.to_seal.setFocus()
    desk.key(Key.Key_Return)
    qtbot.waitUntil(lambda: chip(desk).isChecked())
    assert not advice.isVisible(), "it was followed"


def test_without_a_key_the_form_goes_on_paper_and_only_its_number_stays(qtbot, operations, office):
    desk = RecordDesk(qtbot, operations, office)
    qtbot.waitUntil(lambda: bool(desk.screen._holders))
    desk.form.body.setPlainText(BODY)
    desk.put(name=NAME, subject="Kepala Desa")
    advice = desk.screen.advice
    qtbot.waitUntil(advice.isVisible)
    assert "cetak formulirnya" in advice.sentence.text()
    assert not advice.to_seal.isVisible()
    advice.to_paper.click()
    qtbot.waitUntil(lambda: bool(windows(desk)))
    desk.settle()
    (receipt,) = office.sealing.receipts()
    assert receipt.on_paper
    assert receipt.number in desk.screen.messages.text.text()
    assert desk.form.typed().body == ""
    assert office.load_draft() is None
    windows(desk)[0].close()
