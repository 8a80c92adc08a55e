"""What is wrong is said under its field; nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt

from desktop.wording.translation import use
from tests.gui.record_desk import Key, RecordDesk


@pytest.fixture
def desk(qtbot, operations, office):
    return RecordDesk(qtbot, operations, office)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("national_id", "730705", "16 angka"),
        ("phone", "0812", "terlalu pendek"),
        ("occurred_on", "31-02-2026", "tidak ada di kalender"),
        ("occurred_on", "besok lusa", "hari-bulan-tahun"),
        ("email", "hasnah", "tanda @"),
        ("suspected_loss", "banyak", "rupiah"),
        ("latitude", "utara", "derajat"),
        ("latitude", "-5.1", "lintang dan bujur"),
    ],
)
def test_a_fault_is_said_in_a_sentence_and_hinders_saving(desk, field, typed, said):
    desk.complete()
    desk.put(**{field: typed})
    desk.form.body.setFocus()
    desk.settle()
    assert said in desk.below(field)
    desk.save()
    assert desk.numbers == []
    assert desk.focus is desk.form.fields[field].editor
    assert said in desk.below(field)
    assert desk.form.body.toPlainText()


def test_a_number_that_is_still_being_typed_is_not_yet_called_wrong(desk):
    desk.put(national_id="730705")
    assert desk.form.national_id.property("wrong") != "true"
    assert "baru 6" in desk.below("national_id")
    desk.form.body.setFocus()
    assert desk.form.national_id.property("wrong") == "true"


def test_saving_an_empty_form_leads_to_the_text_and_says_what_is_missing(desk):
    desk.save()
    assert desk.focus is desk.form.body
    assert "belum diisi" in desk.below("body")
    assert "Kategori belum dipilih" in desk.below("category")
    assert "Nama pelapor belum diisi" in desk.below("name")
    assert "Belum ada yang disimpan" in desk.screen.messages.text.text()


def test_a_mended_field_is_no_longer_wrong(desk):
    desk.save()
    desk.complete()
    assert "⚠" not in desk.below("name")
    desk.save()
    assert len(desk.numbers) == 1


def test_a_sealed_complaint_is_refused_in_plain_words_and_stays_on_the_screen(desk):
    desk.complete()
    desk.form.set_sealing(possible=True)  # the key went just now
    desk.form.switches.chips["sealed"].click()
    desk.save()
    assert desk.numbers == []
    assert "Inspektorat" in desk.below("sealed")
    assert desk.focus is desk.form.switches.chips["sealed"]
    assert desk.form.body.toPlainText()


def test_a_doubtful_date_is_said_but_does_not_hinder(desk):
    desk.complete()
    desk.form.received.setFocus()
    desk.key(Key.Key_Up, 3)
    desk.form.body.setFocus()
    desk.settle()
    assert "sesudah hari ini" in desk.below("received_on")
    desk.save()
    assert len(desk.numbers) == 1


NAUGHTY = [
    "'; DROP TABLE complaint; --", "<script>alert(1)</script>", "&lt;b&gt; & <b>", "%s%n%d {0} {name}", "../../etc/passwd",
    "\u202eterbalik\u202c", "a\u0300\u0301\u0302" * 20, "😀👩‍👩‍👧‍👦🇮🇩", "ﷺ", "田中さん", "الله", "\ufeffBOM", "\u200bnol", "x" * 299,
    "NULL", "undefined", "True", "١٢٣", "ꦀopen", '"', "\\", "$HOME `id`", "=cmd|' /C calc'!A0", "\ud800",
]  # fmt: skip
LINES = ("title", "dusun", "rt", "rw", "detail", "subject", "lapor_id", "name", "address", "disability")


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_whatever_is_typed_comes_back_or_is_refused_with_a_sentence(desk, text):
    from complaints.draft import clean
    from complaints.place_names import spelled
    from desktop.office.typed_draft import harmless

    desk.complete()
    for name in LINES:
        desk.line(name).setFocus()
        desk.line(name).setText(text)
        desk.line(name).textEdited.emit(text)
    desk.form.body.setPlainText(f"Aduan {text} selesai")
    desk.form.expectation.setPlainText(f"Harapan {text}")
    desk.settle()
    desk.save()
    if not desk.numbers:
        assert any("⚠" in desk.below(name) for name in desk.form.fields)
        return
    saved = desk.office.show_identity(desk.numbers[0]).complaint
    # Qt takes a byte order mark off at the beginning of a text.
    kept = clean(harmless(text)).removeprefix("\ufeff")
    assert saved.body == clean(f"Aduan {harmless(text)} selesai")
    assert saved.location.dusun == spelled("dusun", kept)
    assert saved.complainant.name == kept
    assert saved.subject == kept
    assert saved.lapor_id == kept
    assert saved.title == " ".join(kept.split())


ODD = ["9" * 5000, "١٢٣٤", "-1", "1e999", "nan", "\u202e123", "0x10", "٫", "²", "99-99-9999", "0/0"]


@pytest.mark.parametrize(
    "field", ["national_id", "phone", "email", "received_on", "occurred_on", "suspected_loss", "latitude"]
)
def test_odd_input_into_checked_fields_is_refused_with_a_sentence(desk, field):
    desk.complete()
    editor = desk.form.fields[field].editor
    for text in ODD:
        editor.setFocus()
        editor.setText(text)
        editor.textEdited.emit(text)
        desk.form.body.setFocus()
        desk.settle()
        desk.save()
        assert desk.numbers == []
        assert "⚠" in desk.below(field)


def test_the_screen_speaks_english(qtbot, operations, office):
    use("en")
    desk = RecordDesk(qtbot, operations, office)
    desk.save()
    assert "missing" in desk.below("name")
    assert desk.form.kind.chips["complaint"].text() == "Complaint"
    assert Qt.FocusPolicy.StrongFocus == desk.form.kind.stop.focusPolicy()
