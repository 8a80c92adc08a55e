"""Pemantauan: figures, their periods, and the way from each to its complaints, by pointer and by keys."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from complaints.events import Location
from complaints.steps import StepDetails
from desktop.colours import DARK, LIGHT
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.monitoring.screen import MonitoringScreen
from desktop.screens.navigate import Goto
from desktop.store.listing import Query
from desktop.widgets.theme import look
from desktop.wording.periods import span_words
from tests.desktop.documents import paper_check
from tests.gui.complaints_room import Room, recorded
from tests.offices import enter_any_day, new_office


class Monitor:
    """The screen on its own, with what a person at the keyboard would do."""

    def __init__(self, qtbot, operations: Operations, office) -> None:
        self.qtbot, self.operations, self.office = qtbot, operations, office
        self.went: list[Goto] = []
        self.screen = MonitoringScreen(operations, office, self.went.append)
        qtbot.addWidget(self.screen)
        self.screen.resize(1158, 740)
        self.screen.show()
        self.screen.activateWindow()
        self.screen.shown()
        assert operations.wait()

    def choose(self, name: str) -> None:
        self.screen.periods.show_period(name)  # type: ignore[arg-type]
        assert self.operations.wait()

    def row(self, table, row: int) -> list[str]:
        return [cell.text for cell in table.lines.lines[row]]

    def query(self) -> Query:
        query = self.went[-1].query
        assert query is not None
        return query


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """On a fixed day: its figures are of months."""
    opened = new_office(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def room(qtbot, operations, office) -> Monitor:
    """Six complaints of this month and one of a year ago: answered in time, late, not yet, reopened, archived."""
    enter_any_day(office)
    worked(office, 20, ("verify", 18), ("respond", 15), ("close", 10), score=4, category="infrastructure.road")
    worked(office, 21, ("verify", 19), ("respond", 16), ("reopen", 15), category="infrastructure.bridge")
    worked(office, 23, ("verify", 10), dusun="Bonto")
    worked(office, 22, ("verify", 20), dusun="Bonto", rw="01")
    worked(office, 2)
    worked(office, 1, ("archive", 1))
    worked(office, 380, ("verify", 379), ("respond", 340))
    return Monitor(qtbot, operations, office)


def worked(
    office,
    days_ago: int,
    *steps: tuple[str, int],
    score: int | None = None,
    dusun: str = "",
    rw: str = "",
    category: str = "",
) -> str:
    one = recorded(office, days_ago, location=Location(dusun=dusun, rw=rw), category=category)
    for action, ago in steps:
        on = office.today() - timedelta(days=ago)
        office.act(one, action, StepDetails(note="sudah", on=on, satisfaction=score if action == "close" else None))  # type: ignore[arg-type]
    return one


def test_the_figures_are_said_in_cards_and_tables(room: Monitor):
    screen = room.screen
    assert screen.cards["received"].accessibleName() == "Diterima: 6"
    assert screen.cards["received"].accessibleDescription() == "semula 1"
    assert screen.cards["satisfaction"].figure_text == "4,0"
    verify = room.row(screen.tables["steps"], 0)
    assert verify[:4] == ["Verifikasi", "3", "1", "1"]
    assert verify[4] == "75%"
    assert [room.row(screen.tables["places"], row)[0] for row in range(2)] == ["Tanpa dusun", "Bonto"]
    assert (
        screen.tables["steps"].lines.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Verifikasi, Terlambat: 1"
    )


def test_every_figure_opens_the_complaints_that_it_counts(room: Monitor):
    tables = tuple(room.screen.tables.values())
    opened = 0
    for table in tables:
        for row, line in enumerate(table.lines.lines):
            for column, cell in enumerate(line):
                if cell.query is not None and cell.text.isdigit() and table.lines.columns[column].heading in (
                    "Tepat waktu", "Tepat", "Terlambat", "Berjalan", "Diterima", "Jumlah",
                ):  # fmt: skip
                    table.act(row, column)
                    assert room.office.count(room.query()) == int(cell.text), (line[0].text, column)
                    opened += 1
    assert opened > 20


def test_cards_and_months_open_theirs(room: Monitor):
    screen = room.screen
    for card, count in (
        (screen.cards["received"], 6),
        (screen.cards["reopened"], 1),
        (screen.cards["satisfaction"], 1),
        (screen.cards["on_time"], 2),
    ):
        room.qtbot.keyClick(card, Qt.Key.Key_Return)
        assert room.office.count(room.query()) == count
    chart = screen.trend
    chart.setFocus()
    room.qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "November 2026: " in chart.chosen_text
    room.qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert (room.query().received_from, room.query().received_to) == (date(2026, 11, 1), room.office.today())


def test_the_tables_are_walked_with_arrows_and_the_page_follows(room: Monitor):
    screen, scores = room.screen, room.screen.tables["scores"]
    bar = screen.scroller.verticalScrollBar()
    assert bar.value() == 0
    scores.setFocus()
    room.qtbot.keyClick(scores, Qt.Key.Key_Down)
    place = scores.mapTo(screen.scroller.viewport(), scores.current_area().center())
    assert screen.scroller.viewport().rect().contains(QPoint(5, place.y()))
    room.qtbot.keyClick(scores, Qt.Key.Key_Return)
    assert room.query().scores == (4,)


def test_places_are_told_down_to_the_rw_and_rt_by_keys(room: Monitor):
    """And open what they count, with the place in the list's chips."""
    screen = room.screen
    screen.place_chips["dusun"].setFocus()
    room.qtbot.keyClick(screen.place_chips["dusun"], Qt.Key.Key_Right)
    assert room.operations.wait()
    table = screen.tables["places"]
    assert [room.row(table, row)[0] for row in range(4)] == ["Tanpa dusun", "Bonto", "Tanpa RW", "RW 01"]
    assert [room.row(table, row)[1] for row in range(4)] == ["4", "2", "1", "1"]
    table.act(2, 0)
    assert (room.query().dusun, room.query().without, room.office.count(room.query())) == ("Bonto", "rw", 1)
    assert (content := screen._content()) is not None
    assert content.places is not None
    screen.place_chips["dusun"].click()
    assert room.operations.wait()
    assert table.lines.rowCount() == 2


