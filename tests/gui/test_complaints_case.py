"""The case: its history in words, conflicts and misplaced steps that one click decides, and typed text that is only text."""

from datetime import datetime
from typing import cast

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import insert

from complaints import events as e
from complaints.draft import Draft, Person
from complaints.events import Facts
from complaints.steps import Change, StepDetails
from complaints.workflow import RIGHTS
from desktop.office import case_fields
from desktop.store.attachments import Content
from desktop.store.database import writing
from desktop.store.schema import event
from desktop.wording.history import HistoryPart, markup, tell
from tests.gui.complaints_room import Room, of_stage, person, project, recorded, written_elsewhere

NAUGHTY = (
    "<b>tebal</b><img src=x onerror=alert(1)>",
    "&amp; & &lt;",
    "\u202eterbalik\u202c",
    "'; DROP TABLE event; --",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠",
    "👩‍👩‍👧‍👦 " * 20,
    "a" * 150,
    "{kosong} %s ${x}",
)


@pytest.fixture
def room(qtbot, operations, office):
    return Room(qtbot, operations, office)


def two_titles(office, one, here="Jembatan gantung", there="Jembatan kayu"):
    """Both computers corrected the title without knowing of each other."""
    saw = office.case(one).complaint.heads
    office.act(one, "correct", StepDetails(change=structs.replace(StepDetails().change, title=here)))
    written_elsewhere(office, one, e.Corrected(office.today(), Facts(title=there)), saw=saw)


def test_a_field_changed_on_two_computers_shows_both_values_and_one_click_decides(room, office, qtbot):
    one = recorded(office)
    two_titles(office, one)
    room.open(one)
    box = room.screen.pane.conflicts
    assert box.isVisible()
    assert "Perihal diubah di dua komputer" in room.widget("conflict-sentence").text()
    qtbot.mouseClick(room.widget("conflict-look"), Qt.MouseButton.LeftButton)
    values = [label.text() for label in box.findChildren(QLabel, "conflict-value")]
    assert sorted(values) == ["Jembatan gantung", "Jembatan kayu"]
    keeps = [button for button in box.findChildren(QPushButton, "conflict-keep") if not button.isHidden()]
    assert [button.text() for button in keeps] == ["Pakai ini", "Tetap pakai ini"]
    qtbot.mouseClick(keeps[0], Qt.MouseButton.LeftButton)
    room.settle()
    case = office.case(one).complaint
    assert case.title == values[0]
    assert not case.needs_decision
    assert not box.isVisible()


def test_keeping_the_last_value_is_a_review(room, office, qtbot):
    one = recorded(office)
    two_titles(office, one)
    title = office.case(one).complaint.title
    room.open(one)
    qtbot.mouseClick(room.widget("conflict-look"), Qt.MouseButton.LeftButton)
    keeps = [
        button
        for button in room.screen.pane.conflicts.findChildren(QPushButton, "conflict-keep")
        if not button.isHidden()
    ]
    qtbot.mouseClick(keeps[-1], Qt.MouseButton.LeftButton)
    room.settle()
    assert office.case(one).complaint.title == title
    assert not office.case(one).complaint.needs_decision
    assert "Bentrok diputuskan: Perihal" in room.history[0]


def test_rows_that_need_a_decision_are_marked_and_found(room, office):
    one = recorded(office, title="Bentrok")
    recorded(office, title="Tenang")
    two_titles(office, one, "Bentrok di sini", "Bentrok di sana")
    room.go(query=structs.replace(room.screen.filters.query, needs_decision=True))
    assert len(room.titles) == 1
    assert "perlu keputusan" in room.screen.lines.line(0).spoken
    assert room.screen.filters.chips["decide"].text() == "Perlu diperiksa 1"


def test_a_step_out_of_place_is_marked_and_decided_by_a_click(room, office, qtbot):
    one = of_stage(office, "responded")
    saw = office.case(one).complaint.heads
    office.act(one, "close")
    written_elsewhere(office, one, e.Closed(office.today(), "ditutup di PC lain"), saw=saw)
    room.open(one)
    assert room.widget("history-misplaced").text.startswith("salah tempat")
    qtbot.mouseClick(room.widget("history-decide"), Qt.MouseButton.LeftButton)
    room.settle()
    assert room.widget("history-decided").text.endswith("sudah diperiksa")
    assert not office.case(one).complaint.needs_decision


