"""Full text search: what is put into the index for a complaint, and what an officer's words become as a query.

Filters on the stage are tokens of the index too, so that FTS5 intersects them with the words itself; joining the projection
for them took seconds at 100,000 complaints.
"""

import re
from collections.abc import Callable
from operator import attrgetter

from sqlalchemy import Connection, text

from complaints.complaint import OPEN_STAGES, Complaint, Stage
from complaints.events import Contacted, FollowedUp, Noted, Responded
from complaints.fields import SEARCHED
from desktop.store.statement import Statement

# A private letter: FTS5 takes it as part of a word, and no text that is searched for holds it.
FACET = "\ue000"
OPEN = FACET + "open"
WORD = re.compile(r"[^\W_]+")
LONGEST_TOKEN = 60
MOST_WORDS = 12
SEARCHED_STEPS = (Responded, FollowedUp, Noted, Contacted)  # steps whose notes are searched
_searched_texts: Callable[[Complaint], tuple[str, ...]] = attrgetter(*(field.path for field in SEARCHED))

INSERT = Statement(text("INSERT INTO search(rowid, content) VALUES (:rowid, :content)"))
DELETE = Statement(text("DELETE FROM search WHERE rowid = :rowid"))


def forget(connection: Connection) -> None:
    """Makes the index anew without the words of rows that were deleted or changed: until they are merged, its parts keep them."""
    connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))


def facet(stage: Stage) -> str:
    return FACET + stage.replace("_", "")


def content(complaint: Complaint) -> str:
    """Everything that finds this complaint: numbers, the fields with a search place, people, replies; never NIK or phone."""
    parts = [
        complaint.number,
        complaint.number.rpartition("-")[2].lstrip("0"),
        complaint.tracking_code,
        *_searched_texts(complaint),
        complaint.response,
        complaint.draft_response,
        complaint.forwarded_name,
        complaint.assignee,
    ]
    parts += [person.name for person in complaint.supporters]
    parts += [entry.event.step.note for entry in complaint.history if isinstance(entry.event.step, SEARCHED_STEPS)]
    # A facet that somebody typed would let the complaint pass for one of another stage.
    typed = " ".join([part for part in parts if part]).replace(FACET, " ")
    return f"{facet(complaint.stage)} {OPEN if complaint.stage in OPEN_STAGES else ''} {typed}"


def words(typed: str) -> tuple[str, ...]:
    """The words of a query; more than a dozen, or longer than sixty letters, find nothing more."""
    return tuple(word[:LONGEST_TOKEN] for word in WORD.findall(typed.casefold())[:MOST_WORDS])


def expression(typed: str, stages: tuple[Stage, ...] = ()) -> str:
    """The FTS5 expression: every word must be there, each may go on; '' when there is nothing to look for.

    Short words before the last are taken as whole ones: 'di' would otherwise touch half of the index.
    """
    typed_words = words(typed)
    if not typed_words:
        return ""
    terms = [f'"{word}"' + ("*" if len(word) > 2 or word is typed_words[-1] else "") for word in typed_words]
    if stages:
        chosen = set(stages)
        facets = [OPEN] if chosen == OPEN_STAGES else [facet(stage) for stage in stages]
        terms.append("(" + " OR ".join(f'"{name}"' for name in facets) + ")")
    return " AND ".join(terms)


def frequency(connection: Connection, term: str) -> int:
    """How many complaints hold a word that begins so, counted up to a thousand."""
    typed_words = words(term)
    if not typed_words:
        return 0
    query = text("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :match LIMIT 1000)")
    return connection.scalar(query, {"match": f'"{typed_words[0]}"*'}) or 0


def matching(connection: Connection, match: str, limit: int) -> list[int]:
    """The newest rows that match, by row id."""
    query = text("SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :limit")
    return list(connection.scalars(query, {"match": match, "limit": limit}))
