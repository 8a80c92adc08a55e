"""On SQLite, which keeps no statistics, what pages count of many complaints is found by the index that was made for it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from complaints.weeks import week_of
from sync.server import schema, unit_seats
from sync.server.database import sqlite_engine
from sync.server.list_conditions import ComplaintFilter, conditions
from sync.server.statement import PortableStatement
from sync.server.week_figures import CONDITIONS, FOUND_BY, Figure, Span

TODAY = date(2026, 11, 24)
SPAN = Span(week_of(TODAY), TODAY, "WITA")


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = sqlite_engine(None)
    schema.metadata.create_all(engine)
    yield engine
    engine.dispose()


def plan(engine: Engine, sql: str, **parameters: object) -> list[str]:
    with engine.connect() as connection:
        statement = f"EXPLAIN QUERY PLAN {PortableStatement(sql).sqlite}"
        return [row[3] for row in connection.exec_driver_sql(statement, parameters)]


@pytest.mark.parametrize(
    "figure", ["answered", "in_time", "answered_late", "belated", "newly_late", "reopened", "rated"]
)
def test_the_figures_of_a_week_read_no_other_complaint(engine: Engine, figure: Figure):
    sql = f"SELECT c.unit, count(*) FROM complaint c WHERE {CONDITIONS[figure]} GROUP BY c.unit"
    found = plan(engine, sql, **SPAN.parameters)
    assert found[0].startswith(f"SEARCH c USING COVERING INDEX {FOUND_BY[figure]}"), found


def test_what_lies_with_each_unit_is_counted_in_an_index_alone(engine: Engine):
    [found] = plan(engine, unit_seats.IN_HAND, today=TODAY.toordinal())
    assert found.startswith("SEARCH complaint USING COVERING INDEX complaint_holder"), found


@pytest.mark.parametrize(
    "query",
    [
        ComplaintFilter(first="2026-11-01", last="2026-11-30", by="answered"),
        ComplaintFilter(first="2026-11-01", last="2026-11-30"),
        ComplaintFilter(holder="DINSOS", holder_overdue_on=TODAY.toordinal()),
        *(ComplaintFilter(figure=figure, span=SPAN) for figure in FOUND_BY),
    ],
)
def test_each_filter_of_the_list_can_be_read_by_its_index(engine: Engine, query: ComplaintFilter):
    for one in conditions(query):
        if one.found_by:
            sql = f"SELECT c.id FROM complaint c INDEXED BY {one.found_by} WHERE {one.sql}"
            assert plan(engine, sql, **one.parameters)
