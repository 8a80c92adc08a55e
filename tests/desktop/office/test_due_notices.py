"""Which notice is due when: only what is new, in working hours, and never twice, also over a restart and behind the lock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.calendar import WorkCalendar
from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from desktop.office import due_notices, notice_lines, session_start
from desktop.office.due_notices import DueNotice, Matters, NoticeChoices, NoticeMemory, due
from desktop.store.standing import StandingRow

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
CALENDAR = WorkCalendar()
ONE, TWO = StandingRow("a-1", "2026-A-0001", "Lampu"), StandingRow("a-2", "2026-A-0002", "Jalan")
NO_SUMMARY = NoticeChoices(summary=False)
NONE = NoticeMemory()


def told(matters: Matters, memory: NoticeMemory = NONE, choices: NoticeChoices = NO_SUMMARY, at: datetime = MONDAY):
    return due(matters, memory, choices, at, CALENDAR)


def test_each_matter_is_told_once_and_again_only_after_it_was_settled():
    notices, memory = told({"disposition": [ONE]})
    assert notices == [DueNotice("disposition", (ONE,))]
    assert told({"disposition": [ONE]}, memory) == ([], memory)
    notices, memory = told({"disposition": [ONE, TWO]}, memory)
    assert notices == [DueNotice("disposition", (TWO,))]
    _, memory = told({"disposition": [TWO]}, memory)
    assert told({"disposition": [ONE, TWO]}, memory)[0] == [DueNotice("disposition", (ONE,))]


def test_what_is_due_today_is_told_today_only():
    _, memory = told({"due_today": [ONE]})
    assert told({"due_today": [ONE]}, memory, at=MONDAY + timedelta(hours=5))[0] == []
    assert told({"due_today": [ONE]}, memory, at=MONDAY + timedelta(days=1))[0] == [DueNotice("due_today", (ONE,))]


@pytest.mark.parametrize(
    ("moment", "given"),
    [
        (MONDAY.replace(hour=7, minute=59), False),
        (MONDAY.replace(hour=8), True),
        (MONDAY.replace(hour=15, minute=59), True),
        (MONDAY.replace(hour=16), False),
        (MONDAY - timedelta(days=1), False),
    ],
)
def test_nothing_is_told_outside_working_hours_and_it_comes_when_they_begin(moment: datetime, given: bool):
    notices, memory = told({"reply": [ONE]}, at=moment)
    assert bool(notices) is given
    assert told({"reply": [ONE]}, at=moment, choices=NoticeChoices(summary=False, always=True))[0] != []
    assert bool(told({"reply": [ONE]}, memory, at=MONDAY + timedelta(days=1))[0]) is not given


def test_the_morning_summary_counts_all_and_stands_for_the_notices_of_that_moment():
    choices = NoticeChoices()
    notices, memory = told({"disposition": [ONE, TWO], "sync": [ONE], "due_today": []}, choices=choices)
    assert notices == [DueNotice("summary", counts=(("disposition", 2), ("sync", 1)))]
    assert told({"disposition": [ONE, TWO], "sync": [ONE]}, memory, choices)[0] == []
    assert told({"approval": [ONE]}, memory, choices)[0] == [DueNotice("approval", (ONE,))]
    assert told({}, memory, choices, MONDAY + timedelta(days=1)) == ([], NoticeMemory((), date(2026, 12, 1)))


def test_what_is_switched_off_is_neither_told_nor_counted():
    off = NoticeChoices(off=("reply",))
    assert told({"reply": [ONE]}, choices=off)[0] == []
    assert told({"reply": [ONE], "approval": [TWO]}, choices=off)[0] == [
        DueNotice("summary", counts=(("approval", 1),))
    ]


def test_locked_a_notice_counts_and_names_nothing():
    single, several = DueNotice("reply", (ONE,)), DueNotice("reply", (ONE, TWO))
    assert notice_lines.words(single, locked=False).line == "2026-A-0001 · Lampu"
    assert notice_lines.words(several, locked=False).line == "2 jawaban warga belum dibaca"
    assert notice_lines.words(single, locked=True).line == "1 jawaban warga belum dibaca"


def test_an_office_is_told_once_over_a_restart(office, monkeypatch):
    monkeypatch.setattr(office, "clock", lambda: MONDAY.timestamp())
    monkeypatch.setattr(due_notices, "_is_time", lambda *_: True)
    due_notices.save_choices(office, NoticeChoices(summary=False))
    person = Person(name="Andi", phone="081234567890")
    one = office.record(Draft(kind="complaint", body="Lampu padam", complainant=person)).id
    for action in ("verify", "respond"):
        office.act(one, action, StepDetails(note="Diganti", draft=action == "respond"))
    [notice] = [n for n in due_notices.look(office, sync_broken=True) if n.kind == "approval"]
    assert [row.id for row in notice.matters] == [one]
    assert due_notices.look(office, sync_broken=True) == []


def test_the_session_starts_the_program_minimised_and_no_more_when_switched_off(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "konfigurasi kantor"))
    monkeypatch.setattr("sys.platform", "linux")
    assert not session_start.starts_with_session()
    session_start.set_start_with_session(on=True)
    [file] = (tmp_path / "konfigurasi kantor" / "autostart").iterdir()
    assert "--minimised" in file.read_text("utf-8")
    assert session_start.starts_with_session()
    for _ in range(2):
        session_start.set_start_with_session(on=False)
    assert not session_start.starts_with_session()
