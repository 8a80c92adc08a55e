"""The home screen's questions are answered from indexes, however many complaints were ever closed."""

from sqlalchemy import event

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
