"""The list: pages on demand, search, filters that combine, sorting, keys, and nothing lost when complaints change."""

from datetime import timedelta
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from complaints.complaint import OPEN_STAGES, STAGES
from complaints.draft import Draft
from complaints.events import Location
from desktop.office.list_pages import KEPT_PAGES, SIZE
from desktop.screens.complaints.list_table import INSET
from desktop.screens.navigate import Goto
from desktop.store.listing import Query, Sort
from desktop.widgets import pill_size
from desktop.widgets.theme import look
from desktop.wording import names, translation
from tests.gui.complaints_room import Room, of_stage, person, recorded

# The columns, in their order.
SORTS = tuple(sort for sort in get_args(Sort) if sort != "recorded")  # the order of the command line has no column
NUMBER, STAGE = SORTS.index("number"), SORTS.index("stage")
WORDS = ("Jembatan", "Lampu", "Irigasi", "Bantuan", "Sampah", "Surat", "Posyandu")


@pytest.fixture
def room(qtbot, operations, office):
    return Room(qtbot, operations, office)


@pytest.fixture
def many(office):
    """1,000 complaints over a hundred days."""
    drafts = [
        Draft(
            kind="complaint", title=f"{WORDS[n % 7]} ke-{n:04d}", body="Mohon ditangani.", location=Location(dusun=f"Dusun {n % 5}"),
            received_on=office.today() - timedelta(days=n % 100),
        )
        for n in range(1000)
    ]  # fmt: skip
    return list(office.record_many(drafts))


def press(room, key, modifier=Qt.KeyboardModifier.NoModifier):
    room.qtbot.keyClick(QApplication.focusWidget() or room.screen, key, modifier)
    room.settle()


def expected(office, query):
    return [row.title for offset in range(0, 1000, 500) for row in office.page(query, limit=500, offset=offset)]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_paging_shows_exactly_what_the_store_holds(many, room, office, sort, descending):
    query = Query(sort=sort, descending=descending)
    room.go(query=query)
    lines, whole = room.screen.lines, expected(office, query)
    assert lines.rowCount() == lines.count == 1000
    # To the end, back by pages from there (keyset before), then jumps to and fro and on (keyset behind).
    for first in (980, 930, 880, 0, 50, 500, 450, 740, 790):
        lines.look_at(first, first + 20)
        room.settle()
        for row in range(first, first + 20):
            one = lines.line(row)
            assert one is not None
            assert one.row.title == whole[row], (sort, descending, row)


def test_rows_that_are_not_loaded_yet_stand_as_placeholders(many, room):
    room.go(query=Query())
    lines = room.screen.lines
    assert lines.line(600) is None
    assert lines.index(600, 1).data() == "…"
    assert len(lines._pages) < 6


