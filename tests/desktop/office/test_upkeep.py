"""What happens without being asked: answered complaints close in time, due days follow the rules."""

from datetime import date

from msgspec import structs
from sqlalchemy import event

from complaints.steps import StepDetails
from desktop.office import upkeep
from desktop.store.listing import Query
from desktop.store.settings import OfficeHoliday
from tests.offices import Clock, bridge, new_office


def answered(office):
    number = office.record(bridge()).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Tali sudah diganti."))
    return number


def test_an_answered_complaint_closes_by_itself_after_the_time_to_react(tmp_path):
    office = new_office(tmp_path / "kantor", clock := Clock())
    number = answered(office)
    clock.pass_days(9)
    assert office.upkeep.close_answered() == 0
    clock.pass_days(1)
    assert office.upkeep.close_answered() == 1
    assert office.upkeep.close_answered() == 0
    closed = office.case(number).complaint
    assert closed.stage == "closed"
    assert closed.milestones.closed_on == date(2026, 12, 4)
    office.close()


def test_a_clock_that_leapt_ten_years_closes_nothing(tmp_path):
    office = new_office(tmp_path / "kantor", clock := Clock())
    number = answered(office)
    clock.pass_days(3650)
    assert office.upkeep.close_answered() == 0
    assert office.case(number).complaint.stage == "responded"
    office.close()


def test_a_new_holiday_moves_the_due_days_of_the_list(tmp_path):
    office = new_office(tmp_path / "kantor", Clock())
    office.record(bridge())
    assert not office.upkeep.rules_changed()
    assert office.page(Query())[0].due_on == date(2026, 11, 27)

    day = OfficeHoliday(date(2026, 11, 25), "Hari jadi desa")
    office.change_settings(structs.replace(office.settings, extra_holidays=(day,)))
    assert office.upkeep.rules_changed()
    assert office.upkeep.refresh_deadlines() == 1

    assert office.page(Query())[0].due_on == date(2026, 11, 30)
    assert not office.upkeep.rules_changed()
    assert office.upkeep.check().mended == ()
    office.close()


def test_what_was_written_last_tells_that_the_clock_is_right_without_a_look_at_every_event(tmp_path, monkeypatch):
    office = new_office(tmp_path / "kantor", clock := Clock())
    answered(office)
    clock.pass_days(10)
    asked: list[str] = []
    event.listen(office.engine, "before_cursor_execute", lambda _c, _cursor, sql, *_: asked.append(sql))
    monkeypatch.setattr(upkeep, "LAST_WRITTEN", 0)  # so that none of them tells
    monkeypatch.setattr(upkeep.Upkeep, "_close", lambda *_: False)
    office.upkeep.close_answered()
    assert [("LIMIT" in sql) for sql in asked if "max(" in sql] == [True, False]
    asked.clear()
    monkeypatch.undo()
    assert office.upkeep.close_answered() == 1
    assert [("LIMIT" in sql) for sql in asked if "max(" in sql and "event" in sql] == [True]
    asked.clear()
    office.upkeep.close_answered()
    assert not [sql for sql in asked if "event" in sql]
    office.close()
