"""The main job: an office in Sinjai is set up, ten complaints of every kind are typed, worked to every end, and found after a restart."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from complaints.complaint import Stage
from desktop.screens.complaints.forms.people_forms import ForwardForm
from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.record.screen import RecordScreen
from tests.gui.program_room import Key, ProgramRoom
from tests.gui.test_wizard import NAME, PASSWORD, come_to_code

Took = tuple[str, str]


@dataclass(frozen=True)
class Typed:
    """What a citizen brings, the steps taken (action, what is typed there), the stage they end at, and words that find it."""

    kind: str
    channel: str
    body: str
    name: str
    steps: tuple[Took, ...]
    stage: Stage
    found_by: str


ANONYMOUS = ""
TEN = (
    Typed("complaint", "in_person", "Lampu jalan padam di depan masjid Nurul Huda sejak hari Sabtu malam.", "Budi Santoso",
          (("verify", ""), ("follow-up", "Sudah disurvei bersama kepala dusun."), ("respond", "Lampu sudah diganti."), ("close", "")),
          "closed", "lampu nurul"),
    Typed("complaint", "phone", "Sampah menumpuk di belakang pasar Manimpahoi, bau dan banyak lalat.", "Nurhayati",
          (("return", "Mohon foto letak tumpukannya."), ("verify", "Foto sudah dikirim."), ("respond", "Sampah diangkut setiap Senin."), ("close", "")),
          "closed", "sampah manim"),
    Typed("complaint", "whatsapp", "Bantuan pupuk tidak merata antar kelompok tani di Dusun Lappae.", "Andi Baso",
          (("verify", ""), ("forward", "dinas pertanian"), ("accept", "Dinas meminta daftar kelompok tani.")),
          "forwarded", "pupuk merata"),
    Typed("complaint", "suggestion_box", "Petugas posyandu sering datang terlambat, ibu-ibu menunggu lama.", ANONYMOUS,
          (("verify", ""), ("respond", "Jadwal posyandu kini ditempel di balai desa.")),
          "responded", "posyandu"),
    Typed("aspiration", "in_person", "Mohon dibangun talud di tepi sungai Dusun Bonto supaya sawah tidak longsor.", "Syamsuddin",
          (("verify", ""), ("forward", "Kaur Perencanaan"), ("respond", "Masuk usulan musyawarah desa."), ("close", ""), ("reopen", "Warga meminta tanggalnya.")),
          "in_progress", "talud"),
    Typed("aspiration", "letter", "Usul pelatihan komputer untuk pemuda desa tahun depan.", "Karang Taruna Sipakatau",
          (("archive", "Pelatihan yang sama sudah dijadwalkan kabupaten."),),
          "archived", "pelatihan komp"),
    Typed("information_request", "in_person", "Apa saja syarat mengurus surat pindah ke kabupaten lain?", "Rosmini",
          (("verify", ""), ("respond", "KTP, KK, dan surat pengantar RT."), ("close", "")),
          "closed", "surat pindah"),
    Typed("information_request", "whatsapp", "Kapan pencairan BLT tahap berikutnya dan siapa penerimanya?", "Hasnah",
          (("return", "Penerima atas nama siapa yang ditanyakan?"),),
          "returned", "pencairan blt"),
    Typed("complaint", "letter", "Saluran irigasi tersumbat di Dusun Lappae sehingga sawah kekeringan.", "Kelompok Tani Sipakainge",
          (("verify", ""),),
          "verified", "irigasi"),
    Typed("complaint", "in_person", "Jembatan gantung di Dusun Bonto putus talinya sejak hujan Selasa malam.", "Muhammad Arif",
          (),
          "new", "jembatan gantung"),
)  # fmt: skip


def test_ten_complaints_are_typed_worked_to_every_end_and_found_after_a_restart(start, tmp_path):
    room = start(tmp_path)
    come_to_code(room)
    code = room.wizard.code.code_label.text()
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.enter(code.split("-")[3])
    room.settle()
    room.enter(PASSWORD)
    room.settle()
    for one in TEN:
        record(room, one)
    for one in TEN:
        find(room, one.found_by)
        for action, typed in one.steps:
            take(room, action, typed)
        assert stage(room) == one.stage, one.body
    room.end()

    again = start(tmp_path)
    again.log_in(NAME, PASSWORD)
    for one in TEN:
        find(again, one.found_by)
        assert stage(again) == one.stage, one.body
        case = complaints(again).pane.case
        assert case is not None
        assert (case.complaint.kind, case.complaint.channel, case.complaint.body) == (one.kind, one.channel, one.body)
    assert again.desk._office.upkeep.check(repair=False).problems == ()


def record(room: ProgramRoom, one: Typed) -> None:
    """Ctrl+N, the text, the chips, what else must be there, Ctrl+S."""
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    screen = room.desk._screens["record"]
    assert isinstance(screen, RecordScreen)
    room.until(lambda: screen.form.body.hasFocus() and not screen.form.body.toPlainText())
    room.type(one.body)
    suggested(room, screen)
    room.press(f"kind-{one.kind}")
    room.press(f"channel-{one.channel}")
    category = screen.form.category
    category.setFocus()
    if not category.placeholderText():
        room.type("Lainnya")
    room.key(Key.Key_Tab)  # takes what is suggested, or what fits the typed word
    room.window.activateWindow()  # off screen, a list that closes doesn't give the keyboard back
    room.until(room.window.isActiveWindow)
    if one.name:
        screen.form.fields["name"].editor.setFocus()
        room.type(one.name)
    else:
        room.press("privacy-anonymous")
    before = room.desk._office.next_number()
    room.ctrl(Key.Key_S)
    room.until(lambda: room.desk._office.next_number() != before)
    room.settle()


def suggested(room: ProgramRoom, screen: RecordScreen) -> None:
    """The pause after typing is over, and what it asked for has come."""
    room.until(lambda: not screen._pause.isActive())
    room.settle()


def complaints(room: ProgramRoom) -> ComplaintsScreen:
    screen = room.desk._screens["complaints"]
    assert isinstance(screen, ComplaintsScreen)
    return screen


def find(room: ProgramRoom, words: str) -> None:
    """Ctrl+2, everything, the words, and the only row that has them."""
    room.ctrl(Key.Key_2)
    room.until(lambda: room.desk._current == "complaints")
    room.settle()
    screen = complaints(room)
    screen.search_field.edit.setFocus()
    screen.search_field.edit.selectAll()
    room.type(words)
    room.until(lambda: screen.lines.query.text == words)
    room.settle()
    everywhere = [one for one in screen.findChildren(QAbstractButton, "complaints-reset") if one.isVisible()]
    if everywhere:
        everywhere[0].click()
        room.settle()
    assert screen.lines.rowCount() == 1, words
    room.key(Key.Key_Return)
    room.until(lambda: screen.pane.case is not None and words.split()[0] in screen.pane.case.complaint.body.lower())


def take(room: ProgramRoom, action: str, typed: str) -> None:
    """The step's button or its entry in the menu, what it asks for, Ctrl+Enter."""
    pane = complaints(room).pane
    buttons = [one for one in pane.findChildren(QAbstractButton, f"action-{action}") if one.isVisible()]
    if buttons:
        buttons[0].click()
    else:
        next(entry for entry in pane.actions_bar.menu.actions() if entry.data() == action).trigger()
    room.until(lambda: pane.form is not None)
    room.settle()
    form = pane.form
    assert form is not None
    if isinstance(form, ForwardForm):
        form.picker.edit.setFocus()
        room.type(typed)
        room.settle()
        room.key(Key.Key_Return)
    elif typed:
        form.note.setFocus()
        form.note.selectAll()
        room.type(typed)
    steps = len(pane.history.lines)
    form.note.setFocus()
    room.ctrl(Key.Key_Return)
    room.until(lambda: pane.form is None and len(pane.history.lines) > steps)
    room.settle()


def stage(room: ProgramRoom) -> str:
    case = complaints(room).pane.case
    assert case is not None
    return case.complaint.stage