def test_only_so_many_pages_are_kept(many, room):
    room.go(query=Query())
    lines = room.screen.lines
    for page in range(1000 // SIZE):
        lines.look_at(page * SIZE, page * SIZE + 10)
        room.settle()
    assert len(lines._pages) <= KEPT_PAGES


def test_end_and_home_go_to_the_ends(many, room, office):
    room.go(query=Query())
    table = room.screen.table
    table.setFocus()
    press(room, Qt.Key.Key_End)
    assert table.currentIndex().row() == 999
    assert room.screen.pane.case.complaint.title == expected(office, Query())[-1]
    press(room, Qt.Key.Key_PageUp)
    assert 900 < table.currentIndex().row() < 999
    press(room, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    assert table.verticalScrollBar().value() == 0


def test_the_list_and_its_count_follow_the_typing(many, room, qtbot):
    room.go(query=Query())
    field = room.screen.search_field
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "jembatan ke")
    room.settle()
    assert field.count.text() == "143 dari 1.000"
    assert all(title.startswith("Jembatan") for title in room.titles)
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    room.settle()
    assert field.count.text() == "1.000 dari 1.000"


def test_an_outdated_answer_never_overwrites_a_newer_one(many, room):
    room.go(query=Query())
    for text in ("l", "la", "lam", "lamp", "lampu", "sampah"):
        room.screen.search_field.set_text(text)
        room.screen._searched(text)
    room.settle()
    assert all(title.startswith("Sampah") for title in room.titles)
    assert room.screen.lines.query.text == "sampah"


def test_search_finds_names_and_answers_without_showing_them(room, office):
    one = recorded(office, title="Saluran tersumbat", complainant=person("Puang Tene"))
    office.act(
        one,
        "note",
        __import__("complaints.steps", fromlist=["StepDetails"]).StepDetails(note="Sudah ditelepon ke bendungan"),
    )
    recorded(office, title="Lampu padam")
    for text in ("puang", "bendung", "0001"):
        room.go(search=text)
        assert room.titles == ["Saluran tersumbat"], text
    assert not any("Puang" in label.text() for label in room.screen.findChildren(QLabel))


def test_letters_typed_on_the_list_go_to_the_search(many, room, qtbot):
    room.go(query=Query())
    room.screen.table.setFocus()
    qtbot.keyClick(room.screen.table, "s")
    assert QApplication.focusWidget() is room.screen.search_field.edit
    qtbot.keyClicks(room.screen.search_field.edit, "ampah")
    room.settle()
    assert room.screen.lines.query.text == "sampah"
    qtbot.keyClick(room.screen.search_field.edit, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is room.screen.table


def test_enter_goes_to_the_case_and_esc_back_to_the_list_and_the_search(room, office, qtbot):
    recorded(office)
    room.go(query=Query())
    room.screen.table.setFocus()
    press(room, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is room.screen.pane.actions_bar.primary
    press(room, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.screen.table
    press(room, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.screen.search_field.edit


def test_a_click_on_a_header_sorts_and_another_turns_it_round(room, office):
    for title in ("Citra", "Anggrek", "Bola"):
        recorded(office, title=title)
    room.go(query=Query())
    header = room.screen.table.horizontalHeader()
    header.sectionClicked.emit(1)
    room.settle()
    assert room.titles == ["Anggrek", "Bola", "Citra"]
    assert room.screen.lines.headerData(1, Qt.Orientation.Horizontal) == "Perihal ▴"
    header.sectionClicked.emit(1)
    room.settle()
    assert room.titles == ["Citra", "Bola", "Anggrek"]


def test_every_order_has_a_key(room, office):
    recorded(office)
    room.screen.table.setFocus()
    for number, sort in enumerate(SORTS, 1):
        press(
            room,
            getattr(Qt.Key, f"Key_{number}"),
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        assert room.screen.lines.query.sort == sort


def test_columns_come_when_there_is_room(room, office):
    recorded(office)
    room.go(query=Query())
    table = room.screen.table
    assert table.isColumnHidden(4)
    assert table.isColumnHidden(5)
    room.screen.resize(2200, 740)
    room.settle()
    assert not table.isColumnHidden(4)
    assert not table.isColumnHidden(5)


# Filters -------------------------------------------------------------------------------------------------------------


def test_filters_combine(room, office):
    recorded(office, 30, "Lampu tua", location=Location(dusun="Bonto"), category="infrastructure.lighting")
    recorded(office, 0, "Lampu baru", location=Location(dusun="Bonto"), category="infrastructure.lighting")
    recorded(office, 30, "Jalan tua", location=Location(dusun="Lappae"), category="infrastructure.road")
    of_stage(office, "closed", title="Lampu beres", location=Location(dusun="Bonto"))
    filters = room.screen.filters
    room.screen._refresh()
    room.settle()
    assert sorted(room.titles) == ["Jalan tua", "Lampu baru", "Lampu tua"]
    filters.chips["overdue"].click()
    room.settle()
    assert sorted(room.titles) == ["Jalan tua", "Lampu tua"]
    filters.set_conditions(dusun="Bonto")
    room.settle()
    assert room.titles == ["Lampu tua"]
    assert filters.chips["dusun"].text() == "Bonto ▾"
    filters.chips["overdue"].click()
    filters.chips["open"].click()
    room.settle()
    assert sorted(room.titles) == ["Lampu baru", "Lampu beres", "Lampu tua"]
    filters.set_conditions(category="infrastructure")
    room.settle()
    assert sorted(room.titles) == ["Lampu baru", "Lampu tua"]
    room.screen.search_field.set_text("tua")
    room.screen._searched("tua")
    room.settle()
    assert room.titles == ["Lampu tua"]


def test_chips_of_stages_show_all_of_theirs_together(room, office):
    for stage in ("new", "responded", "closed", "archived"):
        of_stage(office, stage, title=stage)
    room.screen._refresh()
    room.settle()
    filters = room.screen.filters
    assert room.titles == ["new"]
    filters.chips["closed"].click()
    filters.chips["archived"].click()
    room.settle()
    assert sorted(room.titles) == ["archived", "closed", "new"]
    filters.chips["open"].click()
    filters.chips["responded"].click()
    room.settle()
    assert sorted(room.titles) == ["archived", "closed", "responded"]


def test_chips_tell_how_many(room, office):
    recorded(office, 30)
    recorded(office, 0, channel="disposition")
    of_stage(office, "closed", channel="disposition")
    room.screen._refresh()
    room.settle()
    filters = room.screen.filters
    texts = (filters.chips["open"].text(), filters.chips["overdue"].text(), filters.chips["disposition"].text())
    assert texts == ("Belum selesai 2", "Lewat tenggat 1", "Disposisi 1")


def test_days_are_chosen_or_typed(room, office, qtbot):
    for days in (0, 3, 40):
        recorded(office, days, f"umur {days}")
    room.go(query=Query())
    filters = room.screen.filters
    filters.span.open(None, None, office.today())
    filters.span.first.set_day(office.today() - timedelta(days=10))
    filters.span.last.set_day(office.today() - timedelta(days=1))
    qtbot.keyClick(filters.span.last, Qt.Key.Key_Return)
    room.settle()
    assert room.titles == ["umur 3"]
    filters.span.open(office.today(), office.today() - timedelta(days=1), office.today())
    filters.span.take()
    assert "sesudah" in filters.span.fault.text()
    qtbot.keyClick(filters.span.first, Qt.Key.Key_Escape)
    assert not filters.span.isVisible()


def test_a_filter_is_saved_used_and_removed(room, office, qtbot):
    recorded(office, 30, "Lampu tua")
    recorded(office, 0, "Lampu baru")
    filters = room.screen.filters
    filters.chips["overdue"].click()
    room.settle()
    qtbot.mouseClick(filters.save, Qt.MouseButton.LeftButton)
    assert filters.name.isVisible()
    filters.name.edit.setText("Terlambat & mendesak")
    qtbot.keyClick(filters.name.edit, Qt.Key.Key_Return)
    room.settle()
    assert [one.name for one in office.settings.saved_filters] == ["Terlambat & mendesak"]
    chip = room.widget("filter-saved")
    assert chip.isChecked()
    filters.chips["overdue"].click()
    filters.chips["open"].click()
    room.settle()
    assert len(room.titles) == 2
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.titles == ["Lampu tua"]
    assert filters.save.text().startswith("− Hapus saringan")
    qtbot.mouseClick(filters.save, Qt.MouseButton.LeftButton)
    room.settle()
    assert office.settings.saved_filters == ()
    assert room.titles == ["Lampu tua"]


def test_a_saved_filter_brings_its_words_back(room, office):
    recorded(office, title="Lampu padam")
    recorded(office, title="Jalan rusak")
    room.go(search="lampu")
    room.screen._save_filter("Lampu")
    room.settle()
    room.screen._reset()
    room.settle()
    assert len(room.titles) == 2
    room.widget("filter-saved").click()
    room.settle()
    assert room.titles == ["Lampu padam"]
    assert room.screen.search_field.text() == "lampu"


def test_late_means_late_today_also_in_a_filter_saved_long_ago(room, office):
    from desktop.office import list_filters

    old = list_filters.with_overdue(Query(), office.today() - timedelta(days=60), on=True)
    assert list_filters.as_of_today(old, office).due_by == office.today() - timedelta(days=1)


# Being told to -------------------------------------------------------------------------------------------------------


def test_home_leads_to_the_list_of_what_it_counts(room, office):
    recorded(office, 30, "tua")
    one = recorded(office, 0, "baru", lapor_id="123")
    room.go(query=Query(unentered=True))
    assert room.titles == ["tua"]
    assert room.screen.filters.chips["unentered"].isVisible()
    room.go(query=Query(channel="disposition", stages=("new",)))
    assert room.titles == []
    room.go(complaint=one, action="verify")
    assert room.screen.pane.form.action == "verify"


def test_dispositions_have_the_same_screen_with_their_filter(room, office, operations, qtbot):
    recorded(office, title="biasa")
    recorded(office, title="dari kabupaten", channel="disposition")
    other = Room(qtbot, operations, office)
    other.screen._queried = False
    other.screen.go(Goto("dispositions"))
    other.settle()
    assert other.titles == ["dari kabupaten"]
    assert other.screen.title.text() == "Disposisi masuk"


def test_empty_states_say_what_to_do(room, office):
    assert room.screen.empty.title.text() == "Buku masih kosong"
    room.screen.record.click()
    assert room.went == [Goto("record")]
    recorded(office)
    room.go(search="tidakada")
    assert room.screen.empty.title.text() == "Tidak ada yang cocok"
    room.screen.reset.click()
    room.settle()
    assert len(room.titles) == 1


def test_place_choice_and_filters_stay_when_complaints_change(many, room, office, operations):
    room.go(query=Query(sort="title", descending=False))
    table = room.screen.table
    table.selectRow(500)
    table.scrollTo(table.model().index(500, 0))
    room.settle()
    chosen, scroll = table.chosen, table.verticalScrollBar().value()
    title = room.screen.pane.case.complaint.title
    recorded(office, title="Zzz paling akhir")
    operations.changed.emit(frozenset({"complaints"}))
    room.settle()
    assert (table.chosen, table.verticalScrollBar().value()) == (chosen, scroll)
    assert room.screen.lines.rowCount() == 1001
    assert room.screen.pane.case.complaint.title == title
    assert room.screen.lines.query.sort == "title"


def test_a_case_that_leaves_the_filter_stays_open_until_another_is_chosen(room, office):
    one = recorded(office, 0, "baru")
    recorded(office, 0, "lain")
    room.go(query=Query(stages=("new",)), complaint=one)
    room.take("verify")
    assert room.titles == ["lain"]
    assert room.screen.pane.complaint == one


def test_a_hidden_list_asks_again_only_when_it_is_shown(room, office, operations):
    room.screen.hide()
    recorded(office)
    operations.changed.emit(frozenset({"complaints"}))
    room.settle()
    assert room.titles == []
    room.screen.show()
    room.screen.shown()
    room.settle()
    assert len(room.titles) == 1


def test_the_screen_speaks_english(qtbot, operations, office):
    translation.use("en")
    recorded(office, 30)
    room = Room(qtbot, operations, office)
    assert room.screen.filters.chips["open"].text() == "Open 1"
    first = room.screen.lines.line(0)
    assert first is not None
    assert first.due.endswith("days late")
    assert "Recorded" in room.history[0]


def test_open_means_the_stages_of_the_rules():
    from desktop.office import list_filters

    assert set(list_filters.OPEN) == OPEN_STAGES


@pytest.mark.parametrize(
    ("chip", "entry", "found"),
    [
        ("category", "      Jalan", ["Jalan"]),
        ("dusun", "Bonto & Lappae", ["Lampu"]),
        ("dates", "Hari ini", ["Jalan"]),
        ("others", "WhatsApp", ["Lampu"]),
        ("others", "Aspirasi", []),
    ],
)
def test_menus_of_chips_narrow_the_list(room, office, chip, entry, found):
    recorded(office, 0, "Jalan", category="infrastructure.road")
    recorded(office, 400, "Lampu", location=Location(dusun="Bonto & Lappae"), channel="whatsapp")
    room.go(query=Query())
    button = room.screen.filters.chips[chip]
    button.click()
    menu = room.widget(f"menu-{chip}")
    next(action for action in menu.actions() if action.text().replace("&&", "&") == entry).trigger()
    menu.close()
    room.settle()
    assert room.titles == found
    assert button.isChecked()


def test_a_case_that_no_row_shows_yet_stays_open_when_the_list_gets_the_focus(room, office):
    room.open(of_stage(office, "verified"))
    room.operations.changed.emit(frozenset({"complaints"}))
    room.settle()
    elsewhere = of_stage(office, "in_progress")
    room.open(elsewhere)
    room.screen.search_field.take_focus()
    room.screen.table.setFocus()
    room.settle()
    assert room.screen.pane.complaint == elsewhere


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_every_status_has_room_for_all_of_its_words(qtbot, operations, office, spoken):
    translation.use(spoken)
    room = Room(qtbot, operations, office)
    for stage in STAGES:
        assert room.screen.table.columnWidth(STAGE) >= pill_size(names.stage(stage)).width() + INSET, stage


def test_every_number_has_room_for_all_of_its_digits(qtbot, operations, office):
    room = Room(qtbot, operations, office)
    metrics = QFontMetrics(look.font(13))
    widest = max(metrics.horizontalAdvance(f"2026-A-{digit * 4}") for digit in "0123456789")
    assert room.screen.table.columnWidth(NUMBER) >= widest + INSET + INSET // 2
