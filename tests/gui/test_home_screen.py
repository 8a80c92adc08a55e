"""The home screen over a real encrypted office: what it counts, its order, and where its buttons lead."""

import os
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from complaints.draft import Draft
from complaints.steps import StepDetails
from desktop.office.early_warnings import WarningLine
from desktop.office.founding import Setup, found_office
from desktop.office.lapor import UNENTERED
from desktop.screens.home.screen import HomeScreen
from desktop.screens.navigate import Goto
from desktop.store import announcements, kept_values
from desktop.store.database import StoreBusy, writing
from desktop.store.feed_position import NOTICE
from desktop.store.listing import Query
from desktop.widgets.row_painter import button_area
from desktop.widgets.theme import look
from desktop.wording import translation
from sync.messages import Announcement, Notice, Reminded
from tests.offices import enter_any_day

STEP = 2


class Clock:
    """Monday 23 November 2026, 08.00 in Sinjai, until it is moved."""

    seconds = 1_795_392_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    setup = Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", "Siti Aminah", "rahasia-desa-7")
    made, _code = found_office(tmp_path / "kantor", setup, clock)
    yield made
    made.close()


def recorded(office, days_ago: int, title: str = "Jembatan putus", **fields):
    received = office.today() - timedelta(days=days_ago)
    return office.record(Draft(kind="complaint", body=title, title=title, received_on=received, **fields))


@pytest.fixture
def show(qtbot, operations, office):
    """Shows the home screen; what it navigates to lands in `went`."""

    def shown() -> HomeScreen:
        went: list[Goto] = []
        screen = HomeScreen(operations, office, went.append)
        screen.went = went  # pyright: ignore[reportAttributeAccessIssue]
        qtbot.addWidget(screen)
        look.dress(screen)
        screen.resize(1158, 740)
        screen.show()
        screen.activateWindow()
        assert operations.wait()
        return screen

    return shown


@pytest.fixture
def asked(operations, monkeypatch):
    """What is asked of the lanes, by its key."""
    keys = []
    query = operations.query

    def noted(key, *rest):
        keys.append(key)
        query(key, *rest)

    monkeypatch.setattr(operations, "query", noted)
    return keys


def test_the_rows_are_read_while_the_screen_is_built_and_once(qtbot, operations, office, asked):
    class Watched(HomeScreen):
        def _build(self):
            asked.append("built")
            super()._build()

    screen = Watched(operations, office, [].append)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.filled, timeout=10_000):
        screen.show()
        screen.shown()
    assert asked[:2] == ["home", "built"]
    assert asked.count("home") == 1


