"""A district that another version folded shows what this version makes of the same events, from its first opening on."""

from pathlib import Path

from sqlalchemy import text

from complaints.draft import Draft
from sync.client import Client
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server.options import ServerOptions
from sync.server.refold import RULES
from sync.session import Session
from tests.conftest import Founded
from tests.faults.test_stick_killed import UNIT
from tests.sync.offices import Direct


def test_rows_of_other_rules_are_folded_anew_when_the_district_is_opened(founded: Founded, tmp_path: Path):
    options = ServerOptions(tmp_path / "district")
    district = options.open()
    office = founded.open()
    client = Client(Direct(district))
    enrol(office.district.store, client, district.issue_code(UNIT), "1")
    office.record(Draft(kind="complaint", body="Jembatan gantung putus talinya"))
    Session(office.district.store, client, Pace(FIRST, lambda: 0.0), lambda: office.now_ms, lambda _: None).run()
    office.close()

    def stage() -> str:
        with district.database.engine.begin() as connection:
            return connection.scalar(text("SELECT stage FROM complaint"))

    def change(statement: str) -> None:
        with district.database.engine.begin() as connection:
            connection.execute(text(statement))

    assert stage() == "new"
    change("UPDATE complaint SET stage = 'closed'")
    options.open()
    assert stage() == "closed"  # rows of these rules are believed
    change(f"UPDATE district SET folded_by = {RULES - 1}")
    options.open()
    assert stage() == "new"
