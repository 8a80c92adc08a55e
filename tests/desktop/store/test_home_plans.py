"""What home and monitoring ask is answered from indexes, however many complaints were ever closed."""

from sqlalchemy import event

from desktop.store.period_figures import BOUNDS, COMING, COMING_AGAIN, COMING_BY_LINE
from tests.offices import bridge, new_office


def test_the_results_of_a_year_come_from_their_index_alone(tmp_path):
    office = new_office(tmp_path / "kantor")
    office.record(bridge())
    asked = []
    event.listen(office.engine, "before_cursor_execute", lambda _c, _cursor, sql, given, *_: asked.append((sql, given)))
    office.home()
    results = [(sql, given) for sql, given in asked if "closed_on >=" in sql]
    assert len(results) == 2
    with office.engine.connect() as connection:
        for sql, given in results:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]
            assert "COVERING INDEX complaint_results" in plan[0], plan
    office.close()


def test_new_dispositions_are_counted_in_an_index_of_their_own(tmp_path):
    office = new_office(tmp_path / "kantor")
    office.record(bridge())
    asked = []
    event.listen(office.engine, "before_cursor_execute", lambda _c, _cursor, sql, given, *_: asked.append((sql, given)))
    assert office.counts().dispositions == 0
    (sql, given), *_ = [(sql, given) for sql, given in asked if "disposition" in sql]
    with office.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert "COVERING INDEX complaint_dispositions" in plan[0], plan
    office.close()


def test_what_the_results_leave_out_is_counted_in_its_index_alone(tmp_path):
    office = new_office(tmp_path / "kantor")
    office.record(bridge())
    asked = []
    event.listen(office.engine, "before_cursor_execute", lambda _c, _cursor, sql, given, *_: asked.append((sql, given)))
    office.home()
    ((sql, given),) = [(sql, given) for sql, given in asked if "left_out" in sql]
    with office.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert "COVERING INDEX complaint_closed_left_out" in plan[0], plan
    office.close()


def test_monitoring_looks_at_no_complaint_that_is_over(tmp_path):
    office = new_office(tmp_path / "kantor")
    office.record(bridge())
    days = {"first": "2026-01-01", "last": "2026-12-31", "day": 740_000}
    by_index = {
        BOUNDS: "complaint_by_received",
        COMING: "complaint_unfinished",
        COMING_BY_LINE: "complaint_unfinished",
        COMING_AGAIN: "complaint_again",
    }
    with office.engine.connect() as connection:
        for sql, index in by_index.items():
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", days)]
            read = [step for step in plan if "complaint" in step]
            assert read, plan
            assert all(step.startswith("SEARCH complaint") and f"INDEX {index}" in step for step in read), plan
    office.close()
