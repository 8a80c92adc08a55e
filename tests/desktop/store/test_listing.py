"""The list finds and orders what a plain look through all complaints would, and the planner takes the intended way."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from complaints.complaint import OPEN_STAGES, Complaint
from complaints.draft import Draft, Person
from complaints.events import Location
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store import listing, search
from desktop.store.database import driver, reading
from desktop.store.listing import SORT_COLUMNS, Query, Row
from tests.conftest import Founded

WORDS = [
    "jalan",
    "jembatan",
    "lampu",
    "padam",
    "air",
    "bersih",
    "di",
    "ke",
    "rt",
    "sawah",
    "irigasi",
    "sampah",
    "bantuan",
    "beras",
    "kantor",
    "jal",
    "jemb",
    "lam",
]
QUERIES = [
    Query(), Query(stages=("new",)), Query(stages=("verified", "in_progress")), Query(stages=tuple(sorted(OPEN_STAGES))), Query(dusun="Bonto"),
    Query(category="infrastructure"), Query(category="infrastructure.road"), Query(kind="aspiration"), Query(channel="letter"),
    Query(received_from=date(2026, 3, 1), received_to=date(2026, 6, 30)), Query(due_by=date(2026, 7, 1)), Query(due_from=date(2026, 7, 1)),
    Query(unentered=True), Query(needs_decision=True), Query(text="jalan"), Query(text="j"), Query(text="ja"), Query(text="lampu padam"),
    Query(text="di"), Query(text="di jem"), Query(text="lampu", stages=("new",)), Query(text="lampu", stages=tuple(sorted(OPEN_STAGES))),
    Query(text="air", dusun="Bonto", kind="complaint"), Query(text="warga", category="infrastructure"), Query(text="zzz"), Query(text="2026"),
    Query(text="air", received_from=date(2026, 3, 1), due_by=date(2026, 9, 1)), Query(text="JALAN rt"),
]  # fmt: skip


@pytest.fixture(scope="module")
def office(founded_once: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = founded_once.copy(tmp_path_factory.mktemp("listing") / "data").open()
    dice = random.Random(3)
    drafts = [
        Draft(
            kind=dice.choice(("complaint", "aspiration")), title=f"Perihal {dice.randint(0, 40)}", body=" ".join(dice.choices(WORDS, k=6)),
            category=dice.choice(("", "infrastructure", "infrastructure.road", "social.aid")), channel=dice.choice(("letter", "in_person")),
            received_on=date(2026, 1, 1) + timedelta(days=dice.randint(0, 300)), location=Location(dusun=dice.choice(("", "Bonto", "Lappae"))),
            complainant=Person(name=f"Warga {dice.randint(0, 9)}"), lapor_id=dice.choice(("", "812")),
        )
        for _ in range(130)
    ]  # fmt: skip
    numbers = [answer.number for answer in made.record_many(drafts)]  # type: ignore[union-attr]
    ways = (
        ("verify",),
        ("verify", "follow-up"),
        ("verify", "follow-up", "respond"),
        ("verify", "respond", "close"),
        ("return",),
        ("archive",),
    )
    for number in numbers[::2]:
        for action in dice.choice(ways):
            made.act(number, action, StepDetails(note="sudah"))  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture(scope="module")
def complaints(office: Office) -> dict[str, Complaint]:
    return {case.complaint.id: case.complaint for case in office.cases(None, None, with_identity=True)}


def meant(query: Query, row: Row, complaint: Complaint) -> bool:
    """What the query says, looked at one complaint at a time."""
    return (
        (not query.stages or row.stage in query.stages)
        and (not query.dusun or complaint.location.dusun == query.dusun)
        and (
            not query.category
            or complaint.category == query.category
            or complaint.category.startswith(query.category + ".")
        )
        and (not query.kind or complaint.kind == query.kind)
        and (not query.channel or complaint.channel == query.channel)
        and (query.received_from is None or complaint.received_on >= query.received_from)
        and (query.received_to is None or complaint.received_on <= query.received_to)
        and (query.due_by is None or (row.due_on is not None and not row.paused and row.due_on <= query.due_by))
        and (query.due_from is None or row.due_on is None or row.paused or row.due_on >= query.due_from)
        and (not query.unentered or (not complaint.lapor_id and row.stage not in ("closed", "archived")))
        and (not query.needs_decision or complaint.needs_decision)
        and said(query.text, complaint)
    )


def said(typed: str, complaint: Complaint) -> bool:
    """Every word is there; the last, and those of three letters or more, may go on."""
    wanted = re.findall(r"[^\W_]+", typed.casefold())
    there = set(re.findall(r"[^\W_]+", search.content(complaint).casefold()))
    return all(
        any(word.startswith(one) for word in there) if len(one) > 2 or one is wanted[-1] else one in there
        for one in wanted
    )


def key(query: Query, row: Row) -> tuple[Any, int]:
    far = date.max
    due = far if row.due_on is None or row.paused else row.due_on
    value = {
        "number": 0,
        "title": row.title,
        "stage": row.stage,
        "due": due,
        "received": row.received_on,
        "category": row.category,
        "recorded": row.recorded_at,
    }
    return value[query.sort], row.rowid


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SORT_COLUMNS)
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_pages_are_what_a_plain_look_finds(
    office: Office, complaints: dict[str, Complaint], query: Query, sort: Any, descending: bool
):
    from msgspec import structs

    everything = office.page(Query(), limit=1000)
    assert len(everything) == len(complaints)
    asked = structs.replace(query, sort=sort, descending=descending)
    wanted = sorted(
        (row for row in everything if meant(asked, row, complaints[row.id])),
        key=lambda row: key(asked, row),
        reverse=descending,
    )
    pages: list[Row] = []
    while page := office.page(asked, limit=17, after=pages[-1] if pages else None):
        pages += page
    assert [row.number for row in pages] == [row.number for row in wanted]
    assert office.count(asked) == len(wanted)
    assert office.page(asked, limit=5, offset=7) == wanted[7:12]


def test_dusun_names_are_known_once(office: Office):
    assert office.places_offered().dusun == ["Bonto", "Lappae"]


def test_counts_agree_with_the_list(office: Office):
    counts = office.counts()
    assert counts.total == office.count(Query())
    assert counts.open == office.count(Query(stages=tuple(OPEN_STAGES)))
    assert counts.overdue == office.count(Query(due_by=office.today() - timedelta(days=1)))


def plans(office: Office, query: Query) -> list[list[str]]:
    """How SQLite says that it will answer the statements of a page and of its count."""
    asked: list[str] = []
    with reading(office.engine) as connection:
        sqlite = driver(connection)
        sqlite.set_trace_callback(asked.append)
        try:
            listing.page(connection, query)
            listing.count(connection, query)
        finally:
            sqlite.set_trace_callback(None)
        return [
            [row[3] for row in sqlite.execute(f"EXPLAIN QUERY PLAN {statement}")]
            for statement in asked
            if statement.startswith("SELECT") and (" complaint c" in statement or " search s" in statement)
        ]


@pytest.mark.parametrize("sort", SORT_COLUMNS)
@pytest.mark.parametrize("query", [query for query in QUERIES if query.text], ids=str)
def test_with_words_the_search_leads_and_complaints_follow_by_row_id(office: Office, query: Query, sort: Any):
    from msgspec import structs

    for plan in plans(office, structs.replace(query, sort=sort)):
        assert plan[0].startswith("SCAN s VIRTUAL TABLE INDEX"), plan
        assert all(
            line == "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)" or "TEMP B-TREE" in line for line in plan[1:]
        ), plan


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SORT_COLUMNS)
def test_without_words_or_filters_an_index_gives_the_order(office: Office, sort: Any, descending: bool):
    page, *_ = plans(office, Query(sort=sort, descending=descending))
    assert not any("TEMP B-TREE" in line for line in page), page


@pytest.mark.parametrize("query", [query for query in QUERIES if not query.text and query != Query()], ids=str)
def test_a_filter_that_finds_few_is_looked_up_in_its_index(office: Office, query: Query):
    if query.kind or query.channel:
        pytest.skip("half of all complaints: these have no index")
    for plan in plans(office, query):
        if not any("TEMP B-TREE" in line or "SCAN (subquery" in line for line in plan):
            assert not any(line == "SCAN c" for line in plan), plan


def test_what_is_still_to_be_entered_is_found_in_the_index_of_what_is_not_over(office: Office):
    for plan in plans(office, Query(unentered=True)):
        assert any("INDEX complaint_unfinished" in line for line in plan), plan


def test_the_search_index_holds_every_complaint(office: Office):
    with reading(office.engine) as connection:
        indexed = connection.scalar(text("SELECT count(*) FROM search_docsize"))
    assert indexed == office.count(Query())
