"""A district that another version folded shows what this version makes of the same events, from its first opening on."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from complaints.draft import Draft
from complaints.events import Location, shape
from sync.client import Client
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server.district import District
from sync.server.list_conditions import ComplaintFilter
from sync.server.listing import page
from sync.server.options import ServerOptions
from sync.server.projection import RULES
from sync.server.refold import follow_older
from sync.server.statement import PortableStatement
from sync.session import Session
from tests.conftest import Founded
from tests.faults.test_stick_killed import UNIT
from tests.sync.offices import Direct
from tests.sync.server.pcs import Pc


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
    change(f"UPDATE complaint SET stage = 'closed', rules = {RULES + 1}")
    change("UPDATE district SET folded_by = 5")
    options.open()
    assert stage() == "closed"  # a newer version serves beside this one


def test_rows_that_an_older_version_writes_beside_this_one_are_folded_anew(district: District, pc: Callable[..., Pc]):
    office = pc()
    for number in range(3):
        office.record(f"Jalan rusak {number}")
    office.sync()
    older = PortableStatement(
        "UPDATE complaint SET title = 'JALAN', stage = 'closed', rules = :rules WHERE title LIKE :title"
    )
    assert not follow_older(district)
    district.database.write(lambda t: t.run(older, rules=RULES - 1, title="% 1"))
    assert follow_older(district)
    assert not follow_older(district)
    rows = district.database.read(lambda t: page(t, ComplaintFilter(), limit=10))
    assert sorted((row.title, row.stage) for row in rows) == [(f"Jalan rusak {number}", "new") for number in range(3)]


def test_a_dusun_is_one_however_an_office_wrote_it(district: District, pc: Callable[..., Pc]):
    office = pc()
    for written in ("Lappae", "dusun lappae", "LAPPAE ", "Dsn. Lappae"):
        office.record(location=Location(dusun=written))
    office.sync()
    by_dusun = PortableStatement("SELECT dusun, count(*) FROM complaint GROUP BY dusun")
    assert [tuple(row) for row in district.database.read(lambda t: t.rows(by_dusun))] == [("Lappae", 4)]


def test_another_number_of_the_rules_for_what_this_version_reads_otherwise():
    """Where this fails, raise RULES and put the new pair here: rows of the version before are told by its number."""
    assert (RULES, shape()) == (16, 674504350)
