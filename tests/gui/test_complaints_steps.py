"""Every step through the screen, from recorded to every possible end; offered only where role and stage allow it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from complaints.complaint import STAGES, Stage
from complaints.errors import OfficeError
from complaints.events import Location
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.workflow import ALLOWED, allowed
from desktop.office import open_drafts
from desktop.screens.complaints.forms.correct import CorrectForm
from desktop.screens.complaints.forms.people_forms import SupportForm
from desktop.store.attachments import Content
from desktop.widgets.theme import look
from tests.gui.complaints_room import Room, of_stage, person, recorded


@pytest.fixture
def room(qtbot, operations, office):
    return Room(qtbot, operations, office)


def as_role(office, role):
    if role != "admin":
        office.members.put("Pak Tahir", "rahasia-kantor-2", role)
        office.user = next(user for user in office.members.list_all() if user.role == role)


@pytest.mark.parametrize("role", ["officer", "head", "admin"])
def test_only_the_steps_of_this_role_and_stage_are_offered(room, office, role):
    made: dict[Stage, str] = {stage: of_stage(office, stage) for stage in STAGES}
    as_role(office, role)
    for stage, one in made.items():
        room.open(one)
        elsewhere = {"show-identity", "review", "no-contact"}  # the last is offered while somebody waits for a word
        assert room.screen.pane.actions_bar.offered() == set(allowed(stage, role)) - elsewhere, stage


def test_the_likeliest_step_is_the_primary_button_with_ctrl_t(room, office, qtbot):
    for stage, action in (
        ("new", "verify"),
        ("in_progress", "respond"),
        ("responded", "close"),
        ("awaiting_approval", "approve"),
    ):
        room.open(of_stage(office, stage))
        assert room.screen.pane.actions_bar.primary.objectName() == f"action-{action}"
        qtbot.keyClick(room.screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(
            lambda action=action: room.screen.pane.form is not None and room.screen.pane.form.action == action
        )
        qtbot.keyClick(room.screen.pane.form, Qt.Key.Key_Escape)
        assert room.screen.pane.form is None


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_the_buttons_stand_in_one_line_and_what_has_no_room_is_in_the_menu(room, office, qapp, percent):
    if percent != 100:
        look.apply(qapp, "light", percent)
    for stage in ("new", "verified", "in_progress", "forwarded", "responded", "closed"):
        room.open(of_stage(office, stage))
        bar = room.screen.pane.actions_bar
        shown = [button for button in bar._buttons() if button.isVisible()]
        assert len({button.y() for button in shown}) == 1, stage
        assert max(button.geometry().right() for button in shown) < bar.width(), stage
        assert any(button.objectName() == "case-print" for button in shown)
        beside = {str(button.property("action")) for button in shown if button.property("action")}
        in_menu = {str(entry.data()) for entry in bar.menu.actions() if entry.data() and entry.isVisible()}
        assert not beside & in_menu
        assert beside | in_menu == bar.offered()


def test_the_key_of_a_step_works_from_the_menu_too(room, office, qtbot):
    room.open(of_stage(office, "forwarded"))
    bar = room.screen.pane.actions_bar
    (forward,) = [button for button in bar._buttons() if button.property("action") == "forward"]
    assert not forward.isVisible()
    qtbot.keyClick(room.screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.screen.pane.form is not None and room.screen.pane.form.action == "forward")


@pytest.mark.parametrize("stage", ["new", "verified", "in_progress", "forwarded", "responded", "closed"])
def test_a_note_is_always_one_click_away(room, office, stage):
    room.open(of_stage(office, stage))
    (note,) = [button for button in room.screen.pane.actions_bar._buttons() if button.property("action") == "note"]
    assert note.isVisible()


def test_from_recording_to_its_close_by_keyboard(room, office, qtbot):
    one = recorded(office)
    room.open(one)
    for note in ("", "Sudah dicek ke lokasi", "Jembatan diperbaiki besok", ""):
        qtbot.keyClick(room.screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: room.screen.pane.form is not None)
        form = room.screen.pane.form
        assert form is not None
        qtbot.keyClicks(form.note, note)
        qtbot.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        room.settle()
        assert room.screen.pane.form is None
    assert room.stage == "closed"
    assert [line.split(" · ")[0] for line in room.history] == [
        "Diselesaikan",
        "Ditanggapi",
        "Ditindaklanjuti",
        "Diverifikasi",
        "Dicatat, tatap muka",
    ]


def test_returned_completed_and_archived(room, office):
    room.open(recorded(office))
    room.take("return", "Foto belum ada")
    assert room.stage == "returned"
    assert "Jam tenggat berhenti" in room.screen.pane.head.deadline.words.text()
    assert room.screen.pane.head.deadline.pill.text == "menunggu pelapor"
    room.take("contact", "Diminta mengirim foto")
    room.take("verify")
    room.take("archive", "Sudah diselesaikan warga sendiri")
    assert room.stage == "archived"
    room.take("reopen", "Ternyata rusak lagi")
    assert room.stage == "in_progress"


def test_a_step_without_its_words_is_refused_at_its_field_and_nothing_is_lost(room, office):
    room.open(recorded(office))
    form = room.begin("return")
    room.confirm()
    assert "Keterangan belum diisi" in form.note_field.below.text()
    assert room.stage == "new"
    form.note.setPlainText("Foto belum ada")
    form.day.setText("99-99-2026")
    room.confirm()
    assert "hari-bulan-tahun" in form.day_field.below.text()
    assert form.note.toPlainText() == "Foto belum ada"
    form.day.set_day(office.today() - timedelta(days=3))
    room.confirm()
    assert "sebelum tanggal pengaduan" in form.day_field.below.text()
    assert room.screen.pane.form is form


def test_what_was_typed_waits_while_another_case_is_looked_at(room, office):
    first, second = recorded(office), recorded(office)
    room.open(first)
    room.begin("note").note.setPlainText("Sudah ditelepon, belum")
    room.open(second)
    assert room.screen.pane.form is None
    room.open(first)
    note = room.begin("note").note
    assert note.toPlainText() == "Sudah ditelepon, belum"
    QTest.keyClicks(note, " dijawab")
    assert note.toPlainText() == "Sudah ditelepon, belum dijawab"


def test_the_day_of_a_step_is_what_the_officer_says(room, office):
    room.open(recorded(office, days_ago=5))
    form = room.begin("verify")
    form.day.set_day(office.today() - timedelta(days=2))
    room.confirm()
    assert office.case(room.screen.pane.complaint).complaint.milestones.verified_on == office.today() - timedelta(
        days=2
    )
    assert "tanggal langkah" in room.history[0]


def test_the_weight_moves_the_deadline_before_it_is_chosen(room, office):
    room.open(recorded(office))
    form = room.begin("verify")
    before = room.widget("step-weight-below").text()
    form.weight.setCurrentIndex(form.weight.findData("light"))
    assert room.widget("step-weight-below").text() != before
    room.confirm()
    assert office.case(room.screen.pane.complaint).complaint.weight == "light"
    assert "ringan" in room.history[0]


@pytest.mark.parametrize(
    ("typed", "stage", "said"),
    [
        ("kasi pel", "in_progress", "Didisposisikan kepada Kasi Pelayanan"),
        ("sinjai teng", "forwarded", "Diteruskan kepada"),
        ("kabupaten sinjai", "forwarded", "Diteruskan kepada"),
        ("pdam", "forwarded", "Diteruskan kepada PDAM"),
        ("saukang", "forwarded", "Diteruskan kepada"),
        ("Ramli Dg. Situju", "in_progress", "Didisposisikan kepada Ramli Dg. Situju"),
    ],
)
def test_forwarding_finds_people_agencies_and_units_by_typing(room, office, qtbot, typed, stage, said):
    room.open(of_stage(office, "verified"))
    form = room.begin("forward")
    qtbot.keyClicks(form.picker.edit, typed)
    room.settle()
    qtbot.keyClick(form.picker.edit, Qt.Key.Key_Return)
    assert form.picker.receiver is not None
    form.note.setPlainText("Mohon disurvei")
    room.confirm()
    assert room.stage == stage
    assert said in room.history[0]


def test_forwarding_to_nobody_is_refused_in_a_sentence(room, office):
    room.open(of_stage(office, "verified"))
    form = room.begin("forward")
    room.confirm()
    assert "Pilih dahulu kepada siapa" in form.fields["to"].below.text()


def test_forwarded_accepted_and_back(room, office):
    room.open(of_stage(office, "forwarded"))
    room.take("accept")
    assert room.screen.pane.head.deadline.pill.text.startswith("menunggu ")
    form = room.begin("follow-up")
    form.note.setPlainText("Dikembalikan kecamatan ke desa")
    form.resumed.setChecked(True)
    room.confirm()
    assert room.stage == "in_progress"
    assert "Kembali ditangani kantor ini" in room.history[0]


def test_an_answer_that_needs_approval_is_declined_mended_and_approved(room, office):
    one = of_stage(office, "awaiting_approval")
    room.open(one)
    room.take("decline", "Sebutkan tanggalnya")
    assert room.stage == "in_progress"
    form = room.begin("respond")
    assert form.note.toPlainText() == "Rancangan jawaban"
    room.screen.pane.close_form()
    room.open(of_stage(office, "awaiting_approval"))
    form = room.begin("approve")
    assert room.widget("step-draft").toPlainText() == "Rancangan jawaban"
    room.confirm()
    assert room.stage == "responded"
    assert office.case(room.screen.pane.complaint).complaint.response == "Rancangan jawaban"


def test_answers_given_before_are_offered(room, office, qtbot, monkeypatch):
    from desktop.office.suggestions import PastAnswer

    given = [PastAnswer("x", "2025-A-0007", "Lampu padam", "Lampu diganti tanggal 3.", 4, "")]
    monkeypatch.setattr(type(office), "past_answers", lambda *_: given, raising=False)
    room.open(of_stage(office, "in_progress"))
    form = room.begin("respond")
    qtbot.mouseClick(room.widget("past-answer"), Qt.MouseButton.LeftButton)
    assert form.note.toPlainText() == "Lampu diganti tanggal 3."


def test_closing_may_keep_how_satisfied_the_complainant_was(room, office):
    room.open(of_stage(office, "responded"))
    form = room.begin("close")
    form.scale.group.button(4).setChecked(True)
    room.confirm()
    assert office.case(room.screen.pane.complaint).complaint.satisfaction == 4
    assert "kepuasan 4 dari 5" in room.history[0]


def test_satisfaction_is_noted_on_an_answered_complaint_and_the_newest_counts(room, office):
    room.open(of_stage(office, "closed"))
    form = room.begin("rate")
    room.confirm()
    assert form.fields["satisfaction"].below.text() == "⚠ Pilih nilainya, 1 sampai 5."
    form.scale.group.button(2).setChecked(True)
    form.note.setPlainText("Jalannya cepat rusak lagi")
    room.confirm()
    assert room.history[0].startswith("Dinilai pelapor: 2 dari 5 · tidak puas")
    form = room.begin("rate")
    form.scale.group.button(5).setChecked(True)
    room.confirm()
    assert office.case(room.screen.pane.complaint).complaint.satisfaction == 5
    assert office.monitoring(None, None).satisfaction == {5: 1}


def test_one_more_person_supports_a_complaint(room, office):
    room.open(recorded(office))
    form = room.begin("support")
    form.edits["name"].setText("Baharuddin")
    form.edits["phone"].setText("nomor salah")
    room.confirm()
    assert form.fields["phone"].below.text()
    form.edits["phone"].setText("0812-0000-7777")
    room.confirm()
    assert len(office.case(room.screen.pane.complaint).complaint.supporters) == 1
    assert room.screen.pane.head.supports.text() == "1 dukungan"
    assert "Baharuddin" not in " ".join(label.text() for label in room.screen.findChildren(QLabel))


def test_correcting_a_field_keeps_what_stood_there(room, office):
    room.open(recorded(office, title="Jembatan putus", category="infrastructure.bridge"))
    form = room.begin("correct")
    form.fields["title"].editor.setText("Jembatan gantung putus")
    form.switches["confidential"].setChecked(True)
    form.fields["location.dusun"].editor.setText("Bonto")
    form.fields["suspected_loss"].editor.setText("1,5 juta")
    form.note.setPlainText("Salah tulis")
    room.confirm()
    one = office.case(room.screen.pane.complaint).complaint
    assert (one.title, one.confidential, one.location.dusun, one.suspected_loss) == (
        "Jembatan gantung putus",
        True,
        "Bonto",
        1_500_000,
    )
    changes = room.screen.pane.history.lines[0].changes
    assert "Perihal: Jembatan gantung putus (semula Jembatan putus)" in changes
    assert "Penanganan rahasia: ya (semula (kosong))" in changes


def test_a_correction_moves_the_point_on_the_map(room, office):
    room.open(recorded(office, location=Location("Bonto", latitude=-5.1234, longitude=120.5)))
    form = room.begin("correct")
    assert form.fields["location.latitude"].editor.text() == "-5.1234"
    form.fields["location.latitude"].editor.setText("5,2 LS")
    room.confirm()
    one = office.case(room.screen.pane.complaint).complaint
    assert one.location == Location("Bonto", latitude=-5.2, longitude=120.5)
    (change,) = room.screen.pane.history.lines[0].changes
    assert change == "Lokasi kejadian: Dusun Bonto (-5.20000, 120.50000) (semula Dusun Bonto (-5.12340, 120.50000))"


def test_a_correction_says_where_half_a_point_on_the_map_is_missing(room, office):
    room.open(recorded(office))
    form = room.begin("correct")
    form.fields["location.longitude"].editor.setText("120.5")
    room.confirm()
    assert "lintang dan bujur" in form.fields["location.latitude"].below.text()
    assert office.case(room.screen.pane.complaint).complaint.location == Location()


def test_a_correction_that_changes_nothing_is_said(room, office):
    room.open(recorded(office))
    form = room.begin("correct")
    room.confirm()
    assert "Tidak ada isian yang berbeda" in form.fault.text()


def test_masked_people_stay_as_they_are_when_something_else_is_corrected(room, office):
    room.open(recorded(office, complainant=person()))
    form = room.begin("correct")
    assert form.fields["complainant.name"].editor.text() == ""
    form.fields["title"].editor.setText("Jembatan runtuh")
    room.confirm()
    shown = office.show_identity(room.screen.pane.complaint, "uji")
    assert shown.complaint.complainant.name == "Andi Mappatunru"


def test_files_are_dropped_kept_and_opened(room, office, qtbot, tmp_path: Path):
    # Windows takes no '<' in a name.
    photo, letter = tmp_path / ("foto & b.png" if os.name == "nt" else "foto <b>.png"), tmp_path / "surat.txt"
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(photo))
    letter.write_text("Kepada Kepala Desa", encoding="utf-8")
    room.open(recorded(office))
    form = room.begin("attach")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo)), QUrl.fromLocalFile(str(letter))])
    form.files.take(mime)
    room.settle()
    room.confirm()
    kept = office.case(room.screen.pane.complaint).complaint.attachments
    assert len(kept) == 2
    assert room.screen.pane.head.files.text() == "1 foto · 1 berkas"
    room.screen.pane.files.open(kept[0])
    room.settle()
    window = room.screen.findChild(object, "image-window")
    assert window.picture.pixmap().width() > 0
    window.close()
    room.screen.pane.files.write(kept[1], tmp_path / "salinan.txt")
    room.settle()
    assert (tmp_path / "salinan.txt").read_text(encoding="utf-8") == "Kepada Kepala Desa"


def test_a_program_is_not_attached_and_the_reason_is_said(room, office, tmp_path: Path):
    program = tmp_path / "undangan.exe"
    program.write_bytes(b"MZ" + b"\0" * 64)
    room.open(recorded(office))
    form = room.begin("attach")
    form.files.add([program])
    room.settle()
    assert "adalah program" in form.files.field.below.text()
    room.confirm()
    assert "dahulu" in form.fault.text()


def test_showing_an_identity_asks_why_and_is_logged(room, office):
    room.open(recorded(office, complainant=person()))
    pane = room.screen.pane
    assert pane.head.complainant.text() == "Pelapor: disamarkan"
    room.begin("show-identity").purpose.setEditText("  ")
    room.confirm()
    assert "keperluannya" in room.widget("step-purpose-below").text()
    pane.form.purpose.setEditText("Menanyakan letak jembatan")
    room.confirm()
    assert pane.head.complainant.text() == "Pelapor: Andi Mappatunru"
    assert any("+62 812" in label.text() or "0812" in label.text() for label in pane.findChildren(QLabel))
    assert "Identitas ditampilkan" in room.history[0]
    assert pane.history.lines[0].note == "Menanyakan letak jembatan"
    room.open(recorded(office))
    room.open(pane.complaint)
    room.screen.leave()


def test_a_name_that_was_shown_is_hidden_again_when_the_screen_is_left(room, office):
    one = recorded(office, complainant=person())
    room.open(one)
    room.begin("show-identity")
    room.confirm()
    assert "Andi" in room.screen.pane.head.complainant.text()
    room.screen.leave()
    room.settle()
    assert room.screen.pane.head.complainant.text() == "Pelapor: disamarkan"
    assert not any("Andi" in label.text() for label in room.screen.findChildren(QLabel))


def test_erasing_a_person_asks_twice(room, office):
    one = recorded(office, complainant=person())
    room.open(one)
    form = room.begin("erase")
    room.confirm()
    assert "Beri tanda dahulu" in form.fault.text()
    form.sure.setChecked(True)
    form.note.setPlainText("Permintaan pelapor")
    room.confirm()
    assert "Sekali lagi" in form.fault.text()
    assert not office.case(one).complaint.erased
    room.confirm()
    assert office.case(one).complaint.erased
    assert room.screen.pane.head.complainant.text() == "Pelapor: data pribadi dihapus"
    assert not room.screen.pane.head.show_identity.isVisible()


def test_a_refusal_of_the_office_keeps_the_panel_and_what_was_typed(room, office, monkeypatch):
    room.open(recorded(office))
    form = room.begin("note")
    form.note.setPlainText("Catatan panjang")

    def full(*_):
        raise OfficeError(phrase("Disk penuh. Yang sudah tersimpan aman; kosongkan disk lalu ulangi."))

    monkeypatch.setattr(office, "act", full)
    room.confirm()
    assert "Disk penuh" in form.fault.text()
    assert form.note.toPlainText() == "Catatan panjang"
    assert form.go.isEnabled()


def test_every_action_of_the_workflow_has_a_panel_or_its_own_place(room, office):
    from desktop.screens.complaints.forms import form_for

    case = office.case(recorded(office))
    for action in ALLOWED:
        form = form_for(action, case, office, room.operations)
        room.qtbot.addWidget(form)
        assert form.first() is not None
    room.settle()


@pytest.mark.parametrize(
    ("keys", "score"),
    [((Qt.Key.Key_Right, Qt.Key.Key_Right), 3), ((Qt.Key.Key_5,), 5), ((Qt.Key.Key_4, Qt.Key.Key_Left), 3)],
)
def test_satisfaction_is_chosen_by_arrows_or_by_its_figure(room, office, qtbot, keys, score):
    one = of_stage(office, "responded")
    room.open(one)
    form = room.begin("rate")
    assert form.scale.score is None
    for key in keys:
        qtbot.keyClick(form.focusWidget(), key)
    assert form.scale.score == score
    room.confirm()
    assert office.case(one).complaint.satisfaction == score


def test_a_long_place_never_makes_the_case_wider_than_its_pane(room, office, qapp):
    look.apply(qapp, "light", 130)
    long = Location(
        dusun="Manimpahoi", rt="01", rw="02", detail="Poros Manimpahoi, depan masjid raya, samping pos ronda lama"
    )
    room.open(recorded(office, location=long))
    pane = room.screen.pane
    assert pane.scroller.widget().width() == pane.scroller.viewport().width()
    form = room.begin("return")
    assert form.note.mapTo(pane.scroller.viewport(), form.note.rect().topRight()).x() < pane.scroller.viewport().width()


@pytest.mark.parametrize("by", ["key", "button"])
def test_the_last_step_is_taken_back_by_a_key_or_its_button(room, office, qtbot, by):
    one = recorded(office)
    room.open(one)
    room.take("verify")
    room.take("follow-up", "Sudah dicek ke lokasi")
    assert room.stage == "in_progress"
    for stage in ("verified", "new"):
        if by == "key":
            qtbot.keyClick(room.screen.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.mouseClick(room.widget("history-undo"), Qt.MouseButton.LeftButton)
        room.settle()
        assert room.stage == stage
    assert room.history[0].startswith("Catatan")
    assert room.screen.pane.history.lines[0].note == "Langkah dibatalkan: Verifikasi."
    assert not [button for button in room.screen.findChildren(QWidget, "history-undo") if button.isVisible()]
    assert len(room.screen.findChildren(QWidget, "history-undone")) == 2


def test_while_something_is_typed_the_key_takes_back_typing_and_no_step(room, office, qtbot):
    room.open(of_stage(office, "verified"))
    form = room.begin("note")
    qtbot.keyClicks(form.note, "Sudah")
    for part in (form.note, room.screen.pane):
        qtbot.keyClick(part, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert form.note.toPlainText() == ""
    assert room.stage == "verified"


def test_a_step_that_can_not_be_taken_back_says_what_to_do(room, office, qtbot, operations):
    said = []
    operations.refused.connect(lambda refusal: said.append(refusal.sentence))
    room.open(of_stage(office, "forwarded"))
    qtbot.keyClick(room.screen.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.stage == "forwarded"
    assert "ambil kembali dengan “Tindak lanjuti”" in str(said[-1])


@pytest.mark.parametrize("end", ["kill", "esc", "another case", "lock"])
def test_what_is_typed_in_a_step_is_there_again(room, office, qtbot, end):
    one, other = of_stage(office, "verified"), recorded(office, title="Lampu padam")
    room.open(one)
    form = room.begin("follow-up")
    qtbot.keyClicks(form.note, "Sudah dicek ke lokasi")
    keeper = room.screen.pane.keeper
    match end:
        case "kill":
            qtbot.waitUntil(lambda: [draft.complaint for draft in office.step_drafts()] == [one], timeout=5000)
        case "esc":
            qtbot.keyClick(form.note, Qt.Key.Key_Escape)
        case "another case":
            room.open(other)
        case _:
            room.screen.leave()
    room.settle()
    assert [(draft.complaint, draft.action) for draft in office.step_drafts()] == [(one, "follow-up")]
    assert not keeper._pause.is_under_way
    later = Room(qtbot, room.operations, office)  # as after a new start: another screen, the same book
    later.open(one)
    form = later.begin("follow-up")
    assert form.note.toPlainText() == "Sudah dicek ke lokasi"
    later.confirm()
    assert later.stage == "in_progress"
    assert office.step_drafts() == []


def test_a_form_that_was_only_opened_or_emptied_again_keeps_nothing(room, office, qtbot):
    room.open(of_stage(office, "verified"))
    room.begin("note")
    qtbot.keyClick(room.screen.pane.form.note, Qt.Key.Key_Escape)
    form = room.begin("note")
    qtbot.keyClicks(form.note, "x")
    room.screen.pane.keeper.flush()
    form.note.clear()
    room.screen.pane.keeper.flush()
    room.settle()
    assert office.step_drafts() == []


def test_erasing_the_person_takes_what_was_typed_about_the_complaint_along(room, office, qtbot):
    one = of_stage(office, "verified")
    room.open(one)
    qtbot.keyClicks(room.begin("note").note, "Ibu Sitti menelepon")
    room.screen.pane.keeper.flush()
    room.settle()
    assert len(office.step_drafts()) == 1
    office.act(one, "erase", StepDetails(note="diminta"))
    assert office.step_drafts() == []


def test_of_files_that_were_added_together_the_last_is_taken_back_and_told(room, office):
    one = recorded(office)
    for name in ("satu.txt", "dua.txt", "tiga.txt"):
        office.attach(one, Content(name, name.encode()))
    room.open(one)
    assert room.history[0].startswith("Lampiran ditambahkan (3)")
    room.widget("history-undo").click()
    room.settle()
    assert [file.name for file in office.case(one).complaint.attachments] == ["satu.txt", "dua.txt"]
    assert [line.undone for line in room.screen.pane.history.lines] == [False, True, False, False]
    assert "tiga.txt" in room.history[1]


def test_what_is_typed_in_a_correction_a_support_or_a_contact_is_there_again(room, office, qtbot, operations):
    one = of_stage(office, "in_progress", complainant=person())
    room.open(one)
    form = room.begin("correct")
    form.editors["title"].setText("Jembatan gantung")
    form.switches["confidential"].click()
    form = room.begin("support")
    form.edits["name"].setText("Besse")
    form = room.begin("contact")
    assert "contact-text" not in "".join(form.typed())
    form.note.setPlainText("Ditelepon dua kali")
    room.screen.pane.keeper.flush()
    room.settle()
    assert {draft.action for draft in office.step_drafts()} == {"correct", "support", "contact"}
    again = Room(qtbot, operations, office)
    again.open(one)
    form = again.begin("correct")
    assert isinstance(form, CorrectForm)
    assert form.editors["title"].property("text") == "Jembatan gantung"
    assert form.switches["confidential"].isChecked()
    form = again.begin("support")
    assert isinstance(form, SupportForm)
    assert form.edits["name"].text() == "Besse"
    form = again.begin("contact")
    assert form.note.toPlainText() == "Ditelepon dua kali"
    waiting = [(draft.action, draft.words.rpartition(" ")[2]) for draft in open_drafts.load(office)]
    assert sorted(waiting) == [(step, office.case(one).complaint.number) for step in ("contact", "correct", "support")]
    office.act(one, "erase")
    assert open_drafts.load(office) == []
    again.screen.pane.refresh()
    again.settle()
    form = again.begin("contact")
    assert form.note.toPlainText() != "Ditelepon dua kali"