def test_a_click_on_a_figure_opens_it(room: Monitor):
    table = room.screen.tables["steps"]
    place = table.visualRect(table.lines.index(0, 2)).center()
    room.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (room.query().step, room.query().outcome) == ("verify", "late")


def test_another_period_brings_other_figures(room: Monitor):
    room.choose("last-year")
    assert room.screen.cards["received"].figure == 1
    assert room.screen.cards["late"].figure == 1
    room.choose("all")
    assert room.screen.cards["received"].figure == 7
    assert room.screen.before is None
    room.choose("last-month")
    assert room.screen.pages.currentWidget() is room.screen.empty


def test_the_period_stands_below_the_title_where_there_is_no_room_beside_it(room: Monitor):
    title, periods = room.screen._title, room.screen.periods
    assert periods.geometry().left() > title.geometry().right()
    assert periods.geometry().top() < title.geometry().bottom()
    room.screen.resize(700, 740)
    QApplication.processEvents()
    assert periods.geometry().top() > title.geometry().bottom()
    assert not periods.geometry().intersects(room.screen.print.geometry())
    room.screen.resize(1158, 740)
    QApplication.processEvents()
    assert periods.geometry().left() > title.geometry().right()


def test_free_days_are_typed_in_a_line(room: Monitor):
    screen = room.screen
    screen.periods.show_period("free")
    span = screen.periods.periods.line
    assert span.isVisible()
    span.first.setText("1-11-2025")
    span.last.setText("30-11-2025")
    span.take()
    assert room.operations.wait()
    assert screen.cards["received"].figure == 1
    assert not span.isVisible()


def test_choosing_a_step_tells_its_timeliness_by_category(room: Monitor):
    screen = room.screen
    answered = room.row(screen.tables["categories"], 0)
    room.qtbot.mouseClick(screen.chips["verify"], Qt.MouseButton.LeftButton)
    assert room.row(screen.tables["categories"], 0) != answered
    groups = len(screen.tables["categories"].lines.lines)
    room.qtbot.mouseClick(screen.detailed, Qt.MouseButton.LeftButton)
    assert len(screen.tables["categories"].lines.lines) == groups + 2


def test_a_new_complaint_is_counted_at_once(room: Monitor):
    recorded(room.office)
    room.operations.changed.emit(frozenset({"complaints"}))
    assert room.operations.wait()
    assert room.screen.cards["received"].figure == 7


def test_what_is_seen_is_printed_and_exported(room: Monitor, tmp_path):
    screen = room.screen
    room.qtbot.mouseClick(screen.chips["verify"], Qt.MouseButton.LeftButton)
    room.qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert room.operations.wait()
    [window] = screen.window().findChildren(PreviewWindow)
    assert window.document is not None
    assert window.document.name == f"pemantauan-20251201-{room.office.today():%Y%m%d}"
    assert not window.identity.isVisible()
    said = paper_check.words(window.document.pdf)
    assert "ketepatan tahap verifikasi" in said
    assert "Verifikasi 3 1 1 75%" in said
    window.reject()
    file = tmp_path / "angka.xlsx"
    screen.export_to(file)
    assert room.operations.wait()
    assert file.read_bytes().startswith(b"PK")
    assert str(file) in screen.messages.text.text()
    screen.export_to(tmp_path / "tidak ada" / "angka.xlsx")
    assert room.operations.wait()
    assert "tidak ada" in screen.messages.text.text()


def test_nothing_can_be_printed_of_an_empty_period(room: Monitor):
    room.choose("last-month")
    assert not room.screen.print.isEnabled()
    assert not room.screen.export.isEnabled()
    room.choose("all")
    assert room.screen.print.isEnabled()


def test_every_control_has_a_name(room: Monitor):
    for widget in room.screen.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.objectName() or isinstance(widget.parent(), QComboBox), widget
            assert widget.accessibleName() or not widget.objectName(), widget.objectName()


def test_the_chart_is_drawn_in_light_and_in_dark(room: Monitor, monkeypatch):
    chart = room.screen.trend
    for colours in (LIGHT, DARK):
        monkeypatch.setattr(look, "colours", colours)
        picture = chart.grab().toImage()
        seen = {
            picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
        }
        assert colours.link.lower() in seen


def test_the_list_shows_the_condition_as_a_chip_and_takes_it_off(qtbot, operations, office):
    late = worked(office, 23, ("verify", 10))
    worked(office, 20, ("verify", 18))
    room = Room(qtbot, operations, office)
    room.go(query=Query(step="verify", outcome="late", outcome_on=office.today()))
    chip = room.screen.filters.chips["passage"]
    assert chip.isVisible()
    assert chip.text() == "Verifikasi: terlambat"
    assert room.screen.lines.count == 1
    assert room.screen.lines.row_of(late) == 0
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.screen.lines.count == 2
    assert not chip.isVisible()


def test_a_span_is_said_with_its_year_once():
    assert span_words(date(2026, 1, 1), date(2026, 11, 25)) == "1 Jan – 25 Nov 2026"
    assert span_words(date(2025, 12, 1), date(2026, 11, 25)) == "1 Des 2025 – 25 Nov 2026"
    assert span_words(date(2026, 1, 1), date(2026, 1, 1)) == "1 Jan 2026"
