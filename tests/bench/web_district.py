"""A district as large as the coordinator's pages are measured in: rows of the lists and of the search as the server writes them, in any number.

The complaints' events are not there but for a few, which are sent as offices send them: what is measured reads rows, and single cases.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from complaints.categories import parse_categories
from complaints.complaint import OPEN_STAGES, Stage
from complaints.events import CHANNELS, KINDS
from complaints.numbering import tracking_code
from complaints.office_kind import subdistrict
from complaints.search_words import fold, indexed
from sync.server import search, units
from sync.server.database import Database
from sync.server.district import District
from sync.server.projection import ADD, STAGE_RANKS, Projected
from sync.server.reckoning import NOT_DUE
from sync.server.statement import PortableStatement, Transaction
from sync.server.units import RegisteredUnit
from sync.server.web.desk import CATEGORIES
from tests.bench.seed import FREQUENT, WORDS

TODAY = date(2026, 11, 24)
YEARS = 10
UNITS = 500
BATCH = 20_000
AGENCIES = ("DINSOS", "PUPR", "DISHUB", "DLH", "BPBD", "DISDUKCAPIL", "DINKES", "DISDIK", "PDAM", "PLN-MITRA")


def register_units(district: District) -> list[str]:
    """18 kecamatan with their villages, and the agencies; the codes of those that record complaints."""
    offices = [f"73.07.{n % 18 + 1:02}.{2001 + n // 18}" for n in range(UNITS)]
    all_units = [RegisteredUnit("73.07", "Kabupaten Sinjai", "kabupaten", "73")]
    all_units += [RegisteredUnit(f"73.07.{n:02}", f"Kecamatan ke-{n}", "kecamatan", "73.07") for n in range(1, 19)]
    all_units += [RegisteredUnit(code, f"Desa ke-{n}", "desa", subdistrict(code)) for n, code in enumerate(offices)]
    all_units += [RegisteredUnit(code, f"Dinas {code.title()}", "opd", "73.07") for code in AGENCIES]
    district.database.write(lambda t: units.put(t, all_units))
    return offices


def fill(database: Database, offices: list[str], complaints: int) -> None:
    if not database.postgres:  # nothing in it is worth a flush
        for pragma in ("synchronous = OFF", "secure_delete = OFF", "cache_size = -500000"):
            database.read(lambda t, pragma=pragma: t.rows(PortableStatement(f"PRAGMA {pragma}")))
    rows = _rows(offices, complaints)
    while batch := list(islice(rows, BATCH)):

        def work(transaction: Transaction, batch: list[tuple[Projected, str]] = batch) -> None:
            transaction.insert(ADD, [row for row, _ in batch])
            search.put(transaction, [(row.search_row, words) for row, words in batch])

        database.write(work)


def _rows(offices: list[str], complaints: int) -> Iterator[tuple[Projected, str]]:
    """The oldest first, as they came over the years; what is open is mostly new."""
    chance = random.Random(20261124)
    categories = [category.code for category in parse_categories(CATEGORIES.read_text("utf-8")) if category.parent]
    days = YEARS * 365
    for number in range(complaints):
        received = TODAY - timedelta(days=days - number * days // complaints)
        unit, category = chance.choice(offices), chance.choice(categories)
        age = (TODAY - received).days
        is_open = chance.random() < (0.6 if age < 30 else 0.05 if age < 400 else 0.008)
        stage: Stage = (
            chance.choice(sorted(OPEN_STAGES))
            if is_open
            else chance.choices(("closed", "responded", "archived"), (90, 5, 5))[0]
        )
        channel = chance.choices(CHANNELS, range(len(CHANNELS), 0, -1))[0]
        kind = chance.choices(KINDS, (85, 10, 5))[0]
        text = chance.choices(WORDS, k=22) + chance.choices(FREQUENT, k=14)
        title = " ".join(text[:4]).capitalize()
        held_by = "" if not is_open else chance.choice(AGENCIES) if stage == "forwarded" else unit
        due = (received + timedelta(days=chance.randrange(5, 40))).toordinal() if is_open else NOT_DUE
        register = f"{received.year}-A-{number // len(offices) % 10_000:04d}"
        code = tracking_code(number.to_bytes(7, "big"))
        id = f"{'abcdefgh234567mn'[number % 16]}bcdefgh234567mn-{number + 1}"
        words = " ".join(dict.fromkeys([
            search.facet("unit", unit), search.facet("subdistrict", subdistrict(unit)), search.facet("category", category),
            search.facet("category", category.partition(".")[0]), search.facet("kind", kind), search.facet("channel", channel),
            *indexed(f"{register} {code} {number + 1_000_000} {' '.join(text)}").split(),
        ]))  # fmt: skip
        yield (
            Projected(
                id, f" {unit} 73.07 ", False, False, unit, register, code, stage, kind, title, category, received.isoformat(),
                responded_on="" if is_open else (received + timedelta(days=chance.randrange(20))).isoformat(),
                due_day=due, in_time=-1 if is_open else chance.choices((1, 0, 3), (80, 18, 2))[0], answer_due=due, recorded_at=number << 16,
                supervisory=number % 400 == 0, holder=held_by, holder_due=due, untaken=stage == "new", channel=channel,
                subdistrict=subdistrict(unit), stage_rank=STAGE_RANKS[stage], title_key=fold(title)[:60],
                search_row=(received.toordinal() << search.HASH_BITS) | (number * 7_919 % 2**search.HASH_BITS),
            ),
            words,
        )  # fmt: skip
