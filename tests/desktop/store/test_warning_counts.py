"""What the early warnings of an office count: each window that received something, by category and dusun."""

from datetime import timedelta

from complaints import early_warning
from complaints.early_warning import PAST_WINDOWS, WINDOW_DAYS
from desktop.store import warning_counts
from tests.offices import bridge, new_office


def test_a_complaint_counts_in_the_window_of_its_day(tmp_path):
    office = new_office(tmp_path / "kantor")
    today = office.today()
    edges = (0, WINDOW_DAYS - 1, WINDOW_DAYS, WINDOW_DAYS * (PAST_WINDOWS + 1) - 1, WINDOW_DAYS * (PAST_WINDOWS + 1))
    for days in edges:
        office.record(bridge(received_on=today - timedelta(days=days)))
    with office.reading() as connection:
        counted = warning_counts.received(connection, today)
    assert {(today.toordinal() - row.day) // WINDOW_DAYS: row.number for row in counted} == {
        0: 2,
        1: 1,
        PAST_WINDOWS: 1,
    }
    assert early_warning.start(today) == today - timedelta(days=edges[3])
    office.close()