def test_files_added_together_are_one_line(office, monkeypatch):
    monkeypatch.setattr(office, "clock", lambda: datetime(2026, 11, 20, 9, 30, 12).astimezone().timestamp())
    one = recorded(office)
    for name in ("tali.png", "jembatan.png"):
        office.attach(one, Content(name, b"\x89PNG\r\n\x1a\n" + name.encode()))
    told = tell(office.case(one).complaint, office.categories)
    assert [line.sentence.partition(" · ")[0] for line in told] == [
        "Foto ditambahkan (2): tali.png, jembatan.png", "Dicatat, tatap muka",
    ]  # fmt: skip
    office.attach(one, Content("surat.pdf", b"%PDF-1.7"))
    latest = tell(office.case(one).complaint, office.categories)[0]
    assert latest.sentence.startswith("Lampiran ditambahkan (3): tali.png, jembatan.png, surat.pdf")


def test_a_step_of_a_newer_version_is_shown_and_kept(room, office):
    import msgspec

    from complaints.events import Envelope

    one = recorded(office)
    step = msgspec.Raw(msgspec.msgpack.encode(["mediated", office.today(), "musyawarah"]))
    content = msgspec.msgpack.encode(Envelope("barubarubarubaru", 1, 2**60, one, "Rahma", "73", (), step))
    with writing(office.engine) as connection:
        connection.execute(
            insert(event),
            [{"device": "barubarubarubaru", "seq": 1, "complaint": one, "at": 2**60, "content": content, "hash": b"x"}],
        )
        project(office, connection, one)
    room.open(one)
    assert room.history[0].startswith("Langkah dari versi program yang lebih baru: mediated")


def test_what_stood_before_a_correction_is_not_what_a_recording_under_another_s_id_said(office):
    one = recorded(office)
    before = office.case(one).complaint.title
    written_elsewhere(office, one, e.Recorded(office.today(), "2026-Z-0001", "R3BT-VJTA-Q271", Facts(title="Palsu")))
    case = office.correct(one, Change(title="Jembatan gantung"))
    assert [entry.misplaced for entry in case.complaint.history] == [False, True, False]
    [change] = tell(case.complaint, office.categories)[0].changes
    assert before in change
    *_, told = cast(list[case_fields.Fields], case_fields.history_fields(case)["history"])
    assert told["before"] == {"title": before}


def test_every_kind_of_step_has_its_sentence(office):
    one = recorded(office)
    today = office.today()
    steps = (
        e.Corrected(today, Facts(title="x"), b"", "alasan"), e.Verified(today, "", "light"), e.Returned(today, "n"),
        e.Forwarded(today, "73.07.05", "Sinjai Tengah"), e.Forwarded(today, "", "Kaur Umum", True), e.Accepted(today),
        e.FollowedUp(today, "n"), e.FollowedUp(today, "n", True), e.Responded(today, "j"), e.Responded(today, "j", True),
        e.Approved(today), e.Declined(today, "n"), e.Closed(today), e.Closed(today, "", True), e.Reopened(today, "n"),
        e.Archived(today, "n"), e.Noted(today, "n"), e.Attached(today, "00", "a.png", "image/png", 10), e.Supported(today),
        e.IdentityShown(today, "p"), e.Contacted(today, "phone", "n"), e.Rated(today, 4), e.Erased(today, "r"), e.Reviewed(today, "title"),
        e.Reviewed(today, "", "d", 1), e.IdentitiesExported(today, 3), e.Reported(today, "2026-T3", b""),
    )  # fmt: skip
    written_elsewhere(office, one, *steps)
    told = tell(office.case(one).complaint, office.categories)
    assert len(told) == len(steps) + 1
    sentences = {line.sentence for line in told}
    assert len(sentences) == len(steps) + 1
    assert all(line.sentence.strip() and line.sentence.endswith("Rahma") for line in told[:-1])


