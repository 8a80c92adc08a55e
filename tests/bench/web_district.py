"""A district as large as the coordinator's pages are measured in: rows of the lists and of the search as the server writes them, in any number.

The complaints' events are not there but for a few, which are sent as offices send them: what is measured reads rows, and single cases.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from complaints.office_kind import subdistrict
from complaints.search_words import indexed
from sync.server import categories, month_sums, search, units
from sync.server.database import Database
from sync.server.district import District
from sync.server.projection import RULES, STAGE_RANKS, UNANSWERED
from sync.server.reckoning import NOT_DUE
from sync.server.statement import Insert, PortableStatement, Transaction
from sync.server.units import RegisteredUnit
from tests.bench.seed import FREQUENT, WORDS

TODAY = date(2026, 11, 24)
YEARS = 10
UNITS = 500
AGENCIES = ("DINSOS", "PUPR", "DISHUB", "DLH", "BPBD", "DISDUKCAPIL", "DINKES", "DISDIK", "PDAM", "PLN-MITRA")


def offices() -> list[str]:
    """The codes of the villages, which record complaints."""
    return [f"73.07.{n % 18 + 1:02}.{2001 + n // 18}" for n in range(UNITS)]


def register_units(district: District) -> None:
    """18 kecamatan with their villages, and the agencies."""
    all_units = [RegisteredUnit("73.07", "Kabupaten Sinjai", "kabupaten", "73")]
    all_units += [RegisteredUnit(f"73.07.{n:02}", f"Kecamatan ke-{n}", "kecamatan", "73.07") for n in range(1, 19)]
    all_units += [RegisteredUnit(code, f"Desa ke-{n}", "desa", subdistrict(code)) for n, code in enumerate(offices())]
    all_units += [RegisteredUnit(code, f"Dinas {code.title()}", "opd", "73.07") for code in AGENCIES]
    district.database.write(lambda t: units.put(t, all_units))


def fill(database: Database, offices: list[str], complaints: int) -> None:
    """Rows made in the database itself from a few thousand texts: a million of them in minutes."""
    codes = [category.code for category in categories.shipped() if category.parent]
    chance = random.Random(20261124)

    def work(transaction: Transaction) -> None:
        for table in _TABLES:
            transaction.run(PortableStatement(table))
        transaction.insert(Insert("bench_text", {"n": "int8", "title": "text", "words": "text"}), list(_texts(chance)))
        transaction.insert(
            Insert("bench_unit", {"n": "int8", "code": "text", "sub": "text", "words": "text"}),
            [
                (
                    n,
                    code,
                    subdistrict(code),
                    f"{search.facet('unit', code)} {search.facet('subdistrict', subdistrict(code))}",
                )
                for n, code in enumerate(offices)
            ],
        )
        transaction.insert(
            Insert("bench_category", {"n": "int8", "code": "text", "words": "text"}),
            [
                (n, code, f"{search.facet('category', code)} {search.facet('category', code.partition('.')[0])}")
                for n, code in enumerate(codes)
            ],
        )
        transaction.insert(Insert("bench_day", {"n": "int8", "iso": "text", "ordinal": "int8", "age": "int8"}), _days())
        numbers = (
            "SELECT generate_series(0, :count - 1)" if transaction.postgres
            else "WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < :count - 1) SELECT n FROM r"
        )  # fmt: skip
        transaction.run(PortableStatement(f"INSERT INTO bench_number (n) {numbers}"), count=complaints)
        days, of_categories = YEARS * 365, len(codes)
        transaction.run(
            PortableStatement(_COMPLAINTS), count=complaints, days=days, units=len(offices), categories=of_categories
        )
        words = (
            "array_to_tsvector(ARRAY(SELECT DISTINCT unnest(string_to_array(t.words || ' ' || u.words || ' ' || k.words, ' '))))"
            if transaction.postgres
            else "t.words || ' ' || u.words || ' ' || k.words"
        )
        transaction.run(
            PortableStatement(
                f"INSERT INTO search_words ({'number' if transaction.postgres else 'rowid'}, words) SELECT c.search_row, {words} "
                "FROM complaint c JOIN bench_unit u ON u.code = c.unit JOIN bench_category k ON k.code = c.category "
                "JOIN bench_text t ON t.n = c.recorded_at * 7919 % 3000 WHERE c.recorded_at >= 0 ORDER BY c.search_row"
            )
        )
        transaction.run(PortableStatement(_ANSWERS))
        for name in ("number", "text", "unit", "category", "day"):
            transaction.run(PortableStatement(f"DROP TABLE bench_{name}"))

    if not database.postgres:  # nothing in it is worth a flush
        for pragma in ("synchronous = OFF", "secure_delete = OFF", "cache_size = -500000"):
            database.read(lambda t, pragma=pragma: t.rows(PortableStatement(f"PRAGMA {pragma}")))
    database.write(work)
    database.write(month_sums.rebuild)


def _texts(chance: random.Random) -> Iterator[tuple[int, str, str]]:
    for number in range(3_000):
        text = chance.choices(WORDS, k=22) + chance.choices(FREQUENT, k=14)
        yield number, " ".join(text[:4]).capitalize(), " ".join(dict.fromkeys(indexed(" ".join(text)).split()))


def _days() -> list[tuple[int, str, int, int]]:
    first = TODAY - timedelta(days=YEARS * 365)
    return [
        (n, (first + timedelta(days=n)).isoformat(), first.toordinal() + n, YEARS * 365 - n) for n in range(YEARS * 365)
    ]


_TABLES = (
    "CREATE TABLE bench_number (n BIGINT PRIMARY KEY)",
    "CREATE TABLE bench_text (n BIGINT PRIMARY KEY, title VARCHAR, words VARCHAR)",
    "CREATE TABLE bench_unit (n BIGINT PRIMARY KEY, code VARCHAR UNIQUE, sub VARCHAR, words VARCHAR)",
    "CREATE TABLE bench_category (n BIGINT PRIMARY KEY, code VARCHAR UNIQUE, words VARCHAR)",
    "CREATE TABLE bench_day (n BIGINT PRIMARY KEY, iso VARCHAR, ordinal BIGINT, age BIGINT)",
)
_STAGES = "CASE {} WHEN 0 THEN 'new' WHEN 1 THEN 'verified' WHEN 2 THEN 'in_progress' WHEN 3 THEN 'forwarded' ELSE 'returned' END"
_CHANNEL = (
    "CASE WHEN chance < 300 THEN 'in_person' WHEN chance < 550 THEN 'whatsapp' WHEN chance < 700 THEN 'letter' WHEN chance < 800 THEN 'phone' "
    "WHEN chance < 900 THEN 'disposition' WHEN chance < 960 THEN 'rt_rw' ELSE 'website' END"
)
_AGENCY = "CASE n % 10 " + " ".join(f"WHEN {n} THEN '{code}'" for n, code in enumerate(AGENCIES)) + " END"
_RANK = "CASE stage " + " ".join(f"WHEN '{stage}' THEN {rank}" for stage, rank in STAGE_RANKS.items()) + " END"
_ORDINAL = "search_row / 1099511627776"
_DAYS_TO_ANSWER = "recorded_at * 31 % 25"
# What weeks and months count, of rows that are there; only now `recorded_at` is a stamp, of noon in WITA on the day of receipt.
_ANSWERS = f"""
UPDATE complaint SET
  answer_days = CASE WHEN holder <> '' THEN {UNANSWERED} ELSE {_DAYS_TO_ANSWER} END,
  answered_day = CASE WHEN holder <> '' THEN {NOT_DUE} ELSE {_ORDINAL} + {_DAYS_TO_ANSWER} END,
  settled_day = CASE WHEN holder <> '' THEN {NOT_DUE} ELSE {_ORDINAL} + {_DAYS_TO_ANSWER} END,
  late_day = CASE WHEN holder <> '' THEN due_day + 1 WHEN {_DAYS_TO_ANSWER} > 20 THEN {_ORDINAL} + 21 ELSE {NOT_DUE} END,
  in_time = CASE WHEN holder <> '' THEN -1 WHEN {_DAYS_TO_ANSWER} > 20 THEN 0 WHEN recorded_at % 50 = 7 THEN 3 ELSE 1 END,
  answer_due = due_day,
  satisfaction = CASE WHEN holder = '' AND recorded_at % 5 = 0 THEN 1 + recorded_at / 5 % 5 ELSE 0 END,
  rated_day = CASE WHEN holder = '' AND recorded_at % 5 = 0 THEN {_ORDINAL} + {_DAYS_TO_ANSWER} + 2 ELSE {NOT_DUE} END,
  entry_lag = recorded_at % 10,
  recorded_at = (({_ORDINAL} - 719163) * 86400000 + 14400000) * 65536 + recorded_at % 60000
