"""The search for words in the lists of the district: the newest complaints that hold them, on either database."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from sync.server import search, search_terms
from sync.server.list_conditions import ComplaintFilter, Condition
from sync.server.statement import PortableStatement, Transaction

END = 2**63 - 1
WINDOW = 3_000  # of the newest rows of the index, in which PostgreSQL looks for frequent words first
_WINDOW_END = PortableStatement(
    f"SELECT number FROM search_words WHERE number < :before ORDER BY number DESC LIMIT 1 OFFSET {WINDOW - 1}"
)


def expression(transaction: Transaction, query: ComplaintFilter) -> str:
    """The query of the index, '' when nothing is looked for; what the index knows of the filters is in it, too."""
    about = {
        "unit": query.unit, "subdistrict": query.subdistrict, "category": query.category, "kind": query.kind, "channel": query.channel,
    }  # fmt: skip
    facets = [search.facet(name, value) for name, value in about.items() if value]
    if query.supervisory:
        facets.append(search.facet("supervisory", ""))
    terms_of = partial(search_terms.beginning, transaction)
    return search.expression(query.word, facets, postgres=transaction.postgres, terms_of=terms_of)


def holding(match: str, *, postgres: bool) -> Condition:
    """Asked of each row that is found otherwise: it costs as much as looking up one row."""
    if postgres:
        found = "s.number = c.search_row AND s.words @@ CAST(:match AS tsquery)"
    else:
        found = "s.search_words MATCH :match AND s.rowid = c.search_row"
    return Condition(f"EXISTS (SELECT 1 FROM search_words s WHERE {found})", {"match": match})


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
        return _found(transaction, _by_fts5(where_clause), values, before, limit)
    found = _found(transaction, _by_window(where_clause), values, before, limit)
    end = transaction.first(_WINDOW_END, before=before)
    if len(found) == limit or end is None or end[0] <= since:
        return found
    return found + _found(transaction, _by_gin(where_clause), values, end[0], limit - len(found))


def _found(
    transaction: Transaction, statement: PortableStatement, values: Mapping[str, object], before: int, limit: int
) -> list[tuple[str, int]]:
    return [(id, number) for id, number in transaction.rows(statement, before=before, limit=limit, **values)]


@lru_cache(256)
def _by_fts5(where_clause: str) -> PortableStatement:
    return PortableStatement(
        "SELECT c.id, c.search_row FROM search_words s CROSS JOIN complaint c INDEXED BY complaint_search_row "
        "WHERE s.search_words MATCH :match AND s.rowid >= :since AND s.rowid < :before AND c.search_row = s.rowid "
        f"AND {where_clause} ORDER BY s.rowid DESC LIMIT :limit"
    )


@lru_cache(256)
def _by_window(where_clause: str) -> PortableStatement:
    """Frequent words: a GIN index would read all of their rows before it could tell which are the newest."""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM (SELECT number, words FROM search_words WHERE number >= :since AND number < :before "
        f"ORDER BY number DESC LIMIT {WINDOW}) s JOIN complaint c ON c.search_row = s.number "
        f"WHERE s.words @@ CAST(:match AS tsquery) AND {where_clause} ORDER BY s.number DESC LIMIT :limit"
    )


@lru_cache(256)
def _by_gin(where_clause: str) -> PortableStatement:
    """Rarer words. The 0 keeps PostgreSQL from passing over the whole table in the order of the numbers."""
    return PortableStatement(
        "SELECT c.id, c.search_row FROM search_words s JOIN complaint c ON c.search_row = s.number "
        "WHERE s.words @@ CAST(:match AS tsquery) AND s.number >= :since AND s.number < :before "
        f"AND {where_clause} ORDER BY s.number + 0 DESC LIMIT :limit"
    )
