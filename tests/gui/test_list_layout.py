"""The list as somebody arranges it: columns, order and panes come back, filters of one's own, the list and the case always agree."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from desktop.office.filter_menus import with_value_turned
from desktop.office.list_filters import OPEN, START
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.widgets.theme import look
from tests.gui.complaints_room import Room, of_stage, recorded


@pytest.fixture
def room(qtbot, operations, office):
    return Room(qtbot, operations, office)


def visible(room: Room) -> list[str]:
    """The headings from the left."""
    table = room.screen.table
    header, columns = table.horizontalHeader(), room.screen.lines.columns
    order = sorted(range(len(columns)), key=header.visualIndex)
    return [columns[at].name for at in order if not table.isColumnHidden(at)]


def column(room: Room, name: str) -> int:
    return [one.name for one in room.screen.lines.columns].index(name)


def test_columns_chosen_moved_and_drawn_come_back_with_order_and_panes(room, office, qtbot, operations):
    recorded(office)
    room.screen.resize(1600, 740)
    table = room.screen.table
    table.show_column("dusun", on=True)
    table.show_column("category", on=False)
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(column(room, "due")), 0)
    table.horizontalHeader().resizeSection(column(room, "stage"), 200)
    table.sort_by(column(room, "received"))
    room.screen.split.setSizes([700, 400])
    room.screen.split.splitterMoved.emit(700, 1)
    qtbot.wait(700)
    room.settle()
    assert visible(room)[0] == "due"
    assert "category" not in visible(room)
    sizes = room.screen.split.sizes()
    again = Office(office.folder, office.unlocked, office.user.name)
    other = Room(qtbot, operations, again)
    other.screen.resize(1600, 740)
    other.settle()
    assert visible(other) == visible(room)
    assert other.screen.table.columnWidth(column(other, "stage")) == 200
    assert (other.screen.lines.query.sort, other.screen.lines.query.descending) == ("received", True)
    assert abs(other.screen.split.sizes()[0] - sizes[0]) < 40
    again.close()


def test_the_edge_of_the_title_moves_its_neighbours(room, office):
    recorded(office)
    table = room.screen.table
    title, stage = column(room, "title"), column(room, "stage")
    before, room_for_all = table.columnWidth(stage), sum(table.columnWidth(at) for at in range(9))
    table.horizontalHeader().resizeSection(title, table.columnWidth(title) - 30)
    assert table.columnWidth(stage) == before + 30
    assert sum(table.columnWidth(at) for at in range(9)) == room_for_all


@pytest.mark.parametrize("width", [900, 1024, 1158, 1366])
def test_a_number_is_never_cut_and_leaves_last(room, office, width, monkeypatch):
    monkeypatch.setattr("complaints.numbering.Number.__str__", lambda _self: "2026-A-1234567")
    recorded(office)
    room.screen.resize(width, 600)
    room.operations.changed.emit(frozenset({"complaints"}))
    room.go(query=Query())
    assert "number" in visible(room)
    words = QFontMetrics(look.font(13, figures=True)).horizontalAdvance("2026-A-1234567")
    number = column(room, "number")
    assert room.screen.table.columnWidth(number) >= words + room.screen.table.inset + room.screen.table.gap - 1


def test_digits_are_of_one_width(qtbot, operations, office):
    Room(qtbot, operations, office)
    metrics = QFontMetrics(look.font(13, figures=True))
    assert len({metrics.horizontalAdvance(digit * 6) for digit in "0123456789"}) == 1


def test_several_values_of_a_group_widen_and_groups_narrow_and_it_is_said(room, office):
    for title, dusun, category in (
        ("a", "Bonto", "infrastructure.road"), ("b", "Lappae", "infrastructure.road"), ("c", "Bonto", "services.civil_registry"),
    ):  # fmt: skip
        from complaints.events import Location

        recorded(office, title=title, category=category, location=Location(dusun=dusun))
    room.go(query=Query(descending=False))
    bar = room.screen.filters
    bar.narrow(with_value_turned(bar.query, "dusun", "Bonto"))
    room.settle()
    assert room.titles == ["a", "c"]
    assert not bar.sentence.isVisible()
    bar.narrow(with_value_turned(bar.query, "dusun", "Lappae"))
    room.settle()
    assert room.titles == ["a", "b", "c"]
    assert bar.sentence.text() == "Yang tampil: Bonto atau Lappae."
    bar.narrow(with_value_turned(bar.query, "category", "infrastructure.road"))
    room.settle()
    assert room.titles == ["a", "b"]
    assert bar.sentence.text().endswith(", dan Bonto atau Lappae.")
    bar.narrow(with_value_turned(bar.query, "dusun", "Bonto"))
    room.settle()
    assert room.titles == ["b"]


def test_a_filter_of_ones_own_is_for_nobody_else(room, office):
    room.go(query=Query(stages=OPEN))
    room.screen.filters.save.click()
    room.widget("filter-name").setText("Punyaku")
    room.widget("filter-own").click()
    room.widget("filter-name-take").click()
    room.settle()
    assert [saved.name for saved in office.layout.filters] == ["Punyaku"]
    assert office.settings.saved_filters == ()
    assert room.widget("filter-saved").text() == "Punyaku"
    room.screen.filters.drop_asked.emit("Punyaku")
    room.settle()
    assert office.layout.filters == ()


def test_list_and_case_agree_also_for_one_that_the_list_does_not_show(room, office):
    opened = recorded(office, title="terbuka")
    closed = of_stage(office, "closed", title="tertutup")
    room.go(query=START)
    room.open(closed)
    assert room.screen.pane.complaint == room.screen.table.chosen == closed
    assert room.titles == ["tertutup"]
    room.go(query=START)
    room.open(opened)
    assert room.screen.pane.complaint == room.screen.table.chosen == opened
    assert room.titles == ["terbuka"]


def test_a_case_far_down_is_chosen_in_its_row(room, office):
    ids = [recorded(office, title=f"Lampu {n}") for n in range(120)]
    room.go(query=Query(descending=False))
    room.open(ids[110])
    assert room.screen.table.currentIndex().row() == 110
    assert room.screen.table.chosen == ids[110]


def test_a_message_after_a_step_takes_it_back_and_leads_on(room, office):
    first, second = recorded(office, title="satu"), recorded(office, title="dua")
    room.go(query=Query(stages=("new",), descending=False))
    room.take("verify")
    bar = room.screen.messages
    assert office.case(first).complaint.number in bar.text.text()
    assert [button.text() for button in bar.offers] == ["Batalkan", "Berikutnya"]
    assert room.titles == ["dua"]
    bar.offers[1].click()
    room.settle()
    assert room.screen.pane.complaint == room.screen.table.chosen == second
    room.screen.messages.say("", offers=[("Batalkan", lambda: room.screen.pane.undo(first))])
    room.screen.messages.offers[0].click()
    room.settle()
    assert office.case(first).complaint.stage == "new"
    assert room.screen.pane.complaint == second, "the case that is open stays"
    assert not any(button.text() == "Batalkan" for button in bar.offers)


def test_alt_down_goes_on_from_where_a_case_stood_that_left_the_list(room, office):
    ids = [recorded(office, title=title) for title in ("satu", "dua", "tiga")]
    room.go(query=Query(stages=("new",), descending=False))
    room.screen.table.selectRow(1)
    room.settle()
    room.take("verify")
    assert room.titles == ["satu", "tiga"]
    room.screen.pane.neighbour.emit(1)
    room.settle()
    assert room.screen.pane.complaint == ids[2]


def entries(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_the_menu_of_a_row_has_its_steps_and_those_of_many_theirs(room, office):
    recorded(office, title="baru")
    of_stage(office, "closed", title="tertutup")
    room.go(query=Query(descending=False))
    menu = room.screen.open_menu(room.screen.table.mapToGlobal(QPoint(5, 5)))
    assert entries(menu)[:3] == ["Buka", "Verifikasi", "Arsipkan…"]
    next(action for action in menu.actions() if action.text() == "Verifikasi").trigger()
    menu.close()
    room.settle()
    form = room.screen.pane.form
    assert form is not None
    assert form.action == "verify"
    room.screen.table.selectAll()
    room.settle()
    menu = room.screen.open_menu(room.screen.table.mapToGlobal(QPoint(5, 5)))
    assert "Selesaikan" in entries(menu)
    next(action for action in menu.actions() if action.text() == "Selesaikan").trigger()
    menu.close()
    room.settle()
    assert room.screen.many.form is not None
    assert room.screen.many.form.sentence.text() == "Tidak satu pun dapat diselesaikan."
    assert len(room.screen.many.form.reasons.findChildren(QLabel)) == 2


def test_f6_goes_from_part_to_part(room, office):
    recorded(office)
    room.go(query=Query())
    room.screen.table.setFocus()
    for where in (room.screen.pane, room.screen.search_field, room.screen.table):
        room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        room.settle()
        focus = QApplication.focusWidget()
        assert focus is where or where.isAncestorOf(focus)
