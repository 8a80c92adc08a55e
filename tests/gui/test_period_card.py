"""The card of the report to the district: what is typed stays, is printed, written and sent; and Home's warnings open their complaints."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from complaints.draft import Draft
from complaints.events import Location
from complaints.report_period import parse_period
from desktop.office import period_reports
from desktop.screens.home.screen import HomeScreen
from desktop.screens.navigate import Goto
from desktop.screens.reports.card import ReportContext
from desktop.screens.reports.period_card import PeriodCard
from tests.offices import bridge

Q3 = parse_period("2026-T3")


@pytest.fixture
def card(qtbot, operations, office):
    office.record(bridge(received_on=date(2026, 8, 3)))
    shown = PeriodCard(ReportContext(operations, office, lambda _goto: None, lambda *_: None))
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    settle(operations)
    return shown


def settle(operations):
    for _ in range(4):
        assert operations.wait()
        QApplication.processEvents()


def test_the_last_quarter_is_chosen_and_what_is_typed_is_sent(card, operations, office):
    assert card.code == "2026-T3"
    assert card.state.text() == "1 pengaduan. Belum dikirim."
    card.texts["obstacles"].editor.setPlainText("Jalan putus")
    reasons = card.texts["reasons"].editor
    number = office.page(office_query())[0].number
    assert reasons.toPlainText() == f"{number}: Belum diverifikasi"
    reasons.setPlainText(f"{number}: Menunggu anggaran\n2099-A-0001: bukan apa-apa")
    card.send.click()
    settle(operations)
    (sent,) = period_reports.sent(office)
    assert (sent.report.narrative.obstacles, sent.report.late[0].reason) == ("Jalan putus", "Menunggu anggaran")
    assert "menunggu sinkronisasi" in card.state.text()
    assert reasons.toPlainText() == f"{number}: Menunggu anggaran"


def office_query():
    from desktop.store.listing import Query

    return Query()


def test_a_draft_stays_with_its_period(card, operations, office):
    card.texts["recommendations"].editor.setPlainText("Tambah petugas")
    card.span.editor.setCurrentIndex(card.span.editor.findData("-T2"))
    settle(operations)
    assert card.texts["recommendations"].editor.toPlainText() == ""
    assert card.state.text() == "Nihil: tidak ada pengaduan. Belum dikirim."
    assert not card.texts["reasons"].isVisible()
    card.span.editor.setCurrentIndex(card.span.editor.findData("-T3"))
    settle(operations)
    assert card.texts["recommendations"].editor.toPlainText() == "Tambah petugas"
    card.span.editor.setCurrentIndex(card.span.editor.findData("-T4"))
    settle(operations)
    assert not card.send.isEnabled()
    assert period_reports.draft(office, Q3).narrative.recommendations == "Tambah petugas"


def test_the_three_files_are_written(card, operations, tmp_path):
    card.write(tmp_path / "laporan")
    settle(operations)
    assert sorted(file.suffix for file in (tmp_path / "laporan").iterdir()) == [".json", ".pdf", ".xlsx"]


def test_home_warns_of_a_rise_and_opens_exactly_its_complaints(qtbot, operations, office):
    today = office.today()
    for day in range(60, 400, 15):
        office.record(
            Draft(
                kind="complaint",
                body="Bansos",
                title="Bansos",
                category="social.aid",
                received_on=today - timedelta(days=day),
            )
        )
    for day in range(9):
        office.record(
            Draft(
                kind="complaint", body="Lubang", title="Lubang", category="infrastructure.road", location=Location(dusun="Bonto"),
                received_on=today - timedelta(days=day),
            )
        )  # fmt: skip
    went: list[Goto] = []
    screen = HomeScreen(operations, office, went.append)
    qtbot.addWidget(screen)
    screen.show()
    settle(operations)
    assert screen.warnings[0].text() == "⚠ Jalan, Dusun Bonto: 9 pengaduan dalam 28 hari, biasanya 0,0"
    assert [button.isVisible() for button in screen.warnings] == [True, False, False]
    screen.warnings[0].click()
    (goto,) = went
    assert office.count(goto.query) == 9
