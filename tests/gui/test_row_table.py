"""The one table of the program: what a column declares is what is shown, heard, pressed and measured."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.columns import Cell, Column, Width, fixed
from desktop.widgets.row_model import RowModel
from desktop.widgets.row_painter import button_area
from desktop.widgets.row_table import RowTable
from desktop.widgets.theme import look

DISPLAY, SPOKEN, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
CHECK = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True)
class Road:
    name: str
    broken: bool = False


ROADS = (Road("Jalan Poros"), Road("Jalan Tani", broken=True), Road("Lorong 3"))


def shown(qtbot, *columns: Column[Road], by_cell=False):
    table = RowTable(RowModel(columns, ROADS), "roads", "Jalan", by_cell=by_cell)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def name(**look_of_it) -> Column[Road]:
    return Column("Nama", lambda road: Cell(road.name, **look_of_it))


def broken() -> Column[Road]:
    return Column("Keadaan", lambda road: Cell("rusak" if road.broken else "baik"), Width(by_rows=True))


def test_a_column_declares_what_is_shown_heard_and_said_by_the_pointer(qtbot):
    table = shown(qtbot, name(tip="Nama lengkap"), broken())
    lines = table.lines
    assert [lines.headerData(at, Qt.Orientation.Horizontal) for at in range(2)] == ["Nama", "Keadaan"]
    assert (lines.index(1, 1).data(), lines.index(1, 0).data(TIP), lines.index(1, 1).data(TIP)) == (
        "rusak", "Nama lengkap", "rusak",
    )  # fmt: skip
    # A screen reader comes to the first cell of a row, and hears all of it there.
    assert lines.index(1, 0).data(SPOKEN) == "Jalan Tani, rusak"
    assert lines.index(1, 1).data(SPOKEN) == "rusak"


def test_a_line_that_is_still_being_loaded_holds_its_place(qtbot):
    class Late(RowModel):
        def line(self, row):  # noqa: ARG002 - Qt's model asks by row
            return None

    table = RowTable(Late((name(), broken()), ROADS), "roads", "Jalan")
    qtbot.addWidget(table)
    assert [table.lines.index(0, at).data() for at in range(2)] == ["…", ""]
    assert not table.grab().isNull()


def test_enter_acts_on_the_chosen_row_and_a_double_click_opens_it(qtbot):
    table = shown(qtbot, name(), broken())
    acted, opened = [], []
    table.acted.connect(lambda row, column: acted.append((row, column)))
    table.opened.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert acted == [(1, 0)]
    place = table.visualRect(table.lines.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (acted, opened) == ([(1, 0)], [2])


def test_a_button_is_pressed_where_it_stands_and_nowhere_else_in_its_cell(qtbot):
    button = Column("", lambda _: Cell("Buka", button=True), fixed(200))
    table = shown(qtbot, name(), button)
    acted = []
    table.acted.connect(lambda row, column: acted.append((row, column)))
    cell = table.visualRect(table.lines.index(1, 1))
    area = button_area("Buka", cell)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(area.right() + 20, area.center().y()))
    assert acted == []
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert acted == [(1, 1)]


def test_space_and_a_click_press_the_box_of_a_row_and_only_where_there_is_one(qtbot):
    box = Column[Road]("Rusak", lambda road: Cell("", ticked=True if road.broken else None), fixed(80))
    table = shown(qtbot, box, name())
    pressed = []
    table.lines.ticked.connect(pressed.append)
    assert [table.lines.index(row, 0).data(CHECK) for row in range(2)] == [None, Qt.CheckState.Checked]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert pressed == []
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert pressed == [1]
    place = table.visualRect(table.lines.index(1, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 8, place.center().y()))
    assert pressed == [1, 1]


def test_a_column_gives_way_where_it_would_leave_too_little(qtbot):
    table = shown(qtbot, name(), Column("Dusun", lambda _: Cell("Lappae"), fixed(200), leaves=300))
    assert not table.isColumnHidden(1)
    assert table.columnWidth(0) == table.viewport().width() - look.px(200)
    table.resize(450, 300)
    assert table.isColumnHidden(1)
    assert table.columnWidth(0) == table.viewport().width()


def test_a_screen_reader_hears_the_whole_row_also_where_its_first_column_has_no_room(qtbot):
    number = Column[Road]("Nomor", lambda road: Cell("1", spoken=f"Nomor 1, {road.name}"), fixed(200), leaves=300)
    table = shown(qtbot, number, name())
    assert table.lines.index(1, 1).data(SPOKEN) == "Jalan Tani"
    table.resize(450, 300)
    assert table.isColumnHidden(0)
    assert table.lines.index(1, 1).data(SPOKEN) == "Nomor 1, Jalan Tani"


@pytest.mark.parametrize("percent", [100, 150])
def test_a_column_is_as_wide_as_what_its_rows_say(qtbot, percent, monkeypatch):
    monkeypatch.setattr(look, "percent", percent)
    table = shown(qtbot, name(), broken())
    narrow = table.columnWidth(1)
    table.show_lines(ROADS, (name(), Column[Road]("Keadaan", lambda road: Cell(road.name * 2), Width(by_rows=True))))
    assert table.columnWidth(1) > narrow
    table.show_lines(
        ROADS, (name(), Column[Road]("Keadaan", lambda road: Cell(road.name * 2), Width(largest=90, by_rows=True)))
    )
    assert table.columnWidth(1) == look.px(90)


def test_the_chosen_line_stays_chosen_when_others_come_before_it(qtbot):
    table = shown(qtbot, name(), broken())
    table.selectRow(1)
    table.show_lines((Road("Jalan Baru"), *ROADS), key=lambda road: road.name)
    assert table.chosen_line == ROADS[1]
    table.show_lines(ROADS[:1], key=lambda road: road.name)
    assert table.chosen_line == ROADS[0]


def test_fewer_columns_may_follow_more(qtbot):
    table = shown(qtbot, name(), broken(), broken(), by_cell=True)
    table.choose(2, 2)
    table.show_lines(ROADS, (name(), broken()))
    table.resize(300, 200)
    assert table.lines.columnCount() == 2
    assert not table.grab().isNull()


def test_a_single_column_takes_all_the_room(qtbot):
    table = shown(qtbot, name())
    assert table.columnWidth(0) == table.viewport().width()


def test_tab_leaves_the_table(qtbot):
    table = shown(qtbot, name(), broken())
    assert not table.tabKeyNavigation()
