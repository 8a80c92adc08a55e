"""`list --json` has one order, whoever lists: every PC of the office, another office, and the district."""

from collections.abc import Callable
from datetime import date

import pytest

from complaints.steps import StepDetails
from desktop.store.listing import Query
from sync.server import listing
from sync.server.district import District
from sync.server.listing import ComplaintFilter
from tests.desktop.command import runner
from tests.offices import PASSWORD, bridge
from tests.sync.offices import Synced

OTHER = "73.07.04.2010"
Enrolled = Callable[..., Synced]


@pytest.mark.parametrize("options", [(), ("--overdue",)], ids=["all", "overdue"])
def test_equal_rows_stand_in_one_order_everywhere(
    enrolled: Enrolled,
    district: District,
    options: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    a, b, c = enrolled("a"), enrolled("b"), enrolled("c", OTHER)
    # What is recorded in the same moment, on the same day and due on the same day: only the id tells it apart.
    for one, count in ((b, 12), (a, 12)):
        for _ in range(count):
            number = one.office.record(bridge(received_on=date(2026, 1, 5))).number
            one.office.act(number, "verify")
            one.office.act(number, "forward", StepDetails(to=OTHER))
    for one in (a, b, c, a, b, c):
        one.sync()
    lists: list[list[str]] = []
    for one in (a, b, c):
        run = runner(one.office.folder, capsys, monkeypatch)
        monkeypatch.setenv("BUKU_ADUAN_PASSWORD", PASSWORD)
        lists.append([row["id"] for row in run("list", "--json", *options).objects])
    query = ComplaintFilter(overdue_on=district.today().toordinal() if options else 0)
    of_district = district.database.read(lambda t: [row.id for row in listing.all_rows(t, query)])
    assert len(of_district) == 24
    assert lists == [of_district] * 3


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", ["recorded", "due", "received", "title"])
def test_pages_go_on_where_equal_rows_were_cut(enrolled: Enrolled, sort: str, descending: bool):
    a = enrolled("a")
    for _ in range(7):
        a.office.record(bridge())
    query = Query(sort=sort, descending=descending, everywhere=True)  # pyright: ignore[reportArgumentType]
    whole = a.office.page(query)
    pages = list(a.office.page(query, limit=2))
    while page := a.office.page(query, limit=2, after=pages[-1]):
        pages += page
    assert pages == whole
    assert [row.id for row in whole] == [
        row.id for row in sorted(whole, key=lambda row: (row.recorded_at, row.id), reverse=descending)
    ]