def test_rows_that_could_not_be_read_are_asked_for_again_when_somebody_comes_back(
    qtbot, operations, office, asked, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(office, "home", refuse)
        screen = HomeScreen(operations, office, [].append)
        qtbot.addWidget(screen)
        with qtbot.waitSignal(operations.refused, timeout=10_000):
            screen.show()
    with qtbot.waitSignal(screen.filled, timeout=10_000):
        screen.shown()


def refuse():
    raise StoreBusy


def test_an_empty_office_is_told_what_to_do_first(show, qtbot):
    screen = show()
    assert screen.empty.isVisible()
    assert "Ctrl+N" in screen.record_button.text()
    qtbot.mouseClick(screen.record_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.import_button, Qt.MouseButton.LeftButton)
    assert screen.went == [Goto("record"), Goto("import")]


def test_the_date_is_written_out_with_the_working_day_of_the_month(show):
    assert show().subtitle.text() == "Senin, 23 November 2026 · hari kerja ke-16 bulan ini"


def test_cards_count_and_say_what_they_count(show, office):
    recorded(office, 11)
    recorded(office, 3)
    recorded(office, 0, channel="disposition")
    screen = show()
    assert (screen.cards["overdue"].figure, screen.cards["overdue"].below) == (1, "terlama 4 hari kerja")
    assert (screen.cards["due-soon"].figure, screen.cards["due-soon"].below) == (1, "1 verifikasi")
    assert (screen.cards["dispositions"].figure, screen.cards["dispositions"].below) == (1, "diterima hari ini")
    # What came from SP4N-LAPOR! as a disposition need not be entered there.
    assert (screen.cards["unentered"].figure, screen.cards["conflicts"].figure) == (2, 0)
    assert screen.cards["overdue"].accessibleName() == "Lewat tenggat: 1"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_leads_to_the_list_of_exactly_what_it_counts(show, office, qtbot, key):
    recorded(office, 11)
    recorded(office, 3)
    recorded(office, 0, channel="disposition")
    screen = show()
    cards = (
        screen.cards["overdue"],
        screen.cards["due-soon"],
        screen.cards["dispositions"],
        screen.cards["conflicts"],
        screen.cards["unentered"],
    )
    for card in cards:
        qtbot.keyClick(card, key)
    *lists, hand_over = screen.went
    assert [goto.screen for goto in lists] == ["complaints"] * 4
    assert [office.count(goto.query) for goto in lists] == [card.figure for card in cards[:4]]
    assert hand_over == Goto("lapor")
    assert office.count(UNENTERED) == screen.cards["unentered"].figure


def test_what_is_late_comes_first_and_enter_begins_its_step(show, office, qtbot):
    recorded(office, 0, "Lampu padam")
    late = recorded(office, 11, "Jembatan putus")
    screen = show()
    table = screen.todo
    assert [one.title for one in table.lines.lines] == ["Jembatan putus", "Lampu padam"]
    assert table.lines.lines[0].due == "lewat 4 hari kerja"
    screen.setFocus()
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert screen.went == [Goto("complaints", complaint=late.id, action="verify")]


def test_the_button_of_a_row_begins_the_step_and_a_double_click_opens_the_case(show, office, qtbot):
    one = recorded(office, 0)
    screen = show()
    table = screen.todo
    index = table.lines.index(0, 4)
    place = button_area(index.data(), table.visualRect(index)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    number = table.visualRect(table.lines.index(0, 0)).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=number)
    assert screen.went == [
        Goto("complaints", complaint=one.id, action="verify"),
        Goto("complaints", complaint=one.id),
    ]


def test_a_step_that_the_role_may_not_take_is_only_opened(show, office):
    office.members.put("Pak Desa", "rahasia-desa-7", "head")
    recorded(office, 0)
    office.user = next(person for person in office.members.list_all() if person.role == "head")
    line = show().todo.lines.lines[0]
    assert (line.action, line.button) == (None, "Buka")


def test_a_row_that_was_chosen_stays_chosen_when_others_come_before_it(show, office, operations):
    recorded(office, 0, "Lampu padam")
    screen = show()
    screen.todo.selectRow(0)
    recorded(office, 11, "Jembatan putus")
    operations.changed.emit(frozenset({"complaints"}))
    assert operations.wait()
    assert screen.todo.currentIndex().row() == 1


def test_ctrl_f_and_enter_carry_the_words_to_the_list(show, office, qtbot):
    recorded(office, 0)
    screen = show()
    screen.search("")
    qtbot.keyClicks(screen.search_field.edit, "jembatan putus")
    qtbot.keyClick(screen.search_field.edit, Qt.Key.Key_Return)
    assert screen.went == [Goto("complaints", search="jembatan putus")]


def test_a_new_day_is_noticed_without_anyone_doing_anything(show, office, clock, operations):
    recorded(office, 3)
    screen = show()
    assert screen.cards["overdue"].figure == 0
    clock.seconds += 3 * 86_400
    screen._look_at_the_date()
    assert operations.wait()
    assert screen.cards["overdue"].figure == 1
    assert screen.subtitle.text().startswith("Kamis, 26 November 2026")


def test_a_hidden_screen_asks_only_when_it_is_shown_again(show, office, operations):
    screen = show()
    screen.hide()
    recorded(office, 0)
    operations.changed.emit(frozenset({"complaints"}))
    assert operations.wait()
    assert not screen.todo.lines.lines
    screen.show()
    screen.shown()
    assert operations.wait()
    assert len(screen.todo.lines.lines) == 1


def test_the_chart_tells_its_months_to_pointer_keys_and_screen_readers(show, office, qtbot):
    enter_any_day(office)
    recorded(office, 0)
    done = recorded(office, 30)
    on = office.today() - timedelta(days=28)
    office.act(done.id, "verify", StepDetails(on=on))
    office.act(done.id, "follow-up", StepDetails(on=on, note="dicek"))
    office.act(done.id, "respond", StepDetails(on=on, note="sudah diperbaiki"))
    office.act(done.id, "close", StepDetails(on=office.today()))
    screen = show()
    chart = screen.chart
    assert "November 2026: 1 diterima, 1 selesai" in chart.accessibleDescription()
    chart.setFocus()
    assert chart.chosen_text == "November 2026: 1 diterima, 1 selesai"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen_text == "Oktober 2026: 1 diterima, 0 selesai"
    assert screen.on_time.value.text() == "100%"
    assert screen.average.value.text().endswith("hari kerja")


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_the_longest_name_of_a_step_is_read_whole_or_left_out(show, office, qapp, percent):
    complaint = recorded(office, 5).id
    office.act(complaint, "verify")
    office.act(complaint, "respond", StepDetails(note="Rancangan jawaban", draft=True))
    if percent != 100:
        look.apply(qapp, "light", percent)
    table = show().todo
    step = table.lines.lines[0].step
    assert step == "Persetujuan tanggapan"
    needed = QFontMetrics(look.font(13)).horizontalAdvance(step) + table.inset
    assert table.columnWidth(STEP) >= needed or (percent > 100 and table.isColumnHidden(STEP))


def test_home_speaks_english(show, office):
    translation.use("en")
    recorded(office, 11)
    screen = show()
    assert screen.cards["overdue"].below == "longest 4 working days"
    assert screen.todo.lines.lines[0].button == "Verify"


def test_figures_and_lists_agree_however_many_there_are(show, office):
    for _ in range(45):
        recorded(office, 11)
    screen = show()
    assert screen.cards["overdue"].figure == 45
    assert len(screen.todo.lines.lines) == 40
    assert screen.all_open.isVisible()
    screen.all_open.click()
    assert office.count(screen.went[-1].query or Query()) == 45


def test_an_announcement_stays_until_it_was_read(show, office, qtbot, operations):
    told = [Announcement(2, "2026-11-23", "Server dirawat Sabtu malam"), Announcement(1, "2026-11-20", "Rapat")]
    with writing(office.engine) as connection:
        kept_values.save(connection, NOTICE, Notice(5, "73.07", "Sinjai", b"", b"", announcements=told))
    screen = show()
    card = screen.announcement
    assert (card.isVisible(), card.text.text()) == (True, "Server dirawat Sabtu malam")
    assert card.title.text() == "Pengumuman kabupaten, Senin, 23 November 2026 (dan 1 lagi)"
    for left in ("Rapat", ""):
        qtbot.mouseClick(card.read_button, Qt.MouseButton.LeftButton)
        assert operations.wait()
        screen.refresh()
        assert operations.wait()
        assert card.isVisible() is (left != "")
        assert not left or card.text.text() == left
    with writing(office.engine) as connection:
        assert announcements.unsaid(connection) == (1, 2)
        announcements.note_told(connection, (1, 2))
        assert announcements.unsaid(connection) == ()


def test_what_was_brought_to_mind_below_a_kecamatan_stands_over_the_work(show, office, operations):
    recorded(office, 1)
    told = [
        Reminded("73.07.05.2001", f"{'a' * 16}-{n}", f"2026-A-{n:04}", "done", 7, "2026-11-05", n == 1)
        for n in range(1, 8)
    ]
    with writing(office.engine) as connection:
        kept_values.save(connection, NOTICE, Notice(5, "73.07", "Sinjai", b"", b"", reminded=told))
    office.after_sync()
    screen = show()
    card = screen.reminded
    assert (card.isVisible(), card.title.text()) == (True, "Diingatkan kabupaten di bawah kantor ini: 7 aduan")
    lines = card.text.text().splitlines()
    assert lines[0].endswith("2026-A-0001 · Tanggapan lewat sedikitnya 7 hari kerja (05-11-2026) · surat teguran")
    assert (len(lines), lines[-1]) == (4, "dan 4 lagi")
    if folder := os.environ.get("PICTURES"):
        assert screen.grab().save(f"{folder}/home-reminded.png")
    with writing(office.engine) as connection:
        kept_values.save(connection, NOTICE, Notice(6, "73.07", "Sinjai", b"", b""))
    office.after_sync()
    screen.refresh()
    assert operations.wait()
    assert not card.isVisible()


def test_a_district_that_was_not_heard_for_long_is_a_line_that_leads_to_the_exchange(show, office, qtbot):
    recorded(office, 1)
    screen = show()
    screen._show_warnings([WarningLine("unheard", "Balasan kabupaten terakhir dibuat 31 hari lalu", None)])
    first, *others = screen.warnings
    assert (first.isVisible(), [other.isVisible() for other in others]) == (True, [False, False])
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert screen.went == [Goto("sync")]
