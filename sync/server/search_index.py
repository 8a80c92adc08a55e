"""The index of the district's search, kept in the background: a push only notes what is to be entered, and is answered.

Entering costs more than all else that a push does, and less the more complaints are entered together. What waits is a table like any
other: it survives a killed server, and whoever searches has it entered first (`catch_up`), so that nothing acknowledged is missing.
"""

from collections.abc import Iterable, Sequence

from sync.server import search
from sync.server.database import Database
from sync.server.statement import Insert, PortableStatement, Transaction

A_TIME = 500  # complaints a transaction, so that pushes hardly wait

# The tables that the index makes for itself; those of FTS5 are its own business.
TABLES = (
    "search_words", "search_words_config", "search_words_content", "search_words_data", "search_words_docsize", "search_words_idx",
)  # fmt: skip
CREATE_ON_SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(words, content='', detail=none, columnsize=0, prefix='3 4 5',
    tokenize='unicode61 remove_diacritics 2')""",
)
CREATE_ON_POSTGRES = (
    "CREATE TABLE search_words (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
)

_WAIT = Insert("search_due", {"number": "int8", "source": "bytea"}, "ON CONFLICT DO NOTHING")
_NO_LONGER = PortableStatement("DELETE FROM search_due WHERE number IN :numbers")
_ANY_DUE = PortableStatement("SELECT 1 FROM search_due LIMIT 1")
_DUE = PortableStatement(f"SELECT number, source FROM search_due ORDER BY number LIMIT {A_TIME}", lock=True)
_ENTER_ON_SQLITE = Insert("search_words", {"rowid": "int8", "words": "text"})
_ENTER_ON_POSTGRES = PortableStatement(
    "INSERT INTO search_words (number, words) VALUES (:number, array_to_tsvector(string_to_array(:words, ' '))) "
    "ON CONFLICT (number) DO NOTHING"
)
_REMOVE_ON_POSTGRES = PortableStatement("DELETE FROM search_words WHERE number IN :numbers")
_FORGET_ON_SQLITE = PortableStatement("INSERT INTO search_words (search_words) VALUES ('delete-all')")
_FORGET_ON_POSTGRES = PortableStatement("DELETE FROM search_words")
_FORGET_DUE = PortableStatement("DELETE FROM search_due")


def add(transaction: Transaction, entries: Iterable[tuple[int, bytes]], former: Sequence[int] = ()) -> None:
    """Notes what complaints are to be found by: numbers and sources (search.py). `former` are their numbers so far: no complaint has these any more.

    FTS5 without the texts can't remove a row (SQLite 3.40 has no contentless_delete): nobody has its number, so nothing is found by it.
    """
    if former:
        transaction.run(_NO_LONGER, numbers=list(former))
        if transaction.postgres:
            transaction.run(_REMOVE_ON_POSTGRES, numbers=list(former))
    transaction.insert(_WAIT, sorted(entries))


def catch_up(database: Database) -> None:
    """Enters all that waits. To be called before words are looked for."""
    while enter_some(database):
        pass


def enter_some(database: Database) -> bool:
    """Enters some of what waits; False when nothing did."""
    return database.read(is_behind) and database.write(_enter)


def is_behind(transaction: Transaction) -> bool:
    """Whether anything waits, which the index doesn't find yet."""
    return transaction.first(_ANY_DUE) is not None


def _enter(transaction: Transaction) -> bool:
    due = transaction.rows(_DUE)
    entries = [
        (number, search.words(bytes(source))) for number, source in due
    ]  # in another order FTS5 would write each by itself
    if transaction.postgres:
        for number, words in entries:
            transaction.run(_ENTER_ON_POSTGRES, number=number, words=words)
    else:
        transaction.insert(_ENTER_ON_SQLITE, entries)
    transaction.run(_NO_LONGER, numbers=[number for number, _ in entries])
    return len(due) > 0


def forget_all(transaction: Transaction) -> None:
    """Empties the index, before every complaint is entered anew."""
    transaction.run(_FORGET_DUE)
    transaction.run(_FORGET_ON_POSTGRES if transaction.postgres else _FORGET_ON_SQLITE)
