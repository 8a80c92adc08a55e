"""The check finds what was changed behind the program's back, and mends what can be made anew."""

import pytest

from desktop.store.attachments import Content
from desktop.store.database import writing
from tests.offices import Clock, bridge, new_office


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "kantor", Clock())
    for _ in range(3):
        made.record(bridge())
    yield made
    made.close()


def alter(office, sql, *values):
    with writing(office.engine) as connection:
        connection.exec_driver_sql(sql, values)


def test_an_untouched_store_is_clean(office):
    office.act("2026-A-0001", "verify")
    report = office.upkeep.check()
    assert report.clean
    assert report.mended == ()
    assert (report.events, report.complaints) == (4, 3)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE complaint SET title = 'lain' WHERE rowid = 2",
        "UPDATE complaint SET due_day = 1 WHERE rowid = 2",
        "DELETE FROM complaint WHERE rowid = 2",
        "DELETE FROM search WHERE rowid = 2",
        "INSERT INTO search(rowid, content) VALUES (9, 'x')",
    ],
)
def test_a_projection_that_differs_from_its_events_is_made_anew(office, damage):
    alter(office, damage)
    assert not office.upkeep.check(repair=False).clean
    repaired = office.upkeep.check()
    assert repaired.clean
    assert repaired.mended
    assert office.upkeep.check().mended == ()


def test_an_altered_event_is_found_and_not_mended(office):
    alter(
        office,
        "UPDATE event SET content = CAST(substr(content, 1, length(content) - 1) || x'21' AS BLOB) WHERE seq = 2",
    )
    report = office.upkeep.check()
    assert not report.clean
    assert "cadangan" in str(report.problems[0])


def test_an_event_that_was_cut_out_is_missed(office):
    alter(office, "DELETE FROM event WHERE seq = 2")
    assert not office.upkeep.check().clean


def test_a_lost_or_altered_attachment_is_found(office):
    case = office.attach("2026-A-0001", Content("foto.png", b"\x89PNG\r\n\x1a\n....."))
    path = office.attachments.path(case.complaint.attachments[0].sha256)
    assert office.upkeep.check().clean
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert not office.upkeep.check().clean
    path.unlink()
    assert not office.upkeep.check().clean


def test_a_lost_identity_key_is_a_problem_unless_the_person_asked_to_be_erased(office):
    office.act("2026-A-0001", "erase")
    assert office.upkeep.check().clean
    alter(office, "DELETE FROM identity_key WHERE complaint LIKE '%-2'")
    assert not office.upkeep.check().clean
