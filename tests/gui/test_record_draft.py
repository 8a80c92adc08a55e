"""What is being typed is never lost: it survives leaving, locking and a killed program, its files too."""

import time

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from complaints.attachment import LARGEST_BYTES
from desktop.lanes.operations import Operations
from desktop.office import typed_draft
from desktop.store.attachments import Content
from tests.gui.record_desk import Key, RecordDesk, record_screen


@pytest.fixture
def desk(qtbot, operations, office):
    return RecordDesk(qtbot, operations, office)


def photo(colour: str = "teal", width: int = 640) -> bytes:
    from desktop.widgets.thumbnails import as_png

    image = QImage(width, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return as_png(image)


def attach(desk: RecordDesk, *files: Content) -> None:
    desk.form.files.add([*files])
    desk.settle()


def test_a_draft_is_saved_a_second_after_the_last_keystroke_and_says_when(desk, qtbot):
    desk.put(body="Jalan rusak di tikungan")
    started = time.monotonic()
    qtbot.waitUntil(lambda: "draf tersimpan otomatis" in desk.screen.status.text(), timeout=4000)
    assert time.monotonic() - started < 3
    assert desk.office.load_draft() is not None


def test_a_draft_with_its_files_is_there_after_the_program_was_killed(qtbot, founded):
    operations, office = Operations(), founded.open()
    desk = RecordDesk(qtbot, operations, office)
    desk.put(
        body="Jembatan putus\nsejak Senin",
        dusun="Lappae",
        name="Hasnah",
        national_id="7307054501870003",
        suspected_loss="1,5 juta",
    )
    desk.form.channel.set_value("letter")
    desk.form.switches.chips["confidential"].click()
    attach(desk, Content("foto.png", photo()), Content("surat.pdf", b"%PDF-1.4 surat"))
    before = desk.form.typed()
    desk.screen.keeper.flush()
    assert operations.wait()
    # Killed: nothing is closed, nothing more is written.
    again_operations, again = Operations(), founded.open()
    restored = RecordDesk(qtbot, again_operations, again)
    assert restored.form.typed() == before
    assert [file.name for file in restored.form.files.files] == ["foto.png", "surat.pdf"]
    assert restored.form.files.files[0].content == photo()
    assert len(restored.form.files.chips()) == 2
    restored.form.category.setText("Infrastruktur › Jembatan")
    restored.save()
    saved = again.show_identity(restored.numbers[0]).complaint
    assert {one.name for one in saved.attachments} == {"foto.png", "surat.pdf"}
    assert saved.complainant.national_id == "7307054501870003"
    assert saved.channel == "letter"
    for lanes, opened in ((operations, office), (again_operations, again)):
        lanes.wait()
        lanes.close()
        opened.close()


def test_one_goes_on_typing_at_the_end_of_a_draft(qtbot, operations, office):
    office.save_draft(typed_draft.encode(typed_draft.TypedDraft(body="Jembatan putus", expectation="Diperbaiki")))
    desk = RecordDesk(qtbot, operations, office)
    desk.type(" sejak Senin")
    desk.form.expectation.setFocus()
    desk.type(" bulan ini")
    typed = desk.form.typed()
    assert (typed.body, typed.expectation) == ("Jembatan putus sejak Senin", "Diperbaiki bulan ini")


def test_hiding_the_screen_saves_at_once(desk):
    desk.put(body="Air bersih macet")
    desk.screen.hide()
    assert desk.operations.wait()
    assert typed_draft.decode(desk.office.load_draft()[0].content).body == "Air bersih macet"


def test_an_emptied_form_leaves_no_draft(desk):
    desk.put(body="Jalan")
    desk.screen.keeper.flush()
    desk.form.body.setPlainText("")
    desk.screen.keeper.flush()
    assert desk.operations.wait()
    assert desk.office.load_draft() is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b'{"body": 3, "kind": null, "later": {"x": 1}}', b'{"dismissed": [1, "a"]}']
)
def test_a_draft_of_another_version_never_hinders(content):
    assert isinstance(typed_draft.decode(content), typed_draft.TypedDraft)


