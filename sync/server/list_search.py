"""The search for words in the lists of the district: the newest complaints that hold them, on either database."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from sync.server import search, search_index, search_terms
from sync.server.list_conditions import ComplaintFilter, Condition
from sync.server.statement import PortableStatement, Transaction

END = 2**63 - 1
# Of the newest rows of the index, in which PostgreSQL looks first: the last only when a page of hits is to be expected there.
WINDOWS = (3_000, 30_000, 120_000)
RARE = 1_000  # rows, as PostgreSQL reckons: its GIN index tells so many at once, and the first two windows would hold no page of them
_RECKONED = PortableStatement(
    "EXPLAIN (FORMAT JSON) SELECT 1 FROM search_words s WHERE s.words @@ CAST(:match AS tsquery)"
)
FEW = 3_000  # rows of a filter that are looked at one by one, some 10 ms
# Filters that are words of the index, too, which finds the rows of both together.
_WORDS_TOO = frozenset({"complaint_unit", "complaint_subdistrict", "complaint_category", "complaint_channel"})


def expression(transaction: Transaction, query: ComplaintFilter) -> str:
    """The query of the index, '' when nothing is looked for; what the index knows of the filters is in it, too."""
    terms_of = partial(search_terms.beginning, transaction)
    return search.expression(query.word, _facets(query), postgres=transaction.postgres, terms_of=terms_of)


def together(transaction: Transaction, query: ComplaintFilter) -> Condition | None:
    """What several filters of a list have in common is found by SQLite's index of words, of which they are words, too: no index of the table

    knows two of them. None where there is nothing to gain, or something waits to be entered there.
    """
    facets = _facets(query)
    if transaction.postgres or len(facets) < 2 or search_index.is_behind(transaction):
        return None
    found = "c.search_row IN (SELECT s.rowid FROM search_words s WHERE s.search_words MATCH :facets)"
    return Condition(found, {"facets": search.all_of(facets)}, "complaint_search_row")


def _facets(query: ComplaintFilter) -> list[str]:
    about = {
        "unit": query.unit, "subdistrict": query.subdistrict, "category": query.category, "kind": query.kind, "channel": query.channel,
    }  # fmt: skip
    facets = [search.facet(name, value) for name, value in about.items() if value]
    return [*facets, search.facet("supervisory", "")] if query.supervisory else facets


def holding(match: str, *, postgres: bool) -> Condition:
    """Asked of each row that is found otherwise. FTS5 would need longer to look up a few hundred rows than to tell all that hold the words."""
    if postgres:
        found = (
            "EXISTS (SELECT 1 FROM search_words s WHERE s.number = c.search_row AND s.words @@ CAST(:match AS tsquery))"
        )
    else:
        found = "c.search_row IN (SELECT s.rowid FROM search_words s WHERE s.search_words MATCH :match)"
    return Condition(found, {"match": match})


def newest(
    transaction: Transaction, query: ComplaintFilter, asked: Sequence[Condition], match: str, before: int, limit: int
) -> list[tuple[str, int]]:
    """Ids and numbers in the index of the newest that hold the words, from below the number `before` on."""
    since = 0
    if query.by == "received":
        since = search.first_number(date.fromisoformat(query.first).toordinal()) if query.first else 0
        if query.last:
            before = min(before, search.first_number(date.fromisoformat(query.last).toordinal() + 1))
    where_clause = " AND ".join(condition.sql for condition in asked)
    values: dict[str, object] = {"match": match, "since": since}
    values |= {name: value for condition in asked for name, value in condition.parameters.items()}
    if not transaction.postgres:
        by_column = [condition for condition in asked if condition.found_by and condition.found_by not in _WORDS_TOO]
        few = next((condition for condition in by_column if _is_few(transaction, condition)), None)
        return _found(
            transaction,
            _by_fts5(where_clause, few.found_by if few else "", few.sql if few else ""),
            values,
            before,
            limit,
        )
    if any(_is_few(transaction, condition) for condition in asked if condition.found_by):
        return _found(transaction, _by_filter(where_clause), values, before, limit)
    found: list[tuple[str, int]] = []
    passed_over = 0
    for width in WINDOWS if _reckoned(transaction, match) > RARE else ():
        missing = limit - len(found)
        if passed_over >= WINDOWS[1] and missing * passed_over > len(found) * width:
            break
        found += _found(transaction, _by_window(where_clause, width), values, before, missing)
        end = transaction.first(_window_end(width), before=before)
        if len(found) == limit or end is None or end[0] <= since:
            return found
        before = end[0]
        passed_over += width
    return found + _found(transaction, _by_gin(where_clause), values, before, limit - len(found))


def _found(
    transaction: Transaction, statement: PortableStatement, values: Mapping[str, object], before: int, limit: int
) -> list[tuple[str, int]]:
    return [(id, number) for id, number in transaction.rows(statement, before=before, limit=limit, **values)]


def _reckoned(transaction: Transaction, match: str) -> int:
    """How many rows of the index hold the words, by PostgreSQL's statistics. Whatever they say, the same rows are found."""
    [(plans,)] = transaction.rows(_RECKONED, match=match)
    return plans[0]["Plan"]["Plan Rows"]


