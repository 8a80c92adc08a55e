"""Figures that are kept between two looks are those that are counted anew, whatever changed meanwhile and whoever wrote it."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import product

import pytest

from complaints.events import (
    Attached,
    Closed,
    Corrected,
    Facts,
    Noted,
    Rated,
    Reopened,
    Responded,
    Verified,
    Withdrawn,
)
from sync.server import evaluation, monitoring, month_sums, refold
from sync.server.district import District
from sync.server.evaluation import UnitCounts
from sync.server.kept_figures import KeptFigures
from sync.server.monitoring import UnitFigures
from sync.server.statement import Transaction
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc

FIRST, LAST = date(2026, 9, 10), date(2026, 12, 20)
EARLY, LATE = TODAY, TODAY + timedelta(days=60)
TITLES = ("Jembatan putus", "Jalan rusak", "uji coba")


def looked_at(
    district: District,
    today: date,
    kept_monitoring: KeptFigures[UnitFigures] | None = None,
    kept_index: KeptFigures[UnitCounts] | None = None,
) -> tuple[object, object]:
    """The figures as a page has them; anew without what is kept."""
    first, last = date(2026, 9, 1), date(2026, 12, 31)
    return (
        district.database.read(lambda t: _monitored(t, today, kept_monitoring)),
        district.database.read(lambda t: evaluation.index(t, district.evaluation, first, last, today, kept_index)),
    )


def _monitored(transaction: Transaction, today: date, kept: KeptFigures[UnitFigures] | None) -> dict[str, UnitFigures]:
    return monitoring.by_unit(transaction, FIRST.isoformat(), LAST.isoformat(), today.toordinal(), kept)


def anything(chance: random.Random, office: Pc, cases: list[str]) -> None:
    """One step of an office, or a new complaint; few titles on few days, so that copies come about."""
    if not cases or chance.random() < 0.3:
        day = FIRST - timedelta(days=10) + timedelta(days=chance.choice((0, 12, 12, 40, 75, 110)))
        cases.append(office.record(chance.choice(TITLES), received_on=day))
        return
    on, case = TODAY + timedelta(days=chance.randrange(30)), chance.choice(cases)
    step = chance.choice(
        (
            Verified(on), Responded(on, "Sudah"), Closed(on, satisfaction=chance.randint(1, 5)), Reopened(on, "Belum"), Rated(on, 5), Noted(on, "Catatan"),
            Corrected(on, Facts(title=chance.choice(TITLES))), Corrected(on, Facts(received_on=FIRST + timedelta(days=chance.randrange(90)))),
            Withdrawn(on, "Keliru"),
        )
    )  # fmt: skip
    office.write(step, case)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_is_counted_anew(district: District, pc: Callable[..., Pc], seed: int):
    chance = random.Random(seed)
    offices: list[tuple[Pc, list[str]]] = [(pc(SAOTANRE), []), (pc(GUNUNG_PERAK), [])]
    kept_monitoring, kept_index = KeptFigures[UnitFigures](), KeptFigures[UnitCounts]()
    for _ in range(40):
        office, cases = chance.choice(offices)
        for _ in range(chance.randint(1, 3)):
            anything(chance, office, cases)
        office.sync()
        for today in (EARLY, LATE):
            assert looked_at(district, today, kept_monitoring, kept_index) == looked_at(district, today)
    refold.refold(district)
    assert district.database.read(lambda t: _monitored(t, LATE, kept_monitoring)) == looked_at(district, LATE)[0]


def test_only_the_units_are_counted_anew_of_which_something_changed(district: District, pc: Callable[..., Pc]):
    here, there = pc(SAOTANRE), pc(GUNUNG_PERAK)
    case = here.record()
    there.record()
    here.sync()
    there.sync()
    kept, asked = KeptFigures[str](), list[list[str]]()

    def look() -> None:
        def compute(units: Sequence[str]) -> dict[str, str]:
            asked.append(sorted(units))
            return dict.fromkeys(units, "")

        district.database.read(lambda t: kept.of_days(t, "2026-01-01", "2026-12-31", compute))

    for step in (Verified(TODAY), Noted(TODAY, "Tidak ada angka yang berubah"), Attached(TODAY, "a" * 64, "foto.jpg", "image/jpeg", 5)):  # fmt: skip
        look()
        here.write(step, case)
        here.sync()
    look()
    assert asked == [[GUNUNG_PERAK, SAOTANRE], [SAOTANRE]]


def test_every_figure_that_the_index_judges_by_is_a_reason_to_count_anew():
    """A column that decides about the index, and is not in what a revision tells, would leave an old score standing."""
    sql = evaluation._KNOWN + str(evaluation._CONDITIONS) + str(evaluation._POINTS)  # pyright: ignore[reportPrivateUsage]
    told = {*month_sums.Counted._fields, *month_sums._JUDGED}  # pyright: ignore[reportPrivateUsage]
    columns = {name for name, prefix in product(refold.Projected._fields, ("k.", "c.")) if f"{prefix}{name}" in sql}
    assert columns - {"id"} <= told