def test_files_are_dropped_pasted_and_taken_away_with_a_key(desk, tmp_path):
    picture = tmp_path / "foto jalan.png"
    picture.write_bytes(photo())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture)), QUrl.fromLocalFile(str(tmp_path))])
    desk.form.files.take(mime)
    desk.settle()
    assert [chip.name for chip in desk.form.files.chips()] == ["foto jalan.png"]
    assert "bukan berkas" in desk.form.files.field.below.text()
    pasted = QMimeData()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    pasted.setImageData(image)
    desk.form.body.insertFromMimeData(pasted)
    desk.settle()
    assert len(desk.form.files.files) == 2
    assert desk.form.files.files[1].name.startswith("tempelan ")
    assert desk.form.body.toPlainText() == ""
    desk.form.files.chips()[0].setFocus()
    desk.key(Key.Key_Delete)
    assert len(desk.form.files.files) == 1
    assert desk.focus is desk.form.files.chips()[0]
    desk.key(Key.Key_Delete)
    assert desk.focus is desk.form.files.line


def test_pasted_text_is_text_even_when_it_brings_a_picture(desk):
    mime = QMimeData()
    mime.setText("dari Word")
    mime.setHtml("<b>dari Word</b>")
    mime.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    desk.form.body.insertFromMimeData(mime)
    assert desk.form.body.toPlainText() == "dari Word"


def test_what_may_not_be_attached_is_refused_by_name_and_the_others_are_kept(desk):
    attach(
        desk,
        Content("kosong.pdf", b""),
        Content("virus.exe", b"MZ\x90\x00"),
        Content("besar.mp4", bytes(LARGEST_BYTES + 1)),
        Content("baik.txt", b"baik"),
        Content("baik lagi.txt", b"baik"),
    )
    assert [file.name for file in desk.form.files.files] == ["baik.txt"]
    said = desk.form.files.field.below.text()
    for name in ("kosong.pdf", "virus.exe", "besar.mp4", "baik lagi.txt"):
        assert name in said


HOSTILE = [
    "../../../etc/passwd", "..\\..\\windows\\system32.txt", "CON.txt", "nul", "a\u202egnp.exe.txt", "<b>tebal</b>.png", "x" * 300 + ".jpg",
    "\x00\x01.png", "   ", ".", "..", "berkas\nbaris.txt", "😀.png", "%s%n.txt", "\ud800.txt", "-rf *", "C:\\Users\\foto.png",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_odd_and_hostile_file_names_are_harmless(desk, name):
    attach(desk, Content(name, b"isi " + repr(name).encode()))
    [chip] = desk.form.files.chips()
    assert not set("\\/\n\x00\u202e") & set(chip.name)
    chip.grab()
    desk.complete()
    desk.save()
    [saved] = desk.office.case(desk.numbers[0]).complaint.attachments
    assert saved.name == chip.name
    assert desk.office.attachment(saved.sha256) == b"isi " + repr(name).encode()


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n kosong", b"GIF8" + bytes(30), b"\xff\xd8\xff\xe0" + bytes(40), b"BM" + b"\xff" * 60]
)
def test_a_file_that_only_pretends_to_be_an_image_is_kept_without_a_thumbnail(desk, content):
    attach(desk, Content("foto.png", content))
    assert len(desk.form.files.chips()) == 1


def test_someone_who_typed_before_the_draft_came_keeps_both(qtbot, operations, office):
    office.save_draft(typed_draft.encode(typed_draft.TypedDraft(body="lama")))
    screen = record_screen(operations, office, [].append)
    qtbot.addWidget(screen)
    screen.form.body.setPlainText("baru")
    assert operations.wait()
    assert screen.form.body.toPlainText() == "lama\nbaru"