@pytest.mark.parametrize("text", NAUGHTY)
def test_what_people_typed_is_shown_as_plain_text(room, office, text):
    draft = Draft(
        kind="complaint",
        body=text,
        title=text,
        expectation=text,
        complainant=Person(name=text[:80], address=text[:80]),
        subject=text[:80],
    )
    one = office.record(draft).id
    office.act(one, "note", StepDetails(note=text))
    office.act(one, "verify")
    office.act(one, "forward", StepDetails(to=text[:100]))
    room.open(one)
    room.begin("show-identity")
    room.confirm()
    room.settle()
    for label in room.screen.pane.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText and label.isVisible():
            assert "<img" not in label.text()
            assert "<b>tebal" not in label.text()
    assert room.screen.pane.head.title.text() == office.case(one).complaint.title


def test_the_one_place_that_makes_markup_lets_no_typed_markup_through():
    parts = (HistoryPart("ke "), HistoryPart("<b>&", strong=True), HistoryPart("\n<i>", soft=True))
    made = markup(parts, soft="#666", waiting="#a60")
    assert "<b>&lt;b&gt;&amp;</b>" in made
    assert "<i>" not in made


def test_a_long_text_scrolls_and_a_long_note_opens_on_a_click(room, office, qtbot):
    one = recorded(office, body="Air keruh sejak Senin. " * 800)
    office.act(one, "note", StepDetails(note="Sudah dicek. " * 200))
    room.open(one)
    assert room.screen.pane.head.body.height() < 200
    assert room.screen.pane.head.body.verticalScrollBar().maximum() > 0
    whole = room.widget("history-whole")
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert any(
        label.text().startswith("Sudah dicek. ") and len(label.text()) > 2000
        for label in room.screen.pane.findChildren(QLabel, "history-note")
    )


def test_a_long_history_opens_in_parts(room, office, qtbot):
    one = recorded(office)
    for n in range(60):
        office.act(one, "note", StepDetails(note=f"catatan {n}"))
    room.open(one)
    more = room.widget("history-more")
    assert more.text() == "Tampilkan 21 langkah sebelumnya"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not more.isVisible()
    assert len(room.screen.pane.history.findChildren(object, "history-line")) >= 61


def test_the_head_sees_no_button_that_a_head_may_not_press(room, office):
    one = of_stage(office, "in_progress")
    two_titles(office, one)
    office.members.put("Pak Tahir", "rahasia-kantor-2", "head")
    office.user = next(user for user in office.members.list_all() if user.role == "head")
    room.open(one)
    room.widget("conflict-look").click()
    keeps = [
        button
        for button in room.screen.pane.conflicts.findChildren(QPushButton, "conflict-keep")
        if not button.isHidden()
    ]
    assert "correct" not in RIGHTS["head"]
    assert [button.text() for button in keeps] == ["Tetap pakai ini"]


def test_a_persons_conflict_is_masked_until_the_identity_is_asked_for(room, office):
    one = recorded(office, complainant=person("Andi"))
    saw = office.case(one).complaint.heads
    from complaints.identity import PersonChange

    office.act(
        one,
        "correct",
        StepDetails(change=structs.replace(StepDetails().change, complainant=PersonChange(name="Andi Tenri"))),
    )
    key = _key(office, one)
    assert key is not None
    from complaints.identity import Identity, seal

    sealed = seal(Identity(name="Andi Tenro"), key, b"n" * 12)
    written_elsewhere(office, one, e.Corrected(office.today(), Facts(), sealed), saw=saw)
    room.open(one)
    assert "Nama pelapor diubah di dua komputer" in room.widget("conflict-sentence").text()
    room.widget("conflict-look").click()
    assert {label.text() for label in room.screen.pane.conflicts.findChildren(QLabel, "conflict-value")} == {
        "disamarkan"
    }
    assert room.screen.pane.form.action == "show-identity"
    room.confirm()
    shown = {
        label.text() for label in room.screen.pane.conflicts.findChildren(QLabel, "conflict-value") if label.isVisible()
    }
    assert shown == {"Andi Tenri", "Andi Tenro"}


def _key(office, one):
    from sqlalchemy import select

    from desktop.store.database import reading
    from desktop.store.schema import identity_key

    with reading(office.engine) as connection:
        return connection.scalar(select(identity_key.c.key).where(identity_key.c.complaint == one))