WHERE stage_rank > 0
"""
# The oldest first, as they came over the years; what is open is mostly new. `recorded_at` is the number of the complaint here.
_COMPLAINTS = f"""
INSERT INTO complaint (id, units, erased, sealed, unit, number, tracking_code, stage, kind, title, category, received_on, responded_on, closed_on,
  anonymous, confidential, forwarded_to, needs_decision, answer_days, due_day, in_time, recorded_at, supervisory, holder, holder_due, untaken, channel,
  subdistrict, stage_rank, title_key, search_row, rules)
SELECT id, ' ' || unit || ' 73.07 ', 0 > 1, 0 > 1, unit, number, 'B' || n, stage, kind, title, category, received_on,
  CASE WHEN is_open = 1 THEN '' ELSE received_on END, '', 0 > 1, 0 > 1, '', 0 > 1, -2147483648, due, CASE WHEN is_open = 1 THEN -1 ELSE 1 END, n,
  n % 400 = 0, CASE WHEN is_open = 0 THEN '' WHEN stage = 'forwarded' THEN {_AGENCY} ELSE unit END, due, stage = 'new', {_CHANNEL}, sub, {_RANK},
  lower(title), ordinal * 1099511627776 + n * 7919 % 1099511627776, {RULES}
FROM (SELECT *, CASE WHEN is_open = 1 THEN {_STAGES.format("n % 5")} WHEN n % 20 = 1 THEN 'responded' WHEN n % 20 = 2 THEN 'archived' ELSE 'closed' END AS stage,
  CASE WHEN is_open = 1 THEN ordinal + 5 + n % 35 ELSE {NOT_DUE} END AS due FROM (
  SELECT b.n, substr('abcdefgh234567mn', CAST(b.n % 16 AS INTEGER) + 1, 1) || 'bcdefgh234567mn-' || (b.n + 1) AS id, u.code AS unit, u.sub, t.title,
    k.code AS category, d.iso AS received_on, d.ordinal, substr(d.iso, 1, 4) || '-A-' || (1000 + b.n / 500 % 9000) AS number,
    CASE WHEN b.n % 20 < 17 THEN 'complaint' WHEN b.n % 20 < 19 THEN 'aspiration' ELSE 'information_request' END AS kind, b.n * 389 % 1000 AS chance,
    CASE WHEN b.n * 7907 % 1000 < CASE WHEN d.age < 30 THEN 600 WHEN d.age < 400 THEN 50 ELSE 8 END THEN 1 ELSE 0 END AS is_open
  FROM bench_number b JOIN bench_day d ON d.n = b.n * :days / :count JOIN bench_unit u ON u.n = b.n * 7919 % :units
    JOIN bench_category k ON k.n = b.n * 31 % :categories JOIN bench_text t ON t.n = b.n * 7919 % 3000) AS made) AS staged
"""