def _is_few(transaction: Transaction, condition: Condition) -> bool:
    statement = _counting(condition.sql, condition.found_by)
    return transaction.rows(statement, **condition.parameters)[0][0] <= FEW


@lru_cache(64)
def _counting(sql: str, index: str) -> PortableStatement:
    rows = f"SELECT 1 FROM complaint c INDEXED BY {index} WHERE {sql} LIMIT {FEW + 1}"
    return PortableStatement(f"SELECT count(*) FROM ({rows}) AS looked_at")


@lru_cache(256)
def _by_fts5(where_clause: str, index: str, few: str) -> PortableStatement:
    """`few`: of a filter with few rows these are known before any hit is read, of which thousands may be none of them."""
    told = f"AND +s.rowid IN (SELECT c.search_row FROM complaint c INDEXED BY {index} WHERE {few}) " if few else ""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM search_words s CROSS JOIN complaint c INDEXED BY complaint_search_row "
        f"WHERE s.search_words MATCH :match AND s.rowid >= :since AND s.rowid < :before {told}AND c.search_row = s.rowid "
        f"AND {where_clause} ORDER BY s.rowid DESC LIMIT :limit"
    )


@lru_cache(256)
def _by_filter(where_clause: str) -> PortableStatement:
    """Of few rows each is looked up. The 0 keeps PostgreSQL from passing over all others in the order of the numbers."""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM complaint c WHERE c.search_row + 0 >= :since AND c.search_row + 0 < :before "
        "AND EXISTS (SELECT 1 FROM search_words s WHERE s.number = c.search_row AND s.words @@ CAST(:match AS tsquery) OFFSET 0) "
        f"AND {where_clause} ORDER BY c.search_row + 0 DESC LIMIT :limit"
    )


@lru_cache(256)
def _by_window(where_clause: str, width: int) -> PortableStatement:
    """Frequent words: a GIN index would read all of their rows before it could tell which are the newest."""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM (SELECT number, words FROM search_words WHERE number >= :since AND number < :before "
        f"ORDER BY number DESC LIMIT {width}) s JOIN complaint c ON c.search_row = s.number "
        f"WHERE s.words @@ CAST(:match AS tsquery) AND {where_clause} ORDER BY s.number DESC LIMIT :limit"
    )


@lru_cache(8)
def _window_end(width: int) -> PortableStatement:
    return PortableStatement(
        f"SELECT number FROM search_words WHERE number < :before ORDER BY number DESC LIMIT 1 OFFSET {width - 1}"
    )


@lru_cache(256)
def _by_gin(where_clause: str) -> PortableStatement:
    """Rarer words. The 0 keeps PostgreSQL from passing over the whole table in the order of the numbers."""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM search_words s JOIN complaint c ON c.search_row = s.number "
        "WHERE s.words @@ CAST(:match AS tsquery) AND s.number + 0 >= :since AND s.number + 0 < :before "
        f"AND {where_clause} ORDER BY s.number + 0 DESC LIMIT :limit"
    )
