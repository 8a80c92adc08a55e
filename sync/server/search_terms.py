"""Which words of SQLite's search index begin as somebody typed.

FTS5 keeps beginnings of three, four and five letters as words of their own, and reads the rows of a word as they are asked for. Of a longer
beginning it puts all rows together before it tells the first of them: 85 ms for one that stands in every sixth of a million complaints.
So the words that begin so are looked up, and the index is asked for each of them.
"""

from sync.server.search import FACET, PHONE
from sync.server.statement import PortableStatement, Transaction

KEPT_BEGINNINGS = (3, 4, 5)  # letters; search_index.py makes the index with them
A_LOOK = 200  # rows of the index: words that few complaints hold stand close together, so that a look finds many
MOST_LOOKS = 16  # of half a millisecond each in an index that has many parts
MOST_TERMS = 100
_OWN_SIGNS = str.maketrans("", "", FACET + PHONE)

# A view of the index that this connection alone has; nothing is kept in it.
_OPEN = PortableStatement(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search_words, instance)"
)
_FROM = PortableStatement(f"SELECT term FROM temp.search_terms WHERE term >= :start LIMIT {A_LOOK}")


def beginning(transaction: Transaction, word: str) -> list[str] | None:
    """All that begin so; None where the index is better asked for the beginning, as always on PostgreSQL."""
    if transaction.postgres or len(word) in KEPT_BEGINNINGS or not _is_plain(word):
        return None
    transaction.run(_OPEN)
    terms: dict[str, None] = {}
    start = word
    for _ in range(MOST_LOOKS):
        found = [term for (term,) in transaction.rows(_FROM, start=start)]
        terms |= dict.fromkeys(term for term in found if term.startswith(word))
        if len(terms) > MOST_TERMS:
            return None
        if len(found) < A_LOOK or not found[-1].startswith(word):
            return list(terms) if all(map(_is_plain, terms)) else None
        start = found[-1] + "\0"  # behind all rows of this word
    return None


def _is_plain(word: str) -> bool:
    """Of no letters that FTS5 folds in its own way, which then stand in the index as nobody typed them."""
    return word.translate(_OWN_SIGNS).isascii()
