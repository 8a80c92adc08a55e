"""Full text search: what is put into the index for a complaint, and what an officer's words become as a query.

Filters on the stage are tokens of the index too, so that FTS5 intersects them with the words itself; joining the projection
for them took seconds at 100,000 complaints. What a word with one wrong letter may mean is looked up among the words of the index,
which stand in a table besides: asking FTS5 for each of the 300 to 500 possible words took 50 ms.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, text

from complaints.complaint import OPEN_STAGES, Complaint, Stage
from complaints.events import Contacted, FollowedUp, Noted, Responded
from complaints.fields import SEARCHED
from complaints.search_words import Wanted, forgivable, indexed, one_letter_off, phone_endings, wanted, written_phones
from desktop.store.statement import Statement, rows, run_many

# Private letters: FTS5 takes them as parts of a word, and no text that is searched for holds them.
FACET, PHONE = "\ue000", "\ue001"
OPEN = FACET + "open"
LONGEST_TOKEN = 60
MOST_WORDS = 12
SEARCHED_STEPS = (Responded, FollowedUp, Noted, Contacted)  # steps whose notes are searched
SHORTEST_WORD = 4  # of those that a word with one wrong letter may mean
LEAST_BEGINNING = 6  # letters of a beginning that is offered for a word with one wrong letter
_searched_texts: Callable[[Complaint], tuple[str, ...]] = attrgetter(*(field.path for field in SEARCHED))

_INSERT = "INSERT INTO search(rowid, content) VALUES (?, ?)"
DELETE = Statement(text("DELETE FROM search WHERE rowid = :rowid"))
_KEEP_WORDS = Statement(text("INSERT OR IGNORE INTO search_word(word) SELECT value FROM json_each(:words)"))
_NEAR = (
    "SELECT value FROM json_each(:words) WHERE EXISTS (SELECT 1 FROM search_word WHERE word = value OR "
    f"(length(value) >= {LEAST_BEGINNING} AND word > value AND word < value || char(1114111)))"
)


def forget(connection: Connection) -> None:
    """Makes the index anew without the words of rows that were deleted or changed: until they are merged, its parts keep them."""
    connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))
    connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab(main, search, row)"))
    connection.execute(text("DELETE FROM search_word WHERE word NOT IN (SELECT term FROM temp.indexed_word)"))


def forget_all(connection: Connection) -> None:
    """Empties the index, before every complaint is put into it anew."""
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_word")


def facet(stage: Stage) -> str:
    return FACET + stage.replace("_", "")


class Searched(NamedTuple):
    """What finds a complaint: the hash of its texts as they were written, and the words of the index with spaces between them.

    The texts are its numbers, the fields with a search place, people and replies; never the NIK or a telephone number. Of the telephone
    numbers only the index has the endings.
    """

    hash: bytes
    words: str


def searched(complaint: Complaint) -> Searched:
    texts = _texts(complaint)
    return Searched(hash_of(_content(complaint, texts)), _words(complaint, texts))


def content(complaint: Complaint) -> str:
    """The texts that find this complaint, as they were written. Offices keep a hash of it."""
    return _content(complaint, _texts(complaint))


def hash_of(content: str) -> bytes:
    return blake2b(content.encode(), digest_size=8).digest()


def _content(complaint: Complaint, texts: list[str]) -> str:
    # A facet that somebody typed would let the complaint pass for one of another stage.
    typed = " ".join(texts).replace(FACET, " ")
    return f"{facet(complaint.stage)} {OPEN if complaint.stage in OPEN_STAGES else ''} {typed}"


def _texts(complaint: Complaint) -> list[str]:
    """Those of its texts that say anything."""
    parts = [
        complaint.number,
        complaint.number.rpartition("-")[2].lstrip("0"),
        *complaint.former_numbers,
        complaint.tracking_code,
        *_searched_texts(complaint),
        complaint.response,
        complaint.draft_response,
        complaint.forwarded_name,
        complaint.assignee,
    ]
    parts += [person.name for person in complaint.supporters]
    parts += [entry.event.step.note for entry in complaint.history if isinstance(entry.event.step, SEARCHED_STEPS)]
    return [part for part in parts if part]


def _words(complaint: Complaint, texts: list[str]) -> str:
    """What the index holds of this complaint: its texts as folded words, its stage, its telephone numbers."""
    people = (complaint.complainant, *complaint.supporters)
    typed = "\n".join(texts)
    phones = [person.phone for person in people if person.phone]
    phones += written_phones(typed)
    numbers = dict.fromkeys(PHONE + ending for phone in phones for ending in phone_endings(phone)) if phones else ()
    words = [facet(complaint.stage), *([OPEN] if complaint.stage in OPEN_STAGES else []), indexed(typed), *numbers]
    return " ".join(words)


def put(connection: Connection, entries: Sequence[tuple[int, str]]) -> None:
    """Indexes complaints by their row ids, each with its words."""
    run_many(connection, _INSERT, entries)
    words: set[str] = set()
    for _, entry_words in entries:
        words.update(entry_words.split())
    kept = [word for word in words if len(word) >= SHORTEST_WORD and word.isalpha()]
    _KEEP_WORDS.run(connection, {"words": msgspec.json.encode(kept).decode()})


def replace(connection: Connection, rowid: int, words: str) -> None:
    """Indexes a complaint that has changed."""
    DELETE.run(connection, {"rowid": rowid})
    put(connection, [(rowid, words)])


def words(typed: str) -> tuple[str, ...]:
    """The words of a query; more than a dozen find nothing more."""
    return tuple([word for asked in wanted(typed)[:MOST_WORDS] for word in asked.words])


def expression(typed: str, stages: tuple[Stage, ...] = ()) -> str:
    """The FTS5 expression: every word must be there, each may go on; '' when there is nothing to look for.

    Short words before the last are taken as whole ones: 'di' would otherwise touch half of the index.
    """
    asked = wanted(typed)[:MOST_WORDS]
    return _all_of([_any_of(thing, last=thing is asked[-1]) for thing in asked], stages) if asked else ""


def similar_expression(connection: Connection, typed: str, stages: tuple[Stage, ...] = ()) -> str:
    """Like `expression`, for words of five letters or more that have one wrong; '' when none can be meant."""
    asked = wanted(typed)[:MOST_WORDS]
    long_words = {word for thing in asked for way in thing.ways for word in way if forgivable(word)}
    near = {word: _near(connection, word) for word in long_words}
    if not any(near.values()):
        return ""
    forgiving = _all_of([_any_of(thing, last=thing is asked[-1], near=near) for thing in asked], stages)
    return f"({forgiving}) NOT ({expression(typed)})"


def _near(connection: Connection, word: str) -> list[str]:
    """The terms for words of the index that are one letter away from this one, or go on from there."""
    # A beginning without the last letter, or with another one there, would find whatever begins alike.
    beginnings = {other for other in one_letter_off(word) if other[:-1] != word[:-1] and other != word[:-1]}
    found = rows(connection, _NEAR, {"words": json.dumps(one_letter_off(word))})
    return [_term(other, goes_on=len(other) >= LEAST_BEGINNING and other in beginnings) for (other,) in found]


def _all_of(terms: list[str], stages: tuple[Stage, ...]) -> str:
    if stages:
        chosen = set(stages)
        facets = [OPEN] if chosen == OPEN_STAGES else [facet(stage) for stage in stages]
        terms = [*terms, "(" + " OR ".join(f'"{name}"' for name in facets) + ")"]
    return " AND ".join(terms)


def _any_of(thing: Wanted, *, last: bool, near: dict[str, list[str]] | None = None) -> str:
    ways: list[str] = []
    for way in thing.ways:
        terms = [_term(word, goes_on=len(word) > 2 or (last and word is way[-1])) for word in way]
        if near is not None:
            terms = [_or([term, *near.get(word, ())]) for word, term in zip(way, terms, strict=True)]
        ways.append(" AND ".join(terms))
    ways += [_term(PHONE + beginning, goes_on=True) for beginning in thing.phones]
    return ways[0] if len(ways) == 1 else "(" + " OR ".join(f"({way})" if " AND " in way else way for way in ways) + ")"


def _or(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else "(" + " OR ".join(terms) + ")"


def _term(word: str, *, goes_on: bool) -> str:
    return f'"{word[:LONGEST_TOKEN]}"' + ("*" if goes_on else "")


def frequency(connection: Connection, term: str) -> int:
    """How many complaints hold a word that begins so, counted up to a thousand."""
    typed_words = words(term)
    if not typed_words:
        return 0
    query = text("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :match LIMIT 1000)")
    return connection.scalar(query, {"match": _term(typed_words[0], goes_on=True)}) or 0


def matching(connection: Connection, match: str, limit: int) -> list[int]:
    """The newest rows that match, by row id."""
    query = text("SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :limit")
    return list(connection.scalars(query, {"match": match, "limit": limit}))
